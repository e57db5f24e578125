"""Item statistics of the attempts that are stored, as anonymous figures.

Attempts enter in steps of 20, in the order in which they came to rest. Between two
looks the figures either stay or move by 20 people at once, so that no single attempt
can be read off the difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, islice, pairwise
from operator import itemgetter
from typing import Any, TypeAlias
from uuid import UUID

from django.core.cache import cache
from django.db.models import Max
from django.utils import timezone

from quiz.audit import Fault
from quiz.models import Answer, Attempt, ItemBank
from quiz.publishing import Version, current_bank, version
from quiz.selection import should_stop
from quiz.statistics import (
    SITTINGS_MIN,
    Given,
    ItemStatistics,
    Sitting,
    below_par,
    item_statistics,
)

REST = timedelta(days=1)  # whoever is still answering has not dropped off
ATTEMPTS_MAX = 5_000  # the newest: a share is then known to about one percentage point
KEYS_AT_ONCE = 500  # fewer than any database allows in one query
KEPT_SECONDS = 3_600  # the key names the attempts counted, so nothing gets stale


@dataclass(frozen=True, slots=True)
class Rested:
    """An attempt whose last answer is more than a day old."""

    pk: UUID
    started_at: datetime
    finished_at: datetime | None
    last: datetime


Row: TypeAlias = tuple[UUID, str, str, datetime]


@dataclass(frozen=True, slots=True)
class Overview:
    """The statistics of one version of the bank.

    Attributes:
        waiting: attempts that rested and wait for the next step of 20.
    """

    attempts: int
    waiting: int
    items: tuple[ItemStatistics, ...]
    weaknesses: tuple[Fault, ...]


def overview(bank: ItemBank) -> Overview:
    """Return the statistics of a version; the cache keeps them until they change."""
    rested = rested_attempts(bank)
    total = rested.count()
    counted = total - total % SITTINGS_MIN
    first = max(0, counted - ATTEMPTS_MAX)
    window = [Rested(*row) for row in rested[first:counted]]
    newest = f"{window[-1].last:%Y%m%d%H%M%S%f}" if window else "none"
    key = f"quiz.statistics:{bank.digest}:{len(window)}:{newest}"
    known = cache.get(key)
    if known is None:
        known = compute(version(bank.digest), window)
        cache.set(key, known, KEPT_SECONDS)
    items, weaknesses = known
    return Overview(len(window), total - counted, items, weaknesses)


def items_below_par() -> tuple[Fault, ...]:
    """Return the weaknesses of the items in use, one sentence each; none when unknown.

    A fault's `item` is the item's slug.
    """
    bank = current_bank()
    return overview(bank).weaknesses if bank else ()


def rested_attempts(bank: ItemBank) -> Any:
    """Return the attempts at a version that rest, by the time of their last answer."""
    return (
        Attempt.objects.filter(bank=bank)
        .annotate(last=Max("answers__answered_at"))
        .filter(last__lt=timezone.now() - REST)
        .order_by("last", "pk")
        .values_list("pk", "started_at", "finished_at", "last")
    )


def compute(
    of: Version, window: list[Rested]
) -> tuple[tuple[ItemStatistics, ...], tuple[Fault, ...]]:
    if not window:
        return (), ()
    sittings = [sitting for part in parts(window) for sitting in read(of, part)]
    items = item_statistics(of.prepared, sittings)
    return items, tuple(below_par(of.prepared, items))


def parts(window: list[Rested]) -> Iterator[list[Rested]]:
    rest = iter(window)
    while part := list(islice(rest, KEYS_AT_ONCE)):
        yield part


def read(of: Version, attempts: list[Rested]) -> Iterator[Sitting]:
    """Yield the attempts' answers without anything that names the attempt."""
    by_key = {attempt.pk: attempt for attempt in attempts}
    rows: Any = (
        Answer.objects.filter(attempt__in=list(by_key))
        .order_by("attempt_id", "answered_at", "pk")
        .values_list("attempt_id", "item", "option", "answered_at")
    )
    for key, group in groupby(rows.iterator(), itemgetter(0)):
        yield sitting_of(of, by_key[key], list(group))


def sitting_of(of: Version, attempt: Rested, rows: list[Row]) -> Sitting:
    options = {item.slug: item.options for item in of.prepared.items}
    times = [attempt.started_at, *(row[3] for row in rows)]
    gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
    answers = {item: option or None for _, item, option, _ in rows}
    return Sitting(
        tuple(
            Given(item, options[item][option] if option else None, gap)
            for (_, item, option, _), gap in zip(rows, gaps, strict=True)
        ),
        bool(attempt.finished_at) or should_stop(of.prepared, answers),
    )
