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

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from learning.candidates import (
    FREE,
    Aim,
    Candidate,
    Cost,
    Levels,
    StepFacts,
    candidates,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen steps, in an order in which they could be taken.

    Attributes:
        reachable: level by skill that all the steps together can reach.
    """

    chosen: tuple[Candidate, ...]
    reachable: Levels


def select(
    steps: Iterable[StepFacts], aim: Aim, begun: Collection[str] = ()
) -> Selection:
    """Return a minimal set of steps from the levels to the needs.

    What no step can reach is left out of the needs; a level below it is still reached.

    Args:
        steps: each slug once.
        begun: slugs of steps that are under way or settled, which count as no effort.
    """
    levels = aim.levels
    everything = candidates(steps, aim, begun)
    reachable = reached(levels, everything)
    usable = [c for c in everything if c.can_begin(reachable) and c.raises(levels)]
    goals = {s: min(need, reachable.get(s, 0)) for s, need in aim.needs.items()}
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
