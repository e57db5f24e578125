"""Steps, needs and requests for the tests of the planner."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from learning.candidates import StepFacts
from learning.plan_request import PlanRequest
from quiz.readiness import Need

MONDAY = date(2027, 1, 4)
SKILLS = ("code", "math", "data")
PATHS = ("study", "practice")


def step(slug: str, skill: str = "code", **facts: Any) -> StepFacts:
    """Return a step from level 0 to 1 of 10 hours that serves the role `ml`."""
    defaults = {
        "path": "study",
        "from_level": 0,
        "to_level": 1,
        "hours_low": 10,
        "hours_high": 10,
        "roles": frozenset({"ml"}),
    }
    return StepFacts(slug, skill=skill, **(defaults | facts))


def rise(slug: str, levels: str, hours: int = 10, **facts: Any) -> StepFacts:
    """Return a step whose levels are written `0-2` and that takes the hours."""
    low, high = map(int, levels.split("-"))
    return step(
        slug,
        from_level=low,
        to_level=high,
        hours_low=hours,
        hours_high=hours,
        **facts,
    )


def request(
    steps: Iterable[StepFacts], needs: Mapping[str, int], **facts: Any
) -> PlanRequest:
    """Return a request from nothing, all paths chosen, importance 3 for each need."""
    importance = facts.pop("importance", {})
    defaults = {
        "role": "ml",
        "levels": {},
        "paths": frozenset(PATHS),
        "hours_per_week": 10,
        "start": MONDAY,
    }
    return PlanRequest(
        needs=tuple(Need(s, level, importance.get(s, 3)) for s, level in needs.items()),
        steps=tuple(steps),
        **(defaults | facts),
    )


@st.composite
def catalogs(
    draw: st.DrawFn,
    *,
    size: tuple[int, int] = (1, 10),
    skills: tuple[str, ...] = SKILLS,
    requires: bool = True,
    roles: tuple[frozenset[str], ...] = (
        frozenset({"ml"}),
        frozenset({"ml", "nlp"}),
        frozenset({"nlp"}),
    ),
) -> list[StepFacts]:
    """Draw steps; prerequisites may be wild: circles, other roles, unknown slugs."""
    count = draw(st.integers(*size))
    slugs = [f"s{n}" for n in range(count)]
    named = st.lists(st.sampled_from([*slugs, "draft"]), max_size=2, unique=True)
    steps = []
    for slug in slugs:
        low, high = sorted(draw(st.lists(_LEVEL, min_size=2, max_size=2, unique=True)))
        hours = sorted(draw(st.tuples(_HOURS, _HOURS)))
        steps.append(
            StepFacts(
                slug,
                path=draw(st.sampled_from(PATHS)),
                skill=draw(st.sampled_from(skills)),
                from_level=low,
                to_level=high,
                hours_low=hours[0],
                hours_high=hours[1],
                requires=tuple(draw(named)) if requires else (),
                roles=draw(st.sampled_from(roles)),
                position=draw(st.integers(0, 3)),
            )
        )
    return steps


_LEVEL = st.integers(0, 4)
_HOURS = st.integers(1, 60)


@st.composite
def requests(
    draw: st.DrawFn, source: st.SearchStrategy[list[StepFacts]] | None = None
) -> PlanRequest:
    """Draw a request without progress."""
    steps = draw(catalogs() if source is None else source)
    skills = sorted({*SKILLS, *(s.skill for s in steps)})
    needs = draw(st.lists(st.sampled_from(skills), min_size=1, unique=True))
    return PlanRequest(
        role="ml",
        needs=tuple(Need(s, draw(_LEVEL), draw(st.integers(1, 5))) for s in needs),
        levels=draw(st.dictionaries(st.sampled_from(skills), _LEVEL)),
        steps=tuple(steps),
        paths=draw(st.frozensets(st.sampled_from(PATHS), min_size=1)),
        hours_per_week=draw(st.integers(1, 80)),
        start=draw(st.dates(date(2020, 1, 1), date(2099, 12, 31))),
    )
