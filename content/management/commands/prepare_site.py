from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Bring database and content up to date: migrate, then load the content files. "
        "What was changed in the admin stays, and drafts that are due are published. "
        "Safe to run at every start."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Loading the content ...")
        call_command("load_content", ours=True, stdout=self.stdout)
        call_command("publish_due", stdout=self.stdout, stderr=self.stderr)
