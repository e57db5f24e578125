"""What each record held before: kept at every change, and never changed itself."""

from typing import Any

from django.db.models import QuerySet

from content.models import Change, Version
from content.snapshots import Snapshot, kept

COMMENT_MAX = 200


def version_of(
    snapshot: Snapshot, what: Change, editor: Any = None, comment: str = ""
) -> Version:
    """Make a version that is yet to be saved."""
    return Version(
        kind=snapshot.kind,
        slug=snapshot.slug,
        data=snapshot.data,
        position=snapshot.position,
        parent=snapshot.parent,
        digest=snapshot.digest,
        what=what,
        editor=editor,
        comment=comment[:COMMENT_MAX],
    )


def remember(
    snapshot: Snapshot, what: Change, editor: Any = None, comment: str = ""
) -> Version:
    version = version_of(snapshot, what, editor, comment)
    version.save()
    return version


def remember_as_found(snapshot: Snapshot) -> None:
    """Keep what stands there now, unless history has it already."""
    if held(snapshot.kind, snapshot.slug, snapshot.digest) is None:
        remember(snapshot, Change.FOUND)


def versions(kind: str, slug: str) -> QuerySet[Version]:
    return Version.objects.filter(kind=kind, slug=slug).select_related("editor")


def held(kind: str, slug: str, digest: str) -> Snapshot | None:
    """Return the snapshot with this digest, None when history does not have it."""
    version = versions(kind, slug).filter(digest=digest).first()
    return kept(version) if version else None
