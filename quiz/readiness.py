"""How close someone's levels are to what a role asks for, today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """What a role asks of one skill.

    Attributes:
        level: required level, 0-4.
        importance: 1-5.
    """

    skill: str
    level: int
    importance: int


@dataclass(frozen=True, slots=True)
class Share:
    """One skill's part of the readiness.

    Attributes:
        met: min(own level / required level, 1), 0-1; 1 when nothing is required.
        weighted: importance * met.
    """

    need: Need
    own_level: int
    met: float
    weighted: float

    @property
    def gap(self) -> int:
        return max(0, self.need.level - self.own_level)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Readiness for a role, with every term of the sum.

    Attributes:
        value: sum of importance * met over the sum of importance, 0-1.
    """

    value: float
    shares: tuple[Share, ...]
    total_importance: int

    @property
    def total_weighted(self) -> float:
        return sum(share.weighted for share in self.shares)


def readiness(needs: Sequence[Need], levels: Mapping[str, int]) -> Readiness:
    """Compute readiness from own levels by skill; a skill without one counts as 0.

    Raises:
        ValueError: if the role has no needs.
    """
    if not needs:
        raise ValueError("A role without requirements has no readiness.")
    shares = tuple(share(need, levels.get(need.skill, 0)) for need in needs)
    total = sum(need.importance for need in needs)
    return Readiness(sum(s.weighted for s in shares) / total, shares, total)


def share(need: Need, own_level: int) -> Share:
    met = min(own_level / need.level, 1.0) if need.level else 1.0
    return Share(need, own_level, met, need.importance * met)
