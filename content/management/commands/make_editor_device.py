from argparse import ArgumentParser
from typing import Any

import qrcode
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from content import second_factor


class Command(BaseCommand):
    help = (
        "Give an editor an app for the second step of the login, and recovery codes. "
        "Use it for the first editor, or when a phone and all codes are lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--replace", action="store_true", help="replace the app that is in use"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model()._default_manager
        user: Any = users.filter(username=options["username"], is_staff=True).first()
        if user is None:
            raise CommandError(f"There is no editor called {options['username']}.")
        if second_factor.app_of(user) and not options["replace"]:
            raise CommandError(
                f"{user} has an app already. Add --replace to put a new one in its "
                "place; the old one then stops working."
            )
        app = second_factor.app_to_set_up(user)
        codes = second_factor.put_into_use(app)
        drawing = qrcode.QRCode()
        drawing.add_data(app.config_url)
        drawing.print_ascii(self.stdout)
        self.stdout.write(
            "Scan this with an authenticator app, or type this secret into it:\n"
            f"  {second_factor.secret_of(app)}\n\n"
            "Recovery codes, each good once, to print and keep apart from the phone:"
        )
        self.stdout.writelines(f"  {code}" for code in codes)
