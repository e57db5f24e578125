"""A plan for one's own calendar: an iCalendar file (RFC 5545)."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from learning.exports import (
    PlanView,
    Remark,
    StepText,
    hours_text,
    plain,
    without_controls,
)
from learning.planner import Hours, PlannedStep
from learning.schedule import Span

LINE_OCTETS_MAX = 75  # section 3.1: longer lines are folded
PRODUCT = "-//AI engineering guide//plan//EN"


def to_icalendar(view: PlanView, *, stamp: datetime, host: str) -> str:
    """Return an iCalendar object with an all-day event for each step.

    The dates are those of the middle effort. Events do not block the day. A step that
    takes no time any more has no event.

    Args:
        stamp: the time of writing, aware.
        host: name of the site, which makes the ids unique in the world.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_ical_text(f'{view.words.plan}: {view.role}')}",
    ]
    for planned in view.plan.steps:
        if planned.calendar:
            days = planned.calendar.middle
            lines += _event(planned, days, view, stamp.astimezone(UTC), host)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """Fold a content line at 75 octets, never inside a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE_OCTETS_MAX:
            pieces.append(piece)
            piece, size = "", 1  # the space that continues a line counts
        piece += character
        size += width
    return "\r\n ".join([*pieces, piece])


def _event(
    planned: PlannedStep, days: Span, view: PlanView, stamp: datetime, host: str
) -> Iterator[str]:
    text = view.texts[planned.step.slug]
    state = view.words.of(planned.mark.state)
    settled = f" ({state})" if planned.mark.state.is_settled else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{planned.step.slug}.{view.id}@{host}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_ical_day(days.start)}"
    # The end of an event does not belong to it any more (section 3.6.1).
    yield f"DTEND;VALUE=DATE:{_ical_day(_next_day(days.end))}"
    yield f"SUMMARY:{_ical_text(text.title + settled)}"
    yield f"DESCRIPTION:{_ical_text(_description(planned, text, view))}"
    yield f"CATEGORIES:{_ical_text(text.skill)},{_ical_text(text.path)}"
    yield f"URL:{text.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(planned: PlannedStep, text: StepText, view: PlanView) -> str:
    words = view.words
    remark = view.remarks.get(planned.step.slug, Remark())
    hours = Hours(planned.step.hours_low, planned.step.hours_high)
    parts = [
        hours_text(hours, words),
        plain(text.body).strip(),
        f"{words.outcome}: {text.outcome}",
        "\n".join(f"{r.title}, {r.provider}: {r.url}" for r in text.resources),
        f"{words.note}: {remark.note}" if remark.note else "",
        f"{words.link}: {remark.link}" if remark.link else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _ical_text(text: str) -> str:
    """Escape a text value (section 3.3.11)."""
    unified = without_controls(text).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"([\\;,])", r"\\\1", unified).replace("\n", "\\n")


def _ical_day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _next_day(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
