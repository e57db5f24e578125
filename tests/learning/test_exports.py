import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.exports import Words, escaped, plain, to_markdown
from learning.plan_request import Mark, State
from skills.markdown import render
from tests.learning.views import noted, text, two_steps, view

WHOLE = """\
# Plan: NLP Engineer

- Hours a week: 10
- Start: 2027-01-04
- Finish: 2027-01-17
- Effort: 20 hours
- Left to do: 10 hours
- Progress: 50 % (1 to do, 0 doing, 1 done, 0 skipped)

**Gaps that stay open**

- Programming: level 2–3

## 2027-01

### 1. Step a

- Programming, level 0–1, 10 hours
- Practical Experience
- When: 2027-01-04 – 2027-01-10
- State: done
- Opens the way to: Step b

Read [the chapter](https://example.org/a) on trees.

#### How

**Outcome:** A script; it runs, alone.

**Resources**

- [A (good) book](https://example.org/b_%281%29), Press

> Own note: It \\*works\\*
>
> now.

Own link: <https://example.org/mine>

### 2. Step b

- Programming, level 1–2, 10 hours
- Practical Experience, from a path that was not chosen
- When: 2027-01-11 – 2027-01-17
- State: to do

Read [the chapter](https://example.org/a) on trees.

#### How

**Outcome:** A script; it runs, alone.

**Resources**

- [A (good) book](https://example.org/b_%281%29), Press
"""


def test_whole_document():
    written = noted("It *works*\n\nnow.", "https://example.org/mine")
    assert to_markdown(written) == WHOLE


def test_words_are_those_of_the_reader():
    document = to_markdown(view(words=Words(plan="Weg", to_do="offen")))
    assert document.startswith("# Weg: NLP Engineer\n")
    assert "- State: offen\n" in document


def test_what_is_settled_stands_first_and_what_is_not_needed_last():
    progress = {"a": Mark(State.DONE), "b": Mark(State.SKIPPED)}
    plan = two_steps(levels={"code": 1}, progress=progress)
    document = to_markdown(view(plan, texts={"b": text("B"), "a": text("A")}))
    assert "## Settled before the start\n\n### 1. B\n" in document
    assert document.endswith("## Also on record\n\n### A (done)\n")


def test_code_is_not_taken_for_headings():
    body = "### Try\n\n```bash\n### no heading\n```"
    document = to_markdown(view(texts=dict.fromkeys("ab", text("A", body=body))))
    assert "#### Try\n" in document
    assert "\n### no heading\n" in document


@pytest.mark.parametrize(
    "title", ["a_b*c*", "[x](y)", "<b>", "`C++` | C#", "\\", "AT&T", "&lt;", "&#60;"]
)
def test_titles_show_as_they_are(title):
    assert render(escaped(title)) == f"<p>{html.escape(title)}</p>"


@given(st.text())
def test_notes_stay_inside_their_quotation(note):
    document = to_markdown(noted(note))
    before, after = to_markdown(noted()).split("### 2.")
    assert document.startswith(before.rstrip())
    assert document.endswith("### 2." + after)
    block = document[len(before.rstrip()) : -len("### 2." + after)]
    assert all(line.startswith(">") for line in block.strip("\n").splitlines())


def test_plain_text_keeps_words_and_web_addresses():
    markdown = (
        "### Go\n\n**Read** [it](https://example.org) by `pip`, *then* [x](step:y)."
    )
    assert plain(markdown) == "Go\n\nRead it (https://example.org) by pip, then x."
