"""The first goal of a plan: the middle level of every skill."""

from dataclasses import replace

import pytest
from hypothesis import given

from learning.milestone import MIDDLE_LEVEL, first_goal
from learning.plan_request import Mark, State
from learning.planner import Hours, Plan, make_plan
from tests.learning.catalogs import request, requests, rise
from tests.learning.plans import World, page, tick
from tests.learning.plans import make_plan as make_stored_plan

CODE = [rise("start", "0-1"), rise("go-on", "1-2", 20), rise("master", "2-3", 40)]


def goal_of(**values) -> Plan:
    found = first_goal(replace(request(CODE, {"code": 3}), **values))
    assert found is not None
    return found


def test_holds_only_the_steps_to_the_middle_level():
    assert goal_of().slugs == ("start", "go-on")
    assert goal_of().hours_left == Hours(30, 30)


def test_is_reached_before_the_whole_plan():
    whole = make_plan(request(CODE, {"code": 3}))
    assert goal_of().finish_late < whole.finish_early


def test_what_is_done_no_longer_counts():
    done = {"start": Mark(State.DONE)}
    assert goal_of(progress=done).hours_left == Hours(20, 20)


def test_a_step_beyond_it_that_is_under_way_does_not_count():
    under_way = {"master": Mark(State.DOING)}
    assert goal_of(progress=under_way).slugs == ("start", "go-on")


def test_there_is_none_when_the_role_asks_no_more_than_the_middle_level():
    assert first_goal(request(CODE, {"code": MIDDLE_LEVEL})) is None


def test_there_is_none_any_more_once_it_is_reached():
    assert first_goal(request(CODE, {"code": 3}, levels={"code": 2})) is None
    done = {slug: Mark(State.DONE) for slug in ("start", "go-on")}
    assert first_goal(request(CODE, {"code": 3}, progress=done)) is None


@given(requests())
def test_it_leaves_open_only_what_the_whole_plan_leaves_open(wanted):
    goal = first_goal(wanted)
    if goal is None:
        return
    open_in_whole = {gap.skill for gap in make_plan(wanted).open_gaps}
    assert {gap.skill for gap in goal.open_gaps} <= open_in_whole


@pytest.mark.django_db
def test_page_names_its_hours_and_dates_until_it_is_reached(client):
    world = World()
    world.role.requirements.filter(skill=world.code).update(level=3)
    world.add("master", world.code, "2-3")
    plan = make_stored_plan(client)
    goal = page(client, plan).first_goal
    html = client.get(plan.get_absolute_url()).content.decode()
    hours = goal.hours_left
    assert f"{hours.low}–{hours.high}." in html
    for slug in ("begin", "go-on", "tidy"):
        tick(client, plan, slug, "done")
    assert page(client, plan).first_goal is None
    assert "A first goal" not in client.get(plan.get_absolute_url()).content.decode()
