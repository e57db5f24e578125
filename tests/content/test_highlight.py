import pytest

from content.templatetags.highlight import highlight


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("clusters", "Runs containers on <mark>clusters</mark>"),
        ("contain", "Runs <mark>containers</mark> on clusters"),
        ("continers", "Runs <mark>containers</mark> on clusters"),
        ("o", "Runs containers on clusters"),
        ("", "Runs containers on clusters"),
    ],
)
def test_marks_the_words_that_answer_the_query(query, shown):
    assert highlight("Runs containers on clusters", query) == shown


def test_text_stays_text():
    assert highlight("<b>bold</b> & brave", "brave") == (
        "&lt;b&gt;bold&lt;/b&gt; &amp; <mark>brave</mark>"
    )
