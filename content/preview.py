"""A link that shows a draft as visitors would see it, to whoever holds the link."""

from django.core.exceptions import ObjectDoesNotExist
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from aiengineer_site.errors import error_page
from aiengineer_site.http import personal
from content.drafts import rehearsal
from content.models import Draft
from content.records import KINDS
from content.snapshots import kept
from content.writing import write

# Long enough for a reviewer's working week, short enough for a link that leaks.
PREVIEW_MAX_AGE_SECONDS = 7 * 24 * 60 * 60

signer = TimestampSigner(salt="content.preview")


def has_page(kind: str) -> bool:
    """Say whether visitors see this kind of record on a page of its own address."""
    return kind != "item"


def preview_path(draft: Draft) -> str:
    token = signer.sign_object([draft.pk, draft.kind, draft.slug])
    return reverse("content:draft-preview", args=[token])


@require_safe
@personal
def draft_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show a draft in the page of its record; the record itself stays as it is."""
    try:
        pk, kind, slug = signer.unsign_object(token, max_age=PREVIEW_MAX_AGE_SECONDS)
    except SignatureExpired:
        return error_page(
            request,
            410,
            _("This preview link has expired. Ask the editor for a new one."),
        )
    except (BadSignature, ValueError):
        return error_page(
            request,
            403,
            _("This preview link is not complete. Copy the whole link and try again."),
        )
    draft = Draft.objects.filter(pk=pk).first()
    if draft is None:
        return after_the_draft(request, kind, slug)
    try:
        return page_with(request, draft)
    except (ObjectDoesNotExist, ValidationError):
        return error_page(
            request,
            409,
            _("This draft names something that is no longer there."),
        )


def page_with(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Render the record's public page while the database holds the draft."""
    own = request.path, request.path_info, request.resolver_match
    with rehearsal():
        address = write(kept(draft)).get_absolute_url().partition("#")[0]
        view = resolve(address)
        # The page is to name its own address, not the secret one.
        request.path = request.path_info = address
        request.resolver_match = view
        request.draft_preview = draft  # type: ignore[attr-defined]
        response: HttpResponse = view.func(request, *view.args, **view.kwargs)
    request.path, request.path_info, request.resolver_match = own
    del response["Cache-Control"]
    return response


def after_the_draft(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Lead on to the page when the draft was published, else say that it is gone."""
    record = KINDS[kind][0]._default_manager.filter(slug=slug).first()
    if record and record.is_published:
        return HttpResponseRedirect(record.get_absolute_url())
    return error_page(request, 410, _("This draft was discarded."))
