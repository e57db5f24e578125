"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _


def site(request: HttpRequest) -> dict[str, Any]:
    """Give the site's name and this page's canonical address; no query, no cookie."""
    origin = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
    return {
        "site_name": _("AI Engineer Guide"),
        "site_origin": origin,
        "canonical_url": f"{origin}{request.path}",
    }
