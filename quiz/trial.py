"""A simulation short enough to wait for, in the words of an editor."""

import math
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from quiz.bank import BankError
from quiz.publishing import digest_of, make_bank_of
from quiz.scoring import MIN_ANSWERS
from quiz.simulation import GOALS, Goal, SimulationReport, simulate

SIZES = (200, 500, 1_000)  # about 2 ms a person; a full run takes a command
KEPT_SECONDS = 24 * 3_600  # the same items give the same report
NORMAL_95 = 1.96

FIGURE_NAMES = {
    "full_recovery": _("People whose own role comes out on top when they answer all"),
    "full_recovery_worst_role": _("The same for the role that fares worst"),
    "named": _("People who are named a role"),
    "named_right": _("Of those, named their own"),
    "named_agrees_with_full": _("Of those, named what all answers would have named"),
    "items_mean_share": _("Share of the items that is asked, in the mean"),
    "gain_over_fixed_order": _("More people named right than in a fixed order"),
    "random_named": _("People who click at random and are named a role"),
    "blend_hit": _("Mixtures of two roles who are told one of them, or both"),
    "calibration_error": _("Gap between stated and real certainty"),
}


class CannotTryError(Exception):
    """The items are not fit to be answered, not even by simulated people."""


@dataclass(frozen=True, slots=True)
class Line:
    name: Any
    value: float
    goal: Goal

    @property
    def is_met(self) -> bool:
        return self.goal.met_by(self.value)


@dataclass(frozen=True, slots=True)
class Trial:
    """A report, and how far chance can move its shares (95 %)."""

    report: SimulationReport
    lines: tuple[Line, ...]
    items: int

    @property
    def margin_points(self) -> int:
        """Half the width of the widest 95 % interval, in percentage points."""
        return math.ceil(100 * NORMAL_95 * 0.5 / math.sqrt(self.report.respondents))

    @property
    def confusion(self) -> list[tuple[str, list[int]]]:
        """Whole percents by true role: of each name told, of a tie, of no pattern."""
        return [
            (role, [round(100 * count / sum(row)) for count in row])
            for role, row in zip(self.report.roles, self.report.confusion, strict=True)
        ]


def run_trial(content: dict[str, Any], respondents: int) -> Trial:
    """Let simulated people answer a snapshot of the bank; the cache keeps the report.

    Raises:
        CannotTryError: the points are incomplete, or the items too few.
    """
    if len(content["items"]) < MIN_ANSWERS:
        raise CannotTryError
    key = f"quiz.trial:{digest_of(content)}:{respondents}"
    report: SimulationReport | None = cache.get(key)
    if report is None:
        try:
            report = simulate(make_bank_of(content), respondents=respondents)
        except BankError as error:
            raise CannotTryError from error
        cache.set(key, report, KEPT_SECONDS)
    return Trial(
        report,
        tuple(
            Line(FIGURE_NAMES[name], value, GOALS[name])
            for name, value in report.figures.items()
        ),
        len(content["items"]),
    )
