"""The rule of `docs/scoring.md`, as properties and one golden table."""

import math
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank import Bank, Item, Option
from quiz.scoring import (
    LAPSE,
    MIN_ANSWERS,
    TIE_NAT,
    AnswerError,
    Answers,
    State,
    Strength,
    item_evidence,
    leading,
    margins,
    option_probabilities,
    posterior,
    score,
    strength,
)
from tests.quiz.banks import (
    answered,
    bank_of,
    banks,
    fair_item,
    favoring,
    first_options,
)

Case = tuple[Bank, Answers]
enough = answered(banks(items=(5, 9), roles=(2, 4)))

GOLDEN_BANK = bank_of(
    [
        [[3, 0, -1], [0, 3, -1], [-1, 0, 3], [1, 1, 1]],
        [[2, 2, -2], [-2, 2, 2], [2, -2, 2], [0, 0, 0]],
        [[3, -3, 0], [-3, 3, 0], [0, 0, 3], [0, 0, -3]],
        [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]],
        [[3, 1, 0], [1, 3, 0], [0, 1, 3], [-1, -1, -1], [0, 0, 0]],
        [[2, 0, -1], [0, 2, -1], [-1, -1, 2], [0, 0, 0], [1, 1, 1]],
    ],
    roles=("alpha", "beta", "gamma"),
)

# Chosen options by item ("-" a skip), state, leaders, strength, scores in nat, l_z.
GOLDEN = [
    ("000000", "leader", "alpha", "strong", (4.456289, -2.782881, -4.748904), 1.864568),
    ("111111", "leader", "beta", "strong", (-4.593722, 4.338458, -2.834085), 1.920808),
    ("222222", "leader", "gamma", "strong", (-2.981241, -4.046132, 4.640226), 1.792461),
    ("020100", "leader", "alpha", "strong", (3.911058, -4.152469, -2.834085), 1.524256),
    ("00011-", "leader", "alpha", "likely", (2.078914, -0.747479, -3.930463), 0.504734),
    ("001004", "tie", "alpha beta", None, (1.126028, 0.518714, -3.721374), -0.214058),
    ("012012", "no_pattern", "", None, (-1.787024, -1.019338, 0.387634), None),
    ("110000", "no_pattern", "", None, (0.931569, -1.180881, -2.834085), None),
    ("0000--", "too_few", "", None, (2.744213, -2.217536, -3.366281), None),
]


def golden_answers(options: str) -> Answers:
    chosen = enumerate(options)
    return {f"i{i}": None if o == "-" else f"o{o}" for i, o in chosen}


@pytest.mark.parametrize(
    ("options", "state", "leaders", "words", "scores", "fit"), GOLDEN
)
def test_golden_table(
    options: str,
    state: str,
    leaders: str,
    words: str | None,
    scores: tuple[float, ...],
    fit: float | None,
) -> None:
    result = score(GOLDEN_BANK, golden_answers(options))
    assert (result.state, result.strength) == (state, words)
    assert result.leaders == tuple(leaders.split())
    assert result.scores == pytest.approx(scores, abs=1e-6)
    assert result.person_fit == (None if fit is None else pytest.approx(fit, abs=1e-6))


# What an option says about a role.


@given(banks())
def test_probabilities_sum_to_one_and_leave_room_for_a_slip(bank: Bank) -> None:
    for item in bank.items:
        for role in range(len(bank.roles)):
            probabilities = option_probabilities(item, role)
            assert math.fsum(probabilities) == pytest.approx(1)
            assert min(probabilities) >= LAPSE / len(item.options)


def test_points_are_steps_of_six_tenths_of_a_nat() -> None:
    item = Item("i", (Option("x", (3,)), Option("y", (1,)), Option("z", (0,))))
    slip = LAPSE / 3
    x, y, z = (p - slip for p in option_probabilities(item, 0))
    assert math.log(x / z) == pytest.approx(1.8)
    assert math.log(y / z) == pytest.approx(0.6)


@given(banks(items=(1, 1)))
def test_no_single_answer_decides(bank: Bank) -> None:
    size = len(bank.items[0].options)
    for row in item_evidence(bank.items[0]):
        assert all(math.log(LAPSE) <= x < math.log(size) for x in row)


@given(enough, st.data())
def test_more_points_for_a_role_never_lower_it(case: Case, data: st.DataObject) -> None:
    bank, answers = case
    role = data.draw(st.integers(0, len(bank.roles) - 1))
    before, after = score(bank, answers), score(with_more(bank, answers, role), answers)
    for r, pair in enumerate(zip(before.scores, after.scores, strict=True)):
        assert pair[1] >= pair[0] if r == role else pair[1] == pair[0]


def with_more(bank: Bank, answers: Answers, role: int) -> Bank:
    """Return the bank with one point more for a role in each chosen option."""
    items = []
    for item in bank.items:
        options = [
            replace(o, evidence=one_more(o.evidence, role))
            if answers.get(item.slug) == o.slug
            else o
            for o in item.options
        ]
        items.append(replace(item, options=tuple(options)))
    return replace(bank, items=tuple(items))


def one_more(points: tuple[int, ...], role: int) -> tuple[int, ...]:
    return tuple(min(3, p + 1) if r == role else p for r, p in enumerate(points))


@given(banks(items=(1, 1)))
def test_an_option_with_more_points_says_no_less(bank: Bank) -> None:
    item = bank.items[0]
    for role in range(len(bank.roles)):
        said = zip(item.options, item_evidence(item), strict=True)
        ranked = sorted((o.evidence[role], row[role]) for o, row in said)
        assert [row for _, row in ranked] == sorted(row for _, row in ranked)


# From the ledger to the leaders.


@given(answered())
def test_the_ledger_sums_to_the_scores(case: Case) -> None:
    result = score(*case)
    for role, total in enumerate(result.scores):
        by_hand = sum(row.evidence[role] for row in result.ledger)
        assert by_hand == pytest.approx(total, abs=1e-9)


@given(answered())
def test_the_posterior_sums_to_one_and_has_the_odds_of_the_scores(case: Case) -> None:
    result = score(*case)
    *roles, no_pattern = result.posterior
    assert math.fsum(result.posterior) == pytest.approx(1)
    for probability, total in zip(roles, result.scores, strict=True):
        assert probability / no_pattern == pytest.approx(math.exp(total))


@given(enough)
def test_a_skip_changes_nothing_but_the_count_of_skips(case: Case) -> None:
    bank, answers = case
    given_ones = {item: option for item, option in answers.items() if option}
    with_skips, without = score(bank, answers), score(bank, given_ones)
    assert replace(with_skips, skipped=0) == without
    assert with_skips.skipped == len(answers) - len(given_ones)


@given(enough, st.randoms(use_true_random=False))
def test_order_of_answers_changes_no_bit(case: Case, random: Random) -> None:
    bank, answers = case
    shuffled = random.sample(sorted(answers), len(answers))
    assert score(bank, {item: answers[item] for item in shuffled}) == score(*case)


@given(enough, st.randoms(use_true_random=False))
def test_order_of_items_and_options_changes_no_bit(case: Case, random: Random) -> None:
    bank, answers = case
    items = tuple(
        replace(i, options=tuple(random.sample(i.options, len(i.options))))
        for i in random.sample(bank.items, len(bank.items))
    )
    before, after = score(bank, answers), score(replace(bank, items=items), answers)
    assert (after.scores, after.leaders) == (before.scores, before.leaders)
    assert after.posterior == before.posterior


@given(enough, st.randoms(use_true_random=False))
def test_order_of_roles_moves_scores_and_changes_none(
    case: Case, random: Random
) -> None:
    bank, answers = case
    order = random.sample(range(len(bank.roles)), len(bank.roles))
    before, after = score(bank, answers), score(with_roles(bank, order), answers)
    assert after.scores == tuple(before.scores[r] for r in order)
    assert set(after.leaders) == set(before.leaders)
    assert after.leaders == tuple(r for r in after.roles if r in before.leaders)


def with_roles(bank: Bank, order: list[int]) -> Bank:
    items = tuple(
        replace(
            item,
            options=tuple(
                replace(o, evidence=tuple(o.evidence[r] for r in order))
                for o in item.options
            ),
        )
        for item in bank.items
    )
    return Bank(tuple(bank.roles[r] for r in order), items)


@pytest.mark.parametrize(
    ("scores", "roles"),
    [
        ((TIE_NAT - 0.001, 0.0, -1.0), ()),
        ((TIE_NAT, 0.0, -1.0), (0,)),
        ((2.0, 2.0 - TIE_NAT + 0.001, 5.0), (2,)),
        ((-1.0, 4.0, 4.0 - TIE_NAT + 0.001), (1, 2)),
        ((4.0, 4.0, 4.0), (0, 1, 2)),
        ((0.0, 4.0 + TIE_NAT, 4.0), (1,)),
    ],
)
def test_leaders_are_within_three_to_one_of_the_best(
    scores: tuple[float, ...], roles: tuple[int, ...]
) -> None:
    assert leading(scores) == roles


@given(enough)
def test_roles_that_answers_cannot_tell_apart_are_never_told_apart(case: Case) -> None:
    bank, answers = case
    twins = score(with_roles(bank, [0, *range(len(bank.roles))]), answers)
    assert twins.scores[0] == twins.scores[1]
    if twins.leaders:
        assert twins.leaders.count(bank.roles[0]) in (0, 2)
    assert twins.strength is None or bank.roles[0] not in twins.leaders


@given(enough)
def test_the_state_follows_from_answers_and_leaders(case: Case) -> None:
    result = score(*case)
    expected = {0: State.NO_PATTERN, 1: State.LEADER}.get(
        len(result.leaders), State.TIE
    )
    assert result.state is (State.TOO_FEW if result.missing else expected)
    assert (result.strength is not None) == (result.state is State.LEADER)


@pytest.mark.parametrize("count", range(MIN_ANSWERS))
def test_under_five_answers_there_is_no_recommendation(count: int) -> None:
    bank = bank_of([favoring(0) for _ in range(MIN_ANSWERS)])
    result = score(bank, first_options(bank, count))
    assert (result.state, result.leaders) == (State.TOO_FEW, ())
    assert result.missing == MIN_ANSWERS - count


def test_skips_alone_recommend_nothing() -> None:
    result = score(GOLDEN_BANK, golden_answers("------"))
    assert (result.state, result.leaders, result.ledger) == (State.TOO_FEW, (), ())
    assert result.posterior == pytest.approx((0.25,) * 4)
    assert (result.answered, result.skipped) == (0, 6)


@pytest.mark.parametrize(
    ("odds", "words"),
    [
        (3, Strength.LIKELY),
        (19.9, Strength.LIKELY),
        (20.1, Strength.STRONG),
        (149, Strength.STRONG),
        (151, Strength.VERY_STRONG),
    ],
)
def test_strength_is_that_of_the_smaller_odds(odds: float, words: Strength) -> None:
    assert strength((math.log(odds), -9.0)) is words
    assert strength((9.0, 9.0 - math.log(odds))) is words


def test_margins_are_the_leads_over_the_next_role_and_over_no_pattern() -> None:
    assert margins((1.0, 4.0, 3.5)) == (0.5, 4.0)
    assert margins((-1.0, -1.0)) == (0.0, -1.0)


@given(enough)
def test_the_odds_are_those_of_the_best_role(case: Case) -> None:
    result = score(*case)
    *roles, no_pattern = result.posterior
    second, best = sorted(roles)[-2:]
    assert result.odds_next == pytest.approx(best / second)
    assert result.odds_no_pattern == pytest.approx(best / no_pattern)


def test_a_posterior_of_large_scores_does_not_overflow() -> None:
    assert posterior((2_000.0, 1_000.0)) == (1.0, 0.0, 0.0)


def test_answers_that_pull_in_different_directions_are_noticed() -> None:
    bank = bank_of([fair_item(others=-3) for _ in range(12)])
    steady = first_options(bank)
    mixed = score(bank, steady | {f"i{i}": f"o{i % 4 + 1}" for i in range(5)})
    assert mixed.leaders == ("r0",)
    assert mixed.pulls_apart
    assert not score(bank, steady).pulls_apart


def test_answers_that_are_not_in_the_bank_are_all_named() -> None:
    with pytest.raises(AnswerError, match="item x, option o9 of i0"):
        score(GOLDEN_BANK, {"x": "o0", "i0": "o9", "i1": "o1"})
