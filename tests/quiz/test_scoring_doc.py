"""Every number in the tables of `docs/scoring.md` is recomputed."""

import math
import re
from pathlib import Path

import pytest

from quiz import audit, scoring
from quiz.bank import POINTS_MAX, Bank, Item, Option, make_bank
from quiz.scoring import Answers, Result, item_evidence, option_probabilities, score
from quiz.selection import expected_information, next_item, prepare, should_stop
from quiz.sensitivity import what_would_change
from quiz.simulation import GOALS, LAPSES, RESPONDENTS

DOCUMENT = Path(__file__).parents[2] / "docs" / "scoring.md"
ROLES = ("mlops", "nlp", "vision")


def table(heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading, without its head."""
    _, section = DOCUMENT.read_text().split(f"\n### {heading}\n", 1)
    lines = re.findall(r"^\|(.*)\|$", section.split("\n#")[0], re.MULTILINE)
    return [[cell.strip(" `") for cell in line.split("|")] for line in lines[2:]]


def shown(value: float, like: str) -> str:
    """Return a number with as many digits as are shown."""
    return f"{value:.{len(like.partition('.')[2])}f}"


def agree(row: list[str], values: tuple[float, ...]) -> bool:
    """Return whether the last cells of a row show these values."""
    cells = row[-len(values) :]
    return cells == [shown(v, c) for v, c in zip(values, cells, strict=True)]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return make_bank(
        ROLES,
        {
            item: {
                option: dict(zip(ROLES, map(int, points.split()), strict=True))
                for option, points in zip("abcd", cells, strict=True)
            }
            for item, *cells, _ in table("Points and answers")
        },
    )


@pytest.fixture(scope="module")
def answers() -> Answers:
    chosen = {row[0]: row[-1] for row in table("Points and answers")}
    return {item: None if o == "skip" else o for item, o in chosen.items()}


@pytest.fixture(scope="module")
def result(bank: Bank, answers: Answers) -> Result:
    return score(bank, answers)


def test_constants() -> None:
    for name, value, _ in table("The constants"):
        constant = getattr(scoring, re.sub(r"\W.*", "", name))
        assert shown(constant, value) == value, name


@pytest.mark.parametrize("row", table("The most that one answer can do, in nat"))
def test_the_most_that_one_answer_can_do(row: list[str]) -> None:
    def extreme(one: int, others: int) -> float:
        rest = [Option(str(n), (others,)) for n in range(int(row[0]) - 1)]
        return item_evidence(Item("i", (Option("x", (one,)), *rest)))[0][0]

    most, least = extreme(POINTS_MAX, -POINTS_MAX), extreme(-POINTS_MAX, POINTS_MAX)
    assert agree(row, (most, least, most - least))


def test_one_item_step_by_step(bank: Bank) -> None:
    rows = table("The item *bug* for the role *mlops*")
    weights = [math.exp(0.6 * int(row[1])) for row in rows]
    for row, weight, option in zip(rows, weights, bank.items[0].options, strict=True):
        share = weight / sum(weights)
        mixed = 0.9 * share + 0.1 / 4
        assert row[:2] == [option.slug, str(option.evidence[0])]
        assert agree(row, (weight, share, mixed, math.log(mixed * 4)))


def test_ledger(result: Result) -> None:
    *rows, total = table("Ledger")
    assert agree(total, result.scores)
    for row, entry in zip(rows, result.ledger, strict=True):
        assert row[0] == f"{entry.item}: {entry.option}"
        assert agree(row, entry.evidence)


def test_odds_and_posterior(result: Result) -> None:
    rows = table("Odds and posterior")
    for row, total, share in zip(
        rows, (*result.scores, 0.0), result.posterior, strict=True
    ):
        assert agree(row, (total, math.exp(total), share))


def test_odds_follow_from_the_scores_shown() -> None:
    for _, total, odds, _ in table("Odds and posterior"):
        assert shown(math.exp(float(total)), odds) == odds


def test_person_fit(bank: Bank, answers: Answers, result: Result) -> None:
    *rows, sums = table("Person fit")
    observed = []
    for row in rows:
        item, option = row[0].split(": ")
        entry = next(i for i in bank.items if i.slug == item)
        p, chosen = option_probabilities(entry, 0), "abcd".index(option)
        mean = sum(x * math.log(x) for x in p)
        spread = sum(x * math.log(x) ** 2 for x in p) - mean**2
        observed.append((math.log(p[chosen]), mean, spread))
        assert agree(row, observed[-1])
    one, two, three = (sum(column) for column in zip(*observed, strict=True))
    assert agree(sums, (one, two, three))
    assert result.person_fit == pytest.approx((one - two) / math.sqrt(three))


def test_result(bank: Bank, answers: Answers, result: Result) -> None:
    said = dict(table("Result"))
    change = what_would_change(bank, answers)
    assert change is not None
    (swap,) = change.replacements
    assert said == {
        "Leaders": ", ".join(result.leaders),
        "Odds to the next role": f"{result.odds_next:.1f}",
        "Odds against no pattern": f"{result.odds_no_pattern:.1f}",
        "Strength": result.strength,
        "Person fit l_z": f"{result.person_fit:.2f}",
        "Answers": str(result.answered),
        "Skips": str(result.skipped),
        "What would change it": f"{swap.item}: {swap.given} to {swap.instead}",
        "Leaders then": ", ".join(change.leaders) or "none",
    }


def test_expected_information(bank: Bank, answers: Answers, result: Result) -> None:
    prepared = prepare(bank)
    for row, item in zip(table("Which item tells most"), prepared.items, strict=True):
        before = expected_information(item, (1 / 4,) * 4)
        assert row[0] == item.slug
        assert agree(row, (before, expected_information(item, result.posterior)))
    assert next_item(prepared, {}) == "bug"
    assert should_stop(prepared, answers)


def test_goals() -> None:
    rows = {name: goal for name, goal, _ in table("Goals")}
    assert rows == {n: f"{g.comparison} {g.bound:.2f}" for n, g in GOALS.items()}


@pytest.mark.parametrize(
    "sentence",
    [
        f"{RESPONDENTS:,} of the roles",
        f"with {LAPSES * 100:.0f} % slips",
        f"over {audit.COLLECTABLE_RATIO * 100 - 100:.0f} % more points",
        f"less than {audit.INFORMATION_MIN_NAT} nat",
        f"other than {audit.OPTIONS_MIN} or {audit.OPTIONS_MAX} options",
    ],
)
def test_numbers_in_sentences_are_those_of_the_code(sentence: str) -> None:
    assert sentence in " ".join(DOCUMENT.read_text().split())
