"""From today's levels to a role: which steps, in which order, by when.

What a plan guarantees, for sound input:

- It closes every gap that the steps of the role can close. What stays open is listed.
- It respects every prerequisite: when a step begins, its own skill is at its from-level
  and the skill of each prerequisite is where that prerequisite leads, by today's levels
  or by earlier steps of the plan.
- It lists nothing mastered: each step raises its skill above today's level and above
  what the steps before it reach.
- It is minimal: without any one of its steps a gap stays open, be it that the step
  closes a part of it or that a step which does could not begin.
- It is stable: the same request gives the same plan, whatever the order of its parts.
  Hours a week and start date move nothing but dates. A level that changes touches only
  the steps of its skill and of skills that prerequisites connect with it; the others
  stay, in the same order. Steps that are not in the plan may go. Ticking the
  steps of a plan changes neither steps nor order.

`learning/plan_request.py` says what may be asked, `learning/selection.py` chooses the
steps, `learning/ordering.py` puts them in order, `learning/schedule.py` dates them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from learning.candidates import Aim, Levels, StepFacts
from learning.ordering import Place, ordered
from learning.plan_request import Mark, PlanRequest, State, check
from learning.schedule import Calendar, schedule
from learning.selection import Selection, select
from quiz.readiness import Need


@dataclass(frozen=True, slots=True)
class Gap:
    """Levels that a role asks of a skill and that are missing.

    Attributes:
        level: 0-4, what is there.
        need: 1-4, what is asked; above the level.
        importance: 1-5.
    """

    skill: str
    level: int
    need: int
    importance: int

    @property
    def size(self) -> int:
        return self.need - self.level


@dataclass(frozen=True, slots=True)
class Hours:
    """An effort, at least and at most, in hours."""

    low: int
    high: int

    def __sub__(self, other: "Hours") -> "Hours":
        return Hours(self.low - other.low, self.high - other.high)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of a plan, with the reasons for it.

    Attributes:
        place: what it closes and what comes before it.
        opens: slugs of the planned steps that come directly after it because of it.
        from_other_path: whether its path was not chosen; it fills what those leave.
        mark: how far the visitor is with it.
        calendar: when; None when it takes no time, because it was settled on the
            start date or earlier.
    """

    place: Place
    opens: tuple[str, ...]
    from_other_path: bool
    mark: Mark
    calendar: Calendar | None

    @property
    def step(self) -> StepFacts:
        return self.place.step

    @property
    def is_prerequisite(self) -> bool:
        """Whether it closes no gap itself and is there for what it opens."""
        return self.place.closes == 0

    @property
    def worth_per_hour(self) -> float:
        """Importance times levels closed, per hour of its middle effort."""
        return 2 * self.place.worth / self.step.hours_sum


@dataclass(frozen=True, slots=True)
class Month:
    """The steps that begin in a month, by middle effort.

    Attributes:
        first: the first day of the month; None for what takes no time any more.
    """

    first: date | None
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of a plan is settled.

    Attributes:
        percent: 0-100, rounded down, so that 100 means everything; 100 for no steps.
    """

    to_do: int
    doing: int
    done: int
    skipped: int

    @property
    def total(self) -> int:
        return self.to_do + self.doing + self.done + self.skipped

    @property
    def percent(self) -> int:
        return 100 * (self.done + self.skipped) // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Plan:
    """The road from a visitor's levels to a role.

    Attributes:
        steps: in the order to take them.
        kept: steps with a mark that this plan does not need, by slug: progress on them
            is not lost. Those that are done count in the tally.
        gaps: what was missing at the start, in the order of the role's needs.
        open_gaps: what no step closes; its level is what can be reached.
        hours: of all steps together.
        hours_left: of those that are not settled.
        finish_early: last day when all that is left takes its low hours.
        finish_late: the same with high hours; the start date when nothing takes time.
    """

    request: PlanRequest
    steps: tuple[PlannedStep, ...]
    kept: tuple[tuple[str, Mark], ...]
    gaps: tuple[Gap, ...]
    open_gaps: tuple[Gap, ...]
    hours: Hours
    hours_left: Hours
    finish_early: date
    finish_late: date

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(planned.step.slug for planned in self.steps)

    @property
    def months(self) -> tuple[Month, ...]:
        """The steps by month; what takes no time any more comes first."""
        timeless = tuple(planned for planned in self.steps if not planned.calendar)
        timed = (planned for planned in self.steps if planned.calendar)
        months = [Month(first, tuple(group)) for first, group in groupby(timed, _month)]
        return (Month(None, timeless), *months) if timeless else tuple(months)

    @property
    def tally(self) -> Tally:
        states = [planned.mark.state for planned in self.steps]
        states += [mark.state for _, mark in self.kept if mark.state == State.DONE]
        return Tally(*(states.count(state) for state in State))


def _month(planned: PlannedStep) -> date | None:
    return planned.calendar.middle.start.replace(day=1) if planned.calendar else None


def make_plan(request: PlanRequest) -> Plan:
    """Return the plan that follows from a request.

    Raises:
        PlanError: with all faults of the request at once.
    """
    check(request)
    selection = _selected(request)
    places = ordered(selection.chosen, request.levels, request.needs)
    steps = _planned(places, request)
    spans = [planned.calendar for planned in steps if planned.calendar]
    return Plan(
        request=request,
        steps=steps,
        kept=_kept(request, places),
        gaps=_gaps(request.needs, request.levels),
        open_gaps=_gaps(request.needs, {**request.levels, **selection.reachable}),
        hours=total_hours(planned.step for planned in steps),
        hours_left=total_hours(p.step for p in steps if not p.mark.state.is_settled),
        finish_early=spans[-1].early.end if spans else request.start,
        finish_late=spans[-1].late.end if spans else request.start,
    )


def total_hours(steps: Iterable[StepFacts]) -> Hours:
    steps = tuple(steps)
    return Hours(sum(s.hours_low for s in steps), sum(s.hours_high for s in steps))


def _selected(request: PlanRequest) -> Selection:
    """Return the steps; those under way count only when they are not chosen anyway."""

    needs = {need.skill: need.level for need in request.needs}
    aim = Aim(request.role, request.levels, needs, request.paths)
    afresh = select(request.steps, aim)
    begun = {s for s, mark in request.progress.items() if mark.state != State.TO_DO}
    if begun <= {candidate.step.slug for candidate in afresh.chosen}:
        return afresh
    return select(request.steps, aim, begun)


def _planned(places: Sequence[Place], request: PlanRequest) -> tuple[PlannedStep, ...]:
    marks = [
        request.progress.get(place.step.slug, Mark(State.TO_DO)) for place in places
    ]
    timed = [not _takes_no_time(mark, request.start) for mark in marks]
    calendars = schedule(
        (
            (place.step.hours_low, place.step.hours_high) if takes else (0, 0)
            for place, takes in zip(places, timed, strict=True)
        ),
        start=request.start,
        hours_per_week=request.hours_per_week,
    )
    opens: dict[str, list[str]] = {place.step.slug: [] for place in places}
    for place in places:
        for slug in place.after:
            opens[slug].append(place.step.slug)
    return tuple(
        PlannedStep(
            place=place,
            opens=tuple(opens[place.step.slug]),
            from_other_path=place.step.path not in request.paths,
            mark=mark,
            calendar=calendar if takes else None,
        )
        for place, mark, takes, calendar in zip(
            places, marks, timed, calendars, strict=True
        )
    )


def _takes_no_time(mark: Mark, start: date) -> bool:
    """Tell whether a step was settled before the calendar of the plan begins.

    A step that is settled later keeps its days, so that a tick moves no dates. A new
    start date takes it out.
    """
    return mark.state.is_settled and (mark.since is None or mark.since <= start)


def _kept(
    request: PlanRequest, places: Iterable[Place]
) -> tuple[tuple[str, Mark], ...]:
    chosen = {place.step.slug for place in places}
    return tuple(
        (slug, mark)
        for slug, mark in sorted(request.progress.items())
        if mark.state != State.TO_DO and slug not in chosen
    )


def _gaps(needs: Iterable[Need], levels: Levels) -> tuple[Gap, ...]:
    return tuple(
        Gap(need.skill, level, need.level, need.importance)
        for need in needs
        if (level := levels.get(need.skill, 0)) < need.level
    )
