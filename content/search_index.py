"""The full-text index: FTS5 on SQLite, tsvector on PostgreSQL, one table for both.

The index mends itself: a search first compares number and newest change of what is
indexed with what is published, in two queries, and rebuilds when they differ. So no
form, command or migration has to remember it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TypeAlias

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Max, QuerySet, Value
from django.utils.html import strip_tags

from content.models import Page, SearchEntry
from learning.models import LearningPath, Step
from roles.models import Responsibility, Role
from skills.fields import RenderedField
from skills.models import Record, Skill, Topic

# In the order in which equal hits are shown, with the field that sums a record up.
INDEXED: dict[str, tuple[type[Record], str]] = {
    "role": (Role, "summary"),
    "responsibility": (Responsibility, "summary"),
    "skill": (Skill, "summary"),
    "topic": (Topic, "summary"),
    "path": (LearningPath, "summary"),
    "step": (Step, "outcome"),
    "page": (Page, "summary"),
}
CANDIDATES_MAX = 60  # twice what is shown, so that the final order has a choice
State: TypeAlias = tuple[int, datetime | None]
"""Number of entries and the newest change among them."""
# Private-use characters stand around a hit until the text has been escaped.
MARK_START, MARK_END = "\ue000", "\ue001"
PREFIX_LENGTH_MIN = 3  # shorter words, such as "R", stand for themselves only

SQLITE_QUERY = """
    SELECT entry.id, highlight(content_search, 0, %s, %s),
           highlight(content_search, 1, %s, %s),
           snippet(content_search, 2, %s, %s, '…', 24)
    FROM content_search
    JOIN content_searchentry entry ON entry.id = content_search.rowid
    WHERE content_search MATCH %s
    ORDER BY bm25(content_search, 10, 4, 1), entry.id LIMIT %s
"""
POSTGRESQL_QUERY = """
    SELECT id, ts_headline('english', title, query, %s),
           ts_headline('english', summary, query, %s),
           ts_headline('english', text, query, %s)
    FROM (
        SELECT id, title, summary, text, query,
               ts_rank('{0.02, 0.1, 0.4, 1}', vector, query) AS rank
        FROM content_searchentry, to_tsquery('english', %s) query
        WHERE vector @@ query ORDER BY rank DESC, id LIMIT %s
    ) best ORDER BY rank DESC, id
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that holds the words, with the marks around them, best first."""

    entry: SearchEntry
    title: str
    summary: str
    snippet: str


def candidates(words: Iterable[str], *, match_all: bool = True) -> list[Candidate]:
    """Return the entries that hold all words, or any of them, the best first."""
    words = list(words)
    rows = (
        sqlite_rows(words, match_all)
        if connection.vendor == "sqlite"
        else postgresql_rows(words, match_all)
    )
    entries = SearchEntry.objects.in_bulk([row[0] for row in rows])
    return [Candidate(entries[pk], *marked) for pk, *marked in rows]


def sqlite_rows(words: list[str], match_all: bool) -> list[tuple[int, str, str, str]]:
    terms = [f'"{w}"{"*" if len(w) >= PREFIX_LENGTH_MIN else ""}' for w in words]
    query = (" AND " if match_all else " OR ").join(terms)
    marks = (MARK_START, MARK_END) * 3
    return fetch(SQLITE_QUERY, [*marks, query, CANDIDATES_MAX])


def postgresql_rows(
    words: list[str], match_all: bool
) -> list[tuple[int, str, str, str]]:
    terms = [f"{w}{':*' if len(w) >= PREFIX_LENGTH_MIN else ''}" for w in words]
    query = (" & " if match_all else " | ").join(terms)
    marks = f'StartSel="{MARK_START}", StopSel="{MARK_END}"'
    whole, part = f"{marks}, HighlightAll=true", f"{marks}, MaxWords=24, MinWords=12"
    return fetch(POSTGRESQL_QUERY, [whole, whole, part, query, CANDIDATES_MAX])


def fetch(sql: str, parameters: list[str | int]) -> list[tuple[int, str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def refresh() -> State:
    """Rebuild the index when something was published since; return its state.

    While the database refuses to be written, the old index goes on answering.
    """
    wanted = published_state()
    if indexed_state() != wanted:
        try:
            rebuild()
        except DatabaseError:
            return indexed_state()
    return wanted


def published_state() -> State:
    """Return number and newest change of all that is published."""
    parts: list[QuerySet[Record, State]] = [
        model._default_manager.filter(status="published")
        .order_by()
        .annotate(all=Value(1))
        .values("all")
        .annotate(number=Count("pk"), newest=Max("updated_at"))
        .values_list("number", "newest")
        for model, _ in INDEXED.values()
    ]
    rows = list(parts[0].union(*parts[1:], all=True).order_by())
    newest = max((newest for _, newest in rows if newest), default=None)
    return sum(number for number, _ in rows), newest


def indexed_state() -> State:
    state = SearchEntry.objects.aggregate(number=Count("pk"), newest=Max("updated_at"))
    return state["number"], state["newest"]


@transaction.atomic
def rebuild() -> None:
    SearchEntry.objects.all().delete()
    SearchEntry.objects.bulk_create(entries())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO content_search(content_search) VALUES ('rebuild')"
            )


def entries() -> Iterator[SearchEntry]:
    """Yield an entry for each published record that has a page."""
    for kind, (model, summary) in INDEXED.items():
        records = model._default_manager.filter(status="published")
        for record in records.order_by("position", "slug"):
            yield SearchEntry(
                kind=kind,
                title=str(record),
                summary=getattr(record, summary),
                text=plain_text(record),
                url=record.get_absolute_url(),
                updated_at=record.updated_at,
            )


def plain_text(record: Record) -> str:
    """Return the words of all prose of a record, without markup."""
    html = " ".join(
        getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if isinstance(field, RenderedField)
    )
    text = unescape(strip_tags(re.sub(r"</(p|li|h\d|td|th|pre)>", " ", html)))
    return " ".join(text.split())
