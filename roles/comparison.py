"""Two to five roles side by side: what each asks of skills and of responsibilities."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
    rows = skill_rows(roles)
    prefetch_related_objects(roles, "emphases__responsibility")
    emphases = [
        EmphasisRow(*row)
        for row in lined_up([role.emphases.all() for role in roles], "responsibility")
    ]
    if only_different:
        rows = [row for row in rows if row.difference]
        emphases = [row for row in emphases if row.difference]
    if sort == "difference":
        rows.sort(key=lambda row: -row.difference)
        emphases.sort(key=lambda row: -row.difference)
    return Comparison(tuple(roles), tuple(rows), tuple(emphases))


def skill_matrix(roles: Sequence[Role]) -> Comparison:
    """Line up the skills alone, in the order of the guide."""
    return Comparison(tuple(roles), tuple(skill_rows(roles)))


def skill_rows(roles: Sequence[Role]) -> list[Row]:
    prefetch_related_objects(roles, "requirements__skill")
    links = [role.requirements.all() for role in roles]
    return [Row(*row) for row in lined_up(links, "skill")]


def lined_up(
    by_role: Sequence[Iterable[Any]], target: str
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield each record that a role links to, with the link of each role or None."""
    links = [{getattr(link, f"{target}_id"): link for link in of} for of in by_role]
    found = {pk: getattr(link, target) for of in links for pk, link in of.items()}
    for pk, record in sorted(found.items(), key=lambda entry: entry[1].position):
        yield record, tuple(of.get(pk) for of in links)


def spread(figures: Sequence[int | None]) -> int:
    """Return the largest difference; what a role does not name counts as 0."""
    known = [figure or 0 for figure in figures]
    return max(known) - min(known)


def shown(figures: Iterable[int | None]) -> list[object]:
    return ["" if figure is None else figure for figure in figures]
