"""The file is read back by a small parser of its own (RFC 5545, section 3.1)."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from learning.icalendar import LINE_OCTETS_MAX, folded, to_icalendar
from learning.plan_request import Mark, State
from tests.learning.views import noted, text, two_steps, view

NOW = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
ESCAPES = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n"}
# What a text value may hold (section 3.1): no controls but the tab.
speakable = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n")
)


def ical(plan_view=None):
    return to_icalendar(plan_view or view(), stamp=NOW, host="guide.example")


def lines_of(document: str) -> list[tuple[str, str]]:
    """Return the content lines, unfolded, as name with parameters and value."""
    assert document.endswith("\r\n")
    unfolded = document.removesuffix("\r\n").replace("\r\n ", "")
    pairs = [line.split(":", 1) for line in unfolded.split("\r\n")]
    return [(name, value) for name, value in pairs]


def events_of(document: str) -> list[dict[str, str]]:
    events: list[dict[str, str]] = []
    open_parts = []
    for name, value in lines_of(document):
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VEVENT":
            assert name not in events[-1]
            events[-1][name] = value
    assert open_parts == []
    return events


def unescaped(value: str) -> str:
    return re.sub(r"\\[\\;,n]", lambda match: ESCAPES[match[0]], value)


def test_a_step_is_an_all_day_event():
    first, second = events_of(ical())
    assert first["UID"] == "a.0f8e@guide.example"
    assert first["DTSTAMP"] == "20270102T030405Z"
    assert first["DTSTART;VALUE=DATE"] == "20270104"
    assert first["DTEND;VALUE=DATE"] == "20270111"  # the day after the last
    assert second["DTSTART;VALUE=DATE"] == "20270111"
    assert first["SUMMARY"] == "Step a"
    assert first["CATEGORIES"] == "Programming,Practical Experience"
    assert first["URL"] == "https://guide.example/steps/a/"
    assert first["TRANSP"] == "TRANSPARENT"


def test_the_calendar_says_what_it_is():
    lines = lines_of(ical())
    assert lines[:2] == [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")]
    assert dict(lines)["X-WR-CALNAME"] == "Plan: NLP Engineer"


def test_description_holds_the_texts():
    event = events_of(ical(noted("Mine; all of it", "https://example.org/mine")))[0]
    assert event["SUMMARY"] == "Step a (done)"
    assert unescaped(event["DESCRIPTION"]) == (
        "10 hours\n\n"
        "Read the chapter (https://example.org/a) on trees.\n\nHow\n\n"
        "Outcome: A script; it runs, alone.\n\n"
        "A (good) book, Press: https://example.org/b_(1)\n\n"
        "Own note: Mine; all of it\n\n"
        "Own link: https://example.org/mine"
    )


def test_what_takes_no_time_has_no_event():
    plan = two_steps(progress={"a": Mark(State.DONE)})
    assert [event["UID"] for event in events_of(ical(view(plan)))] == [
        "b.0f8e@guide.example"
    ]


def test_time_of_writing_is_universal():
    there = NOW.astimezone(timezone(timedelta(hours=5)))
    document = to_icalendar(view(), stamp=there, host="guide.example")
    assert document == ical()


def test_the_last_day_of_all_has_no_day_after():
    plan = two_steps(start=date(2099, 12, 31), hours_per_week=1)
    assert len(events_of(ical(view(plan)))) == 2


@given(speakable)
def test_texts_come_back_as_they_were(note):
    event = events_of(ical(noted(note)))[0]
    if note:
        assert unescaped(event["DESCRIPTION"]).endswith(f"Own note: {note}")


@given(st.text())
def test_no_text_breaks_out_of_its_line(anything):
    texts = {"a": text(anything, body=anything, outcome=anything), "b": text("B")}
    document = ical(view(texts=texts, role=anything))
    assert len(lines_of(document)) == len(lines_of(ical()))
    assert all(len(line.encode()) <= LINE_OCTETS_MAX for line in document.split("\r\n"))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", document)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_folding_is_undone_by_taking_out_breaks(line):
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= LINE_OCTETS_MAX for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert folded(line).replace("\r\n ", "") == line
