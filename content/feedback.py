"""Readers' votes and notes: taken without a cookie, shown only when an editor says so.

A vote is one click on a page that is the same for everyone, so that page can carry
neither a token nor a time. The vote is answered with a signed key; the note comes
with that key, which says which vote it belongs to and how long ago that was.
"""

from datetime import timedelta

from django.apps import apps
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db.models import QuerySet
from django.urls import Resolver404, resolve

from content.models import Feedback, FeedbackState
from skills.limits import Limit
from skills.links import MODELS
from skills.markdown import LINK_TARGETS
from skills.models import Status

# A whole class may sit behind one address.
VOTES = Limit("feedback-vote", 60, timedelta(hours=1))
NOTES = Limit("feedback-note", 20, timedelta(hours=1))
NOTE_AFTER = timedelta(seconds=2)  # nobody types a sentence faster
NOTE_WITHIN = timedelta(hours=2)

DETAIL_PAGES = {view: MODELS[kind] for kind, view in LINK_TARGETS.items()}
OTHER_PAGES = {
    *("content:home", "content:page-list", "content:source-list", "content:glossary"),
    *("content:search", "roles:role-list", "roles:role-compare", "quiz:start"),
    *("roles:responsibility-list", "skills:skill-list", "skills:topic-list"),
    "learning:path-list",
}

signer = TimestampSigner(salt="feedback")


class TooEarly(Exception):
    """The note came sooner after the vote than anyone types."""


class TooLate(Exception):
    """The vote was too long ago for a note, or the key is not one of ours."""


def is_page(path: str) -> bool:
    """Say whether `path` is the address of a public page that exists now."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.view_name in OTHER_PAGES:
        return True
    label = DETAIL_PAGES.get(match.view_name)
    if label is None:
        return False
    records = apps.get_model(label)._default_manager
    slug = match.kwargs["slug"]
    return bool(records.filter(status=Status.PUBLISHED, slug=slug).exists())


def vote(path: str, *, useful: bool) -> Feedback:
    """Store a vote; it waits for nobody until a note is added."""
    return Feedback.objects.create(path=path, useful=useful, state=FeedbackState.CLOSED)


def key_of(feedback: Feedback) -> str:
    return signer.sign(str(feedback.pk))


def by_key(key: str) -> Feedback | None:
    """Return the vote that a key names, however old; None when there is none."""
    try:
        return Feedback.objects.filter(pk=int(signer.unsign(key))).first()
    except (BadSignature, ValueError):
        return None


def takes_note(key: str) -> bool:
    try:
        signer.unsign(key, max_age=NOTE_WITHIN)
    except BadSignature:
        return False
    return True


def add_note(feedback: Feedback, key: str, note: str) -> None:
    """Put a note to a vote and hand it to the editors; a second note changes nothing.

    Raises:
        TooEarly: within two seconds after the vote.
        TooLate: more than two hours after it.
    """
    if not takes_note(key):
        raise TooLate
    try:
        signer.unsign(key, max_age=NOTE_AFTER)
    except SignatureExpired:
        waiting = Feedback.objects.filter(pk=feedback.pk, note="")
        waiting.update(note=note, state=FeedbackState.NEW)
    else:
        raise TooEarly


def shown_on(path: str) -> QuerySet[Feedback]:
    """Return the notes, with their replies, that an editor shows on a page."""
    shown = Feedback.objects.filter(path=path, state=FeedbackState.SHOWN)
    return shown.order_by("created_at")
