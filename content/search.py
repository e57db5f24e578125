"""Search over everything that has a page, tolerant of slips of the keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, utils
from rapidfuzz.distance import DamerauLevenshtein

from content.models import Page
from learning.models import LearningPath, Step
from roles.models import Responsibility, Role
from skills.models import Record, RecordQuerySet, Skill, Topic

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


def entries() -> Iterator[tuple[str, Record, str]]:
    """Yield the kind, record and summary of everything that can be found."""
    kinds: list[tuple[str, RecordQuerySet, str]] = [
        ("role", Role.objects.published().in_order(), "summary"),
        ("responsibility", Responsibility.objects.published().in_order(), "summary"),
        ("skill", Skill.objects.published().in_order(), "summary"),
        ("topic", Topic.objects.published().order_by("name"), "summary"),
        ("path", LearningPath.objects.published().in_order(), "summary"),
        ("step", Step.objects.published().in_order(), "outcome"),
        ("page", Page.objects.published().in_order(), "summary"),
    ]
    for kind, records, field in kinds:
        for record in records:
            yield kind, record, getattr(record, field)


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
