from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from learning.catalog import Catalog, all_paths, needs_of, read_catalog, request_of
from learning.plan_page import DAYS_PER_MONTH
from learning.plan_request import WEEK_HOURS_MAX
from learning.planner import Hours, Plan, PlannedStep, make_plan
from learning.plans import Settings
from quiz.readiness import Need
from roles.models import Role

# Someone who programs well and is new to the rest, and someone the other way round.
CODER = {
    "programming": 3,
    "software-engineering": 3,
    "cloud-platforms-and-deployment": 2,
}
SCIENTIST = {
    "mathematics-and-statistics": 3,
    "problem-solving-and-critical-thinking": 3,
    "programming": 1,
}


class Command(BaseCommand):
    help = "Print the plan for each role from typical levels, to read it as advice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "roles", nargs="*", metavar="ROLE", help="slugs; all if none"
        )
        parser.add_argument("--hours", type=int, default=6, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        hours = options["hours"]
        if not 1 <= hours <= WEEK_HOURS_MAX:
            raise CommandError(f"--hours must be from 1 to {WEEK_HOURS_MAX}.")
        roles = list(Role.objects.published().in_order())
        if unknown := set(options["roles"]) - {role.slug for role in roles}:
            raise CommandError(f"No such role: {', '.join(sorted(unknown))}.")
        catalog = read_catalog()
        for role in roles:
            if not options["roles"] or role.slug in options["roles"]:
                for line in lines_for(role, catalog, hours, timezone.localdate()):
                    self.stdout.write(line)


def lines_for(role: Role, catalog: Catalog, hours: int, start: date) -> Iterator[str]:
    """Yield what an editor reads about a role: a plan for each kind of beginner."""
    for name, levels in starts(needs_of(role)):
        wanted = Settings(levels, hours, start, all_paths())
        plan = make_plan(request_of(role, wanted, catalog))
        yield f"\n{role.name}, {name}"
        yield from lines_of(plan, catalog)


def starts(needs: Sequence[Need]) -> Iterator[tuple[str, Mapping[str, int]]]:
    yield "from nothing", {}
    yield "from code", CODER
    yield "from science", SCIENTIST
    one_below = {need.skill: max(0, need.level - 1) for need in needs}
    yield "one level below in everything", one_below


def lines_of(plan: Plan, catalog: Catalog) -> Iterator[str]:
    for number, planned in enumerate(plan.steps, start=1):
        yield step_line(number, planned, catalog.steps[planned.step.slug].title)
    for gap in plan.open_gaps:
        yield f"  OPEN: {gap.skill} {gap.level}-{gap.need}, no step leads there"
    month = " to ".join(
        f"{(finish - plan.request.start).days / DAYS_PER_MONTH:.0f}"
        for finish in (plan.finish_early, plan.finish_late)
    )
    yield (
        f"  {len(plan.steps)} steps, {span(plan.hours)} hours, {month} months at "
        f"{plan.request.hours_per_week} hours a week; {by_path(plan.steps)}"
    )


def step_line(number: int, planned: PlannedStep, title: str) -> str:
    step = planned.step
    reason = " (prerequisite only)" if planned.is_prerequisite else ""
    return (
        f"  {number:3} {step.skill[:24]:24} {planned.place.level_before}-"
        f"{step.to_level} {span(Hours(step.hours_low, step.hours_high)):>9} h  "
        f"{title}{reason}"
    )


def by_path(steps: Iterable[PlannedStep]) -> str:
    counts: dict[str, int] = {}
    for planned in steps:
        counts[planned.step.path] = counts.get(planned.step.path, 0) + 1
    return ", ".join(f"{n} {path}" for path, n in sorted(counts.items())) or "no steps"


def span(hours: Hours) -> str:
    return f"{hours.low}-{hours.high}"
