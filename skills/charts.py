"""Geometry of the drawings, in the units of their SVG view boxes.

Templates draw what stands here and print the same numbers as a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from textwrap import wrap

from skills.models import LEVEL_MAX

AXES_MIN = 3  # fewer enclose no area
RADAR_RADIUS = 100.0
LABEL_RADIUS = 114.0
LABEL_LINE_MAX = 11  # characters: longer lines would leave the drawing at 320 px
LABEL_LINE_HEIGHT = 18.0


@dataclass(frozen=True, slots=True)
class Spoke:
    """One axis: where it ends, and its label in lines from `label_y` down."""

    label: str
    level: int
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str

    @property
    def lines(self) -> list[str]:
        """Break the label between words, and after a hyphen."""
        return wrap(self.label, LABEL_LINE_MAX)

    @property
    def first_line_y(self) -> float:
        """Return where the first line stands: labels above grow up, others center."""
        extra = (len(self.lines) - 1) * LABEL_LINE_HEIGHT
        share = 1.0 if self.y < -RADAR_RADIUS * 0.9 else 0.5
        if self.y > RADAR_RADIUS * 0.9:
            share = 0.0
        return round(self.label_y - share * extra, 2)


@dataclass(frozen=True, slots=True)
class Radar:
    """One polygon over as many axes as there are skills, levels 0-4 outward."""

    spokes: tuple[Spoke, ...]
    rings: tuple[str, ...]
    polygon: str
    second_polygon: str = ""


def radar(
    levels: Sequence[tuple[str, int]], second: Sequence[int] | None = None
) -> Radar:
    """Lay out a radar drawing centered on (0, 0), first axis up, clockwise.

    Args:
        levels: label and level 0-4 of each axis, at least three.
        second: levels of another polygon on the same axes.

    Raises:
        ValueError: if there are fewer than three axes.
    """
    if len(levels) < AXES_MIN:
        raise ValueError("A radar needs at least three axes.")
    angles = [2 * pi * k / len(levels) for k in range(len(levels))]
    spokes = tuple(
        Spoke(
            label,
            level,
            *at(angle, RADAR_RADIUS),
            *at(angle, LABEL_RADIUS),
            anchor_at(angle),
        )
        for (label, level), angle in zip(levels, angles, strict=True)
    )
    return Radar(
        spokes=spokes,
        rings=tuple(
            outline(angles, [ring] * len(angles)) for ring in range(1, LEVEL_MAX + 1)
        ),
        polygon=outline(angles, [level for _, level in levels]),
        second_polygon=outline(angles, second) if second is not None else "",
    )


def at(angle: float, radius: float) -> tuple[float, float]:
    return round(radius * sin(angle), 2), round(-radius * cos(angle), 2)


def anchor_at(angle: float) -> str:
    x = sin(angle)
    if abs(x) < 0.2:
        return "middle"
    return "start" if x > 0 else "end"


def outline(angles: Sequence[float], levels: Sequence[int]) -> str:
    points = (
        at(angle, RADAR_RADIUS * level / LEVEL_MAX)
        for angle, level in zip(angles, levels, strict=True)
    )
    return " ".join(f"{x},{y}" for x, y in points)


ROW_HEIGHT = 68.0  # of one stop of a road; the page stretches it to its rows
RAIL_X = 60.0  # where the stops stand: at the right edge
LANES_X = 42.0  # the first lane, and the last one:
LANES_LEFT = 3.0
LANE_GAP = 10.0
BEND = 7.0


@dataclass(frozen=True, slots=True)
class RoadMap:
    """Stops on a vertical line, and a line from each stop to all that build on it."""

    height: float
    stops: tuple[float, ...]
    lines: tuple[str, ...]


def road_map(stops: int, prerequisites: Sequence[tuple[int, int]]) -> RoadMap:
    """Lay out a road; lines run down in lanes beside it, short ones next to the stops.

    Args:
        stops: how many.
        prerequisites: pairs of places counted from 0, what is needed first.
    """
    places = tuple(ROW_HEIGHT * (n + 0.5) for n in range(stops))
    ends: dict[int, list[int]] = {}
    for start, end in prerequisites:
        ends.setdefault(start, []).append(end)
    lanes = lanes_of({start: max(of) for start, of in ends.items()})
    gap = min(LANE_GAP, (LANES_X - LANES_LEFT) / max(1, 1, *lanes.values()))
    return RoadMap(
        height=ROW_HEIGHT * stops,
        stops=places,
        lines=tuple(
            line(LANES_X - gap * lanes[start], places[start], [places[n] for n in of])
            for start, of in ends.items()
        ),
    )


def lanes_of(spans: dict[int, int]) -> dict[int, int]:
    """Give each span from a key down to its value the nearest lane that is free."""
    taken: list[list[tuple[int, int]]] = []
    lanes = {}
    for start, end in sorted(spans.items(), key=lambda span: (span[1] - span[0], span)):
        lane = 0
        while lane < len(taken) and any(a < end and start < b for a, b in taken[lane]):
            lane += 1
        if lane == len(taken):
            taken.append([])
        taken[lane].append((start, end))
        lanes[start] = lane
    return lanes


def line(x: float, start: float, ends: Sequence[float]) -> str:
    """Draw from a stop into its lane, down, and out to each stop that builds on it."""
    x = round(x, 2)
    into = f"M{RAIL_X} {start}H{x + BEND}Q{x} {start} {x} {start + BEND}"
    down = f"V{max(ends) - BEND}"
    out = (f"M{x} {end - BEND}Q{x} {end} {x + BEND} {end}H{RAIL_X}" for end in ends)
    return into + down + "".join(out)
