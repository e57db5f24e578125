from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseProblem

from content.files import read
from content.loader import load
from content.parsing import ContentError
from content.report import EditedHere, Report, Side


class Command(BaseCommand):
    help = "Load the content files into the database, all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.CONTENT_DIR
        )
        parser.add_argument(
            "--check", action="store_true", help="check the files and write nothing"
        )
        parser.add_argument(
            "--prune",
            action="store_true",
            help="delete what is no longer in the files instead of retiring it",
        )
        sides = parser.add_mutually_exclusive_group()
        sides.add_argument(
            "--ours", action="store_true", help="keep what was changed in the admin"
        )
        sides.add_argument(
            "--theirs", action="store_true", help="overwrite what was changed there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        side = None
        if options["ours"]:
            side = Side.OURS
        elif options["theirs"]:
            side = Side.THEIRS
        try:
            if options["check"]:
                entries = read(options["folder"])
                self.stdout.write(f"{len(entries)} records, no problem.")
                return
            report = load(options["folder"], side=side, prune=options["prune"])
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                f"{len(error.problems)} problem(s); nothing was changed."
            ) from error
        except EditedHere as error:
            for name in error.edited:
                self.stderr.write(f"changed in the admin: {name}")
            raise CommandError(
                "These records were changed in the admin since the last load. Nothing "
                "was changed. Run again with --ours to keep them as they are here, or "
                "with --theirs to overwrite them."
            ) from error
        except DatabaseProblem as error:
            raise CommandError(
                f"The database refused the content, nothing was changed: {error}"
            ) from error
        self.print(report)

    def print(self, report: Report) -> None:
        for kind, counts in report.counts.items():
            line = (
                f"{kind:15} {counts.created:4} created {counts.updated:4} updated "
                f"{counts.unchanged:4} unchanged {counts.retired:4} retired"
            )
            self.stdout.write(line + (f" {counts.kept:4} kept" if counts.kept else ""))
        for name in report.kept:
            self.stdout.write(f"kept as changed in the admin: {name}")
        if report.bank_published:
            self.stdout.write("A new version of the item bank is in use.")
        if report.bank_waits:
            self.stdout.write(
                "Items were edited in the admin, so the item bank stays as it is until "
                "an editor publishes it in the evidence grid."
            )
