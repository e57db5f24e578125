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
RAIL_X = 60.0  # where the stops stand; prerequisites swing out to the left of it
ARC_NEAREST, ARC_STEP, ARC_FARTHEST = 16.0, 7.0, 52.0


@dataclass(frozen=True, slots=True)
class RoadMap:
    """Stops on a vertical line, and an arc from each prerequisite to what needs it."""

    height: float
    stops: tuple[float, ...]
    arcs: tuple[str, ...]


def road_map(stops: int, prerequisites: Sequence[tuple[int, int]]) -> RoadMap:
    """Lay out a road; far prerequisites swing out further than near ones.

    Args:
        stops: how many.
        prerequisites: pairs of places counted from 0, what is needed first.
    """
    places = tuple(ROW_HEIGHT * (n + 0.5) for n in range(stops))
    return RoadMap(
        height=ROW_HEIGHT * stops,
        stops=places,
        arcs=tuple(arc(places[a], places[b]) for a, b in prerequisites),
    )


def arc(start: float, end: float) -> str:
    rows = abs(end - start) / ROW_HEIGHT
    swing = min(ARC_NEAREST + ARC_STEP * (rows - 1), ARC_FARTHEST)
    # A cubic curve goes three quarters of the way to its control points.
    x = round(RAIL_X - swing * 4 / 3, 2)
    return f"M{RAIL_X} {start}C{x} {start} {x} {end} {RAIL_X} {end}"
