"""A visitor's attempt: begun, answered, rated, retaken and deleted."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from aiengineer_site.cookies import KeyCookie
from quiz.models import Answer, Attempt, ItemBank, SelfRating
from quiz.publishing import Version, version
from skills.models import Skill

COOKIE = KeyCookie(
    settings.ATTEMPT_COOKIE_NAME,
    salt="quiz.attempt",
    age=timedelta(days=180),  # as long as someone may take between two looks
)


class NoAttempt(Exception):
    """There is no attempt: none was begun, or it was deleted."""


class TamperedAttempt(Exception):
    """The cookie that names the attempt was not written by this site."""


class ClosedAttempt(Exception):
    """The attempt was followed by a retake and no longer takes answers."""


class UnknownAnswer(Exception):
    """The item or option is not in the attempt's version of the bank."""


def begin(bank: ItemBank, *, previous: Attempt | None = None) -> Attempt:
    """Begin an attempt at `bank`; a retake closes the attempt before it.

    A second click on "take it again" finds the retake that the first one began.
    """
    with transaction.atomic():
        if previous:
            open_still = Attempt.objects.filter(pk=previous.pk, finished_at=None)
            if not open_still.update(finished_at=timezone.now()):
                retake = previous.retakes.select_related("bank").first()
                if retake:
                    return retake
        return Attempt.objects.create(bank=bank, previous=previous)


def remember(response: HttpResponse, attempt: Attempt) -> None:
    COOKIE.set(response, attempt.pk)


def forget(response: HttpResponse) -> None:
    COOKIE.remove(response)


def find(request: HttpRequest) -> Attempt:
    """Return the visitor's attempt.

    Raises:
        NoAttempt: there is no cookie, or the attempt is gone.
        TamperedAttempt: the cookie's signature is wrong.
    """
    try:
        key = COOKIE.read(request)
    except BadSignature as error:
        raise TamperedAttempt from error
    if key is None:
        raise NoAttempt
    attempts = Attempt.objects.select_related("bank").defer("bank__content")
    attempt = attempts.filter(pk=key).first()
    if attempt is None:
        raise NoAttempt
    return attempt


def is_under_way(request: HttpRequest) -> bool:
    """Say whether this browser has an attempt that resuming another would replace."""
    try:
        return find(request).answers.exists()
    except (NoAttempt, TamperedAttempt):
        return False


def answers_of(attempt: Attempt) -> dict[str, str | None]:
    """Return option by item, in the order of the first answer; None is a skip."""
    rows = attempt.answers.order_by("pk").values_list("item", "option")
    return {item: option or None for item, option in rows}


def record_answer(attempt: Attempt, *, item: str, option: str | None) -> None:
    """Store the answer to an item, in the place of an earlier one. None is a skip.

    One row for an attempt and item, whatever is clicked twice, replayed or sent from
    two devices; the last value stands.

    Raises:
        UnknownAnswer: the item is not in the bank, or the option not in the item.
        ClosedAttempt: the attempt was followed by a retake.
        NoAttempt: the attempt was deleted meanwhile.
    """
    known = attempt_version(attempt).items.get(item)
    if known is None or (
        option is not None and option not in {o.slug for o in known.options}
    ):
        raise UnknownAnswer
    with transaction.atomic():
        keep_open(attempt)
        Answer.objects.bulk_create(
            [
                Answer(
                    attempt=attempt,
                    item=item,
                    option=option or "",
                    answered_at=timezone.now(),
                )
            ],
            update_conflicts=True,
            unique_fields=["attempt", "item"],
            update_fields=["option", "answered_at"],
        )


def keep_open(attempt: Attempt) -> None:
    """Note a change to the attempt, and hold its row until the change is stored.

    Neither a retake nor a deletion can come between, nor is an attempt purged that
    was begun long ago and is still being answered.

    Raises:
        ClosedAttempt: the attempt was followed by a retake.
        NoAttempt: the attempt was deleted meanwhile.
    """
    attempts = Attempt.objects.filter(pk=attempt.pk)
    if attempts.filter(finished_at=None).update(updated_at=timezone.now()):
        return
    raise ClosedAttempt if attempts.exists() else NoAttempt


def rate(attempt: Attempt, levels: dict[Skill, int]) -> None:
    """Store the visitor's own levels in the place of those before.

    Raises:
        ClosedAttempt, NoAttempt: as `record_answer` does.
    """
    with transaction.atomic():
        keep_open(attempt)
        attempt.self_ratings.exclude(skill__in=levels).delete()
        SelfRating.objects.bulk_create(
            [
                SelfRating(attempt=attempt, skill=skill, level=level)
                for skill, level in levels.items()
            ],
            update_conflicts=True,
            unique_fields=["attempt", "skill"],
            update_fields=["level"],
        )


def delete_all(attempt: Attempt) -> int:
    """Delete the attempt, those before it and those after it; return how many."""
    first = attempt
    while first.previous is not None:
        first = first.previous
    keys, found = [], [first.pk]
    while found:
        keys += found
        retakes = Attempt.objects.filter(previous__in=found)
        found = list(retakes.values_list("pk", flat=True))
    deleted, _ = Attempt.objects.filter(pk__in=keys).delete()
    return len(keys) if deleted else 0


def attempt_version(attempt: Attempt) -> Version:
    return version(attempt.bank.digest)
