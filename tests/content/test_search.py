import pytest
from django.test import Client

from content.models import SearchEntry
from content.search import search, with_marks
from content.search_index import MARK_END, MARK_START
from skills.models import Topic
from tests.factories import make_skill, make_topic


def test_words_of_the_text_are_found_and_marked(db):
    make_topic(name="Cache", summary="Short", body="Keeps a zebra nearby.")
    (hit,) = search("zebras").hits
    assert "<mark>zebra</mark>" in hit.snippet


def test_a_title_that_holds_the_words_comes_before_a_text_that_does(db):
    make_topic(name="Cache", body="Walrus walrus walrus walrus.")
    make_topic(name="Walrus", body="Nothing else.")
    titles = [hit.title for hit in search("walrus").hits]
    assert titles == ["<mark>Walrus</mark>", "Cache"]


def test_a_misspelt_word_is_read_as_the_nearest_and_said_to_be(db):
    make_skill(name="Juggling")
    answer = search("jugling")
    assert answer.understood == "juggling"
    assert len(answer.hits) == 1


def test_some_of_the_words_are_better_than_nothing(db):
    make_skill(name="Juggling")
    assert len(search("juggling xylophone").hits) == 1


def test_markup_in_a_record_is_escaped_around_the_marks():
    marked = f"<b>{MARK_START}x{MARK_END}"
    assert with_marks(marked) == "&lt;b&gt;<mark>x</mark>"


def test_a_change_is_found_at_once_and_what_is_withdrawn_is_gone(db):
    topic = make_topic(name="Zebra")
    assert len(search("zebra").hits) == 1
    topic.name = "Okapi"
    topic.save()
    assert search("zebra").hits == ()
    assert len(search("okapi").hits) == 1
    Topic.objects.update(status="draft")
    assert search("okapi").hits == ()


def test_an_index_that_is_up_to_date_costs_few_queries(
    db, django_assert_max_num_queries
):
    make_topic(name="Zebra")
    search("zebra")
    with django_assert_max_num_queries(4):
        search("zebra")
    assert SearchEntry.objects.count() == 1


def test_page_marks_no_markup_of_the_query(db, client: Client):
    page = client.get("/search/", {"q": '<script>"'}).content.decode()
    assert "<script>&" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.django_db
def test_htmx_returns_only_the_fragment(client: Client):
    headers = {"hx-request": "true"}
    response = client.get("/search/", {"q": "x"}, headers=headers)
    assert b"<html" not in response.content
