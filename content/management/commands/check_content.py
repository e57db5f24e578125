from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.files import read
from content.parsing import ContentError
from content.quality import (
    CHECKS,
    SENTENCE_WORDS_MAX,
    prose_of,
    readability,
    words,
)
from content.references import Entry
from quiz.audit import audit_points
from quiz.bank import make_bank
from quiz.simulation import GOALS, simulate


class Command(BaseCommand):
    help = (
        "Check the content files: form, references, depth, language, sources, and "
        "the self-assessment's audit and simulation. Writes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.CONTENT_DIR
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries = read(options["folder"])
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{len(error.problems)} problem(s).") from error
        self.print_counts(entries)
        faults = self.check_prose(entries) + self.check_quiz(entries)
        if faults:
            raise CommandError(f"{faults} fault(s).")
        self.stdout.write("The content passes.")

    def print_counts(self, entries: list[Entry]) -> None:
        counts = Counter(entry.kind for entry in entries)
        totals: Counter[str] = Counter()
        for entry in entries:
            totals[entry.kind] += len(words(prose_of(entry)))
        for kind, count in counts.items():
            mean = totals[kind] / count
            self.stdout.write(
                f"{kind:15}{count:5} records {totals[kind]:7} words of prose"
                f" ({mean:.0f} each)"
            )

    def check_prose(self, entries: list[Entry]) -> int:
        total = 0
        for name, check in CHECKS.items():
            faults = list(check(entries))
            self.stdout.write(f"{name}: {len(faults)}")
            for fault in faults:
                self.stderr.write(f"  {fault.place}: {fault.sentence}")
            total += len(faults)
        mean = readability(entries)
        self.stdout.write(
            f"words a sentence: {mean:.1f} (at most {SENTENCE_WORDS_MAX} in the mean)"
        )
        return total + (mean > SENTENCE_WORDS_MAX)

    def check_quiz(self, entries: list[Entry]) -> int:
        roles = [entry.slug for entry in entries if entry.kind == "role"]
        roles.sort(key={e.slug: e.position for e in entries if e.kind == "role"}.get)  # type: ignore[arg-type]
        points = {
            entry.slug: {option.slug: option.evidence for option in entry.doc.options}
            for entry in entries
            if entry.kind == "item"
        }
        faults = audit_points(roles, points)
        for fault in faults:
            self.stderr.write(f"  quiz.yaml: {fault.item or 'bank'}: {fault.sentence}")
        self.stdout.write(f"faults of the item bank: {len(faults)}")
        if faults:
            return len(faults)
        report = simulate(make_bank(roles, points))
        for name, value in report.figures.items():
            goal = GOALS[name]
            self.stdout.write(
                f"  {name:26}{value:7.3f}   goal {goal.comparison} {goal.bound:.2f}"
            )
        for name in report.missed:
            self.stderr.write(f"  goal missed: {name}")
        return len(report.missed)
