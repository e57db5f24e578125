"""Simulated respondents, and what the report says about them."""

from itertools import combinations

import pytest

from quiz.bank import Bank
from quiz.respondents import Interview, Respondents, Run
from quiz.scoring import score
from quiz.selection import next_item, prepare, should_stop
from quiz.simulation import (
    GOALS,
    Goal,
    SimulationReport,
    calibration_error,
    percentile,
    simulate,
)
from tests.quiz.banks import bank_of, fair_bank, random_bank

BANK = random_bank(3, items=20)


@pytest.fixture(scope="module")
def report() -> SimulationReport:
    return simulate(BANK, respondents=200, seed=7)


def test_a_bank_that_tells_roles_apart_reaches_the_goals_of_recovery() -> None:
    figures = simulate(fair_bank(24), respondents=100).figures
    for name in ("full_recovery", "named", "named_right", "named_agrees_with_full"):
        assert GOALS[name].met_by(figures[name]), name


def test_the_figures_are_those_that_have_goals(report: SimulationReport) -> None:
    assert list(report.figures) == list(GOALS)
    assert report.missed == tuple(
        name for name, goal in GOALS.items() if not goal.met_by(report.figures[name])
    )


def test_shares_lie_between_nothing_and_all(report: SimulationReport) -> None:
    gain = report.figures["gain_over_fixed_order"]
    shares = [v for name, v in report.figures.items() if v is not gain]
    assert all(0 <= share <= 1 for share in shares)
    assert -1 <= gain <= 1


def test_the_same_seed_gives_the_same_report(report: SimulationReport) -> None:
    assert simulate(BANK, respondents=200, seed=7) == report
    assert simulate(BANK, respondents=200, seed=8).figures != report.figures


def test_the_confusion_table_counts_every_person_once(report: SimulationReport) -> None:
    assert [sum(row) for row in report.confusion] == [40] * 5
    assert {len(row) for row in report.confusion} == {7}
    right = sum(row[role] for role, row in enumerate(report.confusion))
    named = sum(sum(row[:5]) for row in report.confusion)
    assert report.figures["named"] == named / 200
    assert report.figures["named_right"] == right / named


def test_recovery_is_summed_up_by_mean_and_minimum(report: SimulationReport) -> None:
    shares = report.recovery.values()
    assert report.figures["full_recovery"] == pytest.approx(sum(shares) / 5)
    assert report.figures["full_recovery_worst_role"] == min(shares)


def test_the_gain_compares_right_names_at_equal_length(
    report: SimulationReport, runs: list[Run]
) -> None:
    length = report.fixed_length
    assert length == round(report.items_mean)
    fixed = [(run.truth, leaders_after(run.choices[:length])) for run in runs[:200]]
    named = [pair for pair in fixed if len(pair[1]) == 1]
    right = sum(truth == leaders for truth, leaders in named)
    assert report.fixed_named == len(named) / 200
    assert report.fixed_named_right == right / len(named)
    adaptive = report.figures["named"] * report.figures["named_right"]
    gain = report.figures["gain_over_fixed_order"]
    assert gain == pytest.approx(adaptive - right / 200)


def leaders_after(choices: tuple[int, ...]) -> tuple[int, ...]:
    result = score(BANK, chosen(BANK, choices))
    return tuple(BANK.roles.index(role) for role in result.leaders)


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    """The respondents of the report again: 200 people, 200 blends, 200 clickers."""
    source, interview = Respondents(BANK, 0.15, 7), Interview(prepare(BANK))
    roles = [(role,) for role in range(5)] * 40
    truths = [*roles, *[*combinations(range(5), 2)] * 20, *[()] * 200]
    drawn = [(truth, source.answer(truth)) for truth in truths]
    return [Run(truth, choices, *interview.ask(choices)) for truth, choices in drawn]


def test_blends_count_when_they_are_told_a_leader(
    report: SimulationReport, runs: list[Run]
) -> None:
    told = [run for run in runs[200:400] if run.leaders]
    assert report.blends_without_pattern == 1 - len(told) / 200
    assert report.figures["blend_hit"] == sum(r.is_hit for r in told) / len(told)


def test_calibration_is_tried_with_all_hypotheses_equally_frequent(
    report: SimulationReport, runs: list[Run]
) -> None:
    error = calibration_error([*runs[:200], *runs[400:440]])
    assert report.figures["calibration_error"] == pytest.approx(error)


def test_items_that_say_nothing_name_nobody() -> None:
    report = simulate(bank_of([[[0] * 5] * 4] * 8), respondents=50)
    assert report.figures["named"] == report.figures["random_named"] == 0
    assert (report.items_mean, report.items_p95) == (8, 8)
    assert report.blends_without_pattern == 1


def test_progress_is_told_after_each_respondent() -> None:
    told: list[tuple[int, int]] = []
    simulate(fair_bank(6), respondents=20, progress=lambda *step: told.append(step))
    assert told == [(done, 60) for done in range(1, 61)]


def chosen(bank: Bank, choices: tuple[int, ...]) -> dict[str, str | None]:
    pairs = zip(bank.items, choices, strict=False)
    return {item.slug: item.options[choice].slug for item, choice in pairs}


@pytest.mark.parametrize("truth", [(0,), (1, 4), ()])
def test_the_interview_asks_and_stops_as_the_site_does(truth: tuple[int, ...]) -> None:
    bank = random_bank(5, items=12)
    prepared, everything = prepare(bank), Respondents(bank, 0.15, 1).answer(truth)
    answers: dict[str, str | None] = {}
    while not should_stop(prepared, answers):
        item = next_item(prepared, answers)
        assert item is not None
        answers[item] = chosen(bank, everything)[item]
    scores = score(bank, answers).scores
    assert Interview(prepared).ask(everything) == (scores, len(answers))


def test_people_without_slips_follow_the_points() -> None:
    bank = bank_of([[[3, -3], [-3, 3]]] * 2_000)
    share = Respondents(bank, 0.0, 1).answer((0,)).count(0) / 2_000
    assert share == pytest.approx(0.973, abs=0.015)


def test_who_always_slips_has_no_role() -> None:
    bank = bank_of([[[3, -3], [-3, 3]]] * 2_000)
    share = Respondents(bank, 1.0, 1).answer((0,)).count(0) / 2_000
    assert share == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("truth", [(0, 1), ()])
def test_blends_and_clickers_have_no_side(truth: tuple[int, ...]) -> None:
    bank = bank_of([[[3, -3], [-3, 3]]] * 2_000)
    share = Respondents(bank, 0.15, 1).answer(truth).count(0) / 2_000
    assert share == pytest.approx(0.5, abs=0.05)


def run(truth: tuple[int, ...], *scores: float) -> Run:
    return Run(truth, (), scores, 6)


def test_a_blend_is_hit_by_one_or_both_of_its_roles_and_no_other() -> None:
    assert run((0, 1), 5.0, 0.0, 0.0).is_hit
    assert run((0, 1), 5.0, 5.0, 0.0).is_hit
    assert not run((0, 1), 5.0, 5.0, 5.0).is_hit
    assert not run((0, 1), 0.0, 0.0, 0.0).is_hit


def test_calibration_error_is_the_gap_between_belief_and_truth() -> None:
    sure = 50.0
    assert calibration_error([run((0,), sure, 0.0)]) == pytest.approx(0)
    assert calibration_error([run((1,), sure, 0.0)]) == pytest.approx(1)
    assert calibration_error([run((), -sure, -sure)]) == pytest.approx(0)
    half = [run((0,), sure, 0.0), run((1,), sure, 0.0)]
    assert calibration_error(half) == pytest.approx(0.5)


def test_the_percentile_is_the_nearest_rank() -> None:
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([3], 0.95) == 3


def test_a_goal_is_met_at_its_bound() -> None:
    assert Goal(">=", 0.9).met_by(0.9)
    assert not Goal(">=", 0.9).met_by(0.89)
    assert Goal("<=", 0.9).met_by(0.9)
    assert not Goal("<=", 0.9).met_by(0.91)
