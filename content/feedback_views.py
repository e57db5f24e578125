from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from aiengineer_site.errors import csrf_failure, error_page, wait_page
from aiengineer_site.http import client_address, personal, render_page, wants_fragment
from aiengineer_site.origin import is_same_origin
from content import feedback
from content.forms import NoteForm, VoteForm
from content.models import Feedback


@csrf_exempt  # checked by origin: the page before it must not set a cookie
@require_POST
@personal
def send(request: HttpRequest) -> HttpResponse:
    """Take a vote on a page, then offer to take a note."""
    if not is_same_origin(request):
        return csrf_failure(request)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return error_page(request, 400, form.first_error())
    address = client_address(request)
    if feedback.VOTES.is_reached(address):
        return too_many(request)
    feedback.VOTES.count(address)
    given = feedback.vote(
        form.cleaned_data["path"], useful=form.cleaned_data["useful"] == "yes"
    )
    key = feedback.key_of(given)
    if wants_fragment(request):
        return note_page(request, given, key, NoteForm())
    return redirect("content:feedback-note", key)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def note(request: HttpRequest, key: str) -> HttpResponse:
    """Thank for a vote, and take the note that may follow it."""
    given = feedback.by_key(key)
    if given is None:
        message = _("There is no such feedback. Go back to the page and vote again.")
        return error_page(request, 404, message)
    if request.method != "POST":
        return note_page(request, given, key, NoteForm())
    if not is_same_origin(request):
        return csrf_failure(request)
    form = NoteForm(request.POST)
    if form.is_valid():
        return take_note(request, given, key, form)
    return note_page(request, given, key, form)


def take_note(
    request: HttpRequest, given: Feedback, key: str, form: NoteForm
) -> HttpResponse:
    address = client_address(request)
    if feedback.NOTES.is_reached(address):
        return too_many(request)
    try:
        feedback.add_note(given, key, form.cleaned_data["note"])
    except feedback.TooEarly:
        form.add_error("note", _("That was fast. Wait a few seconds, then send it."))
        return note_page(request, given, key, form)
    except feedback.TooLate:
        message = _("Your vote was too long ago for a note. Vote on the page again.")
        return error_page(request, 400, message)
    feedback.NOTES.count(address)
    if wants_fragment(request):
        given.refresh_from_db()
        return note_page(request, given, key, NoteForm())
    return redirect("content:feedback-note", key)


def note_page(
    request: HttpRequest, given: Feedback, key: str, form: NoteForm
) -> HttpResponse:
    context = {
        "feedback": given,
        "key": key,
        "form": form,
        "takes_note": not given.note and feedback.takes_note(key),
    }
    # htmx swaps only answers of 200.
    is_wrong = form.is_bound and not wants_fragment(request)
    return render_page(
        request,
        "content/feedback_note.html",
        context,
        fragment="feedback",
        status=422 if is_wrong else 200,
    )


def too_many(request: HttpRequest) -> HttpResponse:
    message = _(
        "A lot of feedback came from your address within an hour. "
        "Wait an hour, then send it again."
    )
    return wait_page(request, message, feedback.NOTES.window)
