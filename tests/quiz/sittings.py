"""Simulated people as sittings, and as stored attempts."""

from datetime import datetime, timedelta
from itertools import accumulate

from django.utils import timezone

from quiz.bank import Bank
from quiz.models import Answer, Attempt, ItemBank
from quiz.publishing import version
from quiz.respondents import Respondents
from quiz.statistics import Given, Sitting

LAPSES = 0.15
SECONDS = 12


def simulated(bank: Bank, people: int, *, seed: int = 1) -> list[Sitting]:
    """Return people of each role in turn, and clickers, who answered the whole bank."""
    source, roles = Respondents(bank, LAPSES, seed), len(bank.roles)
    return [
        Sitting(
            tuple(
                Given(item.slug, choice, SECONDS)
                for item, choice in zip(bank.items, choices, strict=True)
            ),
            is_complete=True,
        )
        for choices in (
            source.answer((n % (roles + 1),) if n % (roles + 1) < roles else ())
            for n in range(people)
        )
    ]


def people(bank: ItemBank, number: int, *, seed: int = 1) -> list[Sitting]:
    """Return simulated people who answered a stored version of the bank."""
    return simulated(version(bank.digest).bank, number, seed=seed)


def store(
    bank: ItemBank,
    sittings: list[Sitting],
    *,
    ended: datetime | None = None,
) -> list[Attempt]:
    """Store sittings as attempts that ended two days ago, a minute after each other."""
    ended = ended or timezone.now() - timedelta(days=2)
    options = {
        item.slug: [option.slug for option in item.options]
        for item in version(bank.digest).bank.items
    }
    attempts = Attempt.objects.bulk_create(Attempt(bank=bank) for _ in sittings)
    answers = []
    for number, (attempt, sitting) in enumerate(zip(attempts, sittings, strict=True)):
        begun = ended + timedelta(minutes=number)
        attempt.started_at = begun
        passed = accumulate(answer.seconds or 0 for answer in sitting.answers)
        answers += [
            Answer(
                attempt=attempt,
                item=given.item,
                option=""
                if given.option is None
                else options[given.item][given.option],
                answered_at=begun + timedelta(seconds=seconds),
            )
            for given, seconds in zip(sitting.answers, passed, strict=True)
        ]
    Attempt.objects.bulk_update(attempts, ["started_at"])
    Answer.objects.bulk_create(answers)
    return attempts
