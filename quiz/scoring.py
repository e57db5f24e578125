"""How answers become scores, odds and leaders.

Each option carries points for each role. The points say how probable the option is
for a person of that role (a nominal response model, Bock 1972), and the odds between
the roles and the hypothesis "no pattern" follow by Bayes' rule. `docs/scoring.md` has
the rule, its guarantees and a worked example.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from quiz.bank import Bank, Item
from quiz.person_fit import person_fit

STEP_NAT = 0.6  # a point makes an option exp(0.6) = 1.8 times as likely, three 6 times
LAPSE = 0.10  # one answer in ten is a slip, so that no single answer can decide
TIE_ODDS = 3  # less is "not worth more than a bare mention" (Kass and Raftery 1995)
STRONG_ODDS = 20  # from here on "strong" (Kass and Raftery 1995)
VERY_STRONG_ODDS = 150  # above this "very strong" (Kass and Raftery 1995)
STOP_ODDS = STRONG_ODDS  # 95 % against the runner-up: more items seldom change it
MIN_ANSWERS = 5  # fewer answers name a role too often by chance
MIN_ANSWERS_TO_STOP = 6  # one more, so that stopping never rests on the bare minimum
PERSON_FIT_LIMIT = -2  # standard deviations: one consistent person in forty is below

TIE_NAT = math.log(TIE_ODDS)

Answers: TypeAlias = Mapping[str, str | None]
"""Item slug -> option slug, or None for a skip. Order has no meaning."""


class State(StrEnum):
    """What a result may say."""

    TOO_FEW = "too_few"
    NO_PATTERN = "no_pattern"
    TIE = "tie"
    LEADER = "leader"


class Strength(StrEnum):
    """How much better the leader is than the next role and than no pattern."""

    LIKELY = "likely"
    STRONG = "strong"
    VERY_STRONG = "very_strong"


class AnswerError(ValueError):
    """Answers that name an item or option which the bank does not have."""


@dataclass(frozen=True)
class LedgerRow:
    """What one answer says about each role, in nat, against no pattern."""

    item: str
    option: str
    evidence: tuple[float, ...]


@dataclass(frozen=True)
class Result:
    """Everything that follows from a set of answers.

    Attributes:
        roles: role slugs in the site's order; all per-role tuples follow it.
        ledger: one row for each answer that is no skip, in bank order.
        scores: nat per role; e^score are the odds against no pattern.
        posterior: probability of each role and, last, of no pattern; sums to 1.
        leaders: slugs in role order; empty when too few answers or no pattern.
        strength: None unless there is exactly one leader.
        odds_next: odds of the best role to the next one, >= 1.
        odds_no_pattern: odds of the best role against no pattern, > 0.
        answered: number of answers that are no skip.
        skipped: number of skips.
        person_fit: l_z in standard deviations, under the leader; for a tie the
            largest of the leaders' values; None without a leader or without variance.
    """

    state: State
    roles: tuple[str, ...]
    ledger: tuple[LedgerRow, ...]
    scores: tuple[float, ...]
    posterior: tuple[float, ...]
    leaders: tuple[str, ...]
    strength: Strength | None
    odds_next: float
    odds_no_pattern: float
    answered: int
    skipped: int
    person_fit: float | None

    @property
    def missing(self) -> int:
        """How many more answers a recommendation needs."""
        return max(0, MIN_ANSWERS - self.answered)

    @property
    def pulls_apart(self) -> bool:
        """Whether the answers pull in different directions (l_z below the limit)."""
        return self.person_fit is not None and self.person_fit < PERSON_FIT_LIMIT


def option_probabilities(item: Item, role: int) -> tuple[float, ...]:
    """Return P'(option | role) for each option: softmax of the points, with lapses.

    Args:
        item: with m options.
        role: index into the bank's roles.

    Returns:
        m probabilities, each >= LAPSE / m, that sum to 1.

    References:
        Bock (1972), Estimating item parameters and latent ability when responses
        are scored in two or more nominal categories.
    """
    weights = [math.exp(STEP_NAT * option.evidence[role]) for option in item.options]
    total = math.fsum(weights)
    slip = LAPSE / len(weights)
    return tuple((1 - LAPSE) * weight / total + slip for weight in weights)


def item_evidence(item: Item) -> tuple[tuple[float, ...], ...]:
    """Return ln P'(option | role) - ln(1 / m) in nat, by option and then by role."""
    size = len(item.options)
    by_role = [
        [math.log(p * size) for p in option_probabilities(item, role)]
        for role in range(len(item.options[0].evidence))
    ]
    return tuple(zip(*by_role, strict=True))


def chosen_options(bank: Bank, answers: Answers) -> list[tuple[Item, int]]:
    """Return item and option index of each answer that is no skip, in bank order.

    Raises:
        AnswerError: an item or option is not in the bank; all of them are named.
    """
    items = {item.slug: item for item in bank.items}
    unknown = [f"item {slug}" for slug in answers if slug not in items]
    chosen = []
    for slug, item in items.items():
        option = answers.get(slug)
        if option is None:
            continue
        slugs = [candidate.slug for candidate in item.options]
        if option in slugs:
            chosen.append((item, slugs.index(option)))
        else:
            unknown.append(f"option {option} of {slug}")
    if unknown:
        raise AnswerError("not in the bank: " + ", ".join(unknown))
    return chosen


def role_scores(roles: int, evidence: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Return each role's sum in nat; `fsum` rounds once, so order changes nothing."""
    return tuple(math.fsum(row[role] for row in evidence) for role in range(roles))


def posterior(scores: Sequence[float]) -> tuple[float, ...]:
    """Return the probability of each role and, last, of no pattern (equal priors)."""
    highest = max(*scores, 0.0)
    weights = [math.exp(score - highest) for score in (*scores, 0.0)]
    total = math.fsum(weights)
    return tuple(weight / total for weight in weights)


def leading(scores: Sequence[float]) -> tuple[int, ...]:
    """Return the indices of the leaders; none when there is no pattern.

    A role leads when the odds of the best role against it are below TIE_ODDS. No
    role leads unless the best one has odds of TIE_ODDS or more against no pattern.
    """
    best = max(scores)
    if best < TIE_NAT:
        return ()
    return tuple(role for role, x in enumerate(scores) if best - x < TIE_NAT)


def margins(scores: Sequence[float]) -> tuple[float, float]:
    """Return the best role's lead over the next role and over no pattern, in nat."""
    second, best = sorted(scores)[-2:]
    return best - second, best


def strength(scores: Sequence[float]) -> Strength:
    """Return the strength in words of a sole leader."""
    odds = math.exp(min(margins(scores)))
    if odds > VERY_STRONG_ODDS:
        return Strength.VERY_STRONG
    return Strength.STRONG if odds >= STRONG_ODDS else Strength.LIKELY


def state_of(answered: int, leaders: int) -> State:
    """Return what may be said, from the numbers of answers and of leaders."""
    if answered < MIN_ANSWERS:
        return State.TOO_FEW
    if leaders == 0:
        return State.NO_PATTERN
    return State.LEADER if leaders == 1 else State.TIE


def score(bank: Bank, answers: Answers) -> Result:
    """Return everything that follows from the answers.

    Raises:
        AnswerError: an answer is not in the bank.
    """
    chosen = chosen_options(bank, answers)
    ledger = tuple(
        LedgerRow(item.slug, item.options[index].slug, item_evidence(item)[index])
        for item, index in chosen
    )
    scores = role_scores(len(bank.roles), [row.evidence for row in ledger])
    lead = leading(scores) if len(chosen) >= MIN_ANSWERS else ()
    to_next, to_no_pattern = margins(scores)
    return Result(
        state=state_of(len(chosen), len(lead)),
        roles=bank.roles,
        ledger=ledger,
        scores=scores,
        posterior=posterior(scores),
        leaders=tuple(bank.roles[role] for role in lead),
        strength=strength(scores) if len(lead) == 1 else None,
        odds_next=math.exp(to_next),
        odds_no_pattern=math.exp(to_no_pattern),
        answered=len(chosen),
        skipped=sum(option is None for option in answers.values()),
        person_fit=_best_person_fit(chosen, lead),
    )


def _best_person_fit(
    chosen: Sequence[tuple[Item, int]], roles: Sequence[int]
) -> float | None:
    """Return the largest l_z under the roles: one that explains them is enough."""
    fits = (
        person_fit((option_probabilities(item, role), index) for item, index in chosen)
        for role in roles
    )
    return max((fit for fit in fits if fit is not None), default=None)
