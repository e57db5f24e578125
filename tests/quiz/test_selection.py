"""The next item tells most; asking stops when it is decided."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank import Bank
from quiz.scoring import (
    MIN_ANSWERS_TO_STOP,
    AnswerError,
    Answers,
    option_probabilities,
    score,
)
from quiz.selection import (
    current_scores,
    expected_information,
    is_decided,
    next_item,
    prepare,
    should_stop,
)
from tests.quiz.banks import answered, bank_of, banks, fair_bank, first_options

Case = tuple[Bank, Answers]
BLANK = [[0] * 5] * 4
ROUNDING = 1e-9


def information(bank: Bank, index: int, answers: Answers) -> float:
    """Return the mutual information in nat straight from the joint distribution."""
    item, belief = bank.items[index], score(bank, answers).posterior
    size = len(item.options)
    given_role = [option_probabilities(item, r) for r in range(len(bank.roles))]
    likelihood = [*given_role, (1 / size,) * size]
    joint = [[w * p for p in row] for w, row in zip(belief, likelihood, strict=True)]
    marginal = [sum(row[o] for row in joint) for o in range(size)]
    return sum(
        joint[h][o] * math.log(joint[h][o] / (belief[h] * marginal[o]))
        for h in range(len(belief))
        for o in range(size)
    )


def test_the_most_telling_item_is_asked_first() -> None:
    bank = bank_of([BLANK, *([[3, 0, 0, 0, 0], *[[0] * 5] * 3],), fair_options()])
    assert next_item(prepare(bank), {}) == "i2"


def fair_options() -> list[list[int]]:
    return [list(o.evidence) for o in fair_bank(1).items[0].options]


@given(answered())
def test_expected_information_is_the_mutual_information(case: Case) -> None:
    bank, answers = case
    belief = score(bank, answers).posterior
    for index, item in enumerate(prepare(bank).items):
        direct = information(bank, index, answers)
        assert expected_information(item, belief) == pytest.approx(direct, abs=ROUNDING)


@given(answered())
def test_the_choice_is_the_first_of_the_most_informative(case: Case) -> None:
    bank, answers = case
    left = [i for i, item in enumerate(bank.items) if item.slug not in answers]
    told = {bank.items[i].slug: information(bank, i, answers) for i in left}
    chosen = next_item(prepare(bank), answers)
    if chosen is None:
        assert not left
    else:
        assert told[chosen] == pytest.approx(max(told.values()), abs=ROUNDING)
        earlier = list(told)[: list(told).index(chosen)]
        assert all(told[slug] < max(told.values()) for slug in earlier)


@given(banks(items=(1, 3)))
def test_expected_information_is_at_least_nothing_and_at_most_the_options(
    bank: Bank,
) -> None:
    uniform = (1 / (len(bank.roles) + 1),) * (len(bank.roles) + 1)
    for item in prepare(bank).items:
        told = expected_information(item, uniform)
        assert -ROUNDING <= told <= math.log(len(item.options)) + ROUNDING


def test_an_item_without_points_tells_nothing() -> None:
    item = prepare(bank_of([BLANK])).items[0]
    assert expected_information(item, (1 / 6,) * 6) == pytest.approx(0, abs=1e-12)


def test_equal_items_are_asked_in_bank_order() -> None:
    turned = [list(reversed(fair_options())), fair_options(), fair_options()]
    bank = bank_of(turned)
    assert next_item(prepare(bank), {}) == "i0"
    back = replace(bank, items=tuple(reversed(bank.items)))
    assert next_item(prepare(back), {}) == "i2"


def test_a_skipped_item_does_not_come_back() -> None:
    bank = prepare(fair_bank(3))
    assert next_item(bank, {"i0": None}) == "i1"
    assert next_item(bank, {"i0": None, "i1": None, "i2": "o0"}) is None


@given(answered())
def test_scores_equal_those_of_the_result_bit_for_bit(case: Case) -> None:
    bank, answers = case
    assert current_scores(prepare(bank), answers) == score(bank, answers).scores


@pytest.mark.parametrize("answers", [{"x": None}, {"i0": "x"}])
def test_answers_outside_the_bank_are_refused(answers: Answers) -> None:
    with pytest.raises(AnswerError, match="not in the bank"):
        next_item(prepare(fair_bank(1)), answers)


def for_role(role: int, count: int) -> dict[str, str | None]:
    """Return answers to the fair bank that speak for one role each time."""
    return {f"i{i}": f"o{(role + i) % 5}" for i in range(count)}


def test_asking_stops_when_the_lead_is_large_after_six_answers() -> None:
    bank = prepare(fair_bank(10))
    stops = [should_stop(bank, for_role(2, count)) for count in range(11)]
    assert stops.index(True) == MIN_ANSWERS_TO_STOP
    assert all(stops[MIN_ANSWERS_TO_STOP:])


def test_skips_do_not_count_towards_six_answers() -> None:
    bank = prepare(fair_bank(10))
    assert not should_stop(bank, for_role(2, 5) | {"i9": None})


def test_asking_goes_on_while_two_roles_are_close() -> None:
    bank = prepare(fair_bank(10))
    assert not should_stop(bank, for_role(0, 8) | for_role(1, 4))


def test_asking_stops_when_the_bank_is_used_up() -> None:
    bank = prepare(fair_bank(3))
    assert should_stop(bank, first_options(fair_bank(3)))
    assert should_stop(bank, {"i0": None, "i1": None, "i2": None})


def test_decided_means_twenty_to_one_and_no_less() -> None:
    bound = math.log(20)
    for rival in (0.0, 5.0):
        assert is_decided((rival + bound + 1e-9, rival), 6)
        assert not is_decided((rival + bound - 1e-9, rival), 6)


@given(st.lists(st.floats(-9, 9), min_size=2, max_size=5), st.integers(6, 60))
def test_decided_means_ahead_of_every_role_and_of_no_pattern(
    scores: list[float], count: int
) -> None:
    rivals = sorted([*scores, 0.0])
    ahead = max(scores) == rivals[-1] and rivals[-1] - rivals[-2] >= math.log(20)
    assert is_decided(scores, count) == ahead
