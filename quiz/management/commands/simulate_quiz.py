import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quiz.bank import BankError
from quiz.publishing import make_bank_of, snapshot
from quiz.simulation import GOALS, LAPSES, RESPONDENTS, SimulationReport, simulate

BAR_WIDTH = 40


def share(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise ArgumentTypeError("must be a number from 0 to 1") from error
    if not 0 <= value <= 1:
        raise ArgumentTypeError("must be a number from 0 to 1")
    return value


def positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000:
        raise ArgumentTypeError("must be a whole number from 1 to 1,000,000")
    return int(text)


class Command(BaseCommand):
    help = (
        "Let simulated respondents take the self-assessment with the published items, "
        "and print how often each role is recovered. Fails below the goals."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--respondents", type=positive, default=RESPONDENTS)
        parser.add_argument("--lapse", type=share, default=LAPSES)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="print JSON only")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bank = make_bank_of(snapshot())
        except BankError as error:
            raise CommandError(f"There is no bank to simulate: {error}") from error
        report = simulate(
            bank,
            respondents=options["respondents"],
            lapses=options["lapse"],
            seed=options["seed"],
            progress=None if options["json"] else self.progress,
        )
        if options["json"]:
            self.stdout.write(json.dumps(as_data(report), indent=2))
        else:
            self.print(report, len(bank.items))
        if report.missed:
            raise CommandError(f"Goals missed: {', '.join(report.missed)}")

    def progress(self, done: int, total: int) -> None:
        """Draw a bar on a terminal; elsewhere stay silent."""
        if not self.stderr.isatty() or (done % 50 and done < total):
            return
        filled = "#" * (BAR_WIDTH * done // total)
        self.stderr.write(f"\r[{filled:{BAR_WIDTH}}] {done}/{total}", ending="")
        if done == total:
            self.stderr.write("")

    def print(self, report: SimulationReport, items: int) -> None:
        self.stdout.write(
            f"{report.respondents} respondents in each cohort, "
            f"{report.lapses:.0%} lapses, seed {report.seed}, {items} items"
        )
        for name, value in report.figures.items():
            goal = GOALS[name]
            verdict = "met" if goal.met_by(value) else "MISSED"
            self.stdout.write(
                f"  {name:26}{value:7.3f}   goal {goal.comparison} "
                f"{goal.bound:.2f}   {verdict}"
            )
        self.stdout.write(
            f"Items used: {report.items_mean:.1f} in the mean, 95 % of people at most "
            f"{report.items_p95}. Blends told of no pattern: "
            f"{report.blends_without_pattern:.3f}. A fixed order of "
            f"{report.fixed_length} items names {report.fixed_named:.3f}, "
            f"{report.fixed_named_right:.3f} of them rightly."
        )
        self.stdout.write("Who was named what (shares of each row):")
        columns = [*report.roles, "tie", "no pattern"]
        self.stdout.write(" " * 28 + "".join(f"{name[:10]:>12}" for name in columns))
        for role, row in zip(report.roles, report.confusion, strict=True):
            cells = "".join(f"{count / sum(row):12.3f}" for count in row)
            self.stdout.write(f"  {role:26}{cells}")


def as_data(report: SimulationReport) -> dict[str, Any]:
    return {
        "figures": report.figures,
        "goals": {name: [goal.comparison, goal.bound] for name, goal in GOALS.items()},
        "missed": report.missed,
        "respondents": report.respondents,
        "lapse": report.lapses,
        "seed": report.seed,
        "roles": report.roles,
        "recovery": report.recovery,
        "confusion": report.confusion,
        "items_mean": report.items_mean,
        "items_p95": report.items_p95,
        "blends_without_pattern": report.blends_without_pattern,
        "fixed_length": report.fixed_length,
        "fixed_named": report.fixed_named,
        "fixed_named_right": report.fixed_named_right,
    }
