"""What holds between content files: slugs that exist, once each, and no cycles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from content.parsing import Parsed, Place, Problem, suggestion
from content.schema import RecordDoc, StepDoc
from skills.markdown import record_links


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the files: its kind, its place in them and its contents."""

    kind: str
    doc: Any
    position: int
    parent: str  # "skill:programming" for a topic; "" for most kinds
    parsed: Parsed
    place: Place

    @property
    def slug(self) -> str:
        slug: str = self.doc.slug
        return slug

    def problem(self, path: Place, message: str) -> Problem:
        return self.parsed.problem((*self.place, *path), message)


# Which fields of which kind name a record of another kind. "[]" is each of a list.
REFERENCES: dict[str, dict[tuple[str, ...], str]] = {
    "topic": {("related", "[]"): "topic"},
    "responsibility": {("skills", "[]"): "skill"},
    "role": {
        ("facts", "[]", "source"): "source",
        ("requirements", "[]", "skill"): "skill",
        ("emphases", "[]", "responsibility"): "responsibility",
        ("usages", "core", "[]"): "topic",
        ("usages", "common", "[]"): "topic",
        ("usages", "occasional", "[]"): "topic",
        ("neighbors", "[]", "role"): "role",
    },
    "step": {
        ("skill",): "skill",
        ("requires", "[]"): "step",
        ("roles", "[]"): "role",
        ("topics", "[]"): "topic",
    },
    "item": {("options", "[]", "evidence", "{}"): "role"},
}
# Lists in which the same name twice is a slip.
ONCE: dict[str, tuple[tuple[str, ...], ...]] = {
    "topic": (("related", "[]"),),
    "responsibility": (("skills", "[]"), ("facets", "[]", "name")),
    "role": (
        ("facts", "[]", "label"),
        ("requirements", "[]", "skill"),
        ("emphases", "[]", "responsibility"),
        ("usages", "*", "[]"),
        ("neighbors", "[]", "role"),
        ("projects", "[]", "title"),
        ("interview_themes", "[]", "theme"),
    ),
    "step": (
        ("requires", "[]"),
        ("roles", "[]"),
        ("topics", "[]"),
        ("resources", "[]", "url"),
    ),
    "item": (("options", "[]", "slug"),),
}


def check(entries: list[Entry]) -> list[Problem]:
    """Return every problem between the entries."""
    known: dict[str, dict[str, Entry]] = {}
    problems = []
    for entry in entries:
        same = known.setdefault(entry.kind, {})
        if entry.slug in same:
            first = same[entry.slug]
            problems.append(
                entry.problem(
                    ("slug",),
                    f'the {entry.kind} "{entry.slug}" already stands in '
                    f"{first.parsed.file}",
                )
            )
        same.setdefault(entry.slug, entry)
    for entry in entries:
        problems += dangling(entry, known)
        problems += repeated(entry)
        problems += broken_links(entry, known)
        problems += own_rules(entry, known)
    return [*problems, *cycles(known.get("step", {}))]


def walk(value: Any, steps: tuple[str, ...]) -> Iterator[tuple[Place, Any]]:
    """Yield the path and value of everything that `steps` leads to."""
    if not steps:
        yield (), value
        return
    for key, child in children(value, steps[0]):
        for path, found in walk(child, steps[1:]):
            yield (key, *path), found


def children(value: Any, step: str) -> Iterable[tuple[str | int, Any]]:
    if step == "[]":
        return enumerate(value)
    if step == "{}":
        return ((key, key) for key in value)
    if step == "*":
        return ((name, getattr(value, name)) for name in type(value).model_fields)
    return [(step, getattr(value, step))]


def dangling(entry: Entry, known: dict[str, dict[str, Entry]]) -> Iterator[Problem]:
    for steps, kind in REFERENCES.get(entry.kind, {}).items():
        for path, slug in walk(entry.doc, steps):
            if slug not in known.get(kind, {}):
                yield entry.problem(path, unknown(kind, slug, known))


def unknown(kind: str, slug: str, known: dict[str, dict[str, Entry]]) -> str:
    hint = suggestion(slug, list(known.get(kind, {})))
    return f'there is no {kind} "{slug}"{hint}'


def repeated(entry: Entry) -> Iterator[Problem]:
    for steps in ONCE.get(entry.kind, ()):
        seen: set[Any] = set()
        for path, value in walk(entry.doc, steps):
            if value in seen:
                yield entry.problem(path, f'"{value}" stands here a second time')
            seen.add(value)


def broken_links(entry: Entry, known: dict[str, dict[str, Entry]]) -> Iterator[Problem]:
    for path, prose in texts(entry.doc):
        for kind, slug in record_links(prose):
            if slug not in known.get(kind, {}):
                yield entry.problem(path, unknown(kind, slug, known))


def texts(doc: Any) -> Iterator[tuple[Place, str]]:
    """Yield every text of a record, nested ones included, without other records."""
    if isinstance(doc, str):
        yield (), doc
    elif isinstance(doc, list):
        for index, child in enumerate(doc):
            if not isinstance(child, RecordDoc):
                yield from (((index, *path), text) for path, text in texts(child))
    elif hasattr(type(doc), "model_fields"):
        for name in type(doc).model_fields:
            yield from (
                ((name, *path), text) for path, text in texts(getattr(doc, name))
            )


def own_rules(entry: Entry, known: dict[str, dict[str, Entry]]) -> Iterator[Problem]:
    if entry.kind == "role":
        for index, neighbor in enumerate(entry.doc.neighbors):
            if neighbor.role == entry.slug:
                yield entry.problem(
                    ("neighbors", index, "role"), "a role is no neighbor of itself"
                )
    if entry.kind == "item":
        roles = set(known.get("role", {}))
        for index, option in enumerate(entry.doc.options):
            for missing in sorted(roles - set(option.evidence)):
                yield entry.problem(
                    ("options", index, "evidence"),
                    f'points for the role "{missing}" are missing (0 is a value)',
                )


def cycles(steps: dict[str, Entry]) -> Iterator[Problem]:
    found = circle({slug: requires(entry.doc) for slug, entry in steps.items()})
    if found and found[0] in steps:
        yield steps[found[0]].problem(("requires",), circle_sentence(found))


def circle(graph: dict[str, list[str]]) -> list[str]:
    """Return the slugs of steps that require each other in a circle, if any do."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def circle_sentence(slugs: list[str]) -> str:
    return "prerequisites go in a circle: " + " > ".join(slugs)


def requires(doc: StepDoc) -> list[str]:
    return doc.requires
