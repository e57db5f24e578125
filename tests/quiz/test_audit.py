"""The publishing gate names each fault and how to mend it."""

import pytest
from hypothesis import given, settings

from quiz.audit import (
    Fault,
    audit,
    audit_points,
    best_case,
    collectable_points,
    item_information,
)
from quiz.bank import Bank, Points
from quiz.scoring import leading, posterior, score
from quiz.selection import prepare
from tests.quiz.banks import (
    all_answers,
    bank_of,
    banks,
    fair_bank,
    fair_item,
    random_bank,
)

BLANK = [[0] * 5] * 5


def codes(faults: list[Fault]) -> list[str]:
    return [fault.code for fault in faults]


def fair_items(count: int) -> list[list[list[int]]]:
    return [fair_item(shift) for shift in range(count)]


def test_a_fair_bank_has_no_fault() -> None:
    assert audit(fair_bank(10)) == []


def test_sentences_name_what_to_mend() -> None:
    (fault,) = audit(bank_of([*fair_items(10), BLANK]))
    assert (fault.code, fault.item) == ("uninformative", "i10")
    assert "0.000 nat" in fault.sentence


# Shape.


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (fair_item()[:3], "option_count"),
        ([*fair_item(), [0] * 5], "option_count"),
        ([*fair_item()[:4], [0] * 4], "missing_role"),
        ([*fair_item()[:4], [4, 0, 0, 0, 0]], "points_range"),
        ([*fair_item()[:4], [0, 0, 0, 0, -4]], "points_range"),
    ],
)
def test_an_item_out_of_shape_is_named(item: list[list[int]], code: str) -> None:
    (fault,) = audit(bank_of([*fair_items(5), item]))
    assert (fault.code, fault.item) == (code, "i5")


def test_a_slug_that_is_used_twice_is_named() -> None:
    item = fair_bank(1).items[0]
    twice = Bank(fair_bank().roles, (*fair_bank(5).items, item))
    assert codes(audit(twice)) == ["duplicate_item"]


def test_a_bank_of_four_items_can_recommend_nothing() -> None:
    assert codes(audit(fair_bank(4))) == ["too_few_items"]


def test_roles_are_checked_by_slug() -> None:
    points: Points = {"i": {"x": {"a": 1, "c": 0}, "y": {"a": 0, "b": 0}}}
    faults = audit_points(("a", "b"), points)
    assert codes(faults) == ["unknown_role", "missing_role"]
    assert "c, which is no role" in faults[0].sentence
    assert "no points for b" in faults[1].sentence


def test_written_points_are_audited_as_a_bank_is() -> None:
    bank = bank_of([*fair_items(10), BLANK])
    points = {
        item.slug: {
            o.slug: dict(zip(bank.roles, o.evidence, strict=True)) for o in item.options
        }
        for item in bank.items
    }
    assert audit_points(bank.roles, points) == audit(bank)


# Reach and balance.


def test_a_role_that_no_answers_favor_is_unreachable() -> None:
    items = [
        [[p if r else -3 for r, p in enumerate(row)] for row in i]
        for i in fair_items(10)
    ]
    assert "role_unreachable" in codes(audit(bank_of(items)))


def test_twins_have_no_clear_winner() -> None:
    items = [[[row[0], *row[:4]] for row in item] for item in fair_items(10)]
    faults = [f for f in audit(bank_of(items)) if f.code == "no_clear_winner"]
    assert ["r0" in f.sentence and "r1" in f.sentence for f in faults] == [True, True]


def test_roles_may_collect_a_quarter_more_than_others() -> None:
    items = fair_items(10)
    assert collectable_points(bank_of(items)) == {f"r{r}": 30 for r in range(5)}
    for count, faults in ((6, []), (7, ["unbalanced"])):
        weaker = [lowered(item) for item in items[:count]]
        assert codes(audit(bank_of([*weaker, *items[count:]]))) == faults


def lowered(item: list[list[int]]) -> list[list[int]]:
    """Return an item in which the first role has a point less at most."""
    return [[min(2, row[0]), *row[1:]] for row in item]


@settings(max_examples=40)
@given(banks(items=(1, 4), roles=(2, 3), options=(2, 3)))
def test_the_best_case_is_a_real_set_of_answers(bank: Bank) -> None:
    real = {score(bank, answers).scores for answers in all_answers(bank)}
    for role in range(len(bank.roles)):
        assert best_case(prepare(bank), role) in real


def test_the_best_case_is_nearly_always_the_best_of_all() -> None:
    best = []
    for seed in range(30):
        bank = random_bank(seed, roles=3, items=5, options=3)
        chances = [score(bank, a).posterior for a in all_answers(bank)]
        for role in range(3):
            found = posterior(best_case(prepare(bank), role))[role]
            best.append(found == pytest.approx(max(c[role] for c in chances)))
    assert sum(best) / len(best) > 0.95


@settings(max_examples=40)
@given(banks(items=(5, 5), roles=(2, 3), options=(2, 2)))
def test_a_role_without_fault_has_answers_that_name_it(bank: Bank) -> None:
    named = {score(bank, answers).leaders for answers in all_answers(bank)}
    for role, slug in enumerate(bank.roles):
        if leading(best_case(prepare(bank), role)) == (role,):
            assert (slug,) in named


# Answers without thought.


def test_always_the_first_option_must_not_name_a_role() -> None:
    items = [fair_item(0) for _ in range(10)]
    faults = audit(bank_of(items))
    assert codes(faults) == ["straight_line_first", "straight_line_last"]
    assert "r0" in faults[0].sentence
    assert "r4" in faults[1].sentence


def test_information_is_listed_by_item() -> None:
    told = item_information(prepare(bank_of([fair_item(), BLANK])))
    assert list(told) == ["i0", "i1"]
    assert told["i0"] > 0.2
    assert told["i1"] == pytest.approx(0, abs=1e-12)


def test_single_role_is_refused():
    table = {f"i{n}": {f"o{k}": {"only": k - 1} for k in range(4)} for n in range(6)}
    assert [fault.code for fault in audit_points(["only"], table)] == ["too_few_roles"]
