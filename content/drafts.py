"""Changing what visitors read: at once, or as a draft that is published later.

Each function says which text it was decided upon, by its digest, and changes nothing
when another editor has changed that text since.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.history import remember, remember_as_found
from content.models import Change, Draft
from content.records import KINDS
from content.snapshots import Snapshot, digest_or_empty, kept, take
from content.writing import problems, write
from skills.models import Record, Status


class Stale(Exception):
    """Another editor was faster: the text is no longer the one that was looked at."""


class NotAllowed(Exception):
    """The draft must not be published; the message says what is missing."""


class Undone(Exception):
    """Leaves a rehearsal."""


@contextmanager
def rehearsal() -> Iterator[None]:
    """Run a block and take back everything that it wrote to the database."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def draft_of(kind: str, slug: str) -> Draft | None:
    drafts = Draft.objects.select_related("editor", "approved_by", "scheduled_by")
    return drafts.filter(kind=kind, slug=slug).first()


def locked(kind: str, slug: str) -> Snapshot | None:
    """Return what visitors may see of a record, which nobody else changes meanwhile."""
    records = KINDS[kind][0]._default_manager.select_for_update()
    # The lock first, then what there is to read.
    list(records.filter(slug=slug).values_list("pk"))
    return take(kind, slug)


@transaction.atomic
def save_text(
    snapshot: Snapshot,
    *,
    seen: str,
    editor: Any,
    what: Change = Change.EDIT,
    comment: str = "",
) -> Record:
    """Write what visitors see.

    Args:
        seen: digest of the text that is to be replaced, "" for a new record.

    Raises:
        Stale: if the record holds another text than `seen` by now.
    """
    current = locked(snapshot.kind, snapshot.slug)
    if digest_or_empty(current) != seen:
        raise Stale
    if current:
        remember_as_found(current)
    record = write(snapshot)
    remember(snapshot, what, editor, comment)
    return record


@transaction.atomic
def save_draft(
    snapshot: Snapshot, *, seen: str, editor: Any, comment: str = ""
) -> Draft:
    """Keep a text beside the one that visitors see.

    A changed draft has to be approved, and given its time, anew.

    Args:
        seen: digest of the draft that is to be replaced; of the visitors' text when
            there is no draft yet.

    Raises:
        Stale: if that is another text by now.
    """
    snapshot = snapshot.with_status(Status.PUBLISHED)
    text = locked(snapshot.kind, snapshot.slug)
    before = draft_of(snapshot.kind, snapshot.slug)
    if (before.digest if before else digest_or_empty(text)) != seen:
        raise Stale
    if text:
        remember_as_found(text)
    draft, _created = Draft.objects.update_or_create(
        kind=snapshot.kind,
        slug=snapshot.slug,
        defaults={
            "data": snapshot.data,
            "position": snapshot.position,
            "parent": snapshot.parent,
            "digest": snapshot.digest,
            "base_digest": before.base_digest if before else digest_or_empty(text),
            "editor": editor,
            "approved_by": None,
            "publish_at": None,
            "scheduled_by": None,
        },
    )
    remember(snapshot, Change.DRAFT, editor, comment)
    return draft


def looked_at(draft: Draft, seen: str, seen_text: str) -> Draft:
    """Return the draft anew and locked, if it and the visitors' text are as seen."""
    text = locked(draft.kind, draft.slug)
    now = draft_of(draft.kind, draft.slug)
    if now is None or (now.digest, digest_or_empty(text)) != (seen, seen_text):
        raise Stale
    return now


@transaction.atomic
def approve(draft: Draft, *, seen: str, seen_text: str, reviewer: Any) -> None:
    """Say that a draft may be published.

    Raises:
        Stale: if the draft or the visitors' text has changed since it was looked at.
        NotAllowed: if two persons are asked for and the reviewer is the last editor.
    """
    draft = looked_at(draft, seen, seen_text)
    if settings.TWO_PERSON_RULE and draft.editor_id == reviewer.pk:
        raise NotAllowed(
            _("You changed this draft last, so another person has to approve it.")
        )
    draft.approved_by = reviewer
    draft.save(update_fields=["approved_by"])


def missing_approval(draft: Draft) -> str:
    """Say why the two-person rule keeps a draft from being published, "" when not."""
    if not settings.TWO_PERSON_RULE:
        return ""
    if draft.approved_by_id is None:
        return _("Another person than its last editor has to approve the draft first.")
    if draft.approved_by_id == draft.editor_id:
        return _("The draft was approved by its own last editor.")
    return ""


def faults(draft: Draft) -> list[str]:
    """List all that keeps a draft from being published."""
    missing = missing_approval(draft)
    return [*([missing] if missing else []), *problems(kept(draft))]


@transaction.atomic
def publish(draft: Draft, *, seen: str, seen_text: str, publisher: Any) -> Record:
    """Put a draft in the place of the visitors' text.

    Raises:
        Stale: if the draft or the visitors' text has changed since it was looked at.
        NotAllowed: if approval is missing or the draft would break a page.
    """
    draft = looked_at(draft, seen, seen_text)
    if found := faults(draft):
        raise NotAllowed(" ".join(found))
    record = save_text(
        kept(draft), seen=seen_text, editor=publisher, what=Change.PUBLISH
    )
    draft.delete()
    return record


@transaction.atomic
def schedule(
    draft: Draft, *, seen: str, seen_text: str, publisher: Any, at: datetime | None
) -> None:
    """Have a draft published at a time, or no longer when `at` is None.

    Raises:
        Stale: if the draft or the visitors' text has changed since it was looked at.
        NotAllowed: if approval is missing or the draft would break a page.
    """
    draft = looked_at(draft, seen, seen_text)
    if at and (found := faults(draft)):
        raise NotAllowed(" ".join(found))
    draft.publish_at, draft.scheduled_by = at, publisher if at else None
    draft.base_digest = seen_text
    draft.save(update_fields=["publish_at", "scheduled_by", "base_digest"])


def publish_due(now: datetime | None = None) -> tuple[list[str], list[str]]:
    """Publish the drafts whose time has come.

    A draft stays when the visitors' text has changed since its time was set: whoever
    set the time has not seen what it would replace.

    Returns:
        what was published, and what was not with its reason.
    """
    done, left = [], []
    for draft in Draft.objects.filter(publish_at__lte=now or timezone.now()):
        name = f"{draft.kind} {draft.slug}"
        try:
            publish(
                draft,
                seen=draft.digest,
                seen_text=draft.base_digest,
                publisher=draft.scheduled_by,
            )
            done.append(name)
        except Stale:
            left.append(f"{name}: the published text has changed meanwhile")
        except NotAllowed as reason:
            left.append(f"{name}: {reason}")
    return done, left
