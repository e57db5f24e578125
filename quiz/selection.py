"""Which item to ask next, and when to stop asking."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from quiz.bank import Bank, Item
from quiz.scoring import (
    MIN_ANSWERS_TO_STOP,
    STOP_ODDS,
    AnswerError,
    Answers,
    item_evidence,
    margins,
    option_probabilities,
    posterior,
    role_scores,
)

STOP_NAT = math.log(STOP_ODDS)
INFORMATION_TIE_NAT = 1e-12  # less is rounding: such items are a tie


@dataclass(frozen=True)
class PreparedItem:
    """The tables of one item with m options, for r roles and no pattern (h = r + 1).

    Attributes:
        slug: of the item.
        options: option slug -> index.
        evidence: m x r, nat against no pattern: the ledger's entries.
        probabilities: m x h, P'(option | hypothesis); the last column is 1 / m.
        certainty: h, sum over options of P' ln P' (the negative entropy), nat, <= 0.
    """

    slug: str
    options: dict[str, int]
    evidence: tuple[tuple[float, ...], ...]
    probabilities: tuple[tuple[float, ...], ...]
    certainty: tuple[float, ...]


@dataclass(frozen=True)
class PreparedBank:
    """A bank's tables; computed once per version and kept in the process."""

    roles: tuple[str, ...]
    items: tuple[PreparedItem, ...]


def prepare(bank: Bank) -> PreparedBank:
    """Return the tables of a sound bank."""
    return PreparedBank(bank.roles, tuple(_prepare_item(item) for item in bank.items))


def _prepare_item(item: Item) -> PreparedItem:
    size = len(item.options)
    by_hypothesis = [
        option_probabilities(item, role)
        for role in range(len(item.options[0].evidence))
    ]
    by_hypothesis.append((1 / size,) * size)
    return PreparedItem(
        slug=item.slug,
        options={option.slug: index for index, option in enumerate(item.options)},
        evidence=item_evidence(item),
        probabilities=tuple(zip(*by_hypothesis, strict=True)),
        certainty=tuple(
            math.fsum(p * math.log(p) for p in row) for row in by_hypothesis
        ),
    )


def expected_information(item: PreparedItem, belief: Sequence[float]) -> float:
    """Return the mutual information between hypothesis and answer, in nat.

    I(H; O) = sum over h of w_h sum over o of P'(o | h) ln P'(o | h)
              - sum over o of P(o) ln P(o), with P(o) = sum over h of w_h P'(o | h).

    Args:
        item: the item that might be asked.
        belief: w, the current posterior over the roles and no pattern; sums to 1.

    Returns:
        Expected information gain, 0 to ln(number of options), up to rounding.

    References:
        Lindley (1956), On a measure of the information provided by an experiment.
    """
    known = math.fsum(map(mul, belief, item.certainty))
    shares = [math.fsum(map(mul, belief, row)) for row in item.probabilities]
    return known - math.fsum([share * math.log(share) for share in shares])


def most_informative(
    items: Sequence[PreparedItem], belief: Sequence[float]
) -> PreparedItem:
    """Return the item with the largest expected information, the first on a tie.

    Args:
        items: at least one.
        belief: see `expected_information`.
    """
    best, highest = items[0], -math.inf
    for item in items:
        information = expected_information(item, belief)
        if information > highest + INFORMATION_TIE_NAT:
            best, highest = item, information
    return best


def current_scores(bank: PreparedBank, answers: Answers) -> tuple[float, ...]:
    """Return each role's score in nat, equal to `scoring.score` bit for bit.

    Raises:
        AnswerError: an answer is not in the bank.
    """
    known = [item for item in bank.items if item.slug in answers]
    if len(known) < len(answers):
        raise AnswerError("an item is not in the bank")
    try:
        rows = [
            item.evidence[item.options[option]]
            for item in known
            if (option := answers[item.slug]) is not None
        ]
    except KeyError as error:
        raise AnswerError(f"option {error.args[0]} is not in the bank") from error
    return role_scores(len(bank.roles), rows)


def next_item(bank: PreparedBank, answers: Answers) -> str | None:
    """Return the slug of the item to ask next, None when the bank is used up.

    An item that was skipped was asked: it does not come back by itself.

    Raises:
        AnswerError: an answer is not in the bank.
    """
    left = [item for item in bank.items if item.slug not in answers]
    belief = posterior(current_scores(bank, answers))
    return most_informative(left, belief).slug if left else None


def is_decided(scores: Sequence[float], answered: int) -> bool:
    """Return whether the best role has a lead that needs no further item."""
    return answered >= MIN_ANSWERS_TO_STOP and min(margins(scores)) >= STOP_NAT


def should_stop(bank: PreparedBank, answers: Answers) -> bool:
    """Return whether to stop asking: decided, or the bank is used up.

    Only answers that are no skip count towards the least number.

    Raises:
        AnswerError: an answer is not in the bank.
    """
    if all(item.slug in answers for item in bank.items):
        return True
    answered = sum(option is not None for option in answers.values())
    return is_decided(current_scores(bank, answers), answered)
