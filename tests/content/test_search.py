import pytest

from content.search import search


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kubernets", "Kubernetes"),
        ("pytroch", "PyTorch"),
        ("nlp enginer", "Natural Language Processing (NLP) Engineer"),
        ("docker", "Docker"),
        ("Computer Vision Engineer", "Computer Vision Engineer"),
        ("linear algebra", "Linear algebra"),
    ],
)
def test_finds_what_was_meant(shipped, db, query, first):
    assert search(query)[0].title == first


@pytest.mark.parametrize("query", ["", "   ", "?!", "zzzzqqqqxxxx"])
def test_nothing_is_found_for_nothing(shipped, db, query):
    assert search(query) == []


def test_page_marks_no_markup_of_the_query(db, client):
    page = client.get("/search/", {"q": '<script>"'}).content.decode()
    assert "<script>&" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.django_db
def test_htmx_returns_only_the_fragment(client):
    headers = {"hx-request": "true"}
    response = client.get("/search/", {"q": "x"}, headers=headers)
    assert b"<html" not in response.content
