"""Small files that programs look for at fixed addresses."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from aiengineer_site.context import own_origin
from aiengineer_site.http import public

SERVICE_WORKER = settings.BASE_DIR / "static" / "js" / "service-worker.js"
SECURITY_TXT_VALID = timedelta(days=180)


@require_safe
@public
def robots(request: HttpRequest) -> HttpResponse:
    origin = settings.SITE_URL or own_origin(request)
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /feedback/",
        "Disallow: /quiz/questions/",
        "Disallow: /quiz/shared/",
        f"Sitemap: {origin}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@public
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell about a hole; 404 until the operator names someone."""
    if not settings.SECURITY_CONTACT:
        return HttpResponse("", status=404, content_type="text/plain")
    expires = timezone.now() + SECURITY_TXT_VALID
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@public
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the worker at the root: it may only see addresses below its own."""
    return HttpResponse(SERVICE_WORKER.read_bytes(), content_type="text/javascript")
