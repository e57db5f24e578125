"""What answered items say about the item bank: classical and information statistics.

A *sitting* is one attempt as the mathematics sees it: the answers in the order in which
they were given. All figures are means over many sittings; nothing about fewer than
SITTINGS_MIN of them leaves this module.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import correlation, median, stdev

from quiz.audit import INFORMATION_MIN_NAT, Fault
from quiz.scoring import posterior, role_scores
from quiz.selection import PreparedBank, PreparedItem, expected_information

SITTINGS_MIN = 20  # below, a share moves by over five points with a single person
PAUSE_SECONDS = 300.0  # a longer gap between two answers is a break, not thinking
SHARE_MAX = 0.90  # an option that nearly everyone takes leaves the rest as decoration
ONE_SIDED_95 = 1.645  # standard deviations: chance flags one sound item in twenty


@dataclass(frozen=True)
class Given:
    """One answer of a sitting.

    Attributes:
        item: slug of the item.
        option: index of the option in the item; None for a skip.
        seconds: since the answer before it, or since the start; None when unknown.
    """

    item: str
    option: int | None
    seconds: float | None = None


@dataclass(frozen=True)
class Sitting:
    """One attempt: its answers in the order given, and whether it got to the end.

    It is complete when the stopping rule was met or the bank was used up.
    """

    answers: tuple[Given, ...]
    is_complete: bool


@dataclass(frozen=True)
class Figures:
    """What is known about an item that enough people have answered.

    Attributes:
        shares: by option in the item's order, of those who chose one; they sum to 1.
        skipped: share of skips among all who met the item, 0-1.
        information: nat; see `observed_information`.
        information_error: standard error of it, nat.
        expected: nat; what the points predict for the same mixture of people.
        item_rest: see `item_rest_correlation`; -1 to 1, None without variance.
        left: share of those who met the item who gave no answer after it and whose
            sitting is not complete, 0-1.
        seconds: median time for an answer; gaps over PAUSE_SECONDS are left out; None
            when fewer than SITTINGS_MIN are left.
    """

    shares: tuple[float, ...]
    skipped: float
    information: float
    information_error: float
    expected: float
    item_rest: float | None
    left: float
    seconds: float | None


@dataclass(frozen=True)
class ItemStatistics:
    """One item: how many met it and, when enough answered it, its figures.

    Attributes:
        met: sittings with an answer to the item or a skip of it.
        answered: sittings with an answer.
        figures: None when fewer than SITTINGS_MIN answered.
    """

    item: str
    met: int
    answered: int
    figures: Figures | None


@dataclass(frozen=True)
class Reply:
    """One person's answer to an item, beside what their other answers say.

    Attributes:
        option: index of the option chosen.
        belief: posterior over the roles and no pattern from all *other* answers.
        evidence: nat that this answer gives the role that leads in the others.
        rest: nat that the others give that role, in the mean of an answer; None when
            there is no other answer.
    """

    option: int
    belief: tuple[float, ...]
    evidence: float
    rest: float | None


def item_statistics(
    bank: PreparedBank, sittings: Sequence[Sitting]
) -> tuple[ItemStatistics, ...]:
    """Return the statistics of every item of a bank, in bank order.

    Args:
        bank: the version of the bank that the sittings answered.
        sittings: answers to items and options of that version, each item at most once.
    """
    replies: dict[str, list[Reply]] = {item.slug: [] for item in bank.items}
    given: dict[str, list[Given]] = {item.slug: [] for item in bank.items}
    last: Counter[str] = Counter()
    for sitting in sittings:
        for answer in sitting.answers:
            given[answer.item].append(answer)
        if sitting.answers and not sitting.is_complete:
            last[sitting.answers[-1].item] += 1
        for slug, reply in _replies(bank, sitting):
            replies[slug].append(reply)
    return tuple(
        _one_item(item, given[item.slug], replies[item.slug], last[item.slug])
        for item in bank.items
    )


def _replies(bank: PreparedBank, sitting: Sitting) -> Iterator[tuple[str, Reply]]:
    items = {item.slug: item for item in bank.items}
    chosen = [
        (answer.item, answer.option, items[answer.item].evidence[answer.option])
        for answer in sitting.answers
        if answer.option is not None
    ]
    totals = role_scores(len(bank.roles), [row for _, _, row in chosen])
    others = len(chosen) - 1
    for slug, option, row in chosen:
        rest = tuple(total - own for total, own in zip(totals, row, strict=True))
        leading = rest.index(max(rest))
        mean = rest[leading] / others if others else None
        yield slug, Reply(option, posterior(rest), row[leading], mean)


def _one_item(
    item: PreparedItem, given: Sequence[Given], replies: Sequence[Reply], last: int
) -> ItemStatistics:
    figures = None
    if len(replies) >= SITTINGS_MIN:
        counts = Counter(reply.option for reply in replies)
        information, error = observed_information(replies)
        figures = Figures(
            shares=tuple(counts[o] / len(replies) for o in range(len(item.options))),
            skipped=1 - len(replies) / len(given),
            information=information,
            information_error=error,
            expected=expected_information(item, _mean_belief(replies)),
            item_rest=item_rest_correlation(replies),
            left=last / len(given),
            seconds=median_seconds(answer.seconds for answer in given),
        )
    return ItemStatistics(item.slug, len(given), len(replies), figures)


def _mean_belief(replies: Sequence[Reply]) -> tuple[float, ...]:
    columns = zip(*(reply.belief for reply in replies), strict=True)
    return tuple(math.fsum(column) / len(replies) for column in columns)


def observed_information(replies: Sequence[Reply]) -> tuple[float, float]:
    """Return the mutual information of option and hypothesis, and its error, in nat.

    Each person counts for each hypothesis with the probability that their *other*
    answers give it: q(o, h) is the mean of that over those who chose o. The plug-in
    estimate, sum of q(o, h) ln(q(o, h) / (q(o) q(h))), is too large in small samples
    even when option and hypothesis are independent, by about
    (options - 1) / (2 n) * sum over h of Var(belief in h) / q(h); that is taken off.
    With beliefs of 0 and 1 it is the correction of Miller (1955).

    The other answers know the hypothesis only in part, so a sound item shows somewhat
    less than its points predict.

    Args:
        replies: at least two.

    Returns:
        Information in nat, 0 to ln(number of options), and its standard error.

    References:
        Lindley (1956), On a measure of the information provided by an experiment.
        Miller (1955), Note on the bias of information estimates.
    """
    size = len(replies)
    mixture = _mean_belief(replies)
    joint: dict[int, list[float]] = {}
    for reply in replies:
        row = joint.setdefault(reply.option, [0.0] * len(mixture))
        for h, belief in enumerate(reply.belief):
            row[h] += belief / size
    shares = {option: math.fsum(row) for option, row in joint.items()}
    gains = {
        option: [
            math.log(joined / (shares[option] * share)) if joined and share else 0.0
            for joined, share in zip(row, mixture, strict=True)
        ]
        for option, row in joint.items()
    }
    told = [
        math.fsum(b * gain for b, gain in zip(r.belief, gains[r.option], strict=True))
        for r in replies
    ]
    spread = math.fsum(
        math.fsum((reply.belief[h] - share) ** 2 for reply in replies) / size / share
        for h, share in enumerate(mixture)
        if share
    )
    bias = (len(joint) - 1) / (2 * size) * spread
    return max(0.0, math.fsum(told) / size - bias), stdev(told) / math.sqrt(size)


def item_rest_correlation(replies: Sequence[Reply]) -> float | None:
    """Return how far an item agrees with the others: Pearson's r, -1 to 1.

    Over all who answered the item: the evidence that it gives to the role that leads in
    their other answers, against the mean evidence that those others give that role. The
    item is left out on both sides, as in the corrected item-total correlation; a mean
    in place of the sum, because whoever answers against their leader is asked longer.

    References:
        Henrysson (1963), Correction of item-total correlations in item analysis.
    """
    pairs = [
        (reply.evidence, reply.rest) for reply in replies if reply.rest is not None
    ]
    if len(pairs) < SITTINGS_MIN:
        return None
    own, rest = zip(*pairs, strict=True)
    if _is_flat(own) or _is_flat(rest):
        return None
    return max(-1.0, min(1.0, correlation(own, rest)))


def _is_flat(values: Sequence[float]) -> bool:
    """Return whether values differ by no more than rounding."""
    return max(values) - min(values) < 1e-9


def median_seconds(seconds: Iterable[float | None]) -> float | None:
    """Return the median time for an answer without breaks; None for too few."""
    known = [s for s in seconds if s is not None and 0 <= s <= PAUSE_SECONDS]
    return median(known) if len(known) >= SITTINGS_MIN else None


def below_par(bank: PreparedBank, statistics: Iterable[ItemStatistics]) -> list[Fault]:
    """Return what an editor should look at: one sentence for each weakness.

    Correlation and information are flagged when they are below their bound beyond
    chance (one-sided 95 %): a few dozen people say little about either.
    """
    items = {item.slug: item for item in bank.items}
    return [
        fault
        for row in statistics
        if row.figures
        for fault in _weaknesses(items[row.item], row.answered, row.figures)
    ]


def _weaknesses(item: PreparedItem, answered: int, figures: Figures) -> Iterator[Fault]:
    share = max(figures.shares)
    if share > SHARE_MAX:
        option = list(item.options)[figures.shares.index(share)]
        yield Fault(
            "one_option",
            item.slug,
            f"{share:.0%} of {answered} people chose {option}. Make the other options "
            "as attractive, or retire the item.",
        )
    if figures.item_rest is not None and is_negative(figures.item_rest, answered):
        yield Fault(
            "against_the_rest",
            item.slug,
            f"Answers speak against what the other items say (item-rest correlation "
            f"{figures.item_rest:.2f}, {answered} people). Check the points for an "
            "option that favors the wrong role.",
        )
    highest = figures.information + ONE_SIDED_95 * figures.information_error
    if highest < INFORMATION_MIN_NAT:
        yield Fault(
            "tells_nothing",
            item.slug,
            f"The item tells almost nothing ({figures.information:.3f} nat from "
            f"{answered} people; {INFORMATION_MIN_NAT} is the least). People of every "
            "role choose alike: ask about something that divides them.",
        )


def is_negative(r: float, size: int) -> bool:
    """Return whether a correlation is negative beyond chance (one-sided 95 %).

    References:
        Fisher (1921), On the "probable error" of a coefficient of correlation.
    """
    if abs(r) == 1 or size <= 3:
        return r < 0
    return math.atanh(r) + ONE_SIDED_95 / math.sqrt(size - 3) < 0
