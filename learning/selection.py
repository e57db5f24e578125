"""Which steps close a visitor's gaps: enough of them, and none too many.

A step can be begun when its own skill is at its from-level and the skill of each
prerequisite has reached the level to which that prerequisite leads. It then raises
its skill to its to-level. So a prerequisite is met by the step itself, by another
step that leads as far, or by what the visitor can do already.

`select` returns a *minimal* set: begun one after the other as soon as that is allowed,
its steps reach every level that is needed and can be reached, and no set that lacks
one of them does. Each skill gets the chain that is cheapest by `Cost`. Only when such
chains wait for each other in a circle does a dearer step take the place of one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
class Selection:
    """The chosen steps, in an order in which they could be taken.

    Attributes:
        reachable: level by skill that all the steps together can reach.
    """

    chosen: tuple[Candidate, ...]
    reachable: Levels


def servants(steps: Iterable[StepFacts], role: str) -> tuple[StepFacts, ...]:
    """Return the steps of a role, and those that they require, directly or not."""
    steps = tuple(steps)
    by_slug = {step.slug: step for step in steps}
    waiting = [step.slug for step in steps if role in step.roles]
    kept = set(waiting)
    while waiting:
        new = [s for s in by_slug[waiting.pop()].requires if s in by_slug.keys() - kept]
        kept.update(new)
        waiting += new
    return tuple(step for step in steps if step.slug in kept)


def select(
    steps: Iterable[StepFacts],
    *,
    role: str,
    levels: Levels,
    needs: Levels,
    paths: Collection[str],
    begun: Collection[str] = (),
) -> Selection:
    """Return a minimal set of steps from the levels to the needs.

    Args:
        steps: each slug once.
        needs: level by skill that the role asks for. What no step can reach is left
            out; a level below it is still reached.
        paths: slugs of the chosen paths. Others are used only where these end.
        begun: slugs of steps that are under way or done, which count as no effort.
    """
    everything = _candidates(servants(steps, role), role, levels, needs, paths, begun)
    reachable = reached(levels, everything)
    usable = [c for c in everything if c.can_begin(reachable) and c.raises(levels)]
    goals = {s: min(need, reachable.get(s, 0)) for s, need in needs.items()}
    chains = {c.step.slug for c in _cheapest_chains(usable, levels, goals)}
    usable.sort(key=lambda c: (c.step.slug not in chains, c.rank))
    taken = _walk(usable, levels, goals)
    return Selection(_without_needless(taken, usable, levels, goals), reachable)


def reached(levels: Levels, candidates: Iterable[Candidate]) -> dict[str, int]:
    """Return the levels after taking whatever can be begun, until nothing can."""
    now = dict(levels)
    waiting = list(candidates)
    while True:
        blocked = []
        for candidate in waiting:
            if candidate.can_begin(now):
                skill = candidate.step.skill
                now[skill] = max(now.get(skill, 0), candidate.step.to_level)
            else:
                blocked.append(candidate)
        if len(blocked) == len(waiting):
            return now
        waiting = blocked


def _candidates(
    steps: Sequence[StepFacts],
    role: str,
    levels: Levels,
    needs: Levels,
    paths: Collection[str],
    begun: Collection[str],
) -> list[Candidate]:
    by_slug = {step.slug: step for step in steps}
    return [
        Candidate(step, demands, BEGUN)
        if step.slug in begun
        else Candidate(step, demands, _cost(step, demands, role, levels, needs, paths))
        for step in steps
        for demands in [_demands(step, by_slug)]
    ]


def _demands(
    step: StepFacts, by_slug: Mapping[str, StepFacts]
) -> tuple[tuple[str, int], ...]:
    required = (by_slug[slug] for slug in step.requires if slug in by_slug)
    return (
        (step.skill, step.from_level),
        *((before.skill, before.to_level) for before in required),
    )


def _cost(
    step: StepFacts,
    demands: Iterable[tuple[str, int]],
    role: str,
    levels: Levels,
    needs: Levels,
    paths: Collection[str],
) -> Cost:
    raised = step.to_level - max(step.from_level, levels.get(step.skill, 0))
    return Cost(
        foreign=0 if role in step.roles else raised,
        outside=0 if step.path in paths else raised,
        extra=sum(
            max(0, level - max(needs.get(skill, 0), levels.get(skill, 0)))
            for skill, level in demands
            if skill != step.skill
        ),
        hours_sum=step.hours_sum,
        steps=1,
    )


def _cheapest_chains(
    usable: Iterable[Candidate], levels: Levels, goals: Levels
) -> list[Candidate]:
    """Return the cheapest chain of each skill.

    Prerequisites can ask for more than the goals do: then those chains grow, until
    nothing is asked any more.
    """
    by_skill: dict[str, list[Candidate]] = {}
    for candidate in usable:
        by_skill.setdefault(candidate.step.skill, []).append(candidate)
    targets = {s: goal for s, goal in goals.items() if goal > levels.get(s, 0)}
    chains: dict[str, tuple[Candidate, ...]] = {}
    waiting = list(targets)
    while waiting:
        skill = waiting.pop(0)
        chains[skill] = cheapest_chain(
            by_skill[skill], levels.get(skill, 0), targets[skill]
        )
        for other, level in _all_demands(chains[skill]):
            if level > max(levels.get(other, 0), targets.get(other, 0)):
                targets[other] = level
                waiting.append(other)
    return [candidate for chain in chains.values() for candidate in chain]


def _all_demands(chain: Iterable[Candidate]) -> Iterator[tuple[str, int]]:
    return (demand for candidate in chain for demand in candidate.demands)


def cheapest_chain(
    candidates: Sequence[Candidate], start: int, goal: int
) -> tuple[Candidate, ...]:
    """Return the chain of one skill with the least cost, by position when equal.

    Levels only rise, so going through them once from below finds it. As every step
    costs something, a chain never holds a step that it could do without.

    Args:
        candidates: steps of the skill that together reach the goal.
        start: level today.
        goal: level to reach, above the start.
    """
    best: dict[int, _Chain] = {start: _Chain(FREE, (), ())}
    for level in range(start, goal):
        if level not in best:
            continue
        for candidate in candidates:
            if candidate.entry <= level < candidate.step.to_level:
                longer = best[level].with_step(candidate)
                known = best.get(candidate.step.to_level)
                if known is None or longer[:2] < known[:2]:
                    best[candidate.step.to_level] = longer
    return min((c for n, c in best.items() if n >= goal), key=lambda c: c[:2]).steps


class _Chain(NamedTuple):
    cost: Cost
    ranks: tuple[tuple[int, str], ...]
    steps: tuple[Candidate, ...]

    def with_step(self, candidate: Candidate) -> "_Chain":
        step = candidate.step
        return _Chain(
            Cost(*map(sum, zip(self.cost, candidate.cost, strict=True))),
            (*self.ranks, (step.position, step.slug)),
            (*self.steps, candidate),
        )


def _walk(
    usable: Sequence[Candidate], levels: Levels, goals: Levels
) -> list[Candidate]:
    """Take the first step that can be begun and raises something, until all is reached.

    Args:
        usable: the best first; together they reach the goals.
    """
    now = dict(levels)
    taken = []
    while any(now.get(skill, 0) < goal for skill, goal in goals.items()):
        step = next(c for c in usable if c.raises(now) and c.can_begin(now))
        now[step.step.skill] = step.step.to_level
        taken.append(step)
    return taken


def _without_needless(
    taken: Sequence[Candidate],
    usable: Iterable[Candidate],
    levels: Levels,
    goals: Levels,
) -> tuple[Candidate, ...]:
    """Drop each step without which the goals are reached all the same, worst first.

    Fewer steps never reach more. So a step that was needed when it was tried is still
    needed after others were dropped, and once through them all is enough.
    """
    place = {candidate.step.slug: index for index, candidate in enumerate(usable)}
    left = list(taken)
    for candidate in sorted(taken, key=lambda c: place[c.step.slug], reverse=True):
        rest = [c for c in left if c is not candidate]
        after = reached(levels, rest)
        if all(after.get(skill, 0) >= goal for skill, goal in goals.items()):
            left = rest
    return tuple(left)
