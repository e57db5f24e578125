from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.exporter import ExportError, export, schemas


class Command(BaseCommand):
    help = (
        "Write the database's content as YAML files, byte for byte the same each time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.CONTENT_DIR
        )
        parser.add_argument(
            "--schema",
            action="store_true",
            help="write the JSON Schemas of the files instead",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            if options["schema"]:
                names = sorted(schemas())
                for name, text in schemas().items():
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (folder / name).write_text(text, encoding="utf-8")
            else:
                names = export(folder)
        except (ExportError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(names)} files written below {folder}.")
