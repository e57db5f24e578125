"""Structured data (schema.org, as JSON-LD) that goes into a page for machines."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from aiengineer_site.context import origin_of

# What could end the script element, or begin a comment or an entity in it.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Crumb(NamedTuple):
    """A page on the way from the home page to where the reader is."""

    name: str
    url: str


def described(
    request: HttpRequest, here: str, *trail: Crumb, thing: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return a page's context for its breadcrumbs and for its structured data.

    Args:
        here: name of the page.
        trail: the pages above it, without the home page.
        thing: what the page is about in the words of schema.org; addresses in it
            may be paths of this site.
    """
    origin = origin_of(request)
    way = [Crumb(_("Home"), reverse("content:home")), *trail, Crumb(here, request.path)]
    data = [breadcrumb_list(way)]
    if thing:
        data.append({"@context": "https://schema.org", "url": request.path, **thing})
    return {"trail": trail, "here": here, "structured": as_script(data, origin)}


def breadcrumb_list(way: Sequence[Crumb]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": crumb.name, "item": crumb.url}
            for n, crumb in enumerate(way, 1)
        ],
    }


def as_script(data: object, origin: str) -> SafeString:
    """Write data so that no text in it can end the script element around it."""
    text = json.dumps(with_origin(data, origin), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - escaped in this line


def with_origin(data: Any, origin: str) -> Any:
    """Put the origin before every address that is a path of this site."""
    if isinstance(data, dict):
        return {
            key: f"{origin}{value}"
            if key in ("url", "item", "@id") and str(value).startswith("/")
            else with_origin(value, origin)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [with_origin(entry, origin) for entry in data]
    return data
