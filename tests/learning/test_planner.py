"""The guarantees of the planner as properties, and plans worked out by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from learning.candidates import StepFacts, servants
from learning.plan_request import (
    LEVEL_MAX,
    WEEK_HOURS_MAX,
    Mark,
    PlanRequest,
    State,
)
from learning.planner import Gap, Hours, Plan, make_plan
from tests.learning.catalogs import (
    MONDAY,
    SKILLS,
    catalogs,
    request,
    requests,
    rise,
    step,
)

DONE, DOING, SKIPPED = Mark(State.DONE), Mark(State.DOING), Mark(State.SKIPPED)


def can_begin(
    step: StepFacts, catalog: Iterable[StepFacts], levels: Mapping[str, int]
) -> bool:
    """Tell it anew, from the steps themselves."""
    required = [other for other in catalog if other.slug in step.requires]
    return levels.get(step.skill, 0) >= step.from_level and all(
        levels.get(other.skill, 0) >= other.to_level for other in required
    )


def reach(
    steps: Iterable[StepFacts],
    catalog: Iterable[StepFacts],
    levels: Mapping[str, int],
) -> dict[str, int]:
    """Return the levels after taking steps for as long as one raises anything."""
    now, steps = dict(levels), list(steps)
    while useful := [
        s
        for s in steps
        if now.get(s.skill, 0) < s.to_level and can_begin(s, catalog, now)
    ]:
        now[useful[0].skill] = useful[0].to_level
    return now


def goals(wanted: PlanRequest) -> dict[str, int]:
    """Return what the role asks for, as far as any steps lead."""
    catalog = servants(wanted.steps, wanted.role)
    most = reach(catalog, catalog, wanted.levels)
    return {
        need.skill: min(need.level, most.get(need.skill, 0)) for need in wanted.needs
    }


def meets(levels: Mapping[str, int], wanted: Mapping[str, int]) -> bool:
    return all(levels.get(skill, 0) >= level for skill, level in wanted.items())


def chosen(plan: Plan) -> list[StepFacts]:
    return [planned.step for planned in plan.steps]


def slugs(wanted: PlanRequest) -> tuple[str, ...]:
    return make_plan(wanted).slugs


# Every gap closed


@given(requests())
def test_every_gap_that_steps_can_close_is_closed(wanted):
    levels = dict(wanted.levels)
    for planned in chosen(make_plan(wanted)):
        levels[planned.skill] = planned.to_level
    assert meets(levels, goals(wanted))


@given(requests())
def test_open_gaps_are_exactly_what_no_step_reaches(wanted):
    catalog = servants(wanted.steps, wanted.role)
    most = reach(catalog, catalog, wanted.levels)
    open_gaps = {
        (gap.skill, gap.level, gap.need) for gap in make_plan(wanted).open_gaps
    }
    assert open_gaps == {
        (need.skill, most.get(need.skill, 0), need.level)
        for need in wanted.needs
        if most.get(need.skill, 0) < need.level
    }


@given(requests())
def test_closed_levels_add_up_to_the_gaps_less_what_stays_open(wanted):
    plan = make_plan(wanted)
    closed = sum(planned.place.closes for planned in plan.steps)
    assert closed == sum(g.size for g in plan.gaps) - sum(
        g.size for g in plan.open_gaps
    )


def test_chain_from_zero_reaches_the_top():
    steps = [rise("a", "0-1"), rise("b", "1-2"), rise("c", "2-4")]
    assert slugs(request(steps, {"code": 4})) == ("a", "b", "c")


def test_a_level_that_no_step_reaches_stays_open_and_the_rest_is_planned():
    plan = make_plan(request([rise("a", "0-2"), rise("c", "3-4")], {"code": 4}))
    assert plan.slugs == ("a",)
    assert plan.gaps == (Gap("code", 0, 4, 3),)
    assert plan.open_gaps == (Gap("code", 2, 4, 3),)


def test_other_paths_fill_what_the_chosen_ones_leave():
    steps = [
        rise("a", "0-1", hours=50),
        rise("b", "1-2", path="practice"),
        rise("all", "0-2", hours=5, path="practice"),
    ]
    plan = make_plan(request(steps, {"code": 2}, paths=frozenset({"study"})))
    assert [(p.step.slug, p.from_other_path) for p in plan.steps] == [
        ("a", False),
        ("b", True),
    ]


# Prerequisites


@given(requests())
def test_each_step_can_begin_when_its_turn_comes(wanted):
    catalog = servants(wanted.steps, wanted.role)
    levels = dict(wanted.levels)
    for planned in chosen(make_plan(wanted)):
        assert can_begin(planned, catalog, levels)
        levels[planned.skill] = planned.to_level


@given(requests())
def test_a_required_step_that_is_planned_comes_first(wanted):
    plan = make_plan(wanted)
    place = {slug: index for index, slug in enumerate(plan.slugs)}
    for planned in chosen(plan):
        before = [place[slug] for slug in planned.requires if slug in place]
        assert all(index < place[planned.slug] for index in before)


@given(requests())
def test_reasons_name_steps_of_the_plan_in_order(wanted):
    plan = make_plan(wanted)
    place = {slug: index for index, slug in enumerate(plan.slugs)}
    for index, planned in enumerate(plan.steps):
        assert all(place[slug] < index for slug in planned.place.after)
        assert all(place[slug] > index for slug in planned.opens)
        assert planned.place.closes or planned.opens


def test_a_prerequisite_beyond_the_role_is_planned_and_says_so():
    steps = [
        rise("algebra", "0-2", skill="math"),
        rise("net", "0-2", requires=("algebra",)),
    ]
    plan = make_plan(request(steps, {"code": 2}))
    assert plan.slugs == ("algebra", "net")
    assert [p.is_prerequisite for p in plan.steps] == [True, False]
    assert plan.steps[0].opens == ("net",)


def test_a_mastered_prerequisite_is_not_listed():
    steps = [
        rise("algebra", "0-2", skill="math"),
        rise("net", "0-2", requires=("algebra",)),
    ]
    assert slugs(request(steps, {"code": 2}, levels={"math": 2})) == ("net",)


def test_another_step_that_leads_as_far_meets_a_prerequisite():
    steps = [
        rise("algebra", "0-2", skill="math", path="practice"),
        rise("course", "0-2", skill="math", hours=90),
        rise("net", "0-2", requires=("algebra",)),
    ]
    wanted = request(steps, {"code": 2, "math": 2}, paths=frozenset({"study"}))
    assert slugs(wanted) == ("course", "net")


def test_a_prerequisite_of_another_role_is_taken_when_nothing_else_leads_there():
    algebra = rise("algebra", "0-1", skill="math", roles=frozenset({"nlp"}))
    net = rise("net", "0-1", requires=("algebra",))
    assert slugs(request([algebra, net], {"code": 1})) == ("algebra", "net")
    own = rise("own", "0-1", skill="math", hours=90)
    assert slugs(request([algebra, own, net], {"code": 1})) == ("own", "net")


def test_steps_of_another_role_are_not_used_for_gaps():
    plan = make_plan(request([step("a", roles=frozenset({"nlp"}))], {"code": 1}))
    assert plan.steps == ()
    assert plan.open_gaps == (Gap("code", 0, 1, 3),)


def test_a_prerequisite_that_is_no_published_step_asks_for_nothing():
    assert slugs(request([step("a", requires=("draft",))], {"code": 1})) == ("a",)


def test_cheapest_chains_that_wait_for_each_other_give_way():
    steps = [
        step("code", requires=("math-long",)),
        rise("code-slow", "0-1", hours=70),
        rise("math-long", "0-1", skill="math", hours=50),
        rise("math-quick", "0-1", skill="math", requires=("code-slow",)),
    ]
    wanted = request(steps, {"code": 1, "math": 1})
    assert slugs(wanted) == ("math-long", "code")


def test_a_circle_of_prerequisites_is_an_open_gap():
    steps = [step("a", requires=("b",)), step("b", skill="math", requires=("a",))]
    plan = make_plan(request(steps, {"code": 1}))
    assert (plan.steps, len(plan.open_gaps)) == ((), 1)


# Nothing mastered


@given(requests())
def test_each_step_raises_its_skill_above_what_is_there(wanted):
    levels = dict(wanted.levels)
    for planned in make_plan(wanted).steps:
        before = levels.get(planned.step.skill, 0)
        assert planned.place.level_before == before < planned.step.to_level
        levels[planned.step.skill] = planned.step.to_level


def test_only_what_is_above_todays_level_is_listed():
    steps = [rise("a", "0-1"), rise("b", "1-2"), rise("c", "2-3")]
    assert slugs(request(steps, {"code": 3}, levels={"code": 2})) == ("c",)


def test_nothing_is_planned_without_gaps():
    plan = make_plan(request([step("a")], {"code": 1}, levels={"code": 3}))
    assert (plan.steps, plan.gaps, plan.hours) == ((), (), Hours(0, 0))
    assert (plan.finish_early, plan.finish_late) == (MONDAY, MONDAY)
    assert plan.tally.percent == 100


# Minimal


@given(requests())
def test_no_step_can_be_taken_out(wanted):
    catalog, steps = servants(wanted.steps, wanted.role), chosen(make_plan(wanted))
    for planned in steps:
        rest = [other for other in steps if other is not planned]
        assert not meets(reach(rest, catalog, wanted.levels), goals(wanted))


@given(requests(catalogs(size=(1, 9), skills=("code",), requires=False)))
def test_a_skills_chain_is_the_cheapest_there_is(wanted):
    """Levels outside the chosen paths count before hours; all subsets are tried."""

    def cost(steps: Iterable[StepFacts]) -> tuple[int, int]:
        outside = (
            s.to_level - max(s.from_level, wanted.levels.get("code", 0))
            for s in steps
            if s.path not in wanted.paths
        )
        return sum(outside), sum(s.hours_sum for s in steps)

    catalog = servants(wanted.steps, wanted.role)
    useful = [s for s in catalog if s.to_level > wanted.levels.get("code", 0)]
    best = min(
        cost(subset)
        for size in range(LEVEL_MAX + 1)
        for subset in combinations(useful, size)
        if meets(reach(subset, catalog, wanted.levels), goals(wanted))
    )
    assert cost(chosen(make_plan(wanted))) == best


def test_one_long_step_beats_two_short_ones_that_take_longer():
    steps = [rise("a", "0-1", 10), rise("b", "1-2", 10), rise("both", "0-2", 19)]
    assert slugs(request(steps, {"code": 2})) == ("both",)


def test_equal_steps_are_chosen_by_position_then_slug():
    steps = [step("z", position=1), step("b", position=2), step("a", position=2)]
    assert slugs(request(steps, {"code": 1})) == ("z",)
    assert slugs(request(steps[1:], {"code": 1})) == ("a",)


def test_a_step_that_asks_for_more_than_the_role_does_comes_last():
    steps = [
        rise("proof", "0-3", skill="math", hours=80),
        rise("quick", "0-1", requires=("proof",)),
        rise("slow", "0-1", hours=40),
    ]
    assert slugs(request(steps, {"code": 1})) == ("slow",)
    assert slugs(request(steps, {"code": 1, "math": 3})) == ("proof", "quick")


# Stable


@given(requests(), st.randoms(use_true_random=False))
def test_the_order_in_which_steps_come_in_changes_nothing(wanted, random):
    shuffled = random.sample(wanted.steps, len(wanted.steps))
    assert (
        make_plan(replace(wanted, steps=tuple(shuffled))).steps
        == make_plan(wanted).steps
    )


@given(requests(), st.integers(1, WEEK_HOURS_MAX), st.integers(0, 3000))
def test_hours_and_start_date_move_dates_only(wanted, hours, days):
    start = date(2020, 1, 1) + timedelta(days=days)
    other = make_plan(replace(wanted, hours_per_week=hours, start=start))
    assert other.slugs == slugs(wanted)
    assert other.hours == make_plan(wanted).hours


@given(requests(), st.data())
def test_ticking_steps_of_a_plan_changes_neither_steps_nor_order(wanted, data):
    plan = make_plan(wanted)
    marks = st.builds(Mark, st.sampled_from(State), st.none() | st.dates())
    progress = data.draw(st.dictionaries(st.sampled_from(plan.slugs or ("-",)), marks))
    progress.pop("-", None)
    assert slugs(replace(wanted, progress=progress)) == plan.slugs


@given(requests(), st.data())
def test_a_step_that_is_not_in_the_plan_may_go(wanted, data):
    plan = make_plan(wanted)
    required = {slug for step in wanted.steps for slug in step.requires}
    spare = [
        step
        for step in wanted.steps
        if not step.requires and step.slug not in required.union(plan.slugs)
    ]
    gone = data.draw(st.sampled_from([None, *spare]))
    fewer = tuple(step for step in wanted.steps if step is not gone)
    assert slugs(replace(wanted, steps=fewer)) == plan.slugs


def connected(skill: str, steps: Iterable[StepFacts]) -> set[str]:
    """Return the skills that prerequisites tie to this one, in either direction."""
    steps = list(steps)
    ties = [
        {step.skill, other.skill}
        for step in steps
        for other in steps
        if other.slug in step.requires
    ]
    group = {skill}
    while more := [tie for tie in ties if tie & group and not tie <= group]:
        group.update(*more)
    return group


@given(requests(), st.sampled_from(SKILLS), st.integers(0, LEVEL_MAX))
def test_a_level_changes_only_what_prerequisites_connect(wanted, skill, level):
    other = replace(wanted, levels={**wanted.levels, skill: level})
    group = connected(skill, servants(wanted.steps, wanted.role))
    before, after = chosen(make_plan(wanted)), chosen(make_plan(other))
    assert [s for s in before if s.skill not in group] == [
        s for s in after if s.skill not in group
    ]


@given(requests(catalogs(requires=False)), st.sampled_from(["code", "math"]))
def test_knowing_more_never_takes_longer(wanted, skill):
    wanted = replace(wanted, paths=frozenset({"study", "practice"}))
    level = wanted.levels.get(skill, 0)
    better = {**wanted.levels, skill: min(LEVEL_MAX, level + 1)}
    before, after = make_plan(wanted), make_plan(replace(wanted, levels=better))
    lost = sum(g.size for g in after.open_gaps) < sum(g.size for g in before.open_gaps)
    total, less = before.hours, after.hours
    assert lost or less.low + less.high <= total.low + total.high


# Progress


def four_steps(**facts):
    steps = [rise(f"s{n}", f"{n}-{n + 1}") for n in range(4)]
    return request(steps, {"code": 4}, **facts)


def test_settled_steps_take_no_time_and_stay_listed():
    plan = make_plan(four_steps(progress={"s0": DONE, "s1": SKIPPED, "s2": DOING}))
    assert [p.mark.state for p in plan.steps] == ["done", "skipped", "doing", "to_do"]
    assert [p.calendar is None for p in plan.steps] == [True, True, False, False]
    assert plan.steps[2].calendar.early.start == MONDAY
    assert (plan.hours, plan.hours_left) == (Hours(40, 40), Hours(20, 20))
    assert [month.first for month in plan.months] == [None, date(2027, 1, 1)]


def test_a_step_settled_after_the_start_keeps_its_days():
    after = Mark(State.DONE, MONDAY + timedelta(days=1))
    ticked, before = (
        make_plan(four_steps(progress={"s0": after})),
        make_plan(four_steps()),
    )
    assert [p.calendar for p in ticked.steps] == [p.calendar for p in before.steps]
    assert ticked.hours_left == Hours(30, 30)


def test_percent_counts_done_and_skipped_and_rounds_down():
    tally = make_plan(
        four_steps(progress={"s0": DONE, "s1": SKIPPED, "s2": DOING})
    ).tally
    assert (tally.to_do, tally.doing, tally.done, tally.skipped) == (1, 1, 1, 1)
    assert tally.percent == 50


@given(requests(), st.sampled_from([DONE, SKIPPED]))
def test_settling_every_step_is_exactly_100_percent(wanted, mark):
    progress = dict.fromkeys(slugs(wanted), mark)
    plan = make_plan(replace(wanted, progress=progress))
    assert plan.tally.percent == 100
    assert plan.hours_left == Hours(0, 0)
    if len(progress) > 1:
        progress.popitem()
        assert make_plan(replace(wanted, progress=progress)).tally.percent < 100


def test_work_that_is_begun_is_kept_when_something_shorter_appears():
    steps = [rise("begun", "0-1", hours=30), rise("shorter", "0-1", hours=10)]
    assert slugs(request(steps, {"code": 1})) == ("shorter",)
    for mark in (DOING, DONE, SKIPPED):
        assert slugs(request(steps, {"code": 1}, progress={"begun": mark})) == (
            "begun",
        )


def test_progress_that_the_plan_does_not_need_is_kept_and_counts():
    progress = {"s0": DONE, "s1": SKIPPED, "s2": Mark(State.TO_DO)}
    plan = make_plan(four_steps(levels={"code": 2}, progress=progress))
    assert plan.slugs == ("s2", "s3")
    assert plan.kept == (("s0", DONE), ("s1", SKIPPED))
    assert (plan.tally.done, plan.tally.total, plan.tally.percent) == (1, 3, 33)
