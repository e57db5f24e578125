"""Resume codes and share tokens: made, written for people, and guarded."""

import secrets
from datetime import timedelta
from hashlib import sha256

from quiz.models import Attempt
from skills.limits import Limit

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to mishear
CODE_LENGTH = 28  # 5 bits each: 140 bits, more than the 128 that nobody can guess
GROUP_LENGTH = 4
MISHEARD = str.maketrans("OIL", "011")
TOKEN_BYTES = 16  # 128 bits
WRONG_CODES = Limit("wrong-code", 10, timedelta(hours=1))


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
    if WRONG_CODES.is_reached(address):
        raise TooManyTries
    attempt = Attempt.objects.filter(resume_digest=digest(as_typed(text))).first()
    if attempt is None:
        WRONG_CODES.count(address)
    return attempt


def share(attempt: Attempt) -> str:
    """Return the token of the attempt's read-only link, made when there is none."""
    if not attempt.share_token:
        attempt.share_token = secrets.token_urlsafe(TOKEN_BYTES)
        Attempt.objects.filter(pk=attempt.pk).update(share_token=attempt.share_token)
    return attempt.share_token


def stop_sharing(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(share_token=None)
