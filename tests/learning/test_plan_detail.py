"""The page of a plan: road, ticks, notes, undo."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from learning.models import Plan, Progress
from tests.learning.plans import (
    HTMX,
    address,
    days_ago,
    make_plan,
    page,
    take_back,
    tick,
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def text(client: Client, plan: Plan) -> str:
    return client.get(plan.get_absolute_url()).content.decode()


def test_shows_every_step_with_hours_reason_resources_and_outcome(client, plan):
    html = text(client, plan)
    for slug in ("begin", "go-on", "tidy"):
        assert f"Title of {slug}" in html
        assert f"https://example.org/{slug}" in html
    assert "10–20 hours" in html
    assert "It is done." in html
    assert re.search(r'Opens the way to\s+<a href="#step-go-on">', html)


def test_list_is_nested_by_month_and_numbers_go_on(client, plan):
    found = page(client, plan)
    assert len(found.months) > 1
    numbers = [card.number for card in found.cards]
    assert numbers == [1, 2, 3]
    html = text(client, plan)
    for month in found.months:
        assert f'href="#{month.anchor}"' in html
        assert f'id="{month.anchor}"' in html
        assert f'start="{month.cards[0].number}"' in html


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"hx-request": "true", "hx-history-restore-request": "true"},
        {"hx-request": "true", "hx-boosted": "true"},
    ],
)
def test_is_a_whole_page_unless_htmx_wants_a_part(client, plan, headers):
    response = client.get(plan.get_absolute_url(), headers=headers)
    assert b"</html>" in response.content
    assert "HX-Request" in response.headers["Vary"]
    assert "no-store" in response.headers["Cache-Control"]


def test_htmx_gets_the_plan_only(client, plan):
    response = client.get(plan.get_absolute_url(), headers=HTMX)
    assert b"<html" not in response.content
    assert b'id="plan"' in response.content


def test_cost_in_queries_does_not_grow_with_the_plan(
    client, plan, world, django_assert_max_num_queries
):
    for level in range(2):
        world.add(
            f"more-{level}",
            world.data,
            f"{level}-{level + 1}",
            hours_low=1,
            hours_high=2,
        )
    tick(client, plan, "begin", "done")
    write(client, plan, "begin", "Noted")
    with django_assert_max_num_queries(12):
        assert len(page(client, plan).cards) == 4


@pytest.mark.parametrize("state", ["doing", "done", "skipped"])
def test_a_tick_is_stored_and_leads_back_to_the_step(client, plan, state):
    response = tick(client, plan, "begin", state)
    assert response.headers["Location"] == f"{plan.get_absolute_url()}#step-begin"
    assert Progress.objects.get().state == state
    assert page(client, plan).card("begin").mark.state == state


def test_htmx_gets_the_parts_that_changed(client, plan):
    response = tick(client, plan, "begin", "done", headers=HTMX)
    html = response.content.decode()
    swapped = set(re.findall(r'id="([\w-]+)"[^>]*data-hx-swap-oob', html))
    counts = {f"count-{month.anchor}" for month in page(client, plan).months}
    assert swapped == {"progress", "state-begin", *counts}
    assert "<html" not in html
    assert "1 of 3 steps settled" in html


def test_the_step_ticked_before_loses_its_undo(client, plan):
    tick(client, plan, "begin", "done", headers=HTMX)
    html = tick(client, plan, "tidy", "doing", headers=HTMX).content.decode()
    assert 'id="state-begin"' in html
    assert 'id="undo-begin"' not in html
    assert 'id="undo-tidy"' in html


def test_ticks_change_neither_steps_nor_dates(client, plan):
    before = page(client, plan)
    for slug, state in (("begin", "done"), ("tidy", "skipped"), ("go-on", "doing")):
        tick(client, plan, slug, state)
    after = page(client, plan)
    assert after.road.slugs == before.road.slugs
    assert after.plan.levels == before.plan.levels


def test_a_tick_on_the_first_evening_moves_no_date_until_planned_anew(client):
    plan = make_plan(client, start_date=days_ago(0))
    before = page(client, plan).road
    tick(client, plan, "begin", "done")
    after = page(client, plan).road
    assert [p.calendar for p in after.steps] == [p.calendar for p in before.steps]
    change = reverse("learning:plan-change", args=[plan.pk])
    form = client.get(change).context["form"]
    data = {name: form[name].value() for name in form.fields}
    client.post(change, {**data, "hours_per_week": "20"})
    assert page(client, plan).card("begin").planned.calendar is None


def test_a_tick_before_the_start_moves_dates_and_brings_the_whole_plan(client):
    plan = make_plan(client, start_date=days_ago(-30))
    html = tick(client, plan, "begin", "done", headers=HTMX).content.decode()
    assert re.findall(r'id="([\w-]+)"[^>]*data-hx-swap-oob', html) == ["plan"]
    assert page(client, plan).months[0].first is None


def test_every_step_settled_is_exactly_100_percent(client, plan):
    for slug, state in (("begin", "done"), ("go-on", "skipped"), ("tidy", "done")):
        assert page(client, plan).road.tally.percent < 100
        tick(client, plan, slug, state)
    found = page(client, plan)
    assert (found.road.tally.percent, found.left, found.next_card) == (100, 0, None)
    assert "end of this road" in text(client, plan)


def test_same_state_again_changes_nothing(client, plan):
    tick(client, plan, "begin", "done")
    number = page(client, plan).change.number
    tick(client, plan, "begin", "done")
    assert page(client, plan).change.number == number


def test_undo_brings_the_state_back_and_redo_repeats_it(client, plan):
    tick(client, plan, "begin", "doing")
    tick(client, plan, "begin", "done")
    response = take_back(client, plan)
    assert response.headers["Location"].endswith("#step-begin")
    assert Progress.objects.get().state == "doing"
    take_back(client, plan)
    assert Progress.objects.get().state == "done"


def test_second_click_on_undo_undoes_nothing_more(client, plan):
    tick(client, plan, "begin", "done")
    number = page(client, plan).change.number
    take_back(client, plan, number)
    assert take_back(client, plan, number).status_code == 409
    assert Progress.objects.get().state == "to_do"


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 400, "9" * 5000, "1\0", "²"])
def test_nonsense_to_undo_is_refused(client, plan, number):
    tick(client, plan, "begin", "done")
    assert take_back(client, plan, number).status_code == 409
    assert Progress.objects.get().state == "done"


def test_a_new_plan_has_nothing_to_undo(client, plan):
    assert take_back(client, plan).status_code == 409


def test_undo_answers_htmx_with_the_parts_that_changed(client, plan):
    tick(client, plan, "begin", "done")
    html = take_back(client, plan, headers=HTMX).content.decode()
    assert 'id="state-begin"' in html
    assert "Redo" in html


def test_note_and_link_are_stored_shown_and_undone(client, plan):
    write(client, plan, "begin", "Read <b>it</b>\r\ntwice", "https://example.org/me")
    row = Progress.objects.get()
    assert (row.note, row.link) == ("Read <b>it</b>\ntwice", "https://example.org/me")
    html = text(client, plan)
    assert "Read &lt;b&gt;it&lt;/b&gt;" in html
    assert 'href="https://example.org/me"' in html
    take_back(client, plan)
    assert Progress.objects.get().note == ""


def test_a_link_without_a_scheme_becomes_https(client, plan):
    write(client, plan, "begin", "", "example.org/me")
    write(client, plan, "tidy", "", "HTTPS://example.org/me")
    links = set(Progress.objects.values_list("link", flat=True))
    assert links == {"https://example.org/me"}


@pytest.mark.parametrize(
    ("note", "link"),
    [
        ("x" * 2001, ""),
        ("a\0b", ""),
        ("", "http://example.org"),
        ("", "javascript:alert(1)"),
        ("", "ftp://example.org"),
        ("", "https://"),
        ("", "https://example.org/" + "x" * 400),
        ("", "https://example.org/\0"),
    ],
)
def test_a_note_that_cannot_be_kept_is_shown_again(client, plan, note, link):
    response = write(client, plan, "begin", note, link)
    assert response.status_code == 422
    assert response.context["page"].card("begin").form.errors
    assert not Progress.objects.exists()
    part = write(client, plan, "begin", note, link, headers=HTMX)
    assert part.status_code == 200
    assert 'role="alert"' in part.content.decode()


@pytest.mark.parametrize("state", ["finished", "", "done\0", "9" * 400, "DONE"])
def test_unknown_state_is_refused(client, plan, state):
    assert tick(client, plan, "begin", state).status_code == 422
    assert not Progress.objects.exists()


def test_a_step_outside_the_plan_is_not_found(client, plan, world):
    world.add("foreign", world.code, "0-1", roles=[world.other])
    for slug in ("foreign", "nowhere"):
        assert tick(client, plan, slug, "done").status_code == 404
    assert not Progress.objects.exists()


def test_address_of_a_step_leads_to_its_place_on_the_page(client, plan):
    response = client.get(address(plan, "tidy"))
    assert response.headers["Location"] == f"{plan.get_absolute_url()}#step-tidy"


def test_without_csrf_token_nothing_is_stored(plan, client):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["plans"] = client.cookies["plans"].value
    assert tick(strict, plan, "begin", "done").status_code == 403
    assert write(strict, plan, "begin", "x").status_code == 403
    assert take_back(strict, plan).status_code == 403
    for name in ("change", "delete"):
        url = reverse(f"learning:plan-{name}", args=[plan.pk])
        assert strict.post(url, {}).status_code == 403
    assert Plan.objects.exists()
    assert not Progress.objects.exists()


def test_nothing_to_plan_says_so_and_what_to_do(client):
    plan = make_plan(client, **{"level-code": "4", "level-data": "4"})
    html = text(client, plan)
    assert "There is nothing to plan" in html
    assert reverse("learning:plan-change", args=[plan.pk]) in html


def test_a_gap_without_a_step_is_named(client, world):
    world.role.requirements.filter(skill=world.data).update(level=4)
    plan = make_plan(client)
    assert f"{world.data.name} from level 2 to 4" in text(client, plan)


def test_a_step_that_editors_retire_leaves_the_plan_standing(client, plan, world):
    tick(client, plan, "tidy", "done")
    world.steps["tidy"].status = "retired"
    world.steps["tidy"].save()
    found = page(client, plan)
    assert [card.step.slug for card in found.cards] == ["begin", "go-on"]
    assert found.road.open_gaps


def test_a_role_that_no_longer_asks_for_anything_is_explained(client, plan, world):
    world.role.requirements.all().delete()
    assert client.get(plan.get_absolute_url()).status_code == 409
    assert client.get("/plan/").status_code == 200
    client.post(reverse("learning:plan-delete", args=[plan.pk]))
    assert not Plan.objects.exists()
