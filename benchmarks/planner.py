"""Time the planning over 500 generated steps: `python -m benchmarks.planner`.

Milliseconds differ between machines; the ratios to a fixed piece of arithmetic, timed
in the same run, can be compared.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from statistics import median

from benchmarks.selection import arithmetic, median_time, spent
from learning.candidates import StepFacts
from learning.plan_changes import compare_plans
from learning.plan_request import Mark, PlanRequest, State, switched
from learning.planner import make_plan
from quiz.readiness import Need

ROLES = ("r0", "r1", "r2", "r3", "r4")
PATHS = ("p0", "p1", "p2", "p3")
STEPS = 500
SKILLS = 8
ROUNDS = 40
GOAL = "<= 50 ms"


def main() -> None:
    """Print the time of one plan, from several starting points."""
    reference = median_time([arithmetic] * ROUNDS)
    print(f"{'CPU time':44}{'median':>9}{'slowest':>10}{'ratio':>8}  goal")
    for name, tasks, goal in tasks_by_name():
        times = [spent(task) for task in tasks]
        print(
            f"{name:44}{median(times) * 1e3:6.2f} ms{max(times) * 1e3:7.2f} ms"
            f"{median(times) / reference:8.2f}  {goal}"
        )
    print(f"ratio 1 = 10,000 exponentials = {reference * 1e3:.2f} ms")


def tasks_by_name() -> list[tuple[str, list[Callable[[], object]], str]]:
    """Return what is timed: name, calls on different catalogs, goal."""
    wanted = [random_request(seed) for seed in range(ROUNDS)]
    one_path = [replace(w, paths=frozenset(PATHS[:1])) for w in wanted]
    halfway = [replace(w, levels={f"k{n}": 2 for n in range(SKILLS)}) for w in wanted]
    wide = [random_request(seed, skills=5 * SKILLS) for seed in range(ROUNDS)]
    return [
        ("500 steps, 8 skills, from zero", calls(make_plan, wanted), GOAL),
        ("the same, one of four paths chosen", calls(make_plan, one_path), GOAL),
        ("the same, from level 2", calls(make_plan, halfway), GOAL),
        ("planned anew with progress off the plan", calls(anew, wanted), GOAL),
        ("two roles compared", calls(other_role, wanted), "-"),
        ("500 steps, 40 skills, from zero", calls(make_plan, wide), "-"),
    ]


def anew(request: PlanRequest) -> object:
    """Plan again when every tenth step is done: all has to be chosen twice."""
    slugs = [step.slug for step in request.steps if request.role in step.roles]
    done = dict.fromkeys(slugs[::10], Mark(State.DONE))
    return make_plan(replace(request, progress=done))


def other_role(request: PlanRequest) -> object:
    other = switched(request, ROLES[1], request.needs)
    return compare_plans(make_plan(request), make_plan(other))


def calls(
    function: Callable[[PlanRequest], object], requests: list[PlanRequest]
) -> list[Callable[[], object]]:
    def call(request: PlanRequest) -> Callable[[], object]:
        return lambda: function(request)

    return [call(request) for request in requests]


def random_request(seed: int, *, skills: int = SKILLS) -> PlanRequest:
    """Return a request for level 4 in every skill, the same each time."""
    source = random.Random(seed)
    return PlanRequest(
        role=ROLES[0],
        needs=tuple(Need(f"k{n}", 4, source.randint(1, 5)) for n in range(skills)),
        levels={},
        steps=tuple(random_step(n, skills, source) for n in range(STEPS)),
        paths=frozenset(PATHS),
        hours_per_week=6,
        start=date(2027, 1, 4),
    )


def random_step(number: int, skills: int, source: random.Random) -> StepFacts:
    """Return a step that serves most roles and requires up to two earlier steps."""
    level = source.randint(0, 3)
    low = source.randint(5, 60)
    earlier = source.sample(range(number), min(number, source.choice((0, 0, 1, 2))))
    return StepFacts(
        f"s{number}",
        path=source.choice(PATHS),
        skill=f"k{number % skills}",
        from_level=level,
        to_level=min(4, level + source.choice((1, 1, 1, 2))),
        hours_low=low,
        hours_high=2 * low,
        requires=tuple(f"s{n}" for n in earlier),
        roles=frozenset({ROLES[0], *source.sample(ROLES, 3)}),
        position=number,
    )


if __name__ == "__main__":
    main()
