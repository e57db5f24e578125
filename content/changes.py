"""A load's changes as an editor reads them: record by record, side by side."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.utils.text import capfirst

from content.exporter import to_yaml
from content.models import title_of
from content.records import KINDS, Data
from content.report import ORDER, Key, RecordChange, Side
from content.textdiff import Gap, Row, compare


def kind_name(kind: str) -> str:
    return capfirst(str(KINDS[kind][0]._meta.verbose_name))


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change with its record's name and its lines side by side."""

    change: RecordChange
    rows: tuple[Row | Gap, ...]
    side: Side | None = None

    @property
    def field(self) -> str:
        """The name of the form field that says which side is right."""
        return field_of(self.change.kind, self.change.slug)

    @property
    def is_ours(self) -> bool:
        return self.side is Side.OURS

    @property
    def is_theirs(self) -> bool:
        return self.side is Side.THEIRS

    @property
    def kind_name(self) -> str:
        return kind_name(self.change.kind)

    @property
    def title(self) -> str:
        data = self.change.before or self.change.after or {}
        return title_of(data, self.change.slug)


def field_of(kind: str, slug: str) -> str:
    return f"side-{kind}-{slug}"


def shown(
    changes: Iterable[RecordChange], sides: Mapping[Key, Side] | None = None
) -> list[ShownChange]:
    """Return changes in the order in which they are written, conflicts first.

    Args:
        sides: what the editor has chosen already.
    """
    ordered = sorted(
        changes, key=lambda c: (not c.is_conflict, ORDER.index(c.kind), c.what)
    )
    return [
        ShownChange(
            change,
            tuple(compare(as_text(change.before), as_text(change.after))),
            (sides or {}).get((change.kind, change.slug)),
        )
        for change in ordered
    ]


def fingerprint(changes: Iterable[RecordChange]) -> str:
    """Return a digest of all that was shown, to see later whether it still holds."""
    rows = sorted(
        (change.kind, change.slug, change.what, change.is_conflict, text, other)
        for change in changes
        for text, other in [(as_text(change.before), as_text(change.after))]
    )
    return sha256(json.dumps(rows).encode()).hexdigest()


def as_text(data: Data | None) -> str:
    return to_yaml(data) if data else ""
