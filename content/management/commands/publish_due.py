from typing import Any

from django.core.management.base import BaseCommand

from content.drafts import publish_due


class Command(BaseCommand):
    help = "Publish the drafts whose time has come. Run it every few minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        done, left = publish_due()
        for name in done:
            self.stdout.write(f"published: {name}")
        for reason in left:
            self.stderr.write(f"not published: {reason}")
