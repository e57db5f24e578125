"""Taking a plan along, and bringing it in again."""

import json

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from learning import plans
from learning.models import Plan, Progress
from tests.learning.plans import (
    FROM_HERE,
    days_ago,
    make_plan,
    page,
    tick,
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
IMPORT = "/plan/import/"


@pytest.fixture
def plan(client) -> Plan:
    plan = make_plan(client, **{"level-data": "1", "hours_per_week": "3"})
    tick(client, plan, "begin", "done")
    write(client, plan, "begin", "Took a week", "https://example.org/me")
    return plan


def taken(client, plan, kind: str):
    return client.get(reverse("learning:plan-file", args=[plan.pk, kind]))


def bring(client, content: bytes | str, **headers: str):
    octets = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("plan.json", octets, "application/json")
    return client.post(IMPORT, {"file": file}, headers=headers or FROM_HERE)


def test_markdown_holds_every_text_and_the_own_words(client, plan):
    response = taken(client, plan, "md")
    text = response.content.decode()
    for slug in ("begin", "go-on", "tidy"):
        assert f"Title of {slug}" in text
        assert f"https://example.org/{slug}" in text
    assert "Took a week" in text
    assert "Do it." in text
    assert response.headers["Content-Disposition"].endswith('"plan-maker.md"')
    assert "no-store" in response.headers["Cache-Control"]


def test_calendar_is_read_by_another_program(client, plan):
    response = taken(client, plan, "ics")
    assert response.headers["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(response.content)
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {
        "Title of begin (done)",
        "Title of go-on",
        "Title of tidy",
    }
    event = events["Title of begin (done)"]
    planned = page(client, plan).card("begin").planned
    assert event["dtstart"].dt == planned.calendar.middle.start
    assert "Took a week" in event["description"]
    assert event["url"] == "http://testserver/steps/begin/"


def test_json_comes_back_as_the_same_plan_in_another_browser(client, plan):
    text = taken(client, plan, "json").content
    other = Client()
    response = bring(other, text)
    copy = Plan.objects.exclude(pk=plan.pk).get()
    assert response.headers["Location"] == copy.get_absolute_url()
    assert copy.owner != plan.owner
    before, after = page(client, plan).road, page(other, copy).road
    assert after == before
    row = copy.progress.get()
    assert (row.note, row.link) == ("Took a week", "https://example.org/me")
    assert other.get(plan.get_absolute_url()).status_code == 404


def test_unknown_kind_of_file_is_not_found(client, plan):
    assert taken(client, plan, "pdf").status_code == 404


def test_what_this_guide_does_not_know_is_left_out_and_named(client, plan):
    data = json.loads(taken(client, plan, "json").content)
    data["progress"].append({"step": "elsewhere", "state": "done"})
    data["plan"]["levels"]["cooking"] = 3
    data["plan"]["paths"] = ["apprenticeship"]
    bring(client, json.dumps(data))
    copy = Plan.objects.exclude(pk=plan.pk).get()
    assert "cooking" not in copy.levels
    assert [path.slug for path in copy.paths.all()] == ["study"]
    html = client.get(copy.get_absolute_url()).content.decode()
    assert "was left out: elsewhere" in html


def changed(text: bytes, **values):
    data = json.loads(text)
    data["plan"].update(values)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"hours_per_week": 0}, "hours_per_week"),
        ({"hours_per_week": 10**400}, "hours_per_week"),
        ({"start": "1900-01-01"}, "start"),
        ({"levels": {"code": 5}}, "levels"),
        ({"role": "nobody"}, "no role"),
        ({"role": "a\0b"}, "role"),
        ({"paths": []}, "paths"),
        ({"color": "red"}, "color"),
    ],
)
def test_a_value_out_of_range_is_named(client, plan, values, word):
    response = bring(client, changed(taken(client, plan, "json").content, **values))
    assert response.status_code == 422
    assert word in response.content.decode()
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"not json",
        b"\xff\xfe\x00",
        b"\x00",
        b'{"schema": "something/else", "version": 1}',
        b"[" * 10_000,
        b'{"a": ' * 5_000,
        b" " * 200_001,
    ],
)
def test_another_format_is_refused_with_reasons(client, content):
    response = bring(client, content)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not Plan.objects.exists()


def test_a_link_that_is_not_https_is_refused(client, plan):
    data = json.loads(taken(client, plan, "json").content)
    data["progress"][0]["link"] = "http://example.org"
    assert bring(client, json.dumps(data)).status_code == 422


def test_five_megabytes_are_refused_before_they_are_read(client):
    assert bring(client, b"x" * 5_000_000).status_code == 413
    assert not Plan.objects.exists()


def test_without_a_file_the_form_says_what_to_choose(client):
    response = client.post(IMPORT, {}, headers=FROM_HERE)
    assert response.status_code == 422
    assert "Choose the file" in response.content.decode()
    assert client.get(IMPORT).status_code == 200


def test_another_site_cannot_bring_a_plan_in(client, plan):
    text = taken(client, plan, "json").content
    assert bring(client, text, origin="https://evil.example").status_code == 403
    assert Plan.objects.count() == 1


def test_bringing_in_counts_among_the_plans_that_one_may_have(client, plan):
    text = taken(client, plan, "json").content
    for _ in range(plans.PLANS_MAX - 1):
        Plan.objects.create(role=plan.role, owner=plan.owner, start_date=days_ago(1))
    assert bring(client, text).status_code == 409
    assert Plan.objects.count() == plans.PLANS_MAX
    assert Progress.objects.count() == 1
