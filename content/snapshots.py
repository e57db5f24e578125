"""A record's whole content at one moment: taken, checked, and written back.

A snapshot holds what the files hold of a record. The checks are those of the files,
and the loader's own functions do the writing.
"""

import json
from dataclasses import dataclass, replace

from content.exporter import to_yaml
from content.models import Kept
from content.records import Data, data_of, digest, parent_of, records
from skills.models import Record


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a record holds, with its place; `data` is plain JSON."""

    kind: str
    data: Data
    position: int
    parent: str  # "skill:programming" for a topic; "" for most kinds

    @property
    def slug(self) -> str:
        slug: str = self.data["slug"]
        return slug

    @property
    def digest(self) -> str:
        return digest(self.data, self.position, self.parent)

    def with_status(self, status: str) -> "Snapshot":
        return replace(self, data={**self.data, "status": status})


def snapshot_of(kind: str, record: Record) -> Snapshot:
    """Take a snapshot of a record that was fetched with all that its data needs."""
    data = json.loads(json.dumps(data_of(kind, record), default=str))
    return Snapshot(kind, data, record.position, parent_of(kind, record))


def take(kind: str, slug: str) -> Snapshot | None:
    """Take a snapshot of what the database holds now, None when there is nothing."""
    record = records(kind).filter(slug=slug).first()
    return snapshot_of(kind, record) if record else None


def kept(row: Kept) -> Snapshot:
    return Snapshot(row.kind, row.data, row.position, row.parent)


def digest_or_empty(snapshot: Snapshot | None) -> str:
    return snapshot.digest if snapshot else ""


def as_text(snapshot: Snapshot | None) -> str:
    """Return a snapshot as an editor reads it: the text of the files."""
    if snapshot is None:
        return ""
    place: Data = {"belongs to": snapshot.parent} if snapshot.parent else {}
    if "position" not in snapshot.data:
        place["position"] = snapshot.position
    return to_yaml({**snapshot.data, **place})
