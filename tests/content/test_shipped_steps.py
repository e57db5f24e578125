"""The shipped learning steps, read as the plans that they give."""

from collections import Counter

import pytest
from django.conf import settings

from content.files import read
from content.quality import (
    facts_of,
    gaps_in_paths,
    rival_steps,
    senseless_prerequisites,
    unreachable_steps,
)
from learning.plan_request import PlanRequest
from learning.planner import Plan, make_plan
from quiz.readiness import Need
from tests.learning.catalogs import MONDAY

ENTRIES = read(settings.CONTENT_DIR)
ROLES = {entry.slug: entry.doc for entry in ENTRIES if entry.kind == "role"}
PATHS = [entry.slug for entry in ENTRIES if entry.kind == "path"]
STEPS = [entry for entry in ENTRIES if entry.kind == "step"]
# A bootcamp takes some 500 hours, a master's program 1,800 to 3,600 (60 to 120 ECTS
# credits). Nobody gets to a role from nothing faster than the one, nor much slower
# than the other.
HOURS_LOW_MIN, HOURS_HIGH_MAX = 1_000, 3_900


def plan(role: str, paths: list[str]) -> Plan:
    return make_plan(
        PlanRequest(
            role=role,
            needs=tuple(
                Need(need.skill, need.level, need.importance)
                for need in ROLES[role].requirements
            ),
            levels={},
            steps=tuple(facts_of(step) for step in STEPS),
            paths=frozenset(paths),
            hours_per_week=10,
            start=MONDAY,
        )
    )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("paths", [PATHS, *[[path] for path in PATHS]], ids="+".join)
def test_a_plan_from_nothing_closes_every_gap_in_credible_hours(role, paths):
    made = plan(role, paths)
    assert made.open_gaps == ()
    assert made.hours.low >= HOURS_LOW_MIN
    assert made.hours.high <= HOURS_HIGH_MAX


@pytest.mark.parametrize("role", ROLES)
def test_a_plan_holds_only_steps_of_its_role(role):
    assert all(role in p.step.roles for p in plan(role, PATHS).steps)


@pytest.mark.parametrize("role", ROLES)
def test_a_plan_begins_with_short_steps(role):
    """Nobody is told to write a thesis before putting a file under version control."""
    first = plan(role, PATHS).steps[:5]
    assert all(p.step.from_level == 0 and p.step.hours_high <= 60 for p in first)


def test_each_path_offers_enough_of_its_own():
    counts = Counter(step.parent.removeprefix("path:") for step in STEPS)
    assert min(counts[path] for path in PATHS) >= 12


def test_each_step_has_a_resource_that_costs_nothing():
    assert [
        step.slug
        for step in STEPS
        if all(resource.cost == "paid" for resource in step.doc.resources)
    ] == []


@pytest.mark.parametrize(
    "check", [gaps_in_paths, rival_steps, senseless_prerequisites, unreachable_steps]
)
def test_the_steps_have_no_fault(check):
    assert list(check(ENTRIES)) == []
