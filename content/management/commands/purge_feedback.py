from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from content.models import Feedback, FeedbackState
from quiz.management.commands.purge_attempts import days


class Command(BaseCommand):
    help = "Delete closed feedback after a time; what is new or shown stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--older-than", type=days, required=True, metavar="DAYS")

    def handle(self, *args: Any, **options: Any) -> None:
        limit = timezone.now() - timedelta(days=options["older_than"])
        closed = Feedback.objects.filter(state=FeedbackState.CLOSED)
        count, _by_model = closed.filter(created_at__lt=limit).delete()
        self.stdout.write(f"{count} piece(s) of feedback deleted.")
