"""Two plans side by side: before and after planning anew, or for two roles."""

from dataclasses import dataclass

from learning.planner import Hours, Plan, total_hours


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What differs between two plans; steps by slug.

    Attributes:
        kept: in both, in the second plan's order.
        removed: only in the first, in its order.
        added: only in the second, in its order.
        mastered: those removed because their level is reached in the second plan.
        reordered: whether the steps in both stand in another order.
        kept_hours: of the steps in both: for two roles, the hours that are shared.
        removed_hours: of the steps only in the first.
        added_hours: of the steps only in the second.
        days_early: by how many days the early finish moves; negative is sooner.
        days_late: by how many days the late finish moves.
    """

    kept: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    mastered: tuple[str, ...]
    reordered: bool
    kept_hours: Hours
    removed_hours: Hours
    added_hours: Hours
    days_early: int
    days_late: int

    @property
    def is_empty(self) -> bool:
        """Whether steps, order and dates are the same."""
        moved = self.reordered or self.days_early or self.days_late
        return not (moved or self.removed or self.added)


def compare_plans(first: Plan, second: Plan) -> PlanChange:
    """Return what differs between two plans.

    The same function serves a plan made anew (what changed?) and the same levels
    planned for two roles (which hours count for both?).
    """
    before = {planned.step.slug: planned.step for planned in first.steps}
    after = {planned.step.slug: planned.step for planned in second.steps}
    removed = [step for slug, step in before.items() if slug not in after]
    added = [step for slug, step in after.items() if slug not in before]
    kept = [step for slug, step in after.items() if slug in before]
    levels = second.request.levels
    return PlanChange(
        kept=tuple(step.slug for step in kept),
        removed=tuple(step.slug for step in removed),
        added=tuple(step.slug for step in added),
        mastered=tuple(
            step.slug for step in removed if step.to_level <= levels.get(step.skill, 0)
        ),
        reordered=[slug for slug in before if slug in after]
        != [step.slug for step in kept],
        kept_hours=total_hours(kept),
        removed_hours=total_hours(removed),
        added_hours=total_hours(added),
        days_early=(second.finish_early - first.finish_early).days,
        days_late=(second.finish_late - first.finish_late).days,
    )
