"""The same order on every database, over the shipped content."""

import pytest

from content.search import HITS_MAX, search


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kubernets", "Kubernetes"),
        ("pytroch", "PyTorch"),
        ("nlp enginer", "Natural Language Processing (NLP) Engineer"),
        ("docker", "Docker"),
        ("Computer Vision Engineer", "Computer Vision Engineer"),
        ("linear algebra", "Linear algebra"),
        ("c++", "C++"),
        ("R", "R"),
        ("scikit-learn", "scikit-learn"),
        ("collaborating", "Collaboration"),
    ],
)
def test_finds_first_what_was_meant(shipped, db, query, first):
    title = search(query).hits[0].title
    assert title.replace("<mark>", "").replace("</mark>", "") == first


@pytest.mark.parametrize("query", ["", "   ", "?!", "zzzzqqqqxxxx", '"', "\\", "&|!"])
def test_nothing_is_found_for_nothing(shipped, db, query):
    assert search(query).hits == ()


@pytest.mark.parametrize("query", ["AND", "NOT x", "a:b*", "')--", "near(a b)", "<->"])
def test_the_language_of_the_index_is_not_the_language_of_queries(shipped, db, query):
    assert len(search(query).hits) <= HITS_MAX
