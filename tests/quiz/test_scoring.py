"""The rule of `docs/scoring.md`, as properties and one golden table."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank import Bank
from quiz.scoring import (
    Answers,
    State,
    Strength,
    score,
)
from tests.quiz.banks import (
    answered,
    bank_of,
    banks,
    favoring,
    first_options,
)

Case = tuple[Bank, Answers]
few_roles = banks(items=(5, 8), roles=(2, 4))


def test_answers_for_one_role_make_it_the_leader() -> None:
    bank = bank_of([favoring(1)] * 1 + [favoring(1) for _ in range(5)])
    result = score(bank, first_options(bank))
    assert result.state is State.LEADER
    assert result.leaders == ("r1",)
    assert result.strength is Strength.VERY_STRONG
    assert result.odds_no_pattern == pytest.approx(math.exp(result.scores[1]))


@given(answered(), st.randoms())
def test_order_of_answers_changes_no_bit(case: Case, random: st.DataObject) -> None:
    bank, answers = case
    shuffled = list(answers.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score(bank, dict(shuffled)) == score(bank, answers)
