import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.selection import expected_information, prepare
from quiz.statistics import (
    PAUSE_SECONDS,
    SITTINGS_MIN,
    Given,
    Sitting,
    below_par,
    is_negative,
    item_statistics,
    median_seconds,
)
from tests.quiz.banks import banks, fair_bank
from tests.quiz.sittings import SECONDS, simulated

BANK = fair_bank()
PREPARED = prepare(BANK)
PEOPLE = simulated(BANK, 600)


def changed(sittings, item, choose):
    """Return sittings in which `choose` gives the answers to one item."""
    return [
        replace(
            sitting,
            answers=tuple(
                replace(answer, option=choose(answer))
                if answer.item == item
                else answer
                for answer in sitting.answers
            ),
        )
        for sitting in sittings
    ]


def figures_of(sittings, item="i0"):
    rows = {row.item: row for row in item_statistics(PREPARED, sittings)}
    return rows[item].figures


def weaknesses(sittings):
    rows = item_statistics(PREPARED, sittings)
    return [(fault.code, fault.item) for fault in below_par(PREPARED, rows)]


@st.composite
def taken(draw):
    """Draw a bank and many short sittings of it, with skips and unfinished ones."""
    bank = draw(banks(items=(1, 4), roles=(2, 3), options=(2, 4)))
    source = random.Random(draw(st.integers(0, 999)))
    sittings = [
        Sitting(
            tuple(
                Given(
                    item.slug,
                    source.choice([None, *range(len(item.options))]),
                    source.uniform(0, 2 * PAUSE_SECONDS),
                )
                for item in source.sample(
                    bank.items, source.randint(0, len(bank.items))
                )
            ),
            source.random() < 0.5,
        )
        for _ in range(draw(st.integers(0, 120)))
    ]
    return prepare(bank), sittings


def test_people_who_follow_the_points_give_sound_items():
    for row in item_statistics(PREPARED, PEOPLE):
        assert row.met == row.answered == 600
        assert row.figures.item_rest > 0.1
        assert row.figures.information > 0.2
        assert row.figures.seconds == SECONDS
    assert weaknesses(PEOPLE) == []


def test_observed_information_is_somewhat_less_than_the_points_predict():
    figures = figures_of(simulated(BANK, 3_000))
    assert 0.7 * figures.expected < figures.information < figures.expected


def test_expected_information_is_that_of_the_people_who_answered():
    uniform = expected_information(PREPARED.items[0], (1 / 6,) * 6)
    assert figures_of(PEOPLE).expected == pytest.approx(uniform, rel=0.1)


@given(taken())
def test_figures_stay_in_their_ranges(case):
    bank, sittings = case
    for item, row in zip(bank.items, item_statistics(bank, sittings), strict=True):
        assert 0 <= row.answered <= row.met <= len(sittings)
        assert (row.figures is None) == (row.answered < SITTINGS_MIN)
        if row.figures is None:
            continue
        assert math.fsum(row.figures.shares) == pytest.approx(1)
        assert len(row.figures.shares) == len(item.options)
        assert 0 <= row.figures.skipped <= 1
        assert 0 <= row.figures.left <= 1
        assert 0 <= row.figures.information <= math.log(len(item.options)) + 1e-9
        assert row.figures.information_error >= 0
        assert -1e-9 <= row.figures.expected <= math.log(len(item.options)) + 1e-9
        assert row.figures.item_rest is None or abs(row.figures.item_rest) <= 1
        assert row.figures.seconds is None or row.figures.seconds <= PAUSE_SECONDS


@given(taken(), st.randoms(use_true_random=False))
def test_order_of_sittings_is_irrelevant(case, source):
    bank, sittings = case
    shuffled = source.sample(sittings, len(sittings))
    for row, other in zip(
        item_statistics(bank, sittings), item_statistics(bank, shuffled), strict=True
    ):
        assert (row.met, row.answered) == (other.met, other.answered)
        if row.figures and other.figures:
            assert row.figures.shares == other.figures.shares
            assert row.figures.information == pytest.approx(other.figures.information)
            assert row.figures.left == other.figures.left


@given(taken())
def test_nothing_is_told_of_fewer_than_twenty(case):
    bank, sittings = case
    rows = item_statistics(bank, sittings[: SITTINGS_MIN - 1])
    assert all(row.figures is None for row in rows)
    assert below_par(bank, rows) == []


def test_information_of_random_answers_is_nothing_and_flagged():
    source = random.Random(7)
    sittings = changed(PEOPLE, "i0", lambda answer: source.randrange(5))
    assert figures_of(sittings).information < 0.02
    assert ("tells_nothing", "i0") in weaknesses(sittings)


def test_bias_of_small_samples_is_taken_off():
    """Over many small samples, random answers tell nothing in the mean, not 0.2 nat."""
    source = random.Random(3)
    sittings = changed(PEOPLE, "i0", lambda answer: source.randrange(5))
    samples = [figures_of(sittings[n : n + 30]) for n in range(0, 600, 30)]
    mean = math.fsum(sample.information for sample in samples) / len(samples)
    assert mean < 0.05


def test_reversed_item_is_flagged():
    # Everyone takes the option of the next role in place of that of their own.
    sittings = changed(PEOPLE, "i0", lambda answer: (answer.option + 1) % 5)
    assert figures_of(sittings).item_rest < 0
    assert ("against_the_rest", "i0") in weaknesses(sittings)


def test_option_that_nearly_all_choose_is_flagged():
    sittings = changed(PEOPLE, "i0", lambda answer: 2)
    assert figures_of(sittings).shares == (0, 0, 1, 0, 0)
    assert figures_of(sittings).item_rest is not None
    assert ("one_option", "i0") in weaknesses(sittings)


def test_skips_are_counted_apart_from_answers():
    half = changed(PEOPLE[::2], "i0", lambda answer: None)
    figures = figures_of([*half, *PEOPLE[1::2]])
    assert figures.skipped == pytest.approx(0.5)
    assert math.fsum(figures.shares) == pytest.approx(1)


def test_dropping_off_counts_only_the_last_item_of_unfinished_sittings():
    left = [replace(s, answers=s.answers[:3], is_complete=False) for s in PEOPLE[:30]]
    done = PEOPLE[30:60]
    assert figures_of([*left, *done], "i2").left == pytest.approx(0.5)
    assert figures_of([*left, *done], "i1").left == 0


def test_breaks_do_not_count_as_thinking():
    times = [10.0] * SITTINGS_MIN + [PAUSE_SECONDS + 1] * 500
    assert median_seconds(times) == 10
    assert median_seconds(times[1:]) is None


def test_few_people_are_no_reason_to_call_a_correlation_negative():
    assert not is_negative(-0.2, 25)
    assert is_negative(-0.2, 400)
    assert not is_negative(0.0, 10_000)
