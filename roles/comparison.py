"""Two to five roles side by side: what each asks of skills and of responsibilities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from roles.models import Emphasis, Requirement, Responsibility, Role
from skills.models import Skill


@dataclass(frozen=True, slots=True)
class Row:
    """One skill and what each role asks of it, in the order of the roles."""

    skill: Skill
    requirements: tuple[Requirement | None, ...]

    @property
    def figures(self) -> list[int | None]:
        return [r.level if r else None for r in self.requirements]

    @property
    def difference(self) -> int:
        """Return the distance between the highest and the lowest level, 0-4."""
        return spread(self.figures)


@dataclass(frozen=True, slots=True)
class EmphasisRow:
    """One responsibility and how much it weighs in each role."""

    responsibility: Responsibility
    emphases: tuple[Emphasis | None, ...]

    @property
    def figures(self) -> list[int | None]:
        return [e.weight if e else None for e in self.emphases]

    @property
    def difference(self) -> int:
        """Return the distance between the highest and the lowest weight, 0-5."""
        return spread(self.figures)


@dataclass(frozen=True, slots=True)
class Comparison:
    roles: tuple[Role, ...]
    rows: tuple[Row, ...]
    emphases: tuple[EmphasisRow, ...] = ()

    def as_rows(self) -> Iterable[Sequence[object]]:
        """Yield a header and one line a skill or responsibility, for a spreadsheet."""
        names = (role.name for role in self.roles)
        yield [_("part"), _("name"), *names, _("difference")]
        for row in self.rows:
            yield [_("skill"), row.skill.name, *shown(row.figures), row.difference]
        for line in self.emphases:
            name = line.responsibility.name
            yield [_("responsibility"), name, *shown(line.figures), line.difference]


def compare(
    roles: Sequence[Role], sort: str = "skill", *, only_different: bool = False
) -> Comparison:
    """Line up what `roles` ask; sort "difference" puts the largest first."""
    prefetch_related_objects(roles, "requirements__skill", "emphases__responsibility")
    by_role = [{r.skill_id: r for r in role.requirements.all()} for role in roles]
    skills = {r.skill_id: r.skill for role in roles for r in role.requirements.all()}
    rows = [
        Row(skill, tuple(requirements.get(pk) for requirements in by_role))
        for pk, skill in sorted(skills.items(), key=lambda entry: entry[1].position)
    ]
    emphases = emphasis_rows(roles)
    if only_different:
        rows = [row for row in rows if row.difference]
        emphases = [row for row in emphases if row.difference]
    if sort == "difference":
        rows.sort(key=lambda row: -row.difference)
        emphases.sort(key=lambda row: -row.difference)
    return Comparison(tuple(roles), tuple(rows), tuple(emphases))


def emphasis_rows(roles: Sequence[Role]) -> list[EmphasisRow]:
    by_role = [{e.responsibility_id: e for e in role.emphases.all()} for role in roles]
    found = {
        e.responsibility_id: e.responsibility
        for role in roles
        for e in role.emphases.all()
    }
    return [
        EmphasisRow(responsibility, tuple(emphases.get(pk) for emphases in by_role))
        for pk, responsibility in sorted(
            found.items(), key=lambda entry: entry[1].position
        )
    ]


def spread(figures: Sequence[int | None]) -> int:
    """Return the largest difference; what a role does not name counts as 0."""
    known = [figure or 0 for figure in figures]
    return max(known) - min(known)


def shown(figures: Iterable[int | None]) -> list[object]:
    return ["" if figure is None else figure for figure in figures]
