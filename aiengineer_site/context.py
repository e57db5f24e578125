"""What every template may use."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.translation import gettext as _


def own_origin(request: HttpRequest) -> str:
    """Return this request's scheme and host; nothing for a host that is not ours."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:  # the page that says so is being rendered
        return ""


def origin_of(request: HttpRequest) -> str:
    """Return scheme and host of addresses that are written in full."""
    return settings.SITE_URL or own_origin(request)


def site(request: HttpRequest) -> dict[str, Any]:
    """Give the site's name and this page's canonical address; no query, no cookie."""
    origin = origin_of(request)
    return {
        "site_name": _("AI Engineer Guide"),
        "site_origin": origin,
        "canonical_url": f"{origin}{request.path}",
    }
