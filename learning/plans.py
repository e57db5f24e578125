"""A visitor's plans: made, found again, ticked, noted, changed, undone, deleted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from learning.exports import Remark
from learning.models import LearningPath, Plan, Progress, Step
from learning.plan_request import Mark, State
from learning.visitors import Visitor
from quiz.models import Attempt
from roles.models import Role

PLANS_MAX = 12  # two for each role and room to spare; a script could make thousands


class NoPlan(Exception):
    """The visitor has no such plan: it was never theirs, or it was deleted."""


class TooManyPlans(Exception):
    """The visitor has as many plans as one may have."""


class UnknownStep(Exception):
    """The step is not in the plan."""


class Outdated(Exception):
    """The change to undo is not the last one any more."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a plan is made from, besides its role."""

    levels: Mapping[str, int]
    hours_per_week: int
    start_date: date
    paths: Iterable[LearningPath]


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of a plan, kept so that it can be undone.

    Attributes:
        number: counts the changes of the plan; a form that undoes names it, so that a
            second click and an old page undo nothing.
        kind: made, imported, state, note or settings.
        before: what stood there before the change.
        undone: whether the last change was to undo the one before it.
        left_out: slugs in an imported file that this guide does not know.
    """

    number: int
    kind: str
    step: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    undone: bool = False
    left_out: Sequence[str] = ()

    @property
    def can_undo(self) -> bool:
        return bool(self.before)


def plans_of(visitor: Visitor) -> QuerySet[Plan]:
    """Return the visitor's plans: those of the cookie, and of the self-assessment."""
    mine = Q(attempt__in=visitor.attempts)
    if visitor.owner:
        mine |= Q(owner=visitor.owner)
    return Plan.objects.filter(mine).select_related("role").order_by("-updated_at")


def find(visitor: Visitor, key: UUID) -> Plan:
    """Return a plan of the visitor.

    Raises:
        NoPlan: there is none with this key, or it is someone else's.
    """
    plan = plans_of(visitor).filter(pk=key).first()
    if plan is None:
        raise NoPlan
    return plan


def make(
    visitor: Visitor,
    role: Role,
    wanted: Settings,
    *,
    kind: str = "made",
    left_out: Sequence[str] = (),
) -> Plan:
    """Store a new plan; it hangs on the visitor's self-assessment, if there is one.

    Raises:
        TooManyPlans: the visitor has PLANS_MAX plans.
    """
    with transaction.atomic():
        if plans_of(visitor).count() >= PLANS_MAX:
            raise TooManyPlans
        plan = Plan.objects.create(
            owner=visitor.owner or uuid4(),
            attempt=visitor.attempts[0] if visitor.attempts else None,
            role=role,
            levels=dict(wanted.levels),
            hours_per_week=wanted.hours_per_week,
            start_date=wanted.start_date,
            last_change=asdict(Change(1, kind, left_out=left_out)),
        )
        plan.paths.set(wanted.paths)
    return plan


def fill(plan: Plan, rows: Iterable[tuple[Step, Mark, Remark]]) -> None:
    """Store the progress that a file brought along."""
    Progress.objects.bulk_create(
        Progress(
            plan=plan,
            step=step,
            state=mark.state,
            since=mark.since,
            note=remark.note,
            link=remark.link,
        )
        for step, mark, remark in rows
    )


def last_change(plan: Plan) -> Change:
    return Change(**plan.last_change) if plan.last_change else Change(0, "made")


def set_state(plan: Plan, step: Step, state: State, *, today: date) -> None:
    """Store how far the visitor is with a step; the same state again changes nothing.

    Raises:
        NoPlan: the plan was deleted meanwhile.
    """
    with transaction.atomic():
        row = _row(plan, step)
        if row.state == state:
            return
        before = {"state": row.state, "since": row.since and row.since.isoformat()}
        row.state, row.since = state.value, max(today, _after_start(plan, today))
        row.save()
        _changed(plan, "state", step.slug, before)


def set_remark(plan: Plan, step: Step, remark: Remark) -> None:
    """Store what the visitor wrote about a step.

    Raises:
        NoPlan: the plan was deleted meanwhile.
    """
    with transaction.atomic():
        row = _row(plan, step)
        if (row.note, row.link) == (remark.note, remark.link):
            return
        before = {"note": row.note, "link": row.link}
        row.note, row.link = remark.note, remark.link
        row.save()
        _changed(plan, "note", step.slug, before)


def change_settings(plan: Plan, wanted: Settings, *, today: date) -> None:
    """Plan anew from other levels, hours, dates or paths; progress stays.

    What is settled by today takes no time in a plan that starts today.

    Raises:
        NoPlan: the plan was deleted meanwhile.
    """
    with transaction.atomic():
        _lock(plan)
        before = _settings_data(plan)
        _apply_settings(plan, wanted)
        plan.progress.filter(since__gt=today).update(since=today)
        if _settings_data(plan) != before:
            _changed(plan, "settings", "", before)


def undo(plan: Plan, number: int) -> Change:
    """Take the last change back, and return it. Doing so again brings it back.

    Args:
        number: of the change to undo.

    Raises:
        Outdated: that one is not the last change, or there is nothing to undo.
        NoPlan: the plan was deleted meanwhile.
    """
    with transaction.atomic():
        _lock(plan)
        change = last_change(plan)
        if change.number != number or not change.can_undo:
            raise Outdated
        if change.kind == "settings":
            before = _settings_data(plan)
            _apply_settings(plan, settings_of(change.before))
        else:
            before = _restore(plan, change)
        _changed(plan, change.kind, change.step, before, undone=not change.undone)
    return change


def delete(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).delete()


def settings_of(data: Mapping[str, Any]) -> Settings:
    """Return the settings that a change keeps."""
    return Settings(
        levels=data["levels"],
        hours_per_week=data["hours_per_week"],
        start_date=date.fromisoformat(data["start_date"]),
        paths=LearningPath.objects.filter(slug__in=data["paths"]),
    )


def _settings_data(plan: Plan) -> dict[str, Any]:
    return {
        "levels": plan.levels,
        "hours_per_week": plan.hours_per_week,
        "start_date": plan.start_date.isoformat(),
        "paths": sorted(plan.paths.values_list("slug", flat=True)),
    }


def _apply_settings(plan: Plan, wanted: Settings) -> None:
    plan.levels = dict(wanted.levels)
    plan.hours_per_week = wanted.hours_per_week
    plan.start_date = wanted.start_date
    plan.paths.set(wanted.paths)


def _restore(plan: Plan, change: Change) -> dict[str, Any]:
    """Put back what the change replaced; return what stood there until now."""
    row = plan.progress.filter(step__slug=change.step).first()
    if row is None:
        raise Outdated
    values = dict(change.before)
    if since := values.get("since"):
        values["since"] = date.fromisoformat(since)
    now = {name: getattr(row, name) for name in values}
    if since := now.get("since"):
        now["since"] = since.isoformat()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return now


def _lock(plan: Plan) -> None:
    """Let no other request change the plan meanwhile; read its newest state."""
    try:
        plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())
    except Plan.DoesNotExist as error:
        raise NoPlan from error


def _after_start(plan: Plan, today: date) -> date:
    """Return the first day on which a tick moves no dates, once the plan has begun.

    A step that is settled by the start date takes no time. One that is ticked on the
    first evening keeps its days all the same, as on every later day.
    """
    begun = plan.start_date <= today
    return plan.start_date + timedelta(days=1) if begun else today


def _row(plan: Plan, step: Step) -> Progress:
    _lock(plan)
    row = Progress.objects.filter(plan=plan, step=step).first()
    return row or Progress(plan=plan, step=step)


def _changed(
    plan: Plan, kind: str, step: str, before: dict[str, Any], *, undone: bool = False
) -> None:
    number = last_change(plan).number + 1
    plan.last_change = asdict(Change(number, kind, step, before, undone))
    plan.save()
    if plan.attempt_id:
        # A plan in use keeps its self-assessment from being purged, and itself.
        Attempt.objects.filter(pk=plan.attempt_id).update(updated_at=timezone.now())
