from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quiz.publishing import audit_snapshot, snapshot


class Command(BaseCommand):
    help = "Say what stands in the way of publishing the items as they are now."

    def handle(self, *args: Any, **options: Any) -> None:
        content = snapshot()
        faults = audit_snapshot(content)
        for fault in faults:
            self.stderr.write(f"{fault.item or 'bank'}: {fault.sentence}")
        if faults:
            raise CommandError(f"{len(faults)} fault(s): not fit to be published.")
        self.stdout.write(f"{len(content['items'])} items, no fault.")
