"""Commands about plans: removing old ones, reading them as advice."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from learning.models import Plan
from quiz.models import Attempt, ItemBank
from tests.learning.plans import make_plan, tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def printed(*args: str, **options) -> str:
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def rest(model, days: int) -> None:
    model.objects.update(updated_at=timezone.now() - timedelta(days=days))


def test_purge_deletes_what_rested_long_enough(client):
    old = make_plan(client)
    rest(Plan, 31)
    young = make_plan(client)
    assert "1 plan(s)" in printed("purge_plans", "--older-than", "30")
    assert list(Plan.objects.all()) == [young]
    assert old != young


def test_a_tick_counts_as_use_and_keeps_the_attempt_too(client):
    bank = ItemBank.objects.create(digest="x", content={"items": []})
    attempt = Attempt.objects.create(bank=bank)
    plan = make_plan(client)
    Plan.objects.update(attempt=attempt)
    rest(Plan, 99)
    rest(Attempt, 99)
    tick(client, plan, "begin", "done")
    printed("purge_plans", "--older-than", "30")
    printed("purge_attempts", "--older-than", "30")
    assert Plan.objects.get().attempt == attempt


@pytest.mark.parametrize("days", ["-1", "x", "", "9" * 400])
def test_purge_refuses_nonsense(days):
    with pytest.raises(CommandError):
        printed("purge_plans", f"--older-than={days}")


def test_show_plans_prints_steps_hours_and_months():
    text = printed("show_plans", "maker", "--hours", "10")
    assert "from nothing" in text
    assert "Title of begin" in text
    assert "3 steps, 30-60 hours, 1 to 1 months at 10 hours a week" in text
    assert "Title of tidy" not in printed("show_plans", "thinker")


@pytest.mark.parametrize("args", [["nobody"], ["--hours", "0"], ["--hours", "99"]])
def test_show_plans_refuses_nonsense(args):
    with pytest.raises(CommandError):
        printed("show_plans", *args)
