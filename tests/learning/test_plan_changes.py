from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from learning.plan_changes import compare_plans
from learning.plan_request import Mark, State, switched
from learning.planner import Hours, make_plan
from quiz.readiness import Need
from tests.learning.catalogs import request, requests, rise

STEPS = [
    rise("code", "0-1", 10, roles=frozenset({"ml", "nlp"})),
    rise("more-code", "1-2", 20),
    rise("text", "0-2", 30, skill="text", roles=frozenset({"nlp"})),
]


def test_a_raised_level_takes_out_what_is_mastered():
    before = request(STEPS, {"code": 2}, progress={"code": Mark(State.DONE)})
    after = replace(before, levels={"code": 1}, hours_per_week=20)
    change = compare_plans(make_plan(before), make_plan(after))
    assert (change.kept, change.removed, change.added) == (
        ("more-code",),
        ("code",),
        (),
    )
    assert change.mastered == ("code",)
    assert (change.days_early, change.days_late) == (-7, -7)  # 14 days become 7
    assert make_plan(after).kept == (("code", Mark(State.DONE)),)


def test_switching_the_role_shows_shared_and_differing_hours():
    wanted = request(STEPS, {"code": 2})
    needs = [Need("code", 1, 3), Need("text", 2, 5)]
    change = compare_plans(make_plan(wanted), make_plan(switched(wanted, "nlp", needs)))
    assert (change.kept, change.kept_hours) == (("code",), Hours(10, 10))
    assert (change.removed, change.removed_hours) == (("more-code",), Hours(20, 20))
    assert (change.added, change.added_hours) == (("text",), Hours(30, 30))
    assert change.mastered == ()


def test_a_later_start_moves_both_ends():
    plan = make_plan(request(STEPS, {"code": 2}))
    later = make_plan(replace(plan.request, start=date(2027, 1, 14)))
    change = compare_plans(plan, later)
    assert (change.days_early, change.days_late) == (10, 10)
    assert not change.is_empty


@given(requests(), requests())
def test_every_step_and_hour_is_on_one_side_or_on_both(one, other):
    first, second = make_plan(one), make_plan(replace(other, steps=one.steps))
    change = compare_plans(first, second)
    assert {*change.kept, *change.removed} == set(first.slugs)
    assert {*change.kept, *change.added} == set(second.slugs)
    assert first.hours - change.kept_hours == change.removed_hours
    assert second.hours - change.kept_hours == change.added_hours


@given(requests(), st.sampled_from([State.DOING, State.SKIPPED]))
def test_the_same_plan_has_no_change(wanted, state):
    plan = make_plan(wanted)
    since = wanted.start.replace(year=wanted.start.year + 1, day=1)
    marks = dict.fromkeys(plan.slugs, Mark(state, since))
    assert compare_plans(plan, make_plan(wanted)).is_empty
    assert compare_plans(plan, make_plan(replace(wanted, progress=marks))).is_empty
