"""What would change the result: the fewest other answers that give other leaders."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations
from operator import sub
from typing import NamedTuple, TypeAlias

from quiz.bank import Bank, Item
from quiz.scoring import (
    MIN_ANSWERS,
    TIE_NAT,
    Answers,
    chosen_options,
    item_evidence,
    leading,
    role_scores,
)

LARGEST_CHANGE = 3  # a result that survives three other answers may be called steady
SLACK_NAT = 1e-9  # far more than sums of some hundred answers are off by rounding


@dataclass(frozen=True)
class Replacement:
    """One answer, and the option that would stand in its place."""

    item: str
    given: str
    instead: str


@dataclass(frozen=True)
class Change:
    """The fewest replacements that give other leaders.

    Attributes:
        replacements: one to LARGEST_CHANGE, in bank order.
        leaders: slugs of the leaders they give, in role order; none for no pattern.
    """

    replacements: tuple[Replacement, ...]
    leaders: tuple[str, ...]


_Row: TypeAlias = tuple[float, ...]
"""Nat by hypothesis: the roles and, last, no pattern, which is always 0."""

_Pick: TypeAlias = tuple[tuple[int, int], ...]
"""Answers by index, ascending, and the index of the new option of each."""


class _Demand(NamedTuple):
    """Two hypotheses and by how much, in nat, the one must be ahead of the other."""

    ahead: int
    behind: int
    lead: float

    def value(self, row: _Row) -> float:
        return row[self.ahead] - row[self.behind]


_Target: TypeAlias = tuple[_Demand, ...]
"""Demands that, all met, make other leaders."""


@dataclass(frozen=True)
class _Ledger:
    """The ledger with, for each answer, the rows of all options of its item."""

    options: tuple[tuple[_Row, ...], ...]
    given: tuple[int, ...]

    @property
    def rows(self) -> list[_Row]:
        return [rows[o] for rows, o in zip(self.options, self.given, strict=True)]

    def leaders_with(self, pick: _Pick) -> tuple[int, ...]:
        """Return the leaders with the replacements, summed as `score` sums."""
        rows = self.rows
        for answer, option in pick:
            rows[answer] = self.options[answer][option]
        return leading(role_scores(len(rows[0]) - 1, rows))


def what_would_change(bank: Bank, answers: Answers) -> Change | None:
    """Return the fewest replacements of given answers that give other leaders.

    Other leaders are another set of leaders: another role, a tie instead of a leader
    or the reverse, some leader instead of no pattern or the reverse. A replacement is
    another option of the same item: a skip is no answer, so no answer is turned into
    a skip and no skip into an answer. Among equally small sets the first in bank order
    is returned: by its first item, then the option there, then its second item ...

    Returns:
        None when no LARGEST_CHANGE replacements give other leaders, and when there
        are fewer than MIN_ANSWERS answers, because then there is no result to change.

    Raises:
        AnswerError: an answer is not in the bank.
    """
    chosen = chosen_options(bank, answers)
    if len(chosen) < MIN_ANSWERS:
        return None
    ledger = _Ledger(
        tuple(tuple((*row, 0.0) for row in item_evidence(item)) for item, _ in chosen),
        tuple(option for _, option in chosen),
    )
    pick = _smallest_pick(ledger, len(bank.roles))
    if pick is None:
        return None
    return Change(
        replacements=tuple(_replacement(*chosen[a], option) for a, option in pick),
        leaders=tuple(bank.roles[role] for role in ledger.leaders_with(pick)),
    )


def _replacement(item: Item, given: int, instead: int) -> Replacement:
    return Replacement(item.slug, item.options[given].slug, item.options[instead].slug)


def _smallest_pick(ledger: _Ledger, roles: int) -> _Pick | None:
    """Return the smallest set of replacements, the first of those in bank order."""
    lead = ledger.leaders_with(())
    scores = (*role_scores(roles, ledger.rows), 0.0)
    searches = [_Search(ledger, scores, t) for t in _targets(roles, lead)]
    for size in range(1, LARGEST_CHANGE + 1):
        firsts = [
            next((p for p in s.picks(size) if ledger.leaders_with(p) != lead), None)
            for s in searches
        ]
        found = [pick for pick in firsts if pick is not None]
        if found:
            return min(found)
    return None


def _targets(roles: int, lead: Sequence[int]) -> list[_Target]:
    """Return targets of which at least one is met by any scores with other leaders.

    Let T = ln TIE_ODDS and L the leaders now. Without leaders, other leaders means
    that some role reaches T. With leaders, other leaders means one of three things:

    - no role reaches T: every role is less than T ahead of no pattern;
    - a role r outside L leads: it is less than T behind every role, those in L too;
    - none of that, but a role r of L does not lead: the best role q is T ahead of it,
      and q is in L, because all leaders are.

    The demands kept are implied by these. Exact leaders decide about what is found,
    so a target that is met without other leaders costs time and no truth.
    """
    no_pattern = roles
    if not lead:
        return [(_Demand(role, no_pattern, TIE_NAT),) for role in range(roles)]
    nobody = tuple(_Demand(no_pattern, role, -TIE_NAT) for role in range(roles))
    joins = [
        tuple(_Demand(role, leader, -TIE_NAT) for leader in lead)
        for role in range(roles)
        if role not in lead
    ]
    drops = [(_Demand(q, r, TIE_NAT),) for q, r in permutations(lead, 2)]
    return [nobody, *joins, *drops]


class _Search:
    """Lists the sets of replacements that meet a target, in bank order.

    Scores are sums over answers, so a replacement adds the same to them whatever else
    is replaced, and a demand is met when the gains of its set reach what it needs.

    Why cutting loses nothing: the gain of k replacements among the answers from i on
    is at most the sum of the k largest gains that different answers from i on can
    give, `reach[i][k]`. When that is below what a demand needs, no set of these answers
    meets it, nor does any set of the answers from i + 1 on, which are fewer. All
    comparisons leave SLACK_NAT for rounding; the caller then decides exactly.
    """

    def __init__(self, ledger: _Ledger, scores: _Row, target: _Target) -> None:
        self.needs = tuple(demand.lead - demand.value(scores) for demand in target)
        self.moves = [
            [
                (o, tuple(d.value(row) - d.value(rows[given]) for d in target))
                for o, row in enumerate(rows)
                if o != given
            ]
            for rows, given in zip(ledger.options, ledger.given, strict=True)
        ]
        self.reach = [
            _reach([[g[d] for _, g in m] for m in self.moves])
            for d in range(len(target))
        ]

    def picks(self, size: int) -> Iterator[_Pick]:
        """Yield the sets of `size` replacements that meet the target."""
        return self._extend(self.needs, size, 0)

    def _extend(
        self, needs: tuple[float, ...], size: int, start: int
    ) -> Iterator[_Pick]:
        if size == 0:
            yield ()
            return
        for answer in range(start, len(self.moves)):
            if not self._can_reach(needs, size, answer):
                return
            for option, gains in self.moves[answer]:
                rest = tuple(map(sub, needs, gains))
                if self._can_reach(rest, size - 1, answer + 1):
                    for pick in self._extend(rest, size - 1, answer + 1):
                        yield ((answer, option), *pick)

    def _can_reach(self, needs: tuple[float, ...], size: int, start: int) -> bool:
        """Return whether each demand by itself can be met from `start` on."""
        return all(
            need <= reach[start][size] + SLACK_NAT
            for need, reach in zip(needs, self.reach, strict=True)
        )


def _reach(gains: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
    """Return, by answer i and number k, the most that k answers from i on can gain.

    Args:
        gains: by answer, the gain of each of its moves.

    Returns:
        One entry per answer and one past the last; each by k from 0 to
        LARGEST_CHANGE, minus infinity where fewer than k answers are left.
    """
    largest: list[float] = []
    table = []
    for moves in ((), *reversed(gains)):
        if moves:
            largest = sorted((*largest, max(moves)), reverse=True)[:LARGEST_CHANGE]
        missing = [-math.inf] * (LARGEST_CHANGE - len(largest))
        table.append((0.0, *accumulate([*largest, *missing])))
    return table[::-1]
