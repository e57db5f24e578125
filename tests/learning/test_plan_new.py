"""Making a plan: from a role page, from a result, and what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learning import plans
from learning.models import Plan
from quiz.models import Attempt
from tests.factories import make_bank, make_role
from tests.learning.plans import FROM_HERE, make_plan, send_new, wanted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
NEW = "/plan/new/?role=maker"


@pytest.fixture
def tester(client, world) -> Client:
    """A visitor whose answers point to the role `maker`."""
    make_bank([world.role, world.other, *(make_role() for _ in range(3))])
    client.post(reverse("quiz:start"), headers=FROM_HERE)
    for _ in range(6):
        url = client.get(reverse("quiz:next")).headers["Location"]
        client.post(url, {"option": "like-maker"})
    return client


def test_makes_a_plan_and_names_it_in_a_signed_cookie(client):
    assert not client.get(NEW).cookies
    plan = make_plan(client)
    cookie = client.cookies["plans"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert plan.owner.hex in cookie.value
    assert plan.levels == {"code": 0, "data": 0}
    assert [path.slug for path in plan.paths.all()] == ["study"]
    assert client.get(plan.get_absolute_url()).status_code == 200


def test_page_is_kept_out_of_caches_and_search_engines(client):
    response = client.get(NEW)
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert 'data-hx-history="false"' in response.content.decode()


def test_form_starts_today_with_every_path_at_level_zero(client):
    form = client.get(NEW).context["form"]
    assert form["start_date"].value() == timezone.localdate()
    assert form["paths"].value() == ["study"]
    assert [rating.field.value() for rating in form.ratings()] == [0, 0]


def test_a_second_plan_has_the_same_owner(client):
    first, second = make_plan(client), make_plan(client, "thinker")
    assert first.owner == second.owner
    assert "You already have" in client.get(NEW).content.decode()


def test_without_a_role_the_list_of_roles_comes_first(client):
    response = client.get(reverse("learning:plan-new"))
    assert response.headers["Location"] == "/plan/#roles"


def test_after_a_result_the_leader_is_the_role_and_the_ratings_are_the_levels(tester):
    tester.post(reverse("quiz:self-ratings"), {"code": "1"})
    response = tester.get(reverse("learning:plan-new"))
    assert response.context["role"].slug == "maker"
    levels = [rating.field.value() for rating in response.context["form"].ratings()]
    assert levels == [1, 0]


def test_a_plan_made_within_an_attempt_dies_with_it(tester):
    make_plan(tester)
    tester.post(reverse("quiz:retake"))
    tester.post(reverse("quiz:delete"))
    assert not Attempt.objects.exists()
    assert not Plan.objects.exists()


def test_whoever_resumes_the_attempt_finds_its_plans(tester):
    plan = make_plan(tester)
    tester.post(reverse("quiz:retake"))
    elsewhere = Client()
    elsewhere.cookies["attempt"] = tester.cookies["attempt"].value
    assert elsewhere.get(plan.get_absolute_url()).status_code == 200


def test_form_can_start_from_another_plan(client):
    plan = make_plan(client, **{"level-code": "1", "hours_per_week": "3"})
    response = client.get(f"/plan/new/?role=thinker&from={plan.pk}")
    form = response.context["form"]
    assert form["hours_per_week"].value() == 3
    assert [rating.field.value() for rating in form.ratings()] == [1, 0]
    assert Client().get(f"/plan/new/?role=thinker&from={plan.pk}").status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hours_per_week", "0"),
        ("hours_per_week", "-3"),
        ("hours_per_week", "1000"),
        ("hours_per_week", "9" * 400),
        ("hours_per_week", "9" * 5000),
        ("hours_per_week", "six"),
        ("hours_per_week", "1\0"),
        ("hours_per_week", ""),
        ("start_date", "1900-01-01"),
        ("start_date", "2500-01-01"),
        ("start_date", "soon"),
        ("start_date", "2027-02-30"),
        ("start_date", "2027-01-04\0"),
        ("level-code", "5"),
        ("level-code", "-1"),
        ("level-code", "9" * 400),
        ("level-code", "1\0"),
        ("level-code", ""),
        ("paths", []),
        ("paths", ["nowhere"]),
        ("paths", ["a\0b"]),
    ],
)
def test_a_value_out_of_range_is_named_and_nothing_is_stored(client, name, value):
    response = send_new(client, **{name: value})
    assert response.status_code == 422
    assert response.context["form"].errors[name]
    assert not Plan.objects.exists()
    assert not response.cookies


@pytest.mark.parametrize("role", ["nobody", "a%00b", "9" * 400, "%ff", "draft"])
def test_unknown_role_is_not_found(client, role):
    make_role(slug="draft", status="draft")
    assert client.get(f"/plan/new/?role={role}").status_code in (400, 404)
    assert send_new(client, role).status_code in (400, 404)
    assert not Plan.objects.exists()


def test_a_role_that_asks_for_nothing_has_no_plan(client):
    make_role(slug="idle")
    response = client.get("/plan/new/?role=idle")
    assert response.status_code == 409
    assert "No plan can be made" in response.content.decode()


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}])
def test_another_site_cannot_make_a_plan(client, headers):
    assert client.post(NEW, wanted(), headers=headers).status_code == 403
    assert not Plan.objects.exists()


def test_no_more_plans_than_one_can_need(client):
    plan = make_plan(client)
    for _ in range(plans.PLANS_MAX - 1):
        Plan.objects.create(role=plan.role, owner=plan.owner, start_date="2027-01-04")
    response = send_new(client)
    assert response.status_code == 409
    assert Plan.objects.count() == plans.PLANS_MAX


def test_tampered_cookie_is_refused_and_removed(client):
    plan = make_plan(client)
    client.cookies["plans"] = client.cookies["plans"].value[:-2] + "xx"
    response = client.get(plan.get_absolute_url())
    assert response.status_code == 400
    assert response.cookies["plans"].value == ""


def test_an_unsigned_name_of_an_owner_opens_nothing(client):
    plan = make_plan(client)
    thief = Client()
    thief.cookies["plans"] = plan.owner.hex
    assert thief.get(plan.get_absolute_url()).status_code == 400


def test_someone_elses_plan_is_not_found_on_every_page(client):
    plan = make_plan(client)
    other = Client()
    make_plan(other)
    for name in ("detail", "change", "switch", "delete"):
        url = reverse(f"learning:plan-{name}", args=[plan.pk])
        assert other.get(url).status_code == 404
    file = reverse("learning:plan-file", args=[plan.pk, "md"])
    step = reverse("learning:plan-step", args=[plan.pk, "begin"])
    assert other.get(file).status_code == 404
    assert other.post(step, {"state": "done"}).status_code == 404
    other.post(reverse("learning:plan-delete", args=[plan.pk]))
    assert Plan.objects.filter(pk=plan.pk).exists()
    assert not plan.progress.exists()
    assert client.get(f"/plan/{uuid4()}/").status_code == 404


def test_cookie_lives_for_half_a_year_from_the_last_change(client):
    make_plan(client)
    age = int(client.cookies["plans"]["max-age"])
    assert timedelta(seconds=age) == timedelta(days=180)
