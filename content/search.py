"""Search over everything that has a page, tolerant of slips of the keyboard."""

from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz, utils
from rapidfuzz.distance import DamerauLevenshtein

from content.models import Page
from learning.models import LearningPath, Step
from roles.models import Responsibility, Role
from skills.models import RecordQuerySet, Skill, Topic

HITS_MAX = 30
SCORE_MIN = 55.0
TITLE_FACTOR = 1.0
SUMMARY_FACTOR = 0.8  # a word in the summary counts for less than one in the title
WORD_SIMILARITY_MIN = 0.72  # "kubernets", "pytroch" and "enginer" are above it


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    title: str
    summary: str
    url: str
    score: float


def search(query: str) -> list[Hit]:
    """Return the published pages that answer `query`, the best first.

    Each word of the query is compared with each word of the title and the summary,
    so that a misspelt word still finds its page; ties go by the order of the kinds.
    """
    words = utils.default_process(query).split()
    if not words:
        return []
    hits = [
        Hit(kind, str(record), summary, record.get_absolute_url(), score)
        for kind, record, summary in entries()
        if (score := relevance(words, str(record), summary)) >= SCORE_MIN
    ]
    return sorted(hits, key=lambda hit: -hit.score)[:HITS_MAX]


def entries():  # type: ignore[no-untyped-def]
    kinds: list[tuple[str, RecordQuerySet, str]] = [
        ("role", Role.objects.published().ordered(), "summary"),
        ("responsibility", Responsibility.objects.published().ordered(), "summary"),
        ("skill", Skill.objects.published().ordered(), "summary"),
        ("topic", Topic.objects.published().order_by("name"), "summary"),
        ("path", LearningPath.objects.published().ordered(), "summary"),
        ("step", Step.objects.published().ordered(), "outcome"),
        ("page", Page.objects.published().ordered(), "summary"),
    ]
    return chain.from_iterable(
        ((kind, record, getattr(record, field)) for record in records)
        for kind, records, field in kinds
    )


def relevance(words: list[str], title: str, summary: str) -> float:
    """Return 0-100: how well title and summary hold all `words` of a query."""
    title_words = utils.default_process(title).split()
    summary_words = utils.default_process(summary).split()
    total = 0.0
    for word in words:
        best = max(
            TITLE_FACTOR * closest(word, title_words),
            SUMMARY_FACTOR * closest(word, summary_words),
        )
        if best == 0:
            return 0.0
        total += best
    whole = fuzz.ratio(" ".join(words), " ".join(title_words)) / 100
    return 90 * total / len(words) + 10 * whole


def closest(word: str, candidates: list[str]) -> float:
    best = 0.0
    for candidate in candidates:
        if candidate == word:
            return 1.0
        if len(word) >= 3 and candidate.startswith(word):
            best = max(best, 0.9)
        elif len(word) >= 4 and abs(len(candidate) - len(word)) <= 2:
            similarity = DamerauLevenshtein.normalized_similarity(word, candidate)
            if similarity >= WORD_SIMILARITY_MIN:
                best = max(best, similarity * 0.9)
    return best
