"""What the site does to every request, besides what Django and libraries do."""

import re
from collections.abc import Callable

import brotli
from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from aiengineer_site.errors import error_page

BROTLI = re.compile(r"\bbr\b")
BROTLI_QUALITY = 5  # beyond, a page takes longer to compress than to render
COMPRESSED_MIN = 200  # bytes; below, the header costs what compression saves
GetResponse = Callable[[HttpRequest], HttpResponse]
FORM_CHARSETS = {"", "utf-8", "utf8", "us-ascii"}
UPLOAD_PREFIX = "/admin/"  # editors send a zip of all content files


def head_without_body(get_response: GetResponse) -> GetResponse:
    """Drop the body of an answer to HEAD: gunicorn logs a warning for each."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            length = response.get("Content-Length", str(len(response.content)))
            response.content = b""
            response["Content-Length"] = length
        return response

    return middleware


def isolation_headers(get_response: GetResponse) -> GetResponse:
    """Keep other sites from embedding what this one answers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response

    return middleware


def compress_public(get_response: GetResponse) -> GetResponse:
    """Compress public pages with brotli, which makes them an eighth smaller than gzip.

    Pages with a visitor's token are left to GZipMiddleware, which pads them so that
    their length tells nothing about the token.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            response.streaming
            or "public" not in response.get("Cache-Control", "")
            or response.has_header("Content-Encoding")
            or response.get("Content-Type", "").startswith("image/")
            or len(response.content) < COMPRESSED_MIN
        ):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if BROTLI.search(request.headers.get("Accept-Encoding", "")):
            response.content = brotli.compress(
                response.content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY
            )
            response["Content-Length"] = str(len(response.content))
            response["Content-Encoding"] = "br"
            if response.get("ETag", "").startswith('"'):
                response["ETag"] = f"W/{response['ETag']}"
        return response

    return middleware


def refuse_unreadable(get_response: GetResponse) -> GetResponse:
    """Answer requests that no form of this site can have sent, before reading them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return error_page(
                request, 400, _("The address contains a character that cannot be read.")
            )
        charset = (
            request.content_params.get("charset", "") if request.content_params else ""
        )
        if charset.lower() not in FORM_CHARSETS:
            return error_page(
                request, 415, _("Forms are read as UTF-8; send the text in UTF-8.")
            )
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if request.path.startswith(UPLOAD_PREFIX):
            limit = settings.EDITOR_UPLOAD_MAX_BYTES
        if not length.isdecimal() or int(length[:20]) > limit:
            return error_page(
                request,
                413,
                _("That is more than this site accepts at once. Send less text."),
            )
        return get_response(request)

    return middleware


def database_unavailable(get_response: GetResponse) -> GetResponse:
    """Answer 503, and when to come back, while the database does not answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(
        request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        if not isinstance(error, OperationalError | InterfaceError | InternalError):
            return None
        response = error_page(
            request,
            503,
            _(
                "The guide cannot reach its database right now. Nothing that was "
                "saved is lost. Try again in a few seconds."
            ),
        )
        response["Retry-After"] = "5"
        return response

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
