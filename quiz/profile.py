"""A visitor's levels against what each role asks for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from quiz.readiness import Need, Readiness, Share, readiness
from roles.models import Role
from skills.charts import AXES_MIN, Radar, radar
from skills.models import Skill


@dataclass(frozen=True, slots=True)
class Row:
    """One skill of a profile.

    Attributes:
        is_rated: whether the visitor gave a level; without one the skill counts as 0.
    """

    skill: Skill
    share: Share
    is_rated: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A role, the readiness for it, and both drawn on the same axes."""

    role: Role
    readiness: Readiness
    rows: tuple[Row, ...]
    radar: Radar | None

    @property
    def percent(self) -> int:
        return round(100 * self.readiness.value)

    @property
    def gaps(self) -> list[Row]:
        """The skills below the required level, those first that count most."""
        missing = [row for row in self.rows if row.share.gap]
        return sorted(missing, key=lambda row: -lost(row.share))


def lost(share: Share) -> float:
    """Return what a gap takes away from the weighted sum."""
    return share.need.importance - share.weighted


def profiles(levels: Mapping[str, int], leaders: Collection[str] = ()) -> list[Profile]:
    """Return a profile for each published role: leaders first, then the closest."""
    roles = Role.objects.published().in_order().prefetch_related("requirements__skill")
    found = [profile(role, levels) for role in roles if role.requirements.all()]
    return sorted(
        found,
        key=lambda entry: (entry.role.slug not in leaders, -entry.readiness.value),
    )


def closest(found: list[Profile]) -> list[Profile]:
    """Return those with the highest readiness as printed, in percent."""
    highest = max((entry.percent for entry in found), default=0)
    return [entry for entry in found if entry.percent == highest]


def profile(role: Role, levels: Mapping[str, int]) -> Profile:
    requirements = list(role.requirements.all())
    found = readiness(
        [Need(r.skill.slug, r.level, r.importance) for r in requirements], levels
    )
    skills = [requirement.skill for requirement in requirements]
    return Profile(
        role=role,
        readiness=found,
        rows=tuple(
            Row(skill, share, skill.slug in levels)
            for skill, share in zip(skills, found.shares, strict=True)
        ),
        radar=radar(
            [(r.skill.short_name, r.level) for r in requirements],
            [share.own_level for share in found.shares],
        )
        if len(requirements) >= AXES_MIN
        else None,
    )
