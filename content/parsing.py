"""One YAML file to plain values, with the place of each, and every fault at once.

Only the plain part of YAML is read: no anchors, aliases or tags, no second document,
no key twice. Limits come first, so that no file can exhaust the machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process

FILE_BYTES_MAX = 1_000_000  # the largest shipped file has a tenth of it
DEPTH_MAX = 20
EVENTS_MAX = 200_000
SIMILAR_MIN = 70  # of 100: closer than that is probably a slip of the keyboard

Place = tuple[str | int, ...]
SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
YAML_FAULTS = (
    yaml.YAMLError,
    ValueError,
    AttributeError,
    RecursionError,
    UnicodeError,
    OverflowError,
)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a content file, and where."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return (
            f"{place}: {self.path}: {self.message}"
            if self.path
            else (f"{place}: {self.message}")
        )


class ContentError(Exception):
    """The content cannot be used; carries every problem that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(sorted(set(problems)))


@dataclass(slots=True)
class Parsed:
    """A file's value and the line and column (from 1) of each path in it."""

    file: str
    value: Any = None
    places: dict[Place, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Place, message: str) -> Problem:
        """Make a problem at `path`, or at its nearest parent that exists."""
        near = path
        while near and near not in self.places:
            near = near[:-1]
        line, column = self.places.get(near, (1, 1))
        return Problem(self.file, line, column, path_text(path), message)


def path_text(path: Place) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def suggestion(wrong: str, known: Sequence[str]) -> str:
    """Return ` (did you mean "x"?)` when something known is close, else nothing."""
    match = process.extractOne(wrong, known, score_cutoff=SIMILAR_MIN)
    return f' (did you mean "{match[0]}"?)' if match else ""


def parse(file: Path, name: str) -> Parsed:
    """Read `file`; faults stand in the result's `problems` under the name `name`."""
    parsed = Parsed(name)
    text = read_text(file, parsed)
    if text is None or not is_plain(text, parsed):
        return parsed
    try:
        loader = SafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                fault(parsed, (), "the file is empty")
            else:
                parsed.value = build(node, (), parsed, loader)
        finally:
            loader.dispose()
    except YAML_FAULTS as error:
        not_yaml(parsed, error)
    return parsed


def read_text(file: Path, parsed: Parsed) -> str | None:
    try:
        if file.stat().st_size > FILE_BYTES_MAX:
            fault(parsed, (), f"the file is larger than {FILE_BYTES_MAX:,} bytes")
            return None
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        fault(parsed, (), f"not UTF-8 text (byte {error.start})")
    except OSError as error:
        fault(parsed, (), f"cannot be read: {error.strerror}")
    return None


def is_plain(text: str, parsed: Parsed) -> bool:
    """Walk the events without building anything; say what goes beyond plain YAML."""
    depth = count = documents = 0
    try:
        for event in yaml.parse(text, Loader=SafeLoader):
            count += 1
            mark: Any = event.start_mark
            place = (mark.line + 1, mark.column + 1)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            message = refusal(event, depth, count, documents)
            if message:
                parsed.problems.append(Problem(parsed.file, *place, "", message))
                return False
    except YAML_FAULTS as error:
        not_yaml(parsed, error)
        return False
    return True


def refusal(event: Any, depth: int, count: int, documents: int) -> str:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "anchors and aliases are not allowed; write the value out"
    if getattr(event, "tag", None):
        return "tags (!) are not allowed"
    if depth > DEPTH_MAX:
        return f"nested deeper than {DEPTH_MAX} levels"
    if count > EVENTS_MAX:
        return f"more than {EVENTS_MAX:,} values in one file"
    return "more than one document in a file" if documents > 1 else ""


def build(node: yaml.Node, path: Place, parsed: Parsed, loader: Any) -> Any:
    mark = node.start_mark
    parsed.places.setdefault(path, (mark.line + 1, mark.column + 1))
    if isinstance(node, yaml.SequenceNode):
        return [
            build(child, (*path, index), parsed, loader)
            for index, child in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode):
        return build_mapping(node, path, parsed, loader)
    try:
        value = loader.construct_object(node)
    except YAML_FAULTS:
        fault(parsed, path, f"cannot read the value {node.value!r}; put it in quotes")
        return None
    # A time of day is never meant: what looks like one is a text.
    return node.value if isinstance(value, datetime) else value


def build_mapping(
    node: yaml.MappingNode, path: Place, parsed: Parsed, loader: Any
) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        mark = key_node.start_mark
        line, column = mark.line + 1, mark.column + 1
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            parsed.problems.append(
                Problem(
                    parsed.file, line, column, path_text(path), "a key must be text"
                )
            )
            continue
        if key in mapping:
            parsed.problems.append(
                Problem(
                    parsed.file,
                    line,
                    column,
                    path_text((*path, key)),
                    "the key stands here a second time",
                )
            )
        parsed.places[(*path, key)] = (line, column)
        mapping[key] = build(value_node, (*path, key), parsed, loader)
    return mapping


def fault(parsed: Parsed, path: Place, message: str) -> None:
    parsed.problems.append(parsed.problem(path, message))


def not_yaml(parsed: Parsed, error: Exception) -> None:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = getattr(error, "problem", None) or type(error).__name__
    parsed.problems.append(
        Problem(parsed.file, line, column, "", f"not readable as YAML: {reason}")
    )
