"""Every number in the tables of `docs/planning.md` is recomputed."""

import re
from datetime import date
from pathlib import Path

import pytest

from learning.candidates import StepFacts
from learning.plan_request import PlanRequest
from learning.planner import Plan, make_plan
from quiz.readiness import Need

DOCUMENT = Path(__file__).parents[2] / "docs" / "planning.md"
STEPS = ("course", "script", "algebra", "models")


def table(heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading, without its head."""
    _, section = DOCUMENT.read_text().split(f"\n### {heading}\n", 1)
    lines = re.findall(r"^\|(.*)\|$", section.split("\n#")[0], re.MULTILINE)
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


def step(row: list[str]) -> StepFacts:
    slug, skill, low, high, least, most, requires = row
    return StepFacts(
        slug,
        path="study",
        skill=skill,
        from_level=int(low),
        to_level=int(high),
        hours_low=int(least),
        hours_high=int(most),
        requires=tuple(re.findall(r"[a-z]+", requires)),
        roles=frozenset({"role"}),
    )


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan(
        PlanRequest(
            role="role",
            needs=tuple(Need(s, int(n), int(i)) for s, n, i in table("Needs")),
            levels={},
            steps=tuple(map(step, table("Steps"))),
            paths=frozenset({"study"}),
            hours_per_week=10,
            start=date(2027, 1, 4),
        )
    )


def test_steps_come_in_the_order_of_the_document(plan):
    assert plan.slugs == STEPS
    assert [row[0] for row in table("Dates")] == list(STEPS)


def test_worth_and_hours(plan):
    places = {p.step.slug: p.place for p in plan.steps}
    for slug, closes, worth, hours in table("Worth"):
        place = places[slug]
        assert (place.closes, place.worth) == (int(closes), int(worth))
        assert place.step.hours_sum / 2 == int(hours)


def test_rounds(plan):
    places = {p.step.slug: p.place for p in plan.steps}
    left = list(plan.slugs)

    def road(slug: str) -> set[str]:
        before = {s for s in places[slug].after if s in left}
        return {slug}.union(*map(road, before))

    def rate(slug: str) -> float:
        steps = [places[s] for s in road(slug)]
        return sum(p.worth for p in steps) / (sum(p.step.hours_sum for p in steps) / 2)

    rounds = table("Rounds")
    assert len(rounds) == len(left)
    for _, *rates, chosen in rounds:
        shown = [f"{rate(slug):.3f}" if slug in left else "-" for slug in STEPS]
        assert rates == shown
        assert chosen == left.pop(0)


def test_dates(plan):
    for planned, row in zip(plan.steps, table("Dates"), strict=True):
        dates = planned.calendar
        found = (dates.early.end, dates.middle.start, dates.middle.end, dates.late.end)
        assert [str(day) for day in found] == row[1:]


def test_sums_in_the_text(plan):
    text = DOCUMENT.read_text()
    hours = f"{plan.hours.low} to {plan.hours.high} hours"
    assert f"takes {hours} and ends" in text
    assert f"between {plan.finish_early} and {plan.finish_late}." in text
    assert len(re.findall(r"`bootcamp`", text)) == 2
    assert "bootcamp" not in plan.slugs
