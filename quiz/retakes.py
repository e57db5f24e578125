"""Two attempts of one visitor, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from quiz.arithmetic import odds_of, printed, printed_scores
from quiz.presentation import ODDS_SHOWN_MAX, RoleLabel, odds_figure
from quiz.scoring import TIE_NAT, Result, State


@dataclass(frozen=True, slots=True)
class Shift:
    """A role's score in two attempts.

    Attributes:
        factor: by what its odds against no pattern have been multiplied or divided.
        is_noise: whether that is less than the margin that separates leaders.
    """

    role: RoleLabel
    before: Decimal
    now: Decimal
    moved: Decimal
    factor: str
    is_noise: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """The attempt before a retake, beside this one.

    Attributes:
        leaders: of the attempt before, empty when it had none.
        shift: by what factor the odds between the two best roles of the two attempts
            have moved, >= 1.
        is_noise: whether that is less than the margin that separates leaders.
        is_comparable: whether both attempts have answers enough for a result.
    """

    leaders: tuple[RoleLabel, ...]
    answered: int
    rows: tuple[Shift, ...]
    shift: str
    is_noise: bool
    is_comparable: bool


def side_by_side(
    before: Result, now: Result, roles: Mapping[str, RoleLabel]
) -> Earlier:
    """Set two attempts side by side and say whether the change is noise.

    Args:
        roles: labels of the roles of both attempts.
    """
    was = dict(zip(before.roles, printed_scores(before), strict=True))
    own = dict(zip(now.roles, printed_scores(now), strict=True))
    shared = [slug for slug in now.roles if slug in was]
    best_was = max(shared, key=was.__getitem__)
    best_now = max(shared, key=own.__getitem__)
    moved = own[best_now] - was[best_now]
    if best_was != best_now:
        moved -= own[best_was] - was[best_was]
    return Earlier(
        leaders=tuple(roles[slug] for slug in before.leaders),
        answered=before.answered,
        rows=tuple(shift(roles[slug], was[slug], own[slug]) for slug in shared),
        shift=factor_text(moved),
        is_noise=is_noise(moved),
        is_comparable=State.TOO_FEW not in (before.state, now.state),
    )


def shift(role: RoleLabel, before: Decimal, now: Decimal) -> Shift:
    moved = now - before
    return Shift(role, before, now, moved, factor_text(moved), is_noise(moved))


def factor_text(moved: Decimal) -> str:
    """Return by what factor odds moved, either way, never with false precision."""
    factor = odds_of(abs(moved))
    if factor > ODDS_SHOWN_MAX:
        return _("more than %(odds)s") % {"odds": f"{ODDS_SHOWN_MAX:,}"}
    return odds_figure(factor)


def is_noise(moved: Decimal) -> bool:
    """Say whether scores moved by less than what separates two leaders."""
    return abs(moved) < printed(TIE_NAT)
