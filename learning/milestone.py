"""The first goal of a long road: the middle level of every skill.

It needs nothing but the planner, and like it neither Django nor the database.
"""

from dataclasses import replace

from learning.plan_request import PlanRequest
from learning.planner import Plan, make_plan

MIDDLE_LEVEL = 2  # of 0-4: works with help, in every rubric


def first_goal(request: PlanRequest) -> Plan | None:
    """Return the plan to the middle level, or to what the role asks if that is less.

    Marks on steps that begin at the middle level or above are left out, so that the
    hours and dates are those of the first goal alone.

    Returns:
        None when nothing is left to do for it, or when it is all of the plan.

    Raises:
        PlanError: with all faults of the request at once.
    """
    needs = tuple(
        replace(need, level=min(need.level, MIDDLE_LEVEL)) for need in request.needs
    )
    if needs == request.needs:
        return None
    beyond = {step.slug for step in request.steps if step.from_level >= MIDDLE_LEVEL}
    progress = {s: mark for s, mark in request.progress.items() if s not in beyond}
    plan = make_plan(replace(request, needs=needs, progress=progress))
    return plan if plan.hours_left.high else None
