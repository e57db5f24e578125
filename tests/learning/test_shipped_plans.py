"""Plans from the shipped content: what holds for every role and every beginner."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from learning.candidates import servants
from learning.catalog import all_paths, needs_of, read_catalog, request_of
from learning.plan_request import LEVEL_MAX, Mark, State
from learning.planner import Plan, make_plan
from learning.plans import Settings
from roles.models import Role
from skills.models import Skill
from tests.quiz.test_shipped_bank import ROLES

pytestmark = pytest.mark.django_db
START = date(2027, 1, 4)


@pytest.fixture
def world(shipped):
    """Requests by role from nothing, read once; and the slugs of all skills."""
    catalog, paths = read_catalog(), all_paths()
    wanted = Settings({}, 6, START, paths)
    roles = {role.slug: role for role in Role.objects.published()}
    return {slug: request_of(roles[slug], wanted, catalog) for slug in ROLES}


def planned(request, **values) -> Plan:
    return make_plan(replace(request, **values))


@pytest.mark.parametrize("slug", ROLES)
def test_no_gap_is_left_open_from_nothing(world, slug):
    assert planned(world[slug]).open_gaps == ()


@pytest.mark.parametrize("slug", ROLES)
@pytest.mark.parametrize("path", range(4))
def test_no_gap_is_left_open_on_one_path(world, slug, path):
    one = frozenset({all_paths()[path].slug})
    assert planned(world[slug], paths=one).open_gaps == ()


@pytest.mark.parametrize("slug", ROLES)
def test_progress_reaches_exactly_100_percent(world, slug):
    plan = planned(world[slug])
    progress = {}
    for step in plan.slugs:
        assert planned(world[slug], progress=progress).tally.percent < 100
        progress[step] = Mark(State.DONE, START)
    assert planned(world[slug], progress=progress).tally.percent == 100


@pytest.mark.parametrize("slug", ROLES)
def test_from_any_levels_gaps_are_closed_and_nothing_mastered_is_listed(world, slug):
    chance = Random(slug)
    for _ in range(40):
        needs = world[slug].needs
        levels = {need.skill: chance.randint(0, LEVEL_MAX) for need in needs}
        plan = planned(world[slug], levels=levels)
        for entry in plan.steps:
            level = levels[entry.step.skill]
            assert entry.step.from_level <= level < entry.step.to_level
            levels[entry.step.skill] = entry.step.to_level
        assert plan.open_gaps == ()
        assert all(levels[need.skill] >= need.level for need in needs)


@pytest.mark.parametrize("slug", ROLES)
def test_every_step_of_a_plan_serves_the_role_or_comes_before_one(world, slug):
    usable = {step.slug for step in servants(world[slug].steps, slug)}
    assert set(planned(world[slug]).slugs) <= usable


def test_all_skills_are_asked_of_every_role(world):
    skills = set(Skill.objects.published().values_list("slug", flat=True))
    for request in world.values():
        assert {need.skill for need in request.needs} == skills
    assert needs_of(Role.objects.get(slug=ROLES[0]))
