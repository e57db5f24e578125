"""Simulated people who answer the self-assessment, and their adaptive interview."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from quiz.bank import Bank
from quiz.scoring import STEP_NAT, leading, posterior, role_scores
from quiz.selection import PreparedBank, is_decided, most_informative

KEPT_DEPTH = 6  # choices after up to six answers recur between respondents, later ones
# seldom, and keeping them would only cost memory

Choices: TypeAlias = tuple[int, ...]
"""The index of the chosen option of each item, in bank order."""


@dataclass(frozen=True)
class Run:
    """One respondent's answers, and where the adaptive run ended."""

    truth: tuple[int, ...]
    choices: Choices
    scores: tuple[float, ...]
    asked: int

    @property
    def top(self) -> int:
        """The role with the highest score, whether it leads or not."""
        return self.scores.index(max(self.scores))

    @property
    def leaders(self) -> tuple[int, ...]:
        return leading(self.scores)

    @property
    def is_named(self) -> bool:
        return len(self.leaders) == 1

    @property
    def is_hit(self) -> bool:
        """Whether some of the true roles lead, and no other role does."""
        return bool(self.leaders) and set(self.leaders) <= set(self.truth)

    @property
    def is_named_right(self) -> bool:
        return self.leaders == self.truth


class Respondents:
    """Draws answers as the bank's points predict, with slips."""

    def __init__(self, bank: Bank, lapses: float, seed: int) -> None:
        self.random = random.Random(seed)
        self.lapses = lapses
        self.sizes = [len(item.options) for item in bank.items]
        self.cumulative = [
            [
                list(
                    accumulate(math.exp(STEP_NAT * o.evidence[role]) for o in i.options)
                )
                for i in bank.items
            ]
            for role in range(len(bank.roles))
        ]

    def answer(self, truth: Sequence[int]) -> Choices:
        """Return the choices of a person of these roles; of no role: at random."""
        return tuple(self._choose(item, truth) for item in range(len(self.sizes)))

    def _choose(self, item: int, truth: Sequence[int]) -> int:
        options = range(self.sizes[item])
        if not truth or self.random.random() < self.lapses:
            return self.random.choice(options)
        weights = self.cumulative[self.random.choice(truth)][item]
        return self.random.choices(options, cum_weights=weights)[0]


class Interview:
    """Asks adaptively; keeps the first choices of items, which recur."""

    def __init__(self, bank: PreparedBank) -> None:
        self.bank = bank
        self.position = {item.slug: index for index, item in enumerate(bank.items)}
        self.kept: dict[Choices, int] = {}

    def ask(self, choices: Choices) -> tuple[tuple[float, ...], int]:
        """Return the scores at the end of the adaptive run and the items asked."""
        left = set(range(len(self.bank.items)))
        path: Choices = ()
        rows: list[tuple[float, ...]] = []
        scores = (0.0,) * len(self.bank.roles)
        while left and not is_decided(scores, len(rows)):
            item = self._next(path, left, scores)
            left.remove(item)
            path += (choices[item],)
            rows.append(self.bank.items[item].evidence[choices[item]])
            scores = role_scores(len(scores), rows)
        return scores, len(rows)

    def _next(self, path: Choices, left: set[int], scores: Sequence[float]) -> int:
        if path in self.kept:
            return self.kept[path]
        items = [self.bank.items[index] for index in sorted(left)]
        item = most_informative(items, posterior(scores))
        if len(path) <= KEPT_DEPTH:
            self.kept[path] = self.position[item.slug]
        return self.position[item.slug]
