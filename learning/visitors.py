"""Who asks for a plan: known by a cookie of their own, and by their self-assessment."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from aiengineer_site.cookies import KeyCookie
from quiz import attempts
from quiz.models import Attempt

COOKIE = KeyCookie(
    settings.PLAN_COOKIE_NAME,
    salt="learning.plans",
    age=timedelta(days=180),  # from the last change of a plan
)


class TamperedPlans(Exception):
    """The cookie that names the visitor's plans was not written by this site."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the name in the cookie of plans, and the self-assessment under way.

    Attributes:
        attempts: the attempt and those before it, the newest first.
    """

    owner: UUID | None
    attempts: tuple[Attempt, ...]


def visitor_of(request: HttpRequest) -> Visitor:
    """Return who asks, by the cookies of the request.

    Raises:
        TamperedPlans: the signature of the plans' cookie is wrong.
        attempts.TamperedAttempt: that of the self-assessment's cookie is.
    """
    return Visitor(_owner_of(request), _attempts_of(request))


def _owner_of(request: HttpRequest) -> UUID | None:
    try:
        return COOKIE.read(request)
    except BadSignature as error:
        raise TamperedPlans from error


def _attempts_of(request: HttpRequest) -> tuple[Attempt, ...]:
    try:
        attempt: Attempt | None = attempts.find(request)
    except attempts.NoAttempt:
        return ()
    found = []
    while attempt is not None:
        found.append(attempt)
        attempt = attempt.previous
    return tuple(found)


def remember(response: HttpResponse, owner: UUID) -> None:
    COOKIE.set(response, owner)


def forget(response: HttpResponse) -> None:
    COOKIE.remove(response)
