"""Resume codes and share tokens: made, written for people, and guarded."""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from quiz.models import Attempt, WrongCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to mishear
CODE_LENGTH = 28  # 5 bits each: 140 bits, more than the 128 that nobody can guess
GROUP_LENGTH = 4
MISHEARD = str.maketrans("OIL", "011")
TOKEN_BYTES = 16  # 128 bits
WRONG_TRIES_MAX = 10
WRONG_TRIES_WINDOW = timedelta(hours=1)


class TooManyTries(Exception):
    """This address has tried too many wrong codes within the last hour."""


def digest(code: str) -> str:
    """Return what is stored of a code: enough to recognize it, too little to use."""
    return sha256(code.encode()).hexdigest()


def in_groups(code: str) -> str:
    groups = (
        code[start : start + GROUP_LENGTH]
        for start in range(0, len(code), GROUP_LENGTH)
    )
    return "-".join(groups)


def as_typed(text: str) -> str:
    """Return the code that someone meant: any case, any grouping, O for 0, I for 1."""
    kept = "".join(character for character in text.upper() if character.isalnum())
    return kept.translate(MISHEARD)


def make_resume_code(attempt: Attempt) -> str:
    """Give the attempt a new code, in the place of an earlier one, and return it."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    Attempt.objects.filter(pk=attempt.pk).update(resume_digest=digest(code))
    return in_groups(code)


def find_by_code(text: str, *, address: str) -> Attempt | None:
    """Return the attempt that a code names, None when no attempt has it.

    Raises:
        TooManyTries: after ten wrong codes from one address within an hour.
    """
    tries = WrongCode.objects.filter(address=masked(address))
    if tries.filter(tried_at__gt=window_start()).count() >= WRONG_TRIES_MAX:
        raise TooManyTries
    attempt = Attempt.objects.filter(resume_digest=digest(as_typed(text))).first()
    if attempt is None:
        WrongCode.objects.filter(tried_at__lte=window_start()).delete()
        WrongCode.objects.create(address=masked(address))
    return attempt


def window_start() -> datetime:
    return timezone.now() - WRONG_TRIES_WINDOW


def masked(address: str) -> str:
    """Return a keyed digest of an address: the address itself is not stored."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, address.encode(), sha256).hexdigest()


def share(attempt: Attempt) -> str:
    """Return the token of the attempt's read-only link, made when there is none."""
    if not attempt.share_token:
        attempt.share_token = secrets.token_urlsafe(TOKEN_BYTES)
        Attempt.objects.filter(pk=attempt.pk).update(share_token=attempt.share_token)
    return attempt.share_token


def stop_sharing(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(share_token=None)
