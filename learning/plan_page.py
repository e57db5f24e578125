"""What the page and the files of a plan say, from what the planner found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.catalog import Catalog, request_of, stored_settings
from learning.exports import PlanView, Remark, ResourceText, StepText, Words
from learning.milestone import first_goal
from learning.models import Plan, Progress, ProgressState, Step
from learning.plan_changes import PlanChange, compare_plans
from learning.plan_forms import RemarkForm
from learning.plan_request import Mark, State
from learning.planner import Plan as Road
from learning.planner import PlannedStep, make_plan
from learning.plans import Change, last_change, settings_of
from skills.models import Skill

DAYS_PER_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Card:
    """A step of the plan as the page shows it.

    Attributes:
        number: place in the plan from 1; 0 for a step that the plan does not need.
        planned: None for such a step.
        opens: the steps of the plan that wait for this one.
        can_undo: whether the last change was about this step.
    """

    number: int
    step: Step
    mark: Mark
    planned: PlannedStep | None
    opens: tuple[Step, ...]
    remark: Remark
    form: RemarkForm
    can_undo: bool

    @property
    def states(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in ProgressState.choices]


@dataclass(frozen=True, slots=True)
class MonthCards:
    """The cards of a month; `first` is None for what takes no time any more."""

    first: date | None
    cards: tuple[Card, ...]

    @property
    def anchor(self) -> str:
        return f"{self.first:month-%Y-%m}" if self.first else "month-before"

    @property
    def settled(self) -> int:
        return sum(card.mark.state.is_settled for card in self.cards)


@dataclass(frozen=True, slots=True)
class OpenGap:
    """Levels of a skill that no step closes, with the skill's name."""

    name: str
    level: int
    need: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All that a plan's page shows.

    Attributes:
        next_card: what to do tonight; None when all is settled.
        anew: what planning anew changed, when that was the last change.
        first_goal: the plan to the middle level, while it is ahead.
    """

    plan: Plan
    road: Road
    first_goal: Road | None
    months: tuple[MonthCards, ...]
    kept: tuple[Card, ...]
    next_card: Card | None
    change: Change
    anew: PlanChange | None
    steps: Mapping[str, Step]
    open_gaps: tuple[OpenGap, ...]

    def card(self, slug: str) -> Card | None:
        return next((card for card in self.cards if card.step.slug == slug), None)

    @property
    def cards(self) -> list[Card]:
        return [card for month in self.months for card in month.cards] + [*self.kept]

    @property
    def settled(self) -> int:
        return self.road.tally.done + self.road.tally.skipped

    @property
    def left(self) -> int:
        return self.road.tally.total - self.settled

    @property
    def changed_step(self) -> Step | None:
        return self.steps.get(self.change.step)

    @property
    def moved(self) -> str:
        return moved_text(self.anew) if self.anew else ""

    @property
    def added(self) -> list[Step]:
        return [self.steps[slug] for slug in self.anew.added] if self.anew else []

    @property
    def removed(self) -> list[Step]:
        return [self.steps[slug] for slug in self.anew.removed] if self.anew else []


def moved_text(change: PlanChange) -> str:
    """Say by how much the later finish moves; in months when it is more than two."""
    days = abs(change.days_late)
    if not days:
        return _("Only the earliest finish moves.") if change.days_early else ""
    if days > 2 * DAYS_PER_MONTH:
        months = round(days / DAYS_PER_MONTH)
        span = ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    else:
        span = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if change.days_late < 0:
        return _("The latest finish comes %(span)s sooner.") % {"span": span}
    return _("The latest finish comes %(span)s later.") % {"span": span}


def progress_of(plan: Plan) -> list[Progress]:
    return list(plan.progress.select_related("step"))


def road_of(
    plan: Plan, catalog: Catalog, progress: Iterable[Progress] | None = None
) -> Road:
    """Return the plan as the planner makes it today."""
    rows = progress_of(plan) if progress is None else progress
    return make_plan(request_of(plan.role, stored_settings(plan), catalog, rows))


def page_of(
    plan: Plan, catalog: Catalog, bound: Mapping[str, RemarkForm] | None = None
) -> PlanPage:
    """Return what the page of a plan shows.

    Args:
        bound: forms that were sent with a fault, by step slug.
    """
    progress = progress_of(plan)
    road = road_of(plan, catalog, progress)
    remarks = remarks_of(progress)
    change = last_change(plan)

    def card(slug: str, number: int, mark: Mark, planned: PlannedStep | None) -> Card:
        remark = remarks.get(slug, Remark())
        return Card(
            number=number,
            step=catalog.steps[slug],
            mark=mark,
            planned=planned,
            opens=tuple(catalog.steps[s] for s in planned.opens) if planned else (),
            remark=remark,
            form=(bound or {}).get(slug) or RemarkForm(slug, remark),
            can_undo=change.step == slug and change.can_undo,
        )

    numbers = {slug: number for number, slug in enumerate(road.slugs, start=1)}
    months = tuple(
        MonthCards(
            month.first,
            tuple(
                card(p.step.slug, numbers[p.step.slug], p.mark, p) for p in month.steps
            ),
        )
        for month in road.months
    )
    in_order = sorted((c for m in months for c in m.cards), key=lambda c: c.number)
    return PlanPage(
        plan=plan,
        road=road,
        first_goal=first_goal(road.request),
        months=months,
        kept=tuple(card(slug, 0, mark, None) for slug, mark in road.kept),
        next_card=_next(in_order),
        change=change,
        anew=_anew(plan, catalog, road, progress, change),
        steps=catalog.steps,
        open_gaps=_open_gaps(road),
    )


def _open_gaps(road: Road) -> tuple[OpenGap, ...]:
    if not road.open_gaps:
        return ()
    names = dict(Skill.objects.values_list("slug", "name"))
    return tuple(OpenGap(names[g.skill], g.level, g.need) for g in road.open_gaps)


def remarks_of(progress: Iterable[Progress]) -> dict[str, Remark]:
    return {
        row.step.slug: Remark(row.note, row.link)
        for row in progress
        if row.note or row.link
    }


def _next(cards: Iterable[Card]) -> Card | None:
    """Return the step under way, else the first one that is still to do."""
    open_cards = [card for card in cards if not card.mark.state.is_settled]
    under_way = [card for card in open_cards if card.mark.state == State.DOING]
    return next(iter([*under_way, *open_cards]), None)


def _anew(
    plan: Plan,
    catalog: Catalog,
    road: Road,
    progress: Iterable[Progress],
    change: Change,
) -> PlanChange | None:
    if change.kind != "settings":
        return None
    before = request_of(plan.role, settings_of(change.before), catalog, progress)
    return compare_plans(make_plan(before), road)


def view_of(plan: Plan, catalog: Catalog, absolute: Any) -> PlanView:
    """Return the plan with all texts that its files hold.

    Args:
        absolute: turns a path of this site into a full address.
    """
    progress = progress_of(plan)
    road = road_of(plan, catalog, progress)
    shown = [*road.slugs, *(slug for slug, _mark in road.kept)]
    return PlanView(
        id=plan.pk.hex,
        role=plan.role.name,
        plan=road,
        texts={slug: _text(catalog.steps[slug], absolute) for slug in shown},
        skills=dict(Skill.objects.values_list("slug", "name")),
        remarks=remarks_of(progress),
        words=words(),
    )


def _text(step: Step, absolute: Any) -> StepText:
    return StepText(
        title=step.title,
        path=step.path.name,
        skill=step.skill.name,
        body=step.body,
        outcome=step.outcome,
        url=absolute(step.get_absolute_url()),
        resources=tuple(
            ResourceText(r.title, r.url, r.provider) for r in step.resources.all()
        ),
    )


def words() -> Words:
    """Return the words of the files in the language of the request."""
    return Words(
        plan=_("Plan"),
        hours_per_week=_("Hours a week"),
        start=_("Start"),
        finish=_("Finish"),
        effort=_("Effort"),
        effort_left=_("Left to do"),
        progress=_("Progress"),
        hours=_("hours"),
        level=_("level"),
        settled=_("Settled before the start"),
        when=_("When"),
        state=_("State"),
        opens=_("Opens the way to"),
        other_path=_("from a path that was not chosen"),
        prerequisite=_("only a prerequisite"),
        outcome=_("Outcome"),
        resources=_("Resources"),
        note=_("Own note"),
        link=_("Own link"),
        open_gaps=_("Gaps that stay open"),
        kept=_("Also on record"),
        to_do=_("to do"),
        doing=_("doing"),
        done=_("done"),
        skipped=_("skipped"),
    )
