"""Time the mathematics of the self-assessment: `python -m benchmarks.selection`.

Milliseconds differ between machines; the ratios to a fixed piece of arithmetic, timed
in the same run, can be compared.
"""

import math
import random
from collections.abc import Callable
from statistics import median
from time import process_time

from quiz.bank import POINTS_MAX, Bank, make_bank
from quiz.respondents import Respondents
from quiz.scoring import Answers, score
from quiz.selection import next_item, prepare
from quiz.sensitivity import what_would_change
from quiz.simulation import LAPSES, simulate

ROLES = ("r0", "r1", "r2", "r3", "r4")
OPTIONS = 5
ROUNDS = 40
ANSWER_SETS = 25  # different people: what would change takes longest on narrow results


def main() -> None:
    """Print the time of one selection, one result and one simulation."""
    reference = median_time([arithmetic] * ROUNDS)
    print(f"{'CPU time':44}{'median':>9}{'slowest':>9}{'ratio':>8}  goal")
    for name, tasks, goal in tasks_by_name():
        times = [spent(task) for task in tasks]
        ratio = median(times) / reference
        print(
            f"{name:44}{median(times) * 1e3:6.2f} ms{max(times) * 1e3:6.2f} ms"
            f"{ratio:8.2f}  {goal}"
        )
    print(f"ratio 1 = 10,000 exponentials = {reference * 1e3:.2f} ms")


def tasks_by_name() -> list[tuple[str, list[Callable[[], object]], str]]:
    """Return what is timed: name, calls, goal."""
    large, shipped = random_bank(items=60), random_bank(items=28)
    prepared = prepare(large)
    people = [answers_of(shipped, seed) for seed in range(ANSWER_SETS)]
    halfway = first_answers(large, 10)
    return [
        (
            "preparing 60 items x 5 roles (once a version)",
            [lambda: prepare(large)],
            "-",
        ),
        (
            "next item of 60 x 5 roles, nothing answered",
            [lambda: next_item(prepared, {})] * ROUNDS,
            "<= 5 ms",
        ),
        (
            "next item of 60 x 5 roles, 10 answered",
            [lambda: next_item(prepared, halfway)] * ROUNDS,
            "<= 5 ms",
        ),
        ("ledger and scores of 28 answers", calls(score, shipped, people), "-"),
        (
            "what would change 28 answers",
            calls(what_would_change, shipped, people),
            "-",
        ),
        (
            "full result of 28 answers (both)",
            calls(full_result, shipped, people),
            "<= 15 ms",
        ),
        (
            "simulation of 3 x 2,000 respondents",
            [lambda: simulate(shipped)],
            "<= 30,000 ms",
        ),
    ]


def full_result(bank: Bank, answers: Answers) -> object:
    return score(bank, answers), what_would_change(bank, answers)


def calls(
    function: Callable[[Bank, Answers], object], bank: Bank, people: list[Answers]
) -> list[Callable[[], object]]:
    def call(answers: Answers) -> Callable[[], object]:
        return lambda: function(bank, answers)

    return [call(answers) for answers in people]


def random_bank(*, items: int) -> Bank:
    """Return a bank of random points, the same each time."""
    source = random.Random(items)
    grades = range(-POINTS_MAX, POINTS_MAX + 1)
    return make_bank(
        ROLES,
        {
            f"i{i}": {
                f"o{o}": {role: source.choice(grades) for role in ROLES}
                for o in range(OPTIONS)
            }
            for i in range(items)
        },
    )


def answers_of(bank: Bank, seed: int) -> Answers:
    """Return all answers of a simulated person: of one role, of two, or of none."""
    truth = [(seed % 5,), (seed % 5, (seed + 1) % 5), ()][seed % 3]
    choices = Respondents(bank, LAPSES, seed).answer(truth)
    return {i.slug: i.options[c].slug for i, c in zip(bank.items, choices, strict=True)}


def first_answers(bank: Bank, count: int) -> Answers:
    return dict(list(answers_of(bank, 0).items())[:count])


def arithmetic() -> float:
    return sum([math.exp(-n / 1e4) for n in range(10_000)])


def median_time(tasks: list[Callable[[], object]]) -> float:
    return median(spent(task) for task in tasks)


def spent(task: Callable[[], object]) -> float:
    """Return the CPU seconds that a call takes."""
    start = process_time()
    task()
    return process_time() - start


if __name__ == "__main__":
    main()
