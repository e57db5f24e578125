"""The figures of a result as they are printed, so that a reader can add them up.

Scores are computed in full precision and printed to 0.01 nat. Whatever the page says
about a difference, odds or a probability is worked out from the printed scores, and
the entries of the ledger are rounded so that each column adds up to its score.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quiz.bank import Item
from quiz.scoring import STEP_NAT, Result, item_evidence, option_probabilities

PER_NAT = 100  # entries are printed in hundredths of a nat


def printed(value: float) -> Decimal:
    """Return a value to 0.01, never as minus zero."""
    return in_nat(round(PER_NAT * value))


def in_nat(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-2)


def adding_up(values: Sequence[float]) -> tuple[Decimal, ...]:
    """Return the values to 0.01 so that they add up to their sum to 0.01.

    Each is rounded to the nearest hundredth; what is then missing in the sum goes to
    those that were rounded off by most, a hundredth each.

    Returns:
        Values that differ by less than 0.01 from those given.
    """
    exact = [PER_NAT * value for value in values]
    rounded = [round(value) for value in exact]
    missing = round(PER_NAT * math.fsum(values)) - sum(rounded)
    step = 1 if missing > 0 else -1
    by_loss = sorted(
        range(len(values)), key=lambda row: step * (rounded[row] - exact[row])
    )
    for row in by_loss[: abs(missing)]:
        rounded[row] += step
    return tuple(in_nat(value) for value in rounded)


def columns(result: Result) -> tuple[tuple[Decimal, ...], ...]:
    """Return the printed ledger by role and then by answer, in bank order."""
    return tuple(
        adding_up([row.evidence[role] for row in result.ledger])
        for role in range(len(result.roles))
    )


def printed_scores(result: Result) -> tuple[Decimal, ...]:
    return tuple(printed(score) for score in result.scores)


def odds_of(difference: Decimal) -> float:
    """Return e to the power of a difference of printed scores."""
    return math.exp(difference)


@dataclass(frozen=True, slots=True)
class WorkedOption:
    """One line of the way from points to an entry of the ledger, for one role.

    Attributes:
        weight: exp(STEP_NAT * points).
        share: weight over the sum of all weights: P(option | role).
        probability: the share with slips mixed in: P'.
        entry: ln(P' * number of options), nat.
    """

    slug: str
    points: int
    weight: float
    share: float
    probability: float
    entry: Decimal


def worked_item(item: Item, role: int) -> tuple[WorkedOption, ...]:
    """Return how each option of an item gets its entry in the ledger of a role."""
    weights = [math.exp(STEP_NAT * option.evidence[role]) for option in item.options]
    lines = zip(
        item.options,
        weights,
        option_probabilities(item, role),
        item_evidence(item),
        strict=True,
    )
    return tuple(
        WorkedOption(
            slug=option.slug,
            points=option.evidence[role],
            weight=weight,
            share=weight / math.fsum(weights),
            probability=probability,
            entry=printed(evidence[role]),
        )
        for option, weight, probability, evidence in lines
    )
