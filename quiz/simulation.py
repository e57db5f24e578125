"""How well an item bank tells the roles apart, tried on simulated respondents.

Three cohorts of the same size answer all items of the bank:

- people of one role, the same number for each role, who answer as the bank's points
  predict and slip with a given probability (a slip is any option, equally likely);
- blends of two roles, the same number for each pair, who toss a coin for each item
  and answer it as a person of the one or of the other role would, slips included;
- people who click at random.

Each respondent is then asked adaptively until decided or until the bank is used up.
The people of one role are also scored on the full bank, and on the first items of the
bank: as many as the adaptive runs used in the mean.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import fmean
from typing import Literal, TypeAlias

from quiz.bank import Bank
from quiz.respondents import Interview, Respondents, Run
from quiz.scoring import posterior, role_scores
from quiz.selection import PreparedBank, prepare

RESPONDENTS = 2_000  # per cohort: a share is then known to about one percentage point
LAPSES = 0.15  # more than the 0.10 that the model allows for: people are no model
CALIBRATION_BINS = 10  # tenths of the top posterior, as is usual for this error

Progress: TypeAlias = Callable[[int, int], None]
"""Called after each respondent with the numbers done and in all."""


@dataclass(frozen=True)
class Goal:
    """What a figure of a good bank is: at least, or at most, the bound."""

    comparison: Literal[">=", "<="]
    bound: float

    def met_by(self, value: float) -> bool:
        """Return whether the value reaches the goal."""
        if self.comparison == ">=":
            return value >= self.bound
        return value <= self.bound


GOALS = {
    "full_recovery": Goal(">=", 0.92),
    "full_recovery_worst_role": Goal(">=", 0.88),
    "named": Goal(">=", 0.80),
    "named_right": Goal(">=", 0.95),
    "named_agrees_with_full": Goal(">=", 0.97),
    "items_mean_share": Goal("<=", 0.60),
    "gain_over_fixed_order": Goal(">=", 0.10),
    "random_named": Goal("<=", 0.18),
    "blend_hit": Goal(">=", 0.90),
    "calibration_error": Goal("<=", 0.04),
}


@dataclass(frozen=True)
class SimulationReport:
    """What simulated respondents got.

    A respondent is *named* a role when the adaptive run ends with exactly one leader.
    The *top role* is the one with the highest score, leader or not: it says what the
    items can tell apart, whatever the caution of the 3:1 rule.

    Attributes:
        roles: role slugs in the site's order.
        figures: shares from 0 to 1, by the names in `GOALS`:
            full_recovery: people of one role whose top role on the full bank is theirs;
            full_recovery_worst_role: the same for the role that fares worst;
            named: people of one role who are named a role;
            named_right: of those, named their own;
            named_agrees_with_full: of those, named the top role of their full bank;
            items_mean_share: items asked in the mean, over the items in the bank;
            gain_over_fixed_order: share of people of one role named their own role,
                minus the same share when asked `fixed_length` items in bank order;
            random_named: random clickers who are named a role;
            blend_hit: blends whose leaders are one of their two roles or both, and no
                other, among those who are told any leader;
            calibration_error: mean over tenths of the top posterior at the end of the
                adaptive run, weighted by their size, of |share right - mean top
                posterior|; people of one role, and as many random clickers as there
                are people of each role, so that all hypotheses are equally frequent.
        recovery: full_recovery by role.
        confusion: people of one role by true role (rows) and by the role named, then
            tie, then no pattern (columns); adaptive.
        items_mean: items asked of people of one role, mean.
        items_p95: the same, 95th percentile (nearest rank).
        blends_without_pattern: share of blends who are told "no pattern yet".
        fixed_length: number of items in the fixed order.
        fixed_named: share named in the fixed order.
        fixed_named_right: of those, named their own role.
    """

    roles: tuple[str, ...]
    respondents: int
    lapses: float
    seed: int
    figures: dict[str, float]
    recovery: dict[str, float]
    confusion: tuple[tuple[int, ...], ...]
    items_mean: float
    items_p95: int
    blends_without_pattern: float
    fixed_length: int
    fixed_named: float
    fixed_named_right: float

    @property
    def missed(self) -> tuple[str, ...]:
        """The names of the goals that are not reached."""
        return tuple(
            name for name, goal in GOALS.items() if not goal.met_by(self.figures[name])
        )


def simulate(
    bank: Bank,
    *,
    respondents: int = RESPONDENTS,
    lapses: float = LAPSES,
    seed: int = 1,
    progress: Progress | None = None,
) -> SimulationReport:
    """Return what simulated respondents get from a sound bank.

    Args:
        bank: a sound bank of at least MIN_ANSWERS items.
        respondents: size of each of the three cohorts; rounded down to the same
            number for each role and for each pair of roles, but at least one.
        lapses: probability of a slip, 0 to 1.
        seed: the same seed gives the same report.
        progress: called after each respondent.
    """
    prepared = prepare(bank)
    source, interview = Respondents(bank, lapses, seed), Interview(prepared)
    truths = _truths(len(bank.roles), respondents)
    runs = []
    for done, truth in enumerate(truths, start=1):
        choices = source.answer(truth)
        runs.append(Run(truth, choices, *interview.ask(choices)))
        if progress:
            progress(done, len(truths))
    return _report(prepared, runs, respondents, lapses, seed)


def _truths(roles: int, respondents: int) -> list[tuple[int, ...]]:
    """Return the true roles of everyone: one, two for a blend, none for a clicker."""
    singles = [(role,) for role in range(roles)]
    pairs = list(combinations(range(roles), 2))
    return [
        *singles * max(1, respondents // len(singles)),
        *pairs * max(1, respondents // len(pairs)),
        *[()] * max(1, respondents),
    ]


def _report(
    bank: PreparedBank, runs: Sequence[Run], respondents: int, lapses: float, seed: int
) -> SimulationReport:
    people, blends, clickers = (
        [run for run in runs if len(run.truth) == roles] for roles in (1, 2, 0)
    )
    items_mean = fmean(run.asked for run in people)
    fixed = [_in_order(bank, run, round(items_mean)) for run in people]
    full = [_in_order(bank, run, len(bank.items)) for run in people]
    recovery = _recovery(bank.roles, full)
    return SimulationReport(
        roles=bank.roles,
        respondents=respondents,
        lapses=lapses,
        seed=seed,
        figures={
            "full_recovery": fmean(recovery.values()),
            "full_recovery_worst_role": min(recovery.values()),
            **_naming(people, full),
            "items_mean_share": items_mean / len(bank.items),
            "gain_over_fixed_order": _share(run.is_named_right for run in people)
            - _share(run.is_named_right for run in fixed),
            "random_named": _share(run.is_named for run in clickers),
            "blend_hit": _share(run.is_hit for run in blends if run.leaders),
            "calibration_error": calibration_error(
                [*people, *clickers[: len(people) // len(bank.roles)]]
            ),
        },
        recovery=recovery,
        confusion=_confusion(len(bank.roles), people),
        items_mean=items_mean,
        items_p95=percentile([run.asked for run in people], 0.95),
        blends_without_pattern=_share(not run.leaders for run in blends),
        fixed_length=round(items_mean),
        fixed_named=_share(run.is_named for run in fixed),
        fixed_named_right=_share(run.is_named_right for run in fixed if run.is_named),
    )


def _naming(people: Sequence[Run], full: Sequence[Run]) -> dict[str, float]:
    """Return how many are named a role, and how often that is right."""
    named = [(run, on) for run, on in zip(people, full, strict=True) if run.is_named]
    return {
        "named": len(named) / len(people),
        "named_right": _share(run.is_named_right for run, _ in named),
        "named_agrees_with_full": _share(run.leaders == (on.top,) for run, on in named),
    }


def _share(flags: Iterable[bool]) -> float:
    """Return the share of true flags; 0 of none."""
    flags = list(flags)
    return sum(flags) / len(flags) if flags else 0.0


def _in_order(bank: PreparedBank, run: Run, length: int) -> Run:
    """Return the run as it would have been with the first items of the bank."""
    answered = zip(bank.items, run.choices[:length], strict=False)
    rows = [item.evidence[choice] for item, choice in answered]
    return replace(run, scores=role_scores(len(bank.roles), rows), asked=length)


def _recovery(roles: Sequence[str], full: Sequence[Run]) -> dict[str, float]:
    """Return by role the share of its people whose top role it is."""
    return {
        slug: _share(run.top == role for run in full if run.truth == (role,))
        for role, slug in enumerate(roles)
    }


def _confusion(roles: int, people: Sequence[Run]) -> tuple[tuple[int, ...], ...]:
    tie, no_pattern = roles, roles + 1
    table = [[0] * (roles + 2) for _ in range(roles)]
    for run in people:
        told = run.leaders[0] if run.is_named else tie if run.leaders else no_pattern
        table[run.truth[0]][told] += 1
    return tuple(tuple(row) for row in table)


def percentile(values: Sequence[int], share: float) -> int:
    """Return the nearest-rank percentile."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def calibration_error(runs: Sequence[Run]) -> float:
    """Return the expected calibration error of the top posterior, 0 to 1.

    References:
        Naeini, Cooper and Hauskrecht (2015), Obtaining well calibrated probabilities
        using Bayesian binning.
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(CALIBRATION_BINS)]
    for run in runs:
        belief = posterior(run.scores)
        confidence = max(belief)
        truth = run.truth[0] if run.truth else len(run.scores)
        index = min(int(confidence * CALIBRATION_BINS), CALIBRATION_BINS - 1)
        bins[index].append((confidence, belief.index(confidence) == truth))
    gaps = (abs(sum(right - x for x, right in members)) for members in bins)
    return math.fsum(gaps) / len(runs)
