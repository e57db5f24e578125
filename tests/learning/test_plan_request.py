from dataclasses import replace
from datetime import date

import pytest

from learning import models
from learning.plan_request import (
    LEVEL_MAX,
    WEEK_HOURS_MAX,
    Mark,
    PlanError,
    State,
    check,
    switched,
    usable_progress,
)
from learning.planner import make_plan
from quiz.readiness import Need
from skills.models import LEVEL_MAX as RUBRIC_MAX
from tests.learning.catalogs import request, step

DONE, DOING = Mark(State.DONE), Mark(State.DOING)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"hours_per_week": 0}, "Hours per week must be from 1 to 80, not 0."),
        ({"hours_per_week": -5}, "Hours per week must be from 1 to 80, not -5."),
        ({"hours_per_week": 1000}, "Hours per week must be from 1 to 80, not 1000."),
        (
            {"start": date(1900, 1, 1)},
            "The start date must be from 2020-01-01 to 2099-12-31, not 1900-01-01.",
        ),
        ({"levels": {"code": 5}}, "The level of code must be from 0 to 4, not 5."),
        ({"levels": {"code": -1}}, "The level of code must be from 0 to 4, not -1."),
        ({"paths": frozenset()}, "Choose at least one learning path."),
        ({"progress": {"x": DONE}}, "There is no step x."),
        ({"progress": {"other": DONE}}, "The step other serves nlp, not ml."),
        (
            {"needs": ()},
            "The role ml asks for no skill, so there is nothing to plan.",
        ),
        (
            {"needs": (Need("code", 1, 3), Need("code", 2, 3))},
            "The role ml asks for code more than once.",
        ),
        (
            {"needs": (Need("code", 5, 3),)},
            "The level that ml asks of code must be from 0 to 4, not 5.",
        ),
        (
            {"needs": (Need("code", 1, 6),)},
            "The importance of code for ml must be from 1 to 5, not 6.",
        ),
        ({"steps": (step("a"), step("a"))}, "The step a is there more than once."),
        (
            {"steps": (step("a", from_level=2),)},
            "The step a must lead upwards between the levels 0 and 4, not from 2 to 1.",
        ),
        (
            {"steps": (step("a", hours_low=0),)},
            "The step a must take 1 hour or more, the low number first, "
            "not 0 to 10 hours.",
        ),
    ],
)
def test_a_senseless_request_is_refused_with_a_sentence(facts, sentence):
    sound = request([step("a"), step("other", roles=frozenset({"nlp"}))], {"code": 1})
    with pytest.raises(PlanError) as refused:
        make_plan(replace(sound, **facts))
    assert refused.value.faults == (sentence,)
    assert str(refused.value) == sentence


def test_all_faults_are_named_at_once():
    senseless = request(
        [step("a")],
        {"code": 1},
        hours_per_week=0,
        start=date(1900, 1, 1),
        levels={"code": 9},
        progress={"b": DONE},
    )
    with pytest.raises(PlanError) as refused:
        check(senseless)
    assert len(refused.value.faults) == 4


def test_bounds_are_those_of_the_database():
    assert WEEK_HOURS_MAX == models.WEEK_HOURS_MAX
    assert LEVEL_MAX == RUBRIC_MAX
    assert [state.value for state in State] == models.ProgressState.values


def test_switching_the_role_leaves_out_marks_that_it_cannot_use():
    steps = [step("a"), step("b", roles=frozenset({"nlp"})), step("c", requires=("b",))]
    wanted = request(steps, {"code": 1}, progress={"a": DONE, "b": DOING, "c": DONE})
    other = switched(wanted, "nlp", [Need("code", 1, 5)])
    assert other.progress == {"b": DOING}
    assert other.levels == wanted.levels
    assert make_plan(other).slugs == ("b",)
    assert usable_progress(steps, "ml", wanted.progress) == wanted.progress
