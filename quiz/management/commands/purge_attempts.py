from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quiz.models import Attempt

DAYS_MAX = 36_500


def days(text: str) -> int:
    if not text.isdecimal() or int(text) > DAYS_MAX:
        raise ArgumentTypeError(f"must be a whole number from 0 to {DAYS_MAX}")
    return int(text)


class Command(BaseCommand):
    help = "Delete attempts, with all that hangs on them, after a time of rest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--older-than", type=days, required=True, metavar="DAYS")

    def handle(self, *args: Any, **options: Any) -> None:
        limit = timezone.now() - timedelta(days=options["older_than"])
        old = Attempt.objects.filter(updated_at__lt=limit)
        count = old.count()
        old.delete()
        self.stdout.write(f"{count} attempt(s) deleted.")
