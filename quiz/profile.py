"""A visitor's levels against what each role asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.readiness import Need, Readiness, Share, readiness
from roles.models import Role
from skills.charts import AXES_MIN, Radar, radar
from skills.models import Skill


@dataclass(frozen=True, slots=True)
class Profile:
    """A role, the readiness for it, and both drawn on the same axes."""

    role: Role
    readiness: Readiness
    rows: tuple[tuple[Skill, Share], ...]
    radar: Radar | None

    @property
    def percent(self) -> int:
        return round(100 * self.readiness.value)


def profiles(levels: Mapping[str, int]) -> list[Profile]:
    """Return a profile for each published role, the closest to today first."""
    roles = Role.objects.published().in_order().prefetch_related("requirements__skill")
    found = [profile(role, levels) for role in roles if role.requirements.all()]
    return sorted(found, key=lambda entry: -entry.readiness.value)


def profile(role: Role, levels: Mapping[str, int]) -> Profile:
    requirements = list(role.requirements.all())
    found = readiness(
        [Need(r.skill.slug, r.level, r.importance) for r in requirements], levels
    )
    skills = [requirement.skill for requirement in requirements]
    return Profile(
        role=role,
        readiness=found,
        rows=tuple(zip(skills, found.shares, strict=True)),
        radar=radar(
            [(r.skill.short_name, r.level) for r in requirements],
            [share.own_level for share in found.shares],
        )
        if len(requirements) >= AXES_MIN
        else None,
    )
