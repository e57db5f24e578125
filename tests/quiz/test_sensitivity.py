"""What would change the result is found exactly."""

import random
from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings

from quiz.bank import Bank
from quiz.scoring import MIN_ANSWERS, AnswerError, Answers, State, score
from quiz.sensitivity import LARGEST_CHANGE, Change, Replacement, what_would_change
from tests.quiz.banks import (
    answered,
    bank_of,
    banks,
    fair_bank,
    favoring,
    first_options,
)

Case = tuple[Bank, Answers]
ROLES = range(4)
small = answered(banks(items=(5, 7), roles=(2, 5), options=(2, 3)))


def by_brute_force(bank: Bank, answers: Answers) -> Change | None:
    """Try every set of replacements, the smaller ones first."""
    now = score(bank, answers)
    if now.state is State.TOO_FEW:
        return None
    for size in range(1, LARGEST_CHANGE + 1):
        changes = (
            with_leaders(bank, answers, r) for r in all_sets(bank, answers, size)
        )
        other = [change for change in changes if change.leaders != now.leaders]
        if other:
            return min(other, key=lambda change: place(bank, change))
    return None


def all_sets(
    bank: Bank, answers: Answers, size: int
) -> Iterator[tuple[Replacement, ...]]:
    replacements = [
        [Replacement(i.slug, given, o.slug) for o in i.options if o.slug != given]
        for i in bank.items
        if (given := answers.get(i.slug)) is not None
    ]
    for items in combinations(replacements, size):
        yield from product(*items)


def with_leaders(
    bank: Bank, answers: Answers, replacements: tuple[Replacement, ...]
) -> Change:
    changed = {**answers, **{r.item: r.instead for r in replacements}}
    return Change(replacements, score(bank, changed).leaders)


def place(bank: Bank, change: Change) -> list[tuple[int, int]]:
    """Return the place of a change in bank order."""
    items = {item.slug: i for i, item in enumerate(bank.items)}
    return [(items[r.item], int(r.instead[1:])) for r in change.replacements]


def test_one_answer_turns_a_narrow_lead_into_no_pattern() -> None:
    bank = bank_of([favoring(0), *[[[0] * 3] * 4] * 4])
    assert what_would_change(bank, first_options(bank)) is None
    bank = bank_of([favoring(0), favoring(0), *[[[0] * 3] * 4] * 3])
    assert score(bank, first_options(bank)).leaders == ("r0",)
    change = what_would_change(bank, first_options(bank))
    assert change == Change((Replacement("i0", "o0", "o1"),), ())


@settings(max_examples=60)
@given(small)
def test_it_equals_brute_force(case: Case) -> None:
    assert what_would_change(*case) == by_brute_force(*case)


@pytest.mark.parametrize("count", [5, 6])
def test_three_answers_are_changed_when_two_would_not_do(count: int) -> None:
    bank = bank_of([favoring(0) for _ in range(count)])
    first_three = tuple(Replacement(f"i{i}", "o0", "o1") for i in range(3))
    assert what_would_change(bank, first_options(bank)) == Change(first_three, ())


def test_a_result_that_needs_four_changes_is_steady() -> None:
    bank = bank_of([favoring(0) for _ in range(7)])
    assert what_would_change(bank, first_options(bank)) is None


@pytest.mark.parametrize("seed", range(80))
def test_it_equals_brute_force_for_leads_and_ties_of_two_roles(seed: int) -> None:
    bank, answers = leaning(seed)
    assert what_would_change(bank, answers) == by_brute_force(bank, answers)


def leaning(seed: int) -> Case:
    """Return a bank whose first options favor two roles, and such answers."""
    source = random.Random(seed)
    lift = source.choice([1, 2, 3])
    bank = bank_of(
        [
            [
                [
                    min(3, source.randint(-2, 1) + lift * (o == 0 and r < 2))
                    for r in ROLES
                ]
                for o in range(3)
            ]
            for _ in range(source.randint(6, 8))
        ]
    )
    options = {i.slug: source.choice(["o0", "o0", "o0", "o1"]) for i in bank.items}
    return bank, options


@settings(max_examples=50)
@given(answered(banks(items=(5, 20))))
def test_what_it_says_happens(case: Case) -> None:
    bank, answers = case
    change = what_would_change(bank, answers)
    if change is not None:
        assert with_leaders(bank, answers, change.replacements) == change
        assert change.leaders != score(bank, answers).leaders
        assert all(answers[r.item] == r.given for r in change.replacements)


def test_a_steady_result_has_no_change_of_three() -> None:
    bank = fair_bank(20)
    steady: Answers = {f"i{i}": f"o{i % 5}" for i in range(20)}
    assert score(bank, steady).leaders == ("r0",)
    assert what_would_change(bank, steady) is None


def test_too_few_answers_have_no_result_to_change() -> None:
    bank = fair_bank(20)
    assert what_would_change(bank, first_options(bank, MIN_ANSWERS - 1)) is None


def test_skips_are_neither_made_nor_filled() -> None:
    bank = bank_of([favoring(0) for _ in range(8)])
    answers = first_options(bank) | {"i0": None, "i7": None}
    change = what_would_change(bank, answers)
    assert change is not None
    assert {"i0", "i7"}.isdisjoint(r.item for r in change.replacements)


def test_answers_outside_the_bank_are_refused() -> None:
    with pytest.raises(AnswerError):
        what_would_change(fair_bank(5), {"i0": "x"})
