"""From a plan's JSON file back to a stored plan."""

from django.db import transaction
from django.utils.translation import gettext as _

from learning import plans
from learning.candidates import servants
from learning.catalog import Catalog, all_paths
from learning.exports import Remark
from learning.models import Plan
from learning.plan_file import PlanFile
from learning.plan_request import Mark
from learning.plans import Settings
from learning.visitors import Visitor
from roles.models import Role
from skills.models import Skill


class UnknownRole(Exception):
    """The file is about a role that this guide does not have."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.sentence = _("This guide has no role “%(slug)s”.") % {"slug": slug}


def import_plan(visitor: Visitor, file: PlanFile, catalog: Catalog) -> Plan:
    """Store what a file says; what this guide does not know is left out and named.

    Raises:
        UnknownRole: the plan's role is not here.
        plans.TooManyPlans: the visitor has as many as one may have.
    """
    role = Role.objects.published().filter(slug=file.plan.role).first()
    if role is None:
        raise UnknownRole(file.plan.role)
    usable = {facts.slug for facts in servants(catalog.facts, role.slug)}
    known = [entry for entry in file.progress if entry.step in usable]
    with transaction.atomic():
        plan = plans.make(
            visitor,
            role,
            _settings(file),
            kind="imported",
            left_out=[e.step for e in file.progress if e.step not in usable],
        )
        plans.fill(
            plan,
            (
                (catalog.steps[e.step], Mark(e.state, e.since), Remark(e.note, e.link))
                for e in known
            ),
        )
    return plan


def _settings(file: PlanFile) -> Settings:
    skills = set(Skill.objects.published().values_list("slug", flat=True))
    paths = all_paths()
    return Settings(
        levels={s: level for s, level in file.plan.levels.items() if s in skills},
        hours_per_week=file.plan.hours_per_week,
        start_date=file.plan.start,
        paths=[path for path in paths if path.slug in file.plan.paths] or paths,
    )
