"""Whether a form was sent from this site, for forms on pages without a cookie."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """Compare the browser's own word about where a request comes from with our host.

    Every browser since 2020 sends Origin with a POST; Referer stands in for it. A
    request with neither is refused, as Django's CSRF check does over HTTPS.
    """
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(source)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc == request.get_host()
