"""What differs between two texts, line by line and word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

CONTEXT_LINES = 2  # unchanged lines shown around a change
WORDS_ALIKE_MIN = 0.3  # below this share, marks on single words only confuse

KEY = re.compile(r"[ -]*\w+: ")
WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text within a line; `changed` when the other side lacks it."""

    text: str
    changed: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the earlier text beside its line of the later one, if there is one."""

    before: Line | None
    after: Line | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Gap:
    """Unchanged lines that are not shown."""

    lines: int


def compare(before: str, after: str) -> list[Row | Gap]:
    """Set two texts side by side; long stretches that are the same become a gap.

    Empty when the texts are the same.
    """
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    codes = matcher.get_opcodes()
    rows: list[Row | Gap] = []
    for place, (tag, a, b, c, d) in enumerate(codes):
        if tag == "equal":
            first, last = place == 0, place == len(codes) - 1
            rows += unchanged(old[a:b], 0 if first else CONTEXT_LINES, last)
        else:
            rows += changed(old[a:b], new[c:d])
    return rows


def unchanged(lines: list[str], head: int, is_last: bool) -> Iterator[Row | Gap]:
    tail = 0 if is_last else CONTEXT_LINES
    hidden = len(lines) - head - tail
    if hidden < 2:
        yield from map(same, lines)
        return
    yield from map(same, lines[:head])
    yield Gap(hidden)
    yield from map(same, lines[len(lines) - tail :])


def same(line: str) -> Row:
    return Row((Piece(line),), (Piece(line),))


def changed(old: list[str], new: list[str]) -> Iterator[Row]:
    """Pair the lines of a changed stretch that are alike, in order."""
    rest = list(new)
    for line in old:
        match = next(
            (n for n, other in enumerate(rest) if alike(line, other)),
            None,
        )
        if match is None:
            yield Row((Piece(line, changed=True),), None)
            continue
        for other in rest[:match]:
            yield Row(None, (Piece(other, changed=True),))
        yield words(line, rest[match])
        rest = rest[match + 1 :]
    for line in rest:
        yield Row(None, (Piece(line, changed=True),))


def alike(one: str, other: str) -> bool:
    """Say whether two lines are one line, changed: the same field, or many words."""
    key = KEY.match(one)
    if key and other.startswith(key[0]):
        return True
    matcher = SequenceMatcher(None, WORD.findall(one), WORD.findall(other), False)
    return matcher.quick_ratio() >= WORDS_ALIKE_MIN and (
        matcher.ratio() >= WORDS_ALIKE_MIN
    )


def words(one: str, other: str) -> Row:
    """Mark what differs within a pair of lines."""
    old, new = WORD.findall(one), WORD.findall(other)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    before = [("".join(old[a:b]), tag != "equal") for tag, a, b, _c, _d in codes]
    after = [("".join(new[c:d]), tag != "equal") for tag, _a, _b, c, d in codes]
    return Row(pieces(before), pieces(after))


def pieces(runs: list[tuple[str, bool]]) -> Line:
    """Join runs into pieces; a blank between two changed words counts as changed."""
    last = len(runs) - 1
    marked = [
        (text, is_changed or (0 < n < last and text.isspace()))
        for n, (text, is_changed) in enumerate(runs)
    ]
    return tuple(
        Piece(text, is_changed)
        for is_changed, group in groupby(marked, key=lambda run: run[1])
        if (text := "".join(text for text, _changed in group))
    )
