"""Content files into the database: all or nothing, and nothing twice."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from django.db import models, transaction

from content.entries import put, relate
from content.files import read
from content.history import version_of
from content.models import Change, Draft, Version
from content.parsing import ContentError, Problem
from content.records import Data, data_of, digest, digest_of, parent_of, records
from content.references import Entry
from content.report import ORDER, EditedHere, Key, RecordChange, Report, Side
from content.snapshots import snapshot_of
from quiz.models import ItemBank
from quiz.publishing import NotFitError, publish_bank
from skills.models import Record, Status


def load(
    folder: Path,
    *,
    side: Side | None = None,
    sides: Mapping[Key, Side] | None = None,
    prune: bool = False,
) -> Report:
    """Bring the database to what the files below `folder` say.

    Args:
        side: who wins where a record was also changed in the admin.
        sides: the same for single records; these go before `side`.
        prune: delete what is no longer in the files instead of retiring it.

    Raises:
        ContentError: the files have faults; nothing was written.
        EditedHere: records were changed in the admin and no side is given for them;
            nothing was written.
    """
    entries = read(folder)
    with transaction.atomic():
        return Load(entries, side, prune, sides or {}).run()


def preview(folder: Path) -> Report:
    """Return what `load` would do, by doing it and taking it back.

    Records that were edited here are left as they are; the others are written, so that
    what the database or the item bank's audit would refuse is found too.

    Raises:
        ContentError: the files have faults.
    """
    entries = read(folder)
    with transaction.atomic():
        report = Load(entries, Side.OURS, prune=False, sides={}).run()
        transaction.set_rollback(True)
    return report


class Load:
    """One load: compares entries with records, then writes what differs."""

    def __init__(
        self,
        entries: list[Entry],
        side: Side | None,
        prune: bool,
        sides: Mapping[Key, Side],
    ) -> None:
        self.entries = {
            kind: {entry.slug: entry for entry in entries if entry.kind == kind}
            for kind in ORDER
        }
        self.places = {
            kind: {slug: entry.position for slug, entry in of_kind.items()}
            for kind, of_kind in self.entries.items()
        }
        self.side, self.prune, self.sides = side, prune, sides
        self.report = Report()
        self.edited: list[str] = []
        self.stored = {
            kind: {record.slug: record for record in records(kind)} for kind in ORDER
        }

    def run(self) -> Report:
        changed = [
            entry
            for kind in ORDER
            for entry in self.entries[kind].values()
            if self.differs(entry)
        ]
        gone = [
            (kind, record)
            for kind in ORDER
            for slug, record in self.stored[kind].items()
            if slug not in self.entries[kind] and self.leaves(kind, record)
        ]
        if self.edited:
            raise EditedHere(self.edited)
        for entry in changed:
            self.write(entry)
        for entry in changed:
            relate(self.stored[entry.kind][entry.slug], entry, self.find)
        for kind, record in gone:
            self.retire(kind, record)
        self.remember(changed)
        kinds = {entry.kind for entry in changed} | {kind for kind, _record in gone}
        self.report.bank_published = self.publish(kinds)
        return self.report

    def publish(self, kinds: set[str]) -> bool:
        """Put the items into use when files changed them.

        What an editor changed waits until an editor publishes it. Without such changes,
        a fault of the bank is a fault of its file.
        """
        if ItemBank.objects.filter(is_current=True).exists():
            if not kinds & {"role", "item"}:
                return False
            self.report.bank_waits = any(
                item.is_published and item.loaded_digest != digest_of("item", item)
                for item in records("item")
            )
            if self.report.bank_waits:
                return False
        try:
            return publish_bank()
        except NotFitError as error:
            items = self.entries["item"]
            raise ContentError(
                [
                    items[fault.item].problem((), fault.sentence)
                    if fault.item in items
                    else Problem("quiz.yaml", 1, 1, "", fault.sentence)
                    for fault in error.faults
                ]
            ) from error

    def digest(self, entry: Entry) -> str:
        data = entry_data(entry, self.places)
        return digest(data, entry.position, entry.parent)

    def after(self, entry: Entry) -> Data:
        data = entry_data(entry, self.places)
        return placed(data, entry.kind, entry.position, entry.parent)

    def find(self, kind: str, slug: str) -> Any:
        return self.stored[kind][slug]

    def differs(self, entry: Entry) -> bool:
        """Decide whether an entry is to be written; count it when it is not."""
        counts = self.report.counts[entry.kind]
        record = self.stored[entry.kind].get(entry.slug)
        if record is None:
            counts.created += 1
            change = RecordChange(
                entry.kind, entry.slug, "created", None, self.after(entry)
            )
            self.report.changes.append(change)
            return True
        current = digest_of(entry.kind, record)
        if current == self.digest(entry):
            counts.unchanged += 1
            if record.loaded_digest != current:
                set_digest(record, current)
            return False
        if not self.may_replace(entry.kind, record, current, self.after(entry)):
            return False
        counts.updated += 1
        return True

    def leaves(self, kind: str, record: Record) -> bool:
        """Decide whether a record that no file holds is to be retired."""
        if record.status == Status.RETIRED and not self.prune:
            return False
        made_here = not record.loaded_digest
        if made_here and self.side_for(kind, record.slug) is not Side.THEIRS:
            return False  # an editor's own record: no file ever held it
        return record.status == Status.RETIRED or self.may_replace(
            kind, record, digest_of(kind, record)
        )

    def side_for(self, kind: str, slug: str) -> Side | None:
        return self.sides.get((kind, slug), self.side)

    def may_replace(
        self, kind: str, record: Record, current: str, after: Data | None = None
    ) -> bool:
        """Say whether the files win over a record; note the edits they would undo."""
        is_free = record.status == Status.RETIRED or current == record.loaded_digest
        before = placed(
            data_of(kind, record), kind, record.position, parent_of(kind, record)
        )
        what: Literal["updated", "retired"] = "updated" if after else "retired"
        self.report.changes.append(
            RecordChange(
                kind, record.slug, what, before, after, is_conflict=not is_free
            )
        )
        if is_free:
            return True
        side = self.side_for(kind, record.slug)
        if side is None:
            self.edited.append(f"{kind} {record.slug}")
        if side is Side.OURS:
            self.report.counts[kind].kept += 1
            self.report.kept.append(f"{kind} {record.slug}")
        return side is Side.THEIRS

    def write(self, entry: Entry) -> None:
        """Write a record's own fields; what hangs on it follows in a second round."""
        stored = self.stored[entry.kind]
        stored[entry.slug] = put(entry, stored.get(entry.slug), self.find)

    def retire(self, kind: str, record: Record) -> None:
        self.report.counts[kind].retired += 1
        if not self.prune:
            type(record)._default_manager.filter(pk=record.pk).update(
                status=Status.RETIRED, loaded_digest=""
            )
            return
        try:
            record.delete()
            Draft.objects.filter(kind=kind, slug=record.slug).delete()
        except models.ProtectedError as error:
            users = ", ".join(sorted(str(user) for user in error.protected_objects))
            raise ContentError(
                [
                    Problem(
                        f"{kind} {record.slug}",
                        1,
                        1,
                        "",
                        f"cannot be deleted, it is in use by: {users[:300]}",
                    )
                ]
            ) from error

    def remember(self, changed: list[Entry]) -> None:
        """Note what was loaded, so that the next load knows what an editor changed."""
        versions = []
        for kind in {entry.kind for entry in changed}:
            wanted = [entry.slug for entry in changed if entry.kind == kind]
            for record in records(kind).filter(slug__in=wanted):
                snapshot = snapshot_of(kind, record)
                set_digest(record, snapshot.digest)
                versions.append(version_of(snapshot, Change.LOAD))
        Version.objects.bulk_create(versions)


def set_digest(record: Record, value: str) -> None:
    type(record)._default_manager.filter(pk=record.pk).update(loaded_digest=value)


def placed(data: Data, kind: str, position: int, parent: str) -> Data:
    """Return a record's data with its place and without its child records."""
    children = {"skill": ("topics",), "path": ("topics", "steps")}.get(kind, ())
    own = {name: value for name, value in data.items() if name not in children}
    return own | {"position": position} | ({"part of": parent} if parent else {})


def entry_data(entry: Entry, places: dict[str, dict[str, int]]) -> Data:
    """Return an entry's data in the form in which the exporter gives a record's.

    Lists without an order of their own are put into the order of the database:
    that of the records they name, or of their slugs.
    """
    data: Data = entry.doc.model_dump()
    for children in ("topics", "steps"):
        if entry.kind in ("skill", "path") and children in data:
            data[children] = []
    for field_name in ("related", "requires", "topics"):
        if field_name in data:
            data[field_name] = sorted(data[field_name])
    if entry.kind == "role":
        data["requirements"].sort(key=lambda row: places["skill"][row["skill"]])
        data["emphases"].sort(
            key=lambda row: places["responsibility"][row["responsibility"]]
        )
    if entry.kind == "step":
        data["roles"].sort(key=lambda slug: places["role"][slug])
    return data
