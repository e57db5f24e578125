"""What a request asks for and how an answer may be kept."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.middleware import HtmxDetails

PUBLIC_MAX_AGE_SECONDS = 60  # an edit is seen within a minute, behind any CDN


class HtmxRequest(HttpRequest):
    """A request as `HtmxMiddleware` hands it on."""

    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether htmx asks for a part of the page.

    A boosted link and a history restore send `HX-Request` too, and need the page.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address, from the trusted proxy where there is one.

    Nothing when there is none that can be read, as behind a Unix socket.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rsplit(",", 1)[-1].strip()
    try:
        return str(ip_address(address))
    except ValueError:
        return ""


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page, or its named fragment when htmx asks for one at the same URL."""
    name = (
        f"{template}#{fragment}" if fragment and wants_fragment(request) else template
    )
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def public(view: View) -> View:
    """Mark a page as the same for everyone, so that any cache may keep it."""

    @wraps(view, updated=())
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=PUBLIC_MAX_AGE_SECONDS)
        return response

    return wrapper


def personal(view: View) -> View:
    """Keep a visitor's own page out of every cache and every search engine."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapper
