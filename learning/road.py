"""The steps of a path as stops on a road, each with what it builds on."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.models import Step
from skills.charts import RoadMap, road_map


@dataclass(frozen=True, slots=True)
class Stop:
    """A step, its number on the road, and its prerequisites on and off the road."""

    number: int
    step: Step
    after: tuple[int, ...]
    elsewhere: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Road:
    stops: tuple[Stop, ...]
    drawing: RoadMap

    @property
    def hours_low(self) -> int:
        return sum(stop.step.hours_low for stop in self.stops)

    @property
    def hours_high(self) -> int:
        return sum(stop.step.hours_high for stop in self.stops)


def road(steps: Sequence[Step]) -> Road:
    """Number the steps in the order given and draw what each of them builds on."""
    number = {step.pk: n for n, step in enumerate(steps, 1)}
    stops = []
    for step in steps:
        required = [other for other in step.requires.all() if other.is_published]
        stops.append(
            Stop(
                number[step.pk],
                step,
                tuple(sorted(number[o.pk] for o in required if o.pk in number)),
                tuple(other for other in required if other.pk not in number),
            )
        )
    pairs = [(before - 1, s.number - 1) for s in stops for before in s.after]
    return Road(tuple(stops), road_map(len(stops), pairs))
