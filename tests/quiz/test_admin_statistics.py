import csv
from dataclasses import replace
from io import StringIO

import pytest
from django.urls import reverse

from quiz.models import ItemBank
from quiz.publishing import publish_bank, version
from roles.models import Role
from tests.factories import make_item
from tests.quiz.sittings import people, store

pytestmark = pytest.mark.django_db

PAGE = "/admin/quiz/item/statistics/"


def rows(client):
    page = client.get(PAGE, {"format": "csv"})
    assert page["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(page.content.decode())))


def test_items_are_shown_with_shares_and_figures(admin_client, bank):
    store(bank, people(bank, 60))
    page = admin_client.get(PAGE).content.decode()
    assert "60 attempts are counted" in page
    assert page.count("<meter") == 8 * 5
    assert "No item is below par." in page


def test_csv_has_a_row_an_option(admin_client, bank):
    store(bank, people(bank, 60))
    found = rows(admin_client)
    assert len(found) == 8 * 5
    assert sum(float(row["option_share"]) for row in found[:5]) == pytest.approx(
        1, abs=0.01
    )
    assert {row["answered"] for row in found} == {"60"}


def test_under_twenty_attempts_page_and_file_hold_nothing(admin_client, bank):
    store(bank, people(bank, 19))
    page = admin_client.get(PAGE).content.decode()
    assert "nothing to show under 20 attempts" in page
    assert "<meter" not in page
    assert rows(admin_client) == []


def test_item_that_few_answered_shows_no_figures(admin_client, bank):
    first = version(bank.digest).bank.items[0].slug
    sittings = people(bank, 40)
    skipped = [
        type(s)(tuple(a for a in s.answers if a.item != first), s.is_complete)
        for s in sittings[19:]
    ]
    store(bank, [*sittings[:19], *skipped])
    assert "fewer than 20 answers" in admin_client.get(PAGE).content.decode()
    row = rows(admin_client)[0]
    assert (row["item"], row["met"], row["answered"]) == (first, "under 20", "")
    assert not row["option_share"]


def test_texts_cannot_become_formulas(admin_client, bank):
    item = bank.content["items"][0]
    item["prompt"] = "=1+1"
    bank.digest = "changed"
    bank.save()
    store(bank, people(bank, 20))
    assert rows(admin_client)[0]["question"] == "'=1+1"


@pytest.mark.parametrize("wrong", ["0", "x", ""])
def test_unknown_version_falls_back_to_the_one_in_use(admin_client, bank, wrong):
    page = admin_client.get(PAGE, {"version": wrong})
    assert page.status_code == 200
    assert "attempts are counted" in page.content.decode()


def test_without_a_bank_the_page_says_where_to_begin(admin_client):
    page = admin_client.get(PAGE)
    assert "No version of the bank is in use yet" in page.content.decode()
    assert rows(admin_client) == []


def test_version_shows_points_digest_and_attempts(admin_client, bank):
    store(bank, people(bank, 3))
    url = reverse("admin:quiz_itembank_change", args=[bank.pk])
    page = admin_client.get(url).content.decode()
    assert bank.digest in page
    assert "it fits" in page
    assert bank.content["items"][0]["options"][0]["text"] in page
    assert "<dd>3</dd>" in page
    assert admin_client.post(url, {"is_current": ""}).status_code == 405


def test_two_versions_are_compared_in_words(admin_client, bank):
    item = make_item(list(Role.objects.in_order()))
    publish_bank()
    new = ItemBank.objects.get(is_current=True)
    url = reverse("admin:quiz_compare_versions")
    page = admin_client.get(url, {"old": bank.pk, "new": new.pk}).content.decode()
    assert item.prompt in page
    page = admin_client.get(url, {"old": bank.pk, "new": bank.pk}).content.decode()
    assert "The two versions are the same." in page
    assert admin_client.get(url, {"old": "x", "new": 0}).status_code == 200


def test_weak_item_stands_on_the_admins_home_page(admin_client, bank):
    first = version(bank.digest).bank.items[0].slug
    sittings = [
        replace(
            sitting,
            answers=tuple(
                replace(answer, option=0) if answer.item == first else answer
                for answer in sitting.answers
            ),
        )
        for sitting in people(bank, 40)
    ]
    store(bank, sittings)
    page = admin_client.get("/admin/").content.decode()
    assert "100% of 40 people chose" in page
    assert f"{PAGE}#item-{first}" in page
