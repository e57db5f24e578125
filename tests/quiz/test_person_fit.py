"""The standardized log-likelihood l_z."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.person_fit import person_fit

ITEMS = [(0.7, 0.2, 0.1), (0.25, 0.75), (0.4, 0.3, 0.2, 0.1)]


def test_likely_answers_fit_and_unlikely_ones_do_not() -> None:
    likely = person_fit((p, p.index(max(p))) for p in ITEMS)
    unlikely = person_fit((p, p.index(min(p))) for p in ITEMS)
    assert likely is not None
    assert unlikely is not None
    assert unlikely < 0 < likely


def test_mean_is_zero_and_variance_one_for_people_of_the_role() -> None:
    mean = square = 0.0
    for chosen in product(*(range(len(p)) for p in ITEMS)):
        weight = math.prod(p[o] for p, o in zip(ITEMS, chosen, strict=True))
        fit = person_fit(zip(ITEMS, chosen, strict=True))
        assert fit is not None
        mean, square = mean + weight * fit, square + weight * fit**2
    assert mean == pytest.approx(0, abs=1e-12)
    assert square == pytest.approx(1)


@given(st.permutations(range(len(ITEMS))))
def test_order_of_answers_is_irrelevant(order: list[int]) -> None:
    assert person_fit((ITEMS[i], 0) for i in order) == person_fit((p, 0) for p in ITEMS)


@pytest.mark.parametrize("observations", [[], [((0.25,) * 4, 2)]])
def test_without_variance_there_is_no_fit(
    observations: list[tuple[tuple[float, ...], int]],
) -> None:
    assert person_fit(observations) is None
