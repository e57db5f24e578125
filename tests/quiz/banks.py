"""Item banks and answers for the tests of the mathematics."""

import random
from collections.abc import Sequence
from itertools import product

from hypothesis import strategies as st

from quiz.bank import POINTS_MAX, Bank, Item, Option
from quiz.scoring import Answers

Table = Sequence[Sequence[Sequence[int]]]
"""Points by item, option and role."""


def bank_of(table: Table, roles: Sequence[str] = ()) -> Bank:
    """Return a bank with items i0, i1 ..., options o0 ... and roles r0 ..."""
    items = (
        Item(f"i{i}", tuple(Option(f"o{o}", tuple(row)) for o, row in enumerate(rows)))
        for i, rows in enumerate(table)
    )
    return Bank(
        tuple(roles) or tuple(f"r{r}" for r in range(len(table[0][0]))), tuple(items)
    )


def first_options(bank: Bank, count: int | None = None) -> dict[str, str | None]:
    return {item.slug: item.options[0].slug for item in bank.items[:count]}


def favoring(role: int, roles: int = 3, options: int = 4) -> list[list[int]]:
    """Return an item whose first option gives one role 3 points and the others -1."""
    blank = [[0] * roles for _ in range(options - 1)]
    return [[3 if r == role else -1 for r in range(roles)], *blank]


def fair_item(shift: int = 0, *, size: int = 5, others: int = -1) -> list[list[int]]:
    """Return an item with one option for each role, in an order that shifts."""
    roles = range(size)
    return [[3 if (r + shift) % size == o else others for r in roles] for o in roles]


def fair_bank(items: int = 10) -> Bank:
    """Return a bank of five roles that has no fault."""
    return bank_of([fair_item(shift) for shift in range(items)])


def random_bank(seed: int, roles: int = 5, items: int = 28, options: int = 5) -> Bank:
    source = random.Random(seed)
    grades = range(-POINTS_MAX, POINTS_MAX + 1)
    return bank_of(
        [
            [source.choices(grades, k=roles) for _ in range(options)]
            for _ in range(items)
        ]
    )


def all_answers(bank: Bank) -> list[dict[str, str]]:
    """Return every complete set of answers to a small bank."""
    slugs = [item.slug for item in bank.items]
    choices = product(*([o.slug for o in item.options] for item in bank.items))
    return [dict(zip(slugs, chosen, strict=True)) for chosen in choices]


@st.composite
def banks(
    draw: st.DrawFn,
    *,
    roles: tuple[int, int] = (2, 5),
    items: tuple[int, int] = (1, 8),
    options: tuple[int, int] = (2, 5),
) -> Bank:
    """Draw banks; each range is inclusive."""
    points = st.integers(-POINTS_MAX, POINTS_MAX)
    row = st.tuples(*[points] * draw(st.integers(*roles)))
    rows = st.lists(row, min_size=options[0], max_size=options[1])
    return bank_of(draw(st.lists(rows, min_size=items[0], max_size=items[1])))


@st.composite
def answered(
    draw: st.DrawFn, source: st.SearchStrategy[Bank] | None = None
) -> tuple[Bank, Answers]:
    """Draw a bank and answers to some of its items, skips among them."""
    bank = draw(banks() if source is None else source)
    choices = {
        item.slug: st.sampled_from([None, *(option.slug for option in item.options)])
        for item in bank.items
    }
    return bank, draw(st.fixed_dictionaries({}, optional=choices))
