"""The folder of content files: which there are, and the entries that they hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from content.parsing import ContentError, Parsed, Problem, parse, suggestion
from content.references import Entry, check
from content.schema import (
    PageDoc,
    PathDoc,
    QuizDoc,
    ResponsibilityDoc,
    RoleDoc,
    SkillDoc,
    SourceDoc,
)

LISTS: dict[str, tuple[str, Any]] = {
    "sources.yaml": ("source", TypeAdapter(list[SourceDoc])),
    "responsibilities.yaml": ("responsibility", TypeAdapter(list[ResponsibilityDoc])),
    "pages.yaml": ("page", TypeAdapter(list[PageDoc])),
    "quiz.yaml": ("item", TypeAdapter(QuizDoc)),
}
FOLDERS: dict[str, tuple[str, Any]] = {
    "skills": ("skill", TypeAdapter(SkillDoc)),
    "roles": ("role", TypeAdapter(RoleDoc)),
    "paths": ("path", TypeAdapter(PathDoc)),
}
FILES_MAX = 1_000


def read(folder: Path) -> list[Entry]:
    """Read and check every content file below `folder`.

    Raises:
        ContentError: with all problems of all files, if there is one.
    """
    if not folder.is_dir():
        raise ContentError([Problem(str(folder), 1, 1, "", "there is no such folder")])
    problems: list[Problem] = []
    entries: list[Entry] = []
    for name, file in files(folder, problems):
        parsed = parse(file, name)
        if not parsed.problems:
            entries += list(validated(parsed, name))
        problems += parsed.problems
    # References are checked among what is well-formed, unless a file is missing
    # from the picture: its slugs would all be reported as unknown.
    if not problems:
        problems = check(entries)
    if problems:
        raise ContentError(problems)
    if not entries:
        raise ContentError([Problem(str(folder), 1, 1, "", "there is no content here")])
    return entries


def files(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    found = sorted(
        path
        for pattern in ("*.yaml", "*.yml", "*/*.yaml", "*/*.yml")
        for path in folder.glob(pattern)
    )
    if len(found) > FILES_MAX:
        problems.append(Problem(str(folder), 1, 1, "", f"more than {FILES_MAX} files"))
        return
    for path in found:
        name = path.relative_to(folder).as_posix()
        if is_content_file(name):
            yield name, path
        else:
            problems.append(not_content(name))


def is_content_file(name: str) -> bool:
    folder, _slash, rest = name.rpartition("/")
    return name in LISTS or (
        folder in FOLDERS and rest.endswith(".yaml") and rest != ".yaml"
    )


def not_content(name: str) -> Problem:
    known = [*LISTS, *(f"{kind}/{name.split('/')[-1]}" for kind in FOLDERS)]
    return Problem(name, 1, 1, "", f"not a content file{suggestion(name, known)}")


def validated(parsed: Parsed, name: str) -> Iterator[Entry]:
    """Yield the entries of a file, or note what is wrong in `parsed.problems`."""
    folder = name.split("/")[0]
    kind, adapter = LISTS.get(name) or FOLDERS[folder]
    try:
        value = adapter.validate_python(parsed.value)
    except ValidationError as error:
        for detail in error.errors():
            parsed.problems.append(
                parsed.problem(tuple(detail["loc"]), sentence(detail))
            )
        return
    if name in LISTS:
        docs, prefix = (value.items, ("items",)) if kind == "item" else (value, ())
        for index, doc in enumerate(docs):
            yield Entry(kind, doc, index + 1, "", parsed, (*prefix, index))
        return
    if value.slug != Path(name).stem:
        parsed.problems.append(
            parsed.problem(
                ("slug",),
                f'the file is named "{name}", so the slug is not'
                f' "{value.slug}"; rename one of them',
            )
        )
        return
    yield from with_children(kind, value, parsed)


def with_children(kind: str, doc: Any, parsed: Parsed) -> Iterator[Entry]:
    yield Entry(kind, doc, doc.position, "", parsed, ())
    for child_kind, field in (("topic", "topics"), ("step", "steps")):
        if kind in ("skill", "path") and hasattr(doc, field):
            for index, child in enumerate(getattr(doc, field)):
                parent = f"{kind}:{doc.slug}"
                yield Entry(
                    child_kind, child, index + 1, parent, parsed, (field, index)
                )


def sentence(detail: Any) -> str:
    """Say what is wrong in words for someone who edits the file."""
    kind, context = detail["type"], detail.get("ctx", {})
    key = detail["loc"][-1] if detail["loc"] else ""
    match kind:
        case "missing":
            return f'the key "{key}" is missing'
        case "extra_forbidden":
            return f'unknown key "{key}"{suggestion(str(key), FIELD_NAMES)}'
        case "string_type":
            return f"must be text, not {described(detail['input'])}; put it in quotes"
        case "int_type" | "bool_type" | "date_type" | "list_type" | "dict_type":
            wanted = {
                "int_type": "a whole number",
                "bool_type": "true or false",
                "date_type": "a date such as 2026-11-24",
                "list_type": "a list",
                "dict_type": "a mapping",
            }[kind]
            return f"must be {wanted}, not {described(detail['input'])}"
        case "model_type" | "model_attributes_type":
            return f"must be a mapping with keys, not {described(detail['input'])}"
        case "string_too_long":
            return (
                f"is {len(detail['input'])} characters long; at most"
                f" {context['max_length']} fit"
            )
        case "string_too_short":
            return "must not be empty"
        case "string_pattern_mismatch":
            return pattern_sentence(detail["input"], context["pattern"])
        case "value_error":
            return str(context["error"])
    return str(detail["msg"])


def pattern_sentence(value: str, pattern: str) -> str:
    if pattern.startswith(("^(https", "^https")):
        return f'"{value}" must be an address that starts with https://'
    if "|" in pattern:
        values = pattern.strip("^()$").split("|")
        return f'"{value}" is not one of {", ".join(values)}{suggestion(value, values)}'
    if "[a-z0-9]+(-" in pattern:
        return f'"{value}" is not a slug (lower-case letters, digits, single hyphens)'
    if "\\n" in pattern:
        return "must be one line without blanks at its ends"
    return f'"{value}" has not the right form'


def described(value: Any) -> str:
    return {
        dict: "a mapping",
        list: "a list",
        type(None): "nothing",
        bool: f"the yes/no value {value}",
    }.get(type(value), f"{value!r}"[:60])


def field_names(model: Any, found: set[str]) -> set[str]:
    for name, field in model.model_fields.items():
        found.add(name)
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if hasattr(part, "model_fields"):
                field_names(part, found)
    return found


FIELD_NAMES = sorted(
    set().union(
        *(
            field_names(model, set())
            for model in (
                SourceDoc,
                SkillDoc,
                ResponsibilityDoc,
                RoleDoc,
                QuizDoc,
                PathDoc,
                PageDoc,
            )
        )
    )
)
