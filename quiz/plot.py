"""The drawing of fit against readiness, in the units of its SVG view box."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360.0, 290.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 16.0, 16.0, 42.0  # margins that hold the axes' words
MARK = 20.0  # side of a role's seal
GAP = 4.0  # between a seal and its label
LINE = 15.0  # height of a label
CHARACTER = 7.2  # width of a label's letter, rather too much than too little
PADDING_NAT = 1.0  # keeps the outermost seals off the frame
PADDING_PERCENT = 8
SPAN_MIN_PERCENT = 30  # a closer look would make much of small differences


@dataclass(frozen=True, slots=True)
class Spot:
    """One role: the center of its seal, and where its label begins or ends."""

    slug: str
    label: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str

    @property
    def mark_x(self) -> float:
        return self.x - MARK / 2

    @property
    def mark_y(self) -> float:
        return self.y - MARK / 2


@dataclass(frozen=True, slots=True)
class Tick:
    value: int
    at: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Fit (score in nat) to the right, readiness (percent) upward.

    Attributes:
        zero: x of a score of 0: no better than no pattern.
    """

    spots: tuple[Spot, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    zero: float


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def plot(points: Sequence[tuple[str, str, float, int]]) -> Plot:
    """Lay out roles by fit and readiness.

    Args:
        points: slug, label, score in nat and readiness in percent of each role.
    """
    scores = [score for _, _, score, _ in points]
    low = min(0.0, *scores) - PADDING_NAT
    high = max(0.0, *scores) + PADDING_NAT

    def x_of(score: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (score - low) / (high - low), 1)

    bottom, top = _percent_span([ready for _, _, _, ready in points])

    def y_of(percent: float) -> float:
        height = HEIGHT - TOP - BOTTOM
        return round(TOP + height * (top - percent) / (top - bottom), 1)

    step = 2 if high - low < 14 else 5
    first = -(-int(low) // step) * step
    return Plot(
        spots=_spots(
            [(s, t, x_of(score), y_of(ready)) for s, t, score, ready in points]
        ),
        x_ticks=tuple(
            Tick(value, x_of(value))
            for value in range(first, int(high) + 1, step)
            if value > low
        ),
        y_ticks=tuple(
            Tick(percent, y_of(percent)) for percent in range(bottom, top + 1, 10)
        ),
        zero=x_of(0),
    )


def _percent_span(values: Sequence[int]) -> tuple[int, int]:
    """Return the tens between which readiness is drawn, within 0 to 100."""
    low = max(0, (min(values) - PADDING_PERCENT) // 10 * 10)
    high = min(100, -(-(max(values) + PADDING_PERCENT) // 10) * 10)
    while high - low < SPAN_MIN_PERCENT:
        low, high = max(0, low - 10), min(100, high + 10)
    return low, high


def _spots(marks: Sequence[tuple[str, str, float, float]]) -> tuple[Spot, ...]:
    """Put each label beside its seal, or where else it meets no seal and no label."""
    taken = [
        _Box(x - MARK / 2, x + MARK / 2, y - MARK / 2, y + MARK / 2)
        for _, _, x, y in marks
    ]
    spots = []
    for slug, text, x, y in marks:
        spot, box = min(
            _places(slug, text, x, y),
            key=lambda place: sum(place[1].meets(other) for other in taken),
        )
        taken.append(box)
        spots.append(spot)
    return tuple(spots)


def _places(slug: str, text: str, x: float, y: float) -> list[tuple[Spot, _Box]]:
    """Return where a label may stand, the best place first."""
    length = CHARACTER * len(text)
    away = MARK / 2 + GAP
    places = []
    for side, shift in (
        (1, 0),
        (-1, 0),
        (1, -LINE),
        (-1, -LINE),
        (1, LINE),
        (-1, LINE),
    ):
        start = x + away if side > 0 else x - away - length
        box = _Box(start, start + length, y + shift - LINE / 2, y + shift + LINE / 2)
        if (
            box.left >= LEFT
            and box.right <= WIDTH
            and box.bottom <= HEIGHT - BOTTOM / 2
        ):
            anchor = "start" if side > 0 else "end"
            label = Spot(slug, text, x, y, x + side * away, y + shift, anchor)
            places.append((label, box))
    return places or [
        (
            Spot(slug, text, x, y, WIDTH / 2, y - away - LINE / 2, "middle"),
            _Box(0, WIDTH, y - away - LINE, y - away),
        )
    ]
