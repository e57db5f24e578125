from itertools import pairwise

import pytest
from hypothesis import given

from learning.planner import make_plan
from tests.learning.catalogs import catalogs, request, requests, rise


def test_importance_times_gap_per_hour_comes_first():
    steps = [
        rise("a", "0-2", skill="data", hours=40),  # 2 * 2 / 40 = 0.10
        rise("b", "0-1", skill="code", hours=20),  # 1 * 5 / 20 = 0.25
        rise("c", "0-3", skill="math", hours=60),  # 3 * 4 / 60 = 0.20
    ]
    importance = {"data": 2, "code": 5, "math": 4}
    plan = make_plan(
        request(steps, {"data": 2, "code": 1, "math": 3}, importance=importance)
    )
    assert plan.slugs == ("b", "c", "a")
    assert [p.worth_per_hour for p in plan.steps] == pytest.approx([0.25, 0.2, 0.1])


def test_levels_beyond_the_need_are_worth_nothing():
    steps = [rise("far", "0-4", skill="data", hours=20), rise("near", "0-1", hours=12)]
    assert make_plan(request(steps, {"data": 1, "code": 1})).slugs == ("near", "far")


def test_a_step_of_little_worth_comes_early_when_it_opens_much():
    steps = [
        rise("slow", "0-1", hours=15),  # 3 / 15 alone, (3 + 5) / 25 with what it opens
        rise("gain", "1-2", hours=10, skill="math", requires=("slow",)),
        rise("base", "0-1", hours=1, skill="math"),
        rise("middling", "0-1", hours=10, skill="data"),  # 3 / 10
    ]
    needs = {"code": 1, "math": 2, "data": 1}
    wanted = request(steps, needs, importance={"math": 5})
    assert make_plan(wanted).slugs == ("base", "slow", "gain", "middling")


@given(requests(catalogs(requires=False)))
def test_single_steps_stand_by_falling_worth_per_hour(wanted):
    steps = make_plan(wanted).steps
    skills = [planned.step.skill for planned in steps]
    alone = [p for p in steps if skills.count(p.step.skill) == 1]
    assert all(a.worth_per_hour >= b.worth_per_hour for a, b in pairwise(alone))
