from typing import Any

import pytest

from content.files import read
from content.quality import (
    gaps_in_paths,
    rival_steps,
    senseless_prerequisites,
    unreachable_steps,
)
from tests.content.small import content, step, write


@pytest.fixture
def found(tmp_path):
    """Return a function that says what a check finds in a path of the given steps."""

    def run(check: Any, *steps: dict[str, Any]) -> list[str]:
        files = content()
        files["paths/practice.yaml"]["steps"] = list(steps)
        entries = read(write(tmp_path, files))
        return [f"{fault.place}: {fault.sentence}" for fault in check(entries)]

    return run


CHAIN = [step(f"s{n}", n, requires=[f"s{n - 1}"] if n else []) for n in range(4)]


@pytest.mark.parametrize(
    "check", [gaps_in_paths, rival_steps, senseless_prerequisites, unreachable_steps]
)
def test_a_chain_from_nothing_to_the_top_has_no_fault(found, check):
    assert found(check, *CHAIN) == []


def test_a_missing_level_is_a_gap_for_each_role(found):
    assert [fault.partition(": ")[2] for fault in found(gaps_in_paths, *CHAIN[:3])] == [
        "role maker: no step takes coding to level 4",
        "role thinker: no step takes coding to level 4",
    ]


def test_a_prerequisite_may_not_lead_above_where_its_step_begins(found):
    steps = [step("a", 0, to_level=2), step("b", 1, to_level=3, requires=["a"])]
    assert found(senseless_prerequisites, *steps) == [
        "paths/practice.yaml: step b: requires a, which leads coding above level 1"
    ]


def test_a_prerequisite_may_not_ask_for_more_than_its_step_gives(found):
    steps = [step("a", 1, to_level=3), step("b", 0, to_level=2, requires=["a"])]
    sentences = found(senseless_prerequisites, *steps)
    assert any("asks for level 3 to reach 2" in sentence for sentence in sentences)


def test_a_prerequisite_serves_every_role_of_its_step(found):
    steps = [step("a", 0, roles=["maker"]), step("b", 1, requires=["a"])]
    assert found(senseless_prerequisites, *steps) == [
        "paths/practice.yaml: step b: requires a, which does not serve thinker"
    ]


def test_a_step_above_a_gap_cannot_be_begun(found):
    assert found(unreachable_steps, step("low", 0), step("high", 2)) == [
        "paths/practice.yaml: step high: cannot be begun on the way to maker",
        "paths/practice.yaml: step high: cannot be begun on the way to thinker",
    ]


def test_two_steps_of_a_path_may_not_close_the_same_gap_for_a_role(found):
    steps = [step("a", 0), step("b", 0, roles=["thinker"])]
    assert found(rival_steps, *steps) == [
        "paths/practice.yaml: step b: closes the same gap as a for thinker"
    ]


def test_steps_of_different_roles_or_levels_are_no_rivals(found):
    steps = [
        step("a", 0, roles=["maker"]),
        step("b", 0, roles=["thinker"]),
        step("c", 0, to_level=2),
    ]
    assert found(rival_steps, *steps) == []
