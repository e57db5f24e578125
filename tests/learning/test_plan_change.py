"""Planning anew, choosing another role, deleting, listing."""

import pytest
from django.test import Client
from django.urls import reverse

from learning.models import Plan, Progress
from tests.learning.plans import (
    HTMX,
    days_ago,
    make_plan,
    page,
    take_back,
    tick,
    wanted,
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def change(client, plan, **values):
    return client.post(
        reverse("learning:plan-change", args=[plan.pk]), wanted(**values)
    )


def start_in(response) -> str:
    return str(response.context["form"]["start_date"].value())


def test_planning_anew_keeps_progress_and_says_what_changed(client, plan):
    tick(client, plan, "tidy", "doing")
    write(client, plan, "begin", "Mine")
    response = change(client, plan, **{"level-code": "1", "hours_per_week": "2"})
    assert response.headers["Location"] == plan.get_absolute_url()
    found = page(client, plan)
    assert set(found.road.slugs) == {"tidy", "go-on"}
    assert found.card("tidy").mark.state == "doing"
    assert [step.slug for step in found.removed] == ["begin"]
    assert "later" in found.moved
    html = client.get(plan.get_absolute_url()).content.decode()
    assert "No longer needed: Title of begin" in " ".join(html.split())
    assert Progress.objects.get(step__slug="begin").note == "Mine"


def test_planning_anew_can_be_taken_back(client, plan):
    before = page(client, plan).road
    change(client, plan, **{"level-code": "2", "start_date": "2028-01-01"})
    take_back(client, plan)
    assert page(client, plan).road == before
    take_back(client, plan)
    assert Plan.objects.get().levels["code"] == 2


def test_the_same_settings_change_nothing(client, plan):
    change(client, plan)
    assert page(client, plan).change.kind == "made"


def test_a_done_step_that_is_mastered_now_stays_on_record(client, plan):
    tick(client, plan, "begin", "done")
    change(client, plan, **{"level-code": "1"})
    found = page(client, plan)
    assert [card.step.slug for card in found.kept] == ["begin"]
    assert "Also on record" in client.get(plan.get_absolute_url()).content.decode()
    tick(client, plan, "begin", "skipped")
    assert page(client, plan).card("begin").mark.state == "skipped"


def test_form_shows_what_is_stored_or_today(client, plan):
    url = reverse("learning:plan-change", args=[plan.pk])
    assert start_in(client.get(url)) == days_ago(7)
    assert start_in(client.get(url + "?today=1")) == days_ago(0)


@pytest.mark.parametrize(
    ("name", "value"),
    [("hours_per_week", "0"), ("start_date", "1900-01-01"), ("level-code", "5")],
)
def test_a_value_out_of_range_changes_nothing(client, plan, name, value):
    response = change(client, plan, **{name: value})
    assert response.status_code == 422
    plan.refresh_from_db()
    assert (plan.hours_per_week, plan.levels["code"]) == (5, 0)


def test_other_roles_are_set_beside_the_plan(client, plan):
    url = reverse("learning:plan-switch", args=[plan.pk])
    (row,) = client.get(url).context["rows"]
    assert row.role.slug == "thinker"
    assert [step.slug for step in row.shared] == ["begin"]
    assert {step.slug for step in row.only_here} == {"go-on", "tidy"}
    assert (row.change.kept_hours.low, row.change.removed_hours.high) == (10, 40)
    assert not row.only_there


def test_one_other_role_in_detail_as_page_and_as_fragment(client, plan):
    url = reverse("learning:plan-switch", args=[plan.pk]) + "?role=thinker"
    whole = client.get(url).content.decode()
    assert f"/plan/new/?role=thinker&amp;from={plan.pk}" in whole
    assert b"<html" not in client.get(url, headers=HTMX).content
    restored = {**HTMX, "hx-history-restore-request": "true"}
    assert b"</html>" in client.get(url, headers=restored).content


@pytest.mark.parametrize("role", ["maker", "nobody", "9" * 400])
def test_comparing_with_no_other_role_is_not_found(client, plan, role):
    url = reverse("learning:plan-switch", args=[plan.pk])
    assert client.get(url, {"role": role}).status_code == 404


def test_cost_of_comparing_in_queries(client, plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(reverse("learning:plan-switch", args=[plan.pk]))


def test_deleting_is_asked_for_and_removes_plan_and_cookie(client, plan):
    tick(client, plan, "begin", "done")
    url = reverse("learning:plan-delete", args=[plan.pk])
    assert client.get(url).status_code == 200
    assert Plan.objects.exists()
    response = client.post(url)
    assert response.headers["Location"] == "/plan/"
    assert not Plan.objects.exists()
    assert not Progress.objects.exists()
    assert response.cookies["plans"].value == ""
    client.cookies.clear()
    assert client.post(url).status_code == 404


def test_deleting_one_of_two_keeps_the_other(client, plan):
    other = make_plan(client, "thinker")
    client.post(reverse("learning:plan-delete", args=[plan.pk]))
    assert client.get(other.get_absolute_url()).status_code == 200


def test_all_plans_go_at_once_and_nobody_elses(client, plan):
    make_plan(client, "thinker")
    stranger = Client()
    theirs = make_plan(stranger)
    url = reverse("learning:plan-delete-all")
    assert url in client.get("/plan/").content.decode()
    html = client.get(url).content.decode()
    assert plan.get_absolute_url() in html
    assert theirs.get_absolute_url() not in html
    response = client.post(url)
    assert response.headers["Location"] == "/plan/"
    assert response.cookies["plans"].value == ""
    assert [*Plan.objects.all()] == [theirs]


def test_without_plans_there_are_none_to_delete(client):
    response = client.get(reverse("learning:plan-delete-all"))
    assert response.headers["Location"] == "/plan/"


def test_empty_list_says_what_to_do_and_sets_no_cookie(client):
    response = client.get("/plan/")
    html = response.content.decode()
    assert not response.cookies
    assert "no plan in this browser yet" in html
    assert "/plan/new/?role=maker" in html
    assert reverse("quiz:start") in html


def test_list_shows_each_plan_with_its_progress(client, plan):
    make_plan(client, "thinker")
    tick(client, plan, "begin", "done")
    html = client.get("/plan/").content.decode()
    assert "33 % of 3 steps" in html
    assert "0 % of 1 step" in html


def test_list_of_another_visitor_is_empty(client, plan):
    client.cookies.clear()
    assert client.get("/plan/").context["rows"] == []
