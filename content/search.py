"""Search over everything that has a page, tolerant of slips of the keyboard."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import DamerauLevenshtein

from content.models import SearchEntry
from content.search_index import (
    MARK_END,
    MARK_START,
    Candidate,
    State,
    candidates,
    refresh,
)

HITS_MAX = 30
WORDS_MAX = 10  # further words of a query narrow nothing down that is worth the time
TITLE_SCORE_MIN = 55.0  # below, the words stand in the text and not in the title
TITLE_FACTOR = 1.0
SUMMARY_FACTOR = 0.8  # a word in the summary counts for less than one in the title
WORD_SIMILARITY_MIN = 0.72  # "kubernets", "pytroch" and "enginer" are above it
SLIP_LENGTH_MIN = 4  # too many short words are alike


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers a query; the marked texts are safe HTML."""

    kind: str
    url: str
    title: SafeString
    summary: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found.

    Attributes:
        understood: the words that were searched for instead, where some of the query
            are in no page; else nothing.
    """

    hits: tuple[Hit, ...] = ()
    understood: str = ""


def search(query: str) -> Answer:
    """Return the published pages that answer `query`, the best first.

    A word that no page holds is read as the nearest one that some page does. Pages
    whose title and summary hold the words come first, by likeness, then those whose
    text does, by the rank of the database. Pages that hold only some of the words are
    returned when none holds all.
    """
    given = utils.default_process(query).split()[:WORDS_MAX]
    if not given:
        return Answer()
    known = vocabulary(refresh())
    words = [nearest(word, known) for word in given]
    found = candidates(words) or candidates(words, match_all=False)
    ordered = sorted(found, key=lambda c: -likeness(words, query, c.entry))
    return Answer(
        hits=tuple(hit(candidate) for candidate in ordered[:HITS_MAX]),
        understood=" ".join(words) if words != given and ordered else "",
    )


@lru_cache(maxsize=1)
def vocabulary(state: State) -> frozenset[str]:
    """Return all words of the index in this state, kept in the process."""
    texts = SearchEntry.objects.values_list("title", "summary", "text")
    return frozenset(
        word for row in texts for word in utils.default_process(" ".join(row)).split()
    )


def nearest(word: str, known: frozenset[str]) -> str:
    """Return the word itself when some known word begins with it, else the nearest."""
    if len(word) < SLIP_LENGTH_MIN or any(other.startswith(word) for other in known):
        return word
    match = process.extractOne(
        word,
        sorted(known),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=WORD_SIMILARITY_MIN,
    )
    return str(match[0]) if match else word


def hit(candidate: Candidate) -> Hit:
    entry = candidate.entry
    marked = (candidate.title, candidate.summary, candidate.snippet)
    return Hit(entry.kind, entry.url, *map(with_marks, marked))


def with_marks(text: str) -> SafeString:
    """Escape a text, then put <mark> where the index has marked words."""
    html = escape(text).replace(MARK_START, "<mark>").replace(MARK_END, "</mark>")
    return mark_safe(html)  # noqa: S308 (escaped in the line above)


def likeness(words: list[str], query: str, entry: SearchEntry) -> float:
    """Return 55-100 when title and summary hold all words, else 0."""
    title_words = utils.default_process(entry.title).split()
    summary_words = utils.default_process(entry.summary).split()
    total = 0.0
    for word in words:
        best = max(
            TITLE_FACTOR * closest(word, title_words),
            SUMMARY_FACTOR * closest(word, summary_words),
        )
        if best == 0:
            return 0.0
        total += best
    # "C++" and "C" are the same words, but not the same title.
    as_typed = fuzz.ratio(query.strip().lower(), entry.title.lower())
    in_words = fuzz.ratio(" ".join(words), " ".join(title_words))
    score = 80 * total / len(words) + (as_typed + in_words) / 10
    return score if score >= TITLE_SCORE_MIN else 0.0


def closest(word: str, candidates: list[str]) -> float:
    """Return 0-1: how like a word is to the most similar of some others."""
    best = 0.0
    for candidate in candidates:
        if candidate == word:
            return 1.0
        if len(word) >= 3 and candidate.startswith(word):
            best = max(best, 0.9)
        elif len(word) >= SLIP_LENGTH_MIN and abs(len(candidate) - len(word)) <= 2:
            similarity = DamerauLevenshtein.normalized_similarity(word, candidate)
            if similarity >= WORD_SIMILARITY_MIN:
                best = max(best, similarity * 0.9)
    return best
