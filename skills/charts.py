"""Geometry of the drawings, in the units of their SVG view boxes.

Templates draw what stands here and print the same numbers as a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from skills.models import LEVEL_MAX

AXES_MIN = 3  # fewer enclose no area
RADAR_RADIUS = 100.0
LABEL_RADIUS = 118.0


@dataclass(frozen=True, slots=True)
class Spoke:
    label: str
    level: int
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


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
