from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.models import Plan
from quiz.management.commands.purge_attempts import days


class Command(BaseCommand):
    help = "Delete plans, with progress and notes, that nobody changed for a time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--older-than", type=days, required=True, metavar="DAYS")

    def handle(self, *args: Any, **options: Any) -> None:
        limit = timezone.now() - timedelta(days=options["older_than"])
        old = Plan.objects.filter(updated_at__lt=limit)
        count = old.count()
        old.delete()
        self.stdout.write(f"{count} plan(s) deleted.")
