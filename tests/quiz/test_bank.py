"""A bank is built whole, or refused with every reason."""

import pytest

from quiz.bank import BankError, make_bank

ROLES = ("a", "b")


def test_points_are_put_in_role_order() -> None:
    bank = make_bank(ROLES, {"i": {"x": {"b": 1, "a": -2}, "y": {"a": 0, "b": 3}}})
    assert bank.roles == ROLES
    assert [option.evidence for option in bank.items[0].options] == [(-2, 1), (0, 3)]


def test_all_faults_are_reported_at_once() -> None:
    points = {"i": {"x": {"a": 4, "c": 0}}, "j": {"x": {"a": 0, "b": 0}}}
    with pytest.raises(BankError) as caught:
        make_bank(ROLES, points)
    assert caught.value.faults == (
        "i: needs at least two options",
        "i: x: no points for b",
        "i: x: unknown role c",
        "i: x: a: 4 is no whole number from -3 to 3",
        "j: needs at least two options",
    )


@pytest.mark.parametrize(
    ("roles", "fault"),
    [(("a",), "at least two roles"), (("a", "a"), "listed twice")],
)
def test_roles_are_at_least_two_and_distinct(
    roles: tuple[str, ...], fault: str
) -> None:
    with pytest.raises(BankError, match=fault):
        make_bank(roles, {"i": {"x": {"a": 1}, "y": {"a": 0}}})


def test_a_bank_without_items_is_refused() -> None:
    with pytest.raises(BankError, match="at least one item"):
        make_bank(ROLES, {})


@pytest.mark.parametrize("value", [-4, 4, True, 1.0, "1", None])
def test_points_are_whole_numbers_from_minus_three_to_three(value: object) -> None:
    points = {"i": {"x": {"a": value, "b": 0}, "y": {"a": 0, "b": 0}}}
    with pytest.raises(BankError, match="no whole number"):
        make_bank(ROLES, points)  # type: ignore[arg-type]
