"""The second step of an editor's login: a code from an app, or a recovery code."""

from base64 import b32encode
from dataclasses import dataclass

import qrcode
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

CODES = 10  # more than a phone is lost in the life of an account
APP_DIGITS = 6
CODE_HALF = 4  # letters on each side of the hyphen
MODULE_QUIET = 4  # the white frame that the standard asks for, in modules


@dataclass(frozen=True, slots=True)
class Drawing:
    """A QR code as one SVG path in a square of `size` units."""

    path: str
    size: int


def is_missing(request: HttpRequest) -> bool:
    """Say whether an editor has given a password and still owes the code."""
    return settings.ADMIN_2FA and not request.user.is_verified()  # type: ignore[union-attr]


def app_of(user: User) -> TOTPDevice | None:
    """Return the editor's app that is in use."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def app_to_set_up(user: User) -> TOTPDevice:
    """Return an app that waits for its first code; the same until it has come."""
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(
        user=user, name=_("Authenticator app"), confirmed=False
    )


def drawing_of(app: TOTPDevice) -> Drawing:
    code = qrcode.QRCode(border=MODULE_QUIET)
    code.add_data(app.config_url)
    rows = code.get_matrix()
    squares = (
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return Drawing("".join(squares), len(rows))


def secret_of(app: TOTPDevice) -> str:
    """Return the secret as apps take it by hand, in groups of four."""
    text = b32encode(app.bin_key).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@transaction.atomic
def put_into_use(app: TOTPDevice) -> list[str]:
    """Make `app` the editor's only one and return new recovery codes."""
    TOTPDevice.objects.filter(user=app.user).exclude(pk=app.pk).delete()
    app.confirmed = True
    app.save()
    note(app.user, "Set up an app for the second step of the login.")
    return make_codes(app.user)


@transaction.atomic
def make_codes(user: User) -> list[str]:
    """Give the editor new recovery codes in the place of all earlier ones."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=_("Recovery codes"))
    codes = [StaticToken.random_token() for _each in range(CODES)]
    device.token_set.bulk_create(StaticToken(device=device, token=c) for c in codes)
    note(user, "Made new recovery codes.")
    return [f"{code[:CODE_HALF]}-{code[CODE_HALF:]}" for code in codes]


def codes_left(user: User) -> int:
    left: int = StaticToken.objects.filter(device__user=user).count()
    return left


def device_that_accepts(user: User, typed: str) -> TOTPDevice | StaticDevice | None:
    """Return the device whose code was typed: six digits are an app's."""
    code = "".join(character for character in typed.lower() if character.isalnum())
    is_of_app = len(code) == APP_DIGITS and code.isdecimal()
    model = TOTPDevice if is_of_app else StaticDevice
    device = model.objects.filter(user=user, confirmed=True).first()
    return device and verify_token(user, device.persistent_id, code)


def note(user: User, sentence: str) -> None:
    """Write into the audit log."""
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=str(user)[:200],
        action_flag=CHANGE,
        change_message=sentence,
    )
