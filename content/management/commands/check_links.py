from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.files import read
from content.quality import addresses, place

TIMEOUT_SECONDS = 15
AT_ONCE = 8
AGENT = "Mozilla/5.0 (compatible; guide link check)"
# Answers of sites that refuse programs; a browser gets the page.
REFUSALS = {401, 403, 405, 429, 999}


def fault_of(address: str) -> str:
    """Ask for an address; return what is wrong with it, or nothing."""
    request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310 (https only)
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            return ""
    except HTTPError as error:
        return "" if error.code in REFUSALS else f"answers {error.code}"
    except (URLError, TimeoutError, OSError) as error:
        return f"cannot be reached: {getattr(error, 'reason', error)}"


class Command(BaseCommand):
    help = "Ask every outside address of the content over the network."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.CONTENT_DIR
        )

    def handle(self, *args: Any, **options: Any) -> None:
        places: dict[str, str] = {}
        for entry in read(options["folder"]):
            for address in addresses(entry):
                places.setdefault(address, place(entry))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            results = zip(places, pool.map(fault_of, places), strict=True)
            faults = [(address, fault) for address, fault in results if fault]
        for address, fault in faults:
            self.stderr.write(f"{places[address]}: {address} {fault}")
        self.stdout.write(f"{len(places)} addresses, {len(faults)} at fault.")
        if faults:
            raise CommandError("Mend or replace these addresses.")
