"""From hours to dates: steps one after the other at a steady number of hours a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day; both belong to it."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a step is due if everything so far, and itself, takes the hours given.

    Attributes:
        early: all steps take their low hours.
        middle: all take the middle between low and high.
        late: all take their high hours.
    """

    early: Span
    middle: Span
    late: Span


def schedule(
    efforts: Iterable[tuple[int, int]], *, start: date, hours_per_week: int
) -> tuple[Calendar, ...]:
    """Return the calendar of each effort, in the order given.

    Args:
        efforts: hours of each step, low and high.
        start: first day of the first step.
        hours_per_week: at least 1.
    """
    low_before = high_before = 0
    calendars = []
    for low, high in efforts:
        low_after, high_after = low_before + low, high_before + high
        calendars.append(
            Calendar(
                early=span(2 * low_before, 2 * low_after, start, hours_per_week),
                middle=span(
                    low_before + high_before,
                    low_after + high_after,
                    start,
                    hours_per_week,
                ),
                late=span(2 * high_before, 2 * high_after, start, hours_per_week),
            )
        )
        low_before, high_before = low_after, high_after
    return tuple(calendars)


def span(
    half_hours_before: int, half_hours_after: int, start: date, hours_per_week: int
) -> Span:
    """Return the days on which an effort falls.

    It starts on the day on which the hours before it are used up, and ends on the last
    day that it needs: 6 hours at 6 hours a week are the days 0 to 6, the next 6 hours
    the days 7 to 13. Half hours keep the middle of a range whole.

    Args:
        half_hours_before: effort of all that comes before, in half hours.
        half_hours_after: the same with this effort included.
    """
    per_week = 2 * hours_per_week
    first = half_hours_before * DAYS_PER_WEEK // per_week
    last = -(-half_hours_after * DAYS_PER_WEEK // per_week) - 1
    return Span(_day(start, first), _day(start, max(first, last)))


def _day(start: date, days: int) -> date:
    """Return the day, or the last one that a calendar knows (year 9999)."""
    return date.fromordinal(min(start.toordinal() + days, date.max.toordinal()))
