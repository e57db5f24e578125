"""The figures on a result page are those that a reader gets with a calculator."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.arithmetic import adding_up, columns, printed, printed_scores, worked_item
from quiz.presentation import odds_figure, odds_text
from quiz.scoring import Answers, item_evidence, score
from tests.quiz.banks import Bank, answered, fair_bank, first_options

nats = st.lists(st.floats(-3, 3), min_size=1, max_size=40)


def test_rounded_figures_add_up_to_the_rounded_sum():
    assert sum(adding_up([0.014, 0.014, 0.014])) == Decimal("0.04")
    assert adding_up([0.014, 0.014, 0.014]) == (
        Decimal("0.02"),
        Decimal("0.01"),
        Decimal("0.01"),
    )


@given(nats)
def test_no_figure_is_off_by_a_hundredth(values):
    shown = adding_up(values)
    assert sum(shown) == printed(math.fsum(values))
    for value, figure in zip(values, shown, strict=True):
        assert abs(float(figure) - value) < 0.01


@given(answered())
def test_each_column_of_the_ledger_adds_up_to_its_score(case: tuple[Bank, Answers]):
    result = score(*case)
    totals = tuple(sum(column, Decimal(0)) for column in columns(result))
    assert totals == printed_scores(result)


def test_nothing_is_printed_as_minus_zero():
    assert str(printed(-0.001)) == "0.00"


def test_the_worked_item_ends_in_the_ledgers_entries():
    bank = fair_bank()
    options = worked_item(bank.items[0], 0)
    assert math.fsum(option.share for option in options) == pytest.approx(1)
    for option, evidence in zip(options, item_evidence(bank.items[0]), strict=True):
        by_hand = math.log(len(options) * (0.9 * option.share + 0.1 / len(options)))
        assert option.entry == printed(by_hand)
        assert by_hand == pytest.approx(evidence[0])


def test_printed_scores_are_those_of_the_result_to_a_hundredth():
    bank = fair_bank()
    result = score(bank, first_options(bank))
    for shown, exact in zip(printed_scores(result), result.scores, strict=True):
        assert abs(float(shown) - exact) <= 0.005 + 1e-12


@pytest.mark.parametrize(
    ("odds", "figure", "words"),
    [
        (2.046, "2.05", "about 2.0 to 1"),
        (40.93, "40.9", "about 41 to 1"),
        (679.4, "679", "about 679 to 1"),
        (6063, "6,063", "more than 1,000 to 1"),
        (1.238e14, "1.24 × 10¹⁴", "more than 1,000 to 1"),
    ],
)
def test_odds_have_no_more_digits_than_count(odds, figure, words):
    assert odds_figure(odds) == figure
    assert odds_text(odds) == words
