from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.examples import try_examples
from content.files import read
from content.parsing import ContentError
from content.quality import CHECKS, SENTENCE_WORDS_MAX, place, prose_of, stale_figures
from content.readability import reading_ease, words, words_a_sentence
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
        faults = self.check_prose(entries) + self.check_examples(entries)
        faults += self.check_quiz(entries)
        if faults:
            raise CommandError(f"{faults} fault(s).")
        self.stdout.write("The content passes.")

    def print_counts(self, entries: list[Entry]) -> None:
        self.stdout.write(
            "kind           records   words  each  a sentence  reading ease"
        )
        for kind, count in Counter(entry.kind for entry in entries).items():
            prose = [prose_of(entry) for entry in entries if entry.kind == kind]
            total = sum(len(words(text)) for text in prose)
            line = f"{kind:15}{count:7}"
            if total:
                line += (
                    f"{total:8}{total / count:6.0f}{words_a_sentence(prose):12.1f}"
                    f"{reading_ease(prose):14.1f}"
                )
            self.stdout.write(line)

    def check_prose(self, entries: list[Entry]) -> int:
        total = 0
        for name, check in CHECKS.items():
            faults = list(check(entries))
            self.stdout.write(f"{name}: {len(faults)}")
            for fault in faults:
                self.stderr.write(f"  {fault.place}: {fault.sentence}")
            total += len(faults)
        mean = words_a_sentence(prose_of(entry) for entry in entries)
        self.stdout.write(
            f"words a sentence: {mean:.1f} (at most {SENTENCE_WORDS_MAX} in the mean)"
        )
        return total + (mean > SENTENCE_WORDS_MAX)

    def check_examples(self, entries: list[Entry]) -> int:
        outcomes = try_examples(entries)
        failed = [outcome for outcome in outcomes if outcome.fault]
        run = sum(outcome.was_run for outcome in outcomes)
        self.stdout.write(
            f"examples that fail: {len(failed)} ({run} in Python were run, "
            f"{len(outcomes) - run} only compiled, for want of a package)"
        )
        for outcome in failed:
            self.stderr.write(f"  {place(outcome.entry)}: the example {outcome.fault}")
        return len(failed)

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
        stale = list(stale_figures(entries, report.figures))
        self.stdout.write(f"stale figures of the simulation: {len(stale)}")
        for old in stale:
            self.stderr.write(f"  {old.place}: {old.sentence}")
        return len(report.missed) + len(stale)
