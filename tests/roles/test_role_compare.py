import csv
from io import StringIO

import pytest
from django.urls import reverse

from roles.comparison import compare
from roles.models import Emphasis
from tests.factories import (
    make_requirement,
    make_responsibility,
    make_role,
    make_skill,
)

pytestmark = pytest.mark.django_db
URL = reverse("roles:role-compare")


@pytest.fixture(autouse=True)
def roles():
    near, far = make_skill(slug="near", name="Near"), make_skill(slug="far", name="Far")
    roles = [make_role(slug="maker"), make_role(slug="thinker")]
    for role, level in zip(roles, (1, 4), strict=True):
        make_requirement(role, near, level=3)
        make_requirement(role, far, level=level)
    return roles


def ask(client, *slugs, **extra):
    return client.get(URL, {"role": slugs, **extra})


def test_sets_roles_side_by_side(client):
    rows = ask(client, "maker", "thinker").context["comparison"].rows
    assert [(row.skill.slug, row.difference) for row in rows] == [
        ("far", 3),
        ("near", 0),
    ]


def test_order_of_the_guide_on_request(client):
    rows = ask(client, "maker", "thinker", sort="skill").context["comparison"].rows
    assert [row.skill.slug for row in rows] == ["near", "far"]


def test_csv_holds_the_same_figures(client):
    response = ask(client, "maker", "thinker", format="csv", sort="skill")
    assert response.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(StringIO(response.content.decode())))
    assert rows[1:] == [
        ["skill", "Near", "3", "3", "0"],
        ["skill", "Far", "1", "4", "3"],
    ]


@pytest.mark.parametrize(
    ("slugs", "sentence"),
    [
        ([], "Choose two or more roles."),
        (["maker"], "Choose two to five roles."),
        (["maker", "nobody"], "There is no role called “nobody”."),
    ],
)
def test_wrong_choice_is_named(client, slugs, sentence):
    response = ask(client, *slugs)
    assert response.status_code == 200
    assert response.context["comparison"] is None
    if slugs:
        assert sentence in response.content.decode()


def test_htmx_returns_only_the_fragment(client):
    response = client.get(
        URL, {"role": ["maker", "thinker"]}, headers={"hx-request": "true"}
    )
    assert b"<html" not in response.content
    assert b"<table" in response.content


def test_a_role_without_a_requirement_counts_as_level_zero(roles):
    roles[0].requirements.all().delete()
    rows = compare(roles).rows
    assert [row.difference for row in rows] == [3, 4]


def test_responsibilities_are_compared_by_weight(client, roles):
    duty = make_responsibility(name="Duty")
    for role, weight in zip(roles, (1, 5), strict=True):
        Emphasis.objects.create(
            role=role, responsibility=duty, weight=weight, meaning="In its way."
        )
    response = ask(client, "maker", "thinker")
    assert [row.difference for row in response.context["comparison"].emphases] == [4]
    assert "Duty" in response.content.decode()


def test_rows_without_a_difference_can_be_left_out(client):
    rows = ask(client, "maker", "thinker", different="on").context["comparison"].rows
    assert [row.skill.slug for row in rows] == ["far"]
