"""What if: the levels of a plan set against the other roles."""

from dataclasses import dataclass

from learning.catalog import Catalog, needs_of
from learning.models import Plan, Step
from learning.plan_changes import PlanChange, compare_plans
from learning.plan_page import road_of
from learning.plan_request import switched
from learning.planner import Plan as Road
from learning.planner import make_plan
from roles.models import Role


@dataclass(frozen=True, slots=True)
class Switch:
    """Another role, the plan for it, and what differs.

    Attributes:
        shared: steps that count for both roles.
        only_here: steps of the present plan that the other role does not need.
        only_there: steps that the other role needs besides.
    """

    role: Role
    road: Road
    change: PlanChange
    shared: list[Step]
    only_here: list[Step]
    only_there: list[Step]


def switches(plan: Plan, catalog: Catalog) -> list[Switch]:
    """Return every other role that asks for something, most shared hours first."""
    road = road_of(plan, catalog)
    others = Role.objects.published().in_order().exclude(pk=plan.role_id)
    rows = []
    for role in others.prefetch_related("requirements__skill"):
        if needs := needs_of(role):
            other = make_plan(switched(road.request, role.slug, needs))
            rows.append(_switch(role, road, other, catalog))
    return sorted(rows, key=lambda row: -row.change.kept_hours.high)


def _switch(role: Role, road: Road, other: Road, catalog: Catalog) -> Switch:
    change = compare_plans(road, other)
    return Switch(
        role=role,
        road=other,
        change=change,
        shared=[catalog.steps[slug] for slug in change.kept],
        only_here=[catalog.steps[slug] for slug in change.removed],
        only_there=[catalog.steps[slug] for slug in change.added],
    )
