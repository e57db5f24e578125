"""Two to five roles side by side, skill by skill."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from roles.models import Requirement, Role
from skills.models import Skill


@dataclass(frozen=True, slots=True)
class Row:
    """One skill and what each role asks of it, in the order of the roles."""

    skill: Skill
    requirements: tuple[Requirement | None, ...]

    @property
    def difference(self) -> int:
        """Return the distance between the highest and the lowest level, 0-4."""
        levels = [r.level if r else 0 for r in self.requirements]
        return max(levels) - min(levels)


@dataclass(frozen=True, slots=True)
class Comparison:
    roles: tuple[Role, ...]
    rows: tuple[Row, ...]

    def as_rows(self) -> Iterable[Sequence[object]]:
        """Yield a header and one line a skill, for a spreadsheet."""
        yield ["skill", *(role.name for role in self.roles), "difference"]
        for row in self.rows:
            levels = (r.level if r else "" for r in row.requirements)
            yield [row.skill.name, *levels, row.difference]


def compare(roles: Sequence[Role], sort: str = "skill") -> Comparison:
    """Line up the requirements of `roles`; sort "difference" puts the largest first."""
    prefetch_related_objects(roles, "requirements__skill", "emphases__responsibility")
    by_role = [{r.skill_id: r for r in role.requirements.all()} for role in roles]
    skills = {r.skill_id: r.skill for role in roles for r in role.requirements.all()}
    rows = [
        Row(skill, tuple(requirements.get(pk) for requirements in by_role))
        for pk, skill in sorted(skills.items(), key=lambda entry: entry[1].position)
    ]
    if sort == "difference":
        rows.sort(key=lambda row: -row.difference)
    return Comparison(tuple(roles), tuple(rows))
