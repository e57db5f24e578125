"""A snapshot into the database, checked as a content file is checked."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from content.entries import put, relate
from content.files import sentence
from content.parsing import Parsed, path_text
from content.records import KINDS
from content.references import (
    Entry,
    broken_links,
    circle,
    circle_sentence,
    dangling,
    own_rules,
    repeated,
    unknown,
)
from content.schema import (
    ItemDoc,
    PageDoc,
    PathDoc,
    ResponsibilityDoc,
    RoleDoc,
    SkillDoc,
    SourceDoc,
    StepDoc,
    TopicDoc,
)
from content.snapshots import Snapshot
from learning.models import Step
from skills.models import Record, Status

DOCS: dict[str, Any] = {
    "source": SourceDoc,
    "skill": SkillDoc,
    "topic": TopicDoc,
    "responsibility": ResponsibilityDoc,
    "role": RoleDoc,
    "item": ItemDoc,
    "path": PathDoc,
    "step": StepDoc,
    "page": PageDoc,
}


def entry_of(snapshot: Snapshot) -> Entry:
    """Return a snapshot as if it had been read from a file.

    Raises:
        ValidationError: if its data has not the form of its kind.
    """
    status = snapshot.data["status"]
    if status == Status.RETIRED:  # a status that the files do not have
        status = Status.PUBLISHED.value
    # From JSON, because there a date is a text.
    text = json.dumps({**snapshot.data, "status": status})
    doc = DOCS[snapshot.kind].model_validate_json(text)
    return Entry(snapshot.kind, doc, snapshot.position, snapshot.parent, Parsed(""), ())


def problems(snapshot: Snapshot) -> list[str]:
    """Say everything that keeps a snapshot from being written, in an editor's words."""
    try:
        entry = entry_of(snapshot)
    except ValidationError as error:
        return [
            said(path_text(tuple(detail["loc"])), sentence(detail))
            for detail in error.errors()
        ]
    return list(between_records(entry))


def completed(snapshot: Snapshot) -> Snapshot:
    """Give each option of an item points for every role, 0 where it has none yet."""
    if snapshot.kind != "item":
        return snapshot
    none = dict.fromkeys(in_use("role", status=Status.PUBLISHED), 0)
    options = [
        {**option, "evidence": {**none, **option["evidence"]}}
        for option in snapshot.data["options"]
    ]
    return replace(snapshot, data={**snapshot.data, "options": options})


def between_records(entry: Entry) -> Iterator[str]:
    known: dict[str, dict[str, Any]] = {kind: in_use(kind) for kind in KINDS}
    # What asks for points of each role asks for those that visitors can be given.
    offered = {"role": in_use("role", status=Status.PUBLISHED)}
    for found in (
        *dangling(entry, known),
        *repeated(entry),
        *broken_links(entry, known),
        *own_rules(entry, offered),
    ):
        yield said(found.path, found.message)
    above, _colon, slug = entry.parent.partition(":")
    if slug and slug not in known[above]:
        yield unknown(above, slug, known)
    if entry.parent == "nowhere":
        yield _("Choose the skill or the learning path to which the topic belongs.")
    if entry.kind == "step" and (slugs := circle(prerequisites(entry))):
        yield circle_sentence(slugs)


def in_use(kind: str, **filters: Any) -> dict[str, Any]:
    slugs = KINDS[kind][0]._default_manager.exclude(status=Status.RETIRED)
    return dict.fromkeys(slugs.filter(**filters).values_list("slug", flat=True))


def prerequisites(entry: Entry) -> dict[str, list[str]]:
    """Return each step's prerequisites, those of `entry` as they are to be."""
    graph: dict[str, list[str]] = {}
    for slug, required in Step.objects.values_list("slug", "requires__slug"):
        graph.setdefault(slug, []).extend([required] if required else [])
    return {**graph, entry.slug: entry.doc.requires}


def said(path: str, message: str) -> str:
    """Put a place into words: `facts[0].label` is "facts 1, label"."""
    words = re.sub(r"\[(\d+)\]", lambda found: f" {int(found[1]) + 1}", path)
    words = words.replace(".", ", ").replace("_", " ")
    return f"{words}: {message}" if words else message


def write(snapshot: Snapshot) -> Record:
    """Make the database hold what `snapshot` says, and return the record.

    Raises:
        ValidationError: if the data has not the form of its kind.
        ObjectDoesNotExist: if it names a record that is not there.
    """
    entry = entry_of(snapshot)
    model = KINDS[snapshot.kind][0]
    record = model._default_manager.filter(slug=snapshot.slug).first()

    @cache
    def find(kind: str, slug: str) -> Any:
        return KINDS[kind][0]._default_manager.get(slug=slug)

    written = put(entry, record, find)
    relate(written, entry, find)
    if written.status != snapshot.data["status"]:
        written.status = snapshot.data["status"]
        written.save(update_fields=["status"])
    return written
