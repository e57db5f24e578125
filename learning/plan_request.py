"""What a plan is asked for, and what makes such a request impossible."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from learning.candidates import Levels, StepFacts, servants
from quiz.readiness import Need

LEVEL_MAX = 4  # the top of every rubric
IMPORTANCE_MAX = 5
WEEK_HOURS_MAX = 80  # more hours of study a week is not a plan that anyone keeps
START_FIRST = date(2020, 1, 1)  # an earlier one is a slip of the keyboard
START_LAST = date(2099, 12, 31)  # a later one too, and dates stay four digits long


class State(StrEnum):
    """How far a visitor is with a step."""

    TO_DO = "to_do"
    DOING = "doing"
    DONE = "done"
    SKIPPED = "skipped"

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do; skipping counts, so 100 % is in reach."""
        return self in (State.DONE, State.SKIPPED)


@dataclass(frozen=True, slots=True)
class Mark:
    """A state and the day on which it was given; None for before the plan."""

    state: State
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """All that a plan depends on.

    Attributes:
        role: slug.
        needs: what the role asks for, one for each skill.
        levels: level by skill today, 0-4; a skill that is missing is at 0.
        steps: the published steps, those of other roles too.
        paths: slugs of the chosen paths.
        hours_per_week: 1 to WEEK_HOURS_MAX.
        start: first day.
        progress: marks by step slug.
    """

    role: str
    needs: tuple[Need, ...]
    levels: Levels
    steps: tuple[StepFacts, ...]
    paths: frozenset[str]
    hours_per_week: int
    start: date
    progress: Mapping[str, Mark] = field(default_factory=dict)


class PlanError(ValueError):
    """A request that no plan can be made of; `faults` lists every reason."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


def switched(request: PlanRequest, role: str, needs: Iterable[Need]) -> PlanRequest:
    """Return the same request for another role; marks that it cannot use are left out.

    Args:
        role: slug of the other role.
        needs: what that role asks for.
    """
    progress = usable_progress(request.steps, role, request.progress)
    return replace(request, role=role, needs=tuple(needs), progress=progress)


def usable_progress(
    steps: Iterable[StepFacts], role: str, progress: Mapping[str, Mark]
) -> dict[str, Mark]:
    """Return the marks on steps that a plan for the role may hold."""
    usable = {step.slug for step in servants(steps, role)}
    return {slug: mark for slug, mark in progress.items() if slug in usable}


def check(request: PlanRequest) -> None:
    """Refuse a request that no plan can be made of.

    Raises:
        PlanError: with all faults at once.
    """
    if faults := [*_faults(request)]:
        raise PlanError(faults)


def _faults(request: PlanRequest) -> Iterator[str]:
    yield from _own_faults(request)
    yield from _need_faults(request)
    yield from _step_faults(request.steps)
    yield from _progress_faults(request)


def _own_faults(request: PlanRequest) -> Iterator[str]:
    if not 1 <= request.hours_per_week <= WEEK_HOURS_MAX:
        yield (
            f"Hours per week must be from 1 to {WEEK_HOURS_MAX}, "
            f"not {request.hours_per_week}."
        )
    if not START_FIRST <= request.start <= START_LAST:
        yield (
            f"The start date must be from {START_FIRST} to {START_LAST}, "
            f"not {request.start}."
        )
    if not request.paths:
        yield "Choose at least one learning path."
    for skill, level in request.levels.items():
        if not 0 <= level <= LEVEL_MAX:
            yield f"The level of {skill} must be from 0 to {LEVEL_MAX}, not {level}."


def _need_faults(request: PlanRequest) -> Iterator[str]:
    if not request.needs:
        yield f"The role {request.role} asks for no skill, so there is nothing to plan."
    for skill in _repeated(need.skill for need in request.needs):
        yield f"The role {request.role} asks for {skill} more than once."
    for need in request.needs:
        if not 0 <= need.level <= LEVEL_MAX:
            yield (
                f"The level that {request.role} asks of {need.skill} must be from 0 "
                f"to {LEVEL_MAX}, not {need.level}."
            )
        if not 1 <= need.importance <= IMPORTANCE_MAX:
            yield (
                f"The importance of {need.skill} for {request.role} must be from 1 "
                f"to {IMPORTANCE_MAX}, not {need.importance}."
            )


def _step_faults(steps: Sequence[StepFacts]) -> Iterator[str]:
    for slug in _repeated(step.slug for step in steps):
        yield f"The step {slug} is there more than once."
    for step in steps:
        if not 0 <= step.from_level < step.to_level <= LEVEL_MAX:
            yield (
                f"The step {step.slug} must lead upwards between the levels 0 and "
                f"{LEVEL_MAX}, not from {step.from_level} to {step.to_level}."
            )
        if not 1 <= step.hours_low <= step.hours_high:
            yield (
                f"The step {step.slug} must take 1 hour or more, the low number "
                f"first, not {step.hours_low} to {step.hours_high} hours."
            )


def _progress_faults(request: PlanRequest) -> Iterator[str]:
    if not request.progress:
        return
    roles = {step.slug: step.roles for step in request.steps}
    usable = {step.slug for step in servants(request.steps, request.role)}
    for slug in request.progress:
        if slug not in roles:
            yield f"There is no step {slug}."
        elif slug not in usable:
            others = ", ".join(sorted(roles[slug])) or "no role"
            yield f"The step {slug} serves {others}, not {request.role}."


def _repeated(slugs: Iterable[str]) -> list[str]:
    return [slug for slug, count in Counter(slugs).items() if count > 1]
