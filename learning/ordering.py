"""In which order to take the chosen steps.

Each step closes some levels of the role's gap in its skill; its *worth* is that number
times the importance of the skill. Its *road* is what must still come before it, and
the step itself. Again and again the step is made the aim whose road has the most worth
per hour, and the road's best first step comes next. So a prerequisite that is worth
little by itself comes early when it opens something that is worth much.

How far the visitor has come does not enter: ticking a step never moves another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from learning.candidates import Candidate, Levels, StepFacts
from quiz.readiness import Need


@dataclass(frozen=True, slots=True)
class Place:
    """A chosen step and what it does for the role.

    Attributes:
        level_before: level of its skill when it begins, 0-4.
        closes: levels of the role's gap that it closes, 0-4; 0 for a step that is
            there only because another one asks for it.
        importance: 1-5, of its skill for the role; 0 when the role has no need of it.
        after: slugs of the chosen steps that come before it, direct ones only.
    """

    step: StepFacts
    level_before: int
    closes: int
    importance: int
    after: frozenset[str]

    @property
    def worth(self) -> int:
        return self.importance * self.closes


def ordered(
    chosen: Iterable[Candidate], levels: Levels, needs: Sequence[Need]
) -> tuple[Place, ...]:
    """Return the chosen steps, each with its place, in the order to take them.

    Args:
        chosen: a minimal set, as `selection.select` returns it.
        needs: one for each skill that the role asks for.
    """
    places = _places(tuple(chosen), levels, {need.skill: need for need in needs})
    roads = _roads(places)
    left = dict(places)
    order = []
    while left:
        slug = _next(left, roads)
        order.append(left.pop(slug))
        for road in roads.values():
            road.discard(slug)
    return tuple(order)


def _places(
    chosen: Sequence[Candidate], levels: Levels, needs: Mapping[str, Need]
) -> dict[str, Place]:
    """Return the place of each step by slug.

    In a minimal set, a skill's steps are taken by rising to-level: one that leads no
    farther than an earlier one would be for nothing.
    """
    chains: dict[str, list[Candidate]] = {}
    for candidate in sorted(chosen, key=lambda c: c.step.to_level):
        chains.setdefault(candidate.step.skill, []).append(candidate)
    before: dict[str, Candidate] = {}
    for chain in chains.values():
        before.update((late.step.slug, early) for early, late in pairwise(chain))
    return {
        c.step.slug: _place(c, before.get(c.step.slug), chains, levels, needs)
        for c in chosen
    }


def _place(
    candidate: Candidate,
    before: Candidate | None,
    chains: Mapping[str, Sequence[Candidate]],
    levels: Levels,
    needs: Mapping[str, Need],
) -> Place:
    step = candidate.step
    today = levels.get(step.skill, 0)
    level_before = before.step.to_level if before else today
    need = needs.get(step.skill)
    demanded = {
        next(c.step.slug for c in chains[skill] if c.step.to_level >= level)
        for skill, level in candidate.demands
        if level > levels.get(skill, 0)
    }
    return Place(
        step=step,
        level_before=level_before,
        closes=max(0, min(step.to_level, need.level) - level_before) if need else 0,
        importance=need.importance if need else 0,
        after=frozenset(demanded | ({before.step.slug} if before else set())),
    )


def _roads(places: Mapping[str, Place]) -> dict[str, set[str]]:
    """Return for each step the slugs of all that come before it, and its own."""
    roads: dict[str, set[str]] = {}

    def road(slug: str) -> set[str]:
        if slug not in roads:
            earlier = (road(before) for before in places[slug].after)
            roads[slug] = {slug}.union(*earlier)
        return roads[slug]

    for slug in places:
        road(slug)
    return roads


def _next(left: Mapping[str, Place], roads: Mapping[str, set[str]]) -> str:
    """Return the slug of the step to take first of those that are left."""
    keys = {slug: _key([left[s] for s in roads[slug]], left[slug]) for slug in left}
    group: Iterable[str] = left
    while True:
        aim = min(group, key=keys.__getitem__)
        group = roads[aim] - {aim}
        if not group:
            return aim


def _key(road: Sequence[Place], aim: Place) -> tuple[float, int, str]:
    """Return what sorts the aims: most worth per hour, then position, then slug."""
    hours = sum(place.step.hours_sum for place in road) / 2
    worth = sum(place.worth for place in road)
    return -worth / hours, aim.step.position, aim.step.slug
