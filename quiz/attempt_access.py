"""Whose attempt it is: hands it to a view, or says why there is none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from aiengineer_site.http import personal, render_page
from quiz import attempts

AttemptView = Callable[..., HttpResponse]


def with_attempt(view: AttemptView) -> Callable[..., HttpResponse]:
    """Hand the visitor's attempt to the view, or explain why there is none."""

    @wraps(view)
    @personal
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            attempt = attempts.find(request)
            return view(request, attempt, *args, **kwargs)
        except attempts.NoAttempt:
            if request.method in ("GET", "HEAD"):
                return redirect("quiz:start")
            message = _("There is no self-assessment under way here. Begin a new one.")
            return stopped(request, 404, message)
        except attempts.TamperedAttempt:
            message = _(
                "The cookie that names your self-assessment cannot be read. "
                "It has been removed; begin a new one, or resume with your code."
            )
            response = stopped(request, 400, message)
            attempts.forget(response)
            return response
        except attempts.UnknownAnswer:
            message = _(
                "That question or answer is not part of this self-assessment. "
                "Nothing was changed. Go back and choose one of the answers shown."
            )
            return stopped(request, 404, message, has_attempt=True)
        except attempts.ClosedAttempt:
            message = _(
                "This self-assessment was closed when you began the next one. "
                "Its answers stay as they are."
            )
            return stopped(request, 409, message, has_attempt=True, is_closed=True)

    return wrapper


def stopped(
    request: HttpRequest, status: int, message: str, **ways: bool
) -> HttpResponse:
    """Say why the self-assessment cannot go on here, and what can be done."""
    context = {"status": status, "message": message, **ways}
    return render_page(request, "quiz/stopped.html", context, status=status)
