"""Near matches for an address that does not exist."""

from dataclasses import dataclass

from django.apps import apps
from django.db import DatabaseError
from rapidfuzz import fuzz, process

from skills.models import Record

SUGGESTED_MODELS = (
    "roles.Role",
    "roles.Responsibility",
    "skills.Skill",
    "skills.Topic",
    "learning.LearningPath",
    "learning.Step",
    "content.Page",
)
SCORE_MIN = 60  # of 100; below, matches look random to a reader
SUGGESTIONS_MAX = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    title: str
    url: str


def near_addresses(path: str) -> list[Suggestion]:
    """List the published pages whose slugs are most like the end of `path`."""
    wanted = path.rstrip("/").rsplit("/", 1)[-1][:80].lower()
    if not wanted:
        return []
    try:
        records = published_records()
    except DatabaseError:
        return []
    matches = process.extract(
        wanted,
        # A much shorter slug, such as "r", would be found inside any address.
        {key: key[1] for key in records if 2 * len(key[1]) >= len(wanted)},
        scorer=fuzz.WRatio,
        score_cutoff=SCORE_MIN,
        limit=SUGGESTIONS_MAX,
    )
    return [
        Suggestion(str(records[key]), records[key].get_absolute_url())
        for _slug, _score, key in matches
    ]


def published_records() -> dict[tuple[str, str], Record]:
    return {
        (label, record.slug): record
        for label in SUGGESTED_MODELS
        for record in apps.get_model(label)._default_manager.filter(status="published")
    }
