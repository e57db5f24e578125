import pytest

from skills.fields import normalize_text
from skills.markdown import record_links, render, standing_alone


def test_links_between_records_become_addresses():
    assert render("[x](topic:pytorch)") == (
        '<p><a href="/topics/pytorch/" rel="noopener">x</a></p>'
    )
    assert 'href="/about/sources/#job-ads"' in render("[x](source:job-ads)")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        '<a href="https://x" onclick="y">z</a>',
        "[x](data:text/html;base64,xx)",
        "<style>p {}</style>",
    ],
)
def test_unsafe_markup_does_nothing(text):
    html = render(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<style" not in html
    assert "javascript:" not in html.replace("&", "") or "href" not in html
    assert "<a" not in html or "onclick" not in html.split("<a", 1)[1].split(">")[0]


def test_refused_link_leaves_its_text_and_no_empty_anchor():
    assert render("[words](javascript:x)") == "<p>words</p>"


def test_comparison_signs_in_code_and_prose_survive():
    html = render("a < b and `x<T>` and\n\n```\nif (a<b) {}\n```")
    assert "a &lt; b" in html
    assert "<code>x&lt;T&gt;</code>" in html
    assert "if (a&lt;b) {}" in html


def test_all_links_of_a_text_are_listed():
    text = "[a](role:x) [b](source:y-z) [c](https://x)"
    assert record_links(text) == [("role", "x"), ("source", "y-z")]


def test_text_is_normalized_for_the_way_through_files():
    assert normalize_text("a \r\n\tb\x85c\n\n") == "a\n    b\nc"


def test_headings_rise_where_a_text_follows_the_title_of_its_page():
    assert standing_alone(render("### Part\n\n#### Detail")) == (
        "<h2>Part</h2>\n<h3>Detail</h3>"
    )
