"""From stored content and a stored plan to what the planner is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from learning.candidates import StepFacts
from learning.models import LearningPath, Plan, Progress, Step
from learning.plan_request import Mark, PlanRequest, State, usable_progress
from learning.plans import Settings
from quiz.readiness import Need
from roles.models import Requirement, Role


@dataclass(frozen=True, slots=True)
class Catalog:
    """All published steps, with their facts as the planner takes them."""

    steps: Mapping[str, Step]
    facts: tuple[StepFacts, ...]


def read_catalog() -> Catalog:
    """Read every published step, with all that a plan says about one."""
    steps = (
        Step.objects.published()
        .in_order()
        .select_related("path", "skill")
        .prefetch_related(
            Prefetch("requires", Step.objects.only("slug")),
            Prefetch("roles", Role.objects.only("slug")),
            "resources",
        )
    )
    by_slug = {step.slug: step for step in steps}
    return Catalog(by_slug, tuple(facts_of(step) for step in by_slug.values()))


def facts_of(step: Step) -> StepFacts:
    return StepFacts(
        slug=step.slug,
        path=step.path.slug,
        skill=step.skill.slug,
        from_level=step.from_level,
        to_level=step.to_level,
        hours_low=step.hours_low,
        hours_high=step.hours_high,
        requires=tuple(other.slug for other in step.requires.all()),
        roles=frozenset(role.slug for role in step.roles.all()),
        position=step.position,
    )


def needs_of(role: Role) -> tuple[Need, ...]:
    """Return what a role asks for; asks nothing twice of the database."""
    with_skills = Requirement.objects.select_related("skill")
    prefetch_related_objects([role], Prefetch("requirements", with_skills))
    return tuple(
        Need(r.skill.slug, r.level, r.importance) for r in role.requirements.all()
    )


def request_of(
    role: Role,
    wanted: Settings,
    catalog: Catalog,
    progress: Iterable[Progress] = (),
) -> PlanRequest:
    """Return what the planner is asked for.

    Marks on steps that are not published any more, or not for this role, are left out.
    A plan whose paths are all gone may use every path.
    """
    marks = {row.step.slug: Mark(State(row.state), row.since) for row in progress}
    paths = frozenset(path.slug for path in wanted.paths)
    return PlanRequest(
        role=role.slug,
        needs=needs_of(role),
        levels=wanted.levels,
        steps=catalog.facts,
        paths=paths or frozenset(facts.path for facts in catalog.facts),
        hours_per_week=wanted.hours_per_week,
        start=wanted.start_date,
        progress=usable_progress(catalog.facts, role.slug, marks),
    )


def stored_settings(plan: Plan) -> Settings:
    return Settings(
        levels=plan.levels,
        hours_per_week=plan.hours_per_week,
        start_date=plan.start_date,
        paths=list(plan.paths.all()),
    )


def all_paths() -> list[LearningPath]:
    return list(LearningPath.objects.published().in_order())
