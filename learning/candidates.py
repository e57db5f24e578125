"""The steps that a plan may choose from, what each asks for and what it costs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Levels: TypeAlias = Mapping[str, int]
"""Skill slug -> level 0-4; a skill that is missing is at 0."""


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What the planner knows of a step; texts play no part.

    Attributes:
        from_level: 0-3, what the step builds on.
        to_level: 1-4, where it leads; above from_level.
        hours_low: effort at least, hours, >= 1.
        hours_high: effort at most, hours, >= hours_low.
        requires: slugs of steps that come first. One that is not among the steps of
            the request (a draft, for instance) asks for nothing.
        roles: slugs of the roles it serves.
        position: the editors' order; decides when all else is equal.
    """

    slug: str
    path: str
    skill: str
    from_level: int
    to_level: int
    hours_low: int
    hours_high: int
    requires: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    position: int = 0

    @property
    def hours_sum(self) -> int:
        """Twice the middle of the effort, in hours, so that it stays whole."""
        return self.hours_low + self.hours_high


class Cost(NamedTuple):
    """What speaks against a step, the weightiest first; a chain's cost is the sum.

    Attributes:
        foreign: levels raised by a step that serves another role and is only a
            prerequisite here.
        outside: levels raised on a path that the visitor did not choose.
        extra: levels that its prerequisites ask beyond what the role needs.
        hours_sum: low and high effort together, hours.
        steps: 1, so that no step is free and none is taken for nothing.
    """

    foreign: int
    outside: int
    extra: int
    hours_sum: int
    steps: int


FREE = Cost(0, 0, 0, 0, 0)
BEGUN = FREE._replace(steps=1)  # what is begun or done already counts as no effort


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step that may be chosen.

    Attributes:
        demands: skill and level, each to be reached before the step can begin.
    """

    step: StepFacts
    demands: tuple[tuple[str, int], ...]
    cost: Cost

    @property
    def entry(self) -> int:
        """The level of its own skill from which it can begin."""
        return max(n for skill, n in self.demands if skill == self.step.skill)

    @property
    def rank(self) -> tuple[Cost, int, str]:
        return self.cost, self.step.position, self.step.slug

    def can_begin(self, levels: Levels) -> bool:
        return all(levels.get(skill, 0) >= level for skill, level in self.demands)

    def raises(self, levels: Levels) -> bool:
        return levels.get(self.step.skill, 0) < self.step.to_level


@dataclass(frozen=True, slots=True)
class Aim:
    """From where to where, and which way.

    Attributes:
        role: slug.
        levels: today.
        needs: what the role asks for.
        paths: slugs of the chosen paths. Others are used only where these end.
    """

    role: str
    levels: Levels
    needs: Levels
    paths: Collection[str]


def servants(steps: Iterable[StepFacts], role: str) -> tuple[StepFacts, ...]:
    """Return the steps that a plan for the role may hold, and progress may name.

    These are the steps of the role, and those that they require, directly or not.
    """
    by_slug = {step.slug: step for step in steps}
    waiting = [slug for slug, step in by_slug.items() if role in step.roles]
    kept = set(waiting)
    while waiting:
        required = by_slug[waiting.pop()].requires
        new = [slug for slug in required if slug in by_slug and slug not in kept]
        kept.update(new)
        waiting += new
    return tuple(step for slug, step in by_slug.items() if slug in kept)


def candidates(
    steps: Iterable[StepFacts], aim: Aim, begun: Collection[str]
) -> list[Candidate]:
    """Return the steps that may serve the aim, with demands and cost.

    Args:
        begun: slugs of steps that are under way or settled, which count as no effort.
    """
    serving = servants(steps, aim.role)
    by_slug = {step.slug: step for step in serving}
    demands = {step.slug: _demands(step, by_slug) for step in serving}
    return [
        Candidate(
            step,
            demands[step.slug],
            BEGUN if step.slug in begun else _cost(step, demands[step.slug], aim),
        )
        for step in serving
    ]


def _demands(
    step: StepFacts, by_slug: Mapping[str, StepFacts]
) -> tuple[tuple[str, int], ...]:
    required = (by_slug[slug] for slug in step.requires if slug in by_slug)
    return (
        (step.skill, step.from_level),
        *((before.skill, before.to_level) for before in required),
    )


def _cost(step: StepFacts, demands: Iterable[tuple[str, int]], aim: Aim) -> Cost:
    levels, needs = aim.levels, aim.needs
    raised = step.to_level - max(step.from_level, levels.get(step.skill, 0))
    return Cost(
        foreign=0 if aim.role in step.roles else raised,
        outside=0 if step.path in aim.paths else raised,
        extra=sum(
            max(0, level - max(needs.get(skill, 0), levels.get(skill, 0)))
            for skill, level in demands
            if skill != step.skill
        ),
        hours_sum=step.hours_sum,
        steps=1,
    )
