"""Near matches for an address that does not exist."""

from dataclasses import dataclass

from django.db import DatabaseError
from rapidfuzz import fuzz, process

from skills.links import published

SUGGESTED = ("role", "responsibility", "skill", "topic", "path", "step", "page")
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
        records = published(*SUGGESTED)
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
