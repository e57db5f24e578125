"""Error pages: a sentence that says what is wrong, and a way on."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from aiengineer_site.suggestions import near_addresses


def error_page(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """Render an error page without touching the database or the session."""
    response = render(
        request, "error.html", {"status": status, "message": message}, status=status
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


def wait_page(request: HttpRequest, message: str, wait: timedelta) -> HttpResponse:
    """Say that too much came from one address, and when to try again."""
    response = error_page(request, 429, message)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(
        request, 400, _("The request could not be read. Go back and try again.")
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, _("This page is not open to you."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(
        request,
        403,
        _(
            "The form was not sent from this site, or its page was open for too long, "
            "or cookies are off. Go back, reload the page and send it again."
        ),
    )


def locked_out(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, str] | None
) -> HttpResponse:
    """Answer a login that came after too many wrong ones."""
    wait = settings.AXES_COOLOFF_TIME
    message = _(
        "There were too many wrong logins for this name from your address. "
        "Wait %(minutes)d minutes, then try again. Someone who runs the site can "
        "set a new password for you."
    )
    return wait_page(request, message % {"minutes": wait.total_seconds() // 60}, wait)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    response = render(
        request, "404.html", {"suggestions": near_addresses(request.path)}, status=404
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer with a page that needs neither database nor context.

    Whatever is broken, a missing template or stylesheet too, gives an answer.
    """
    try:
        return render(None, "500.html", status=500)
    except (TemplateDoesNotExist, ValueError):
        return HttpResponse("Server error", status=500, content_type="text/plain")
