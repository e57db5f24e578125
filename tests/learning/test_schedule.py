from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given

from learning.planner import Hours, make_plan
from learning.schedule import Span, span
from tests.learning.catalogs import MONDAY, request, requests, rise, step


def test_dates_of_a_plan_worked_out_by_hand():
    steps = [
        step("a", hours_low=10, hours_high=20),
        step("b", from_level=1, to_level=2, hours_low=5, hours_high=15),
    ]
    plan = make_plan(request(steps, {"code": 2}))  # 10 hours a week from 2027-01-04
    first, second = (planned.calendar for planned in plan.steps)
    assert first.early == Span(MONDAY, date(2027, 1, 10))  # a week
    assert first.middle == Span(MONDAY, date(2027, 1, 14))  # 15 hours: 10.5 days
    assert first.late == Span(MONDAY, date(2027, 1, 17))
    assert second.early == Span(date(2027, 1, 11), date(2027, 1, 14))
    assert second.middle == Span(date(2027, 1, 14), date(2027, 1, 21))
    assert second.late == Span(date(2027, 1, 18), date(2027, 1, 28))
    assert (plan.hours, plan.hours_left) == (Hours(15, 35), Hours(15, 35))
    assert (plan.finish_early, plan.finish_late) == (
        date(2027, 1, 14),
        date(2027, 1, 28),
    )


@given(requests())
def test_spans_follow_each_other_and_widen(wanted):
    plan = make_plan(wanted)
    calendars = [planned.calendar for planned in plan.steps]
    for calendar in calendars:
        assert calendar.early.start <= calendar.middle.start <= calendar.late.start
        assert calendar.early.end <= calendar.middle.end <= calendar.late.end
        assert calendar.early.start <= calendar.early.end
    for before, after in pairwise(calendars):
        assert before.middle.start <= after.middle.start
        assert timedelta(0) <= after.late.start - before.late.end + timedelta(days=1)
    if calendars:
        assert calendars[0].early.start == wanted.start
        assert (plan.finish_early, plan.finish_late) == (
            calendars[-1].early.end,
            calendars[-1].late.end,
        )


@given(requests())
def test_weeks_times_hours_cover_the_effort(wanted):
    plan = make_plan(wanted)
    days = (plan.finish_late - wanted.start).days + 1
    assert days * wanted.hours_per_week >= 7 * plan.hours.high - 7


def test_dates_end_where_the_calendar_does():
    assert span(0, 10**9, date(2099, 12, 31), 1).end == date.max


def test_months_group_by_the_middle_start():
    steps = [rise(f"s{n}", f"{n}-{n + 1}", hours=30) for n in range(4)]
    months = make_plan(request(steps, {"code": 4})).months  # three weeks each
    assert [(m.first.month, len(m.steps)) for m in months] == [(1, 2), (2, 1), (3, 1)]
