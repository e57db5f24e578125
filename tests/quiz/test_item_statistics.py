from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from quiz.item_statistics import items_below_par, overview
from quiz.models import Attempt, ItemBank
from quiz.publishing import publish_bank, version
from quiz.statistics import Given, Sitting
from roles.models import Role
from tests.factories import make_item
from tests.quiz.sittings import people, store

pytestmark = pytest.mark.django_db


def test_stored_attempts_become_figures(bank):
    store(bank, people(bank, 40))
    found = overview(bank)
    assert (found.attempts, found.waiting) == (40, 0)
    assert all(row.answered == 40 and row.figures.seconds == 12 for row in found.items)
    assert found.weaknesses == ()


def test_under_twenty_attempts_nothing_is_said(bank):
    store(bank, people(bank, 19))
    found = overview(bank)
    assert (found.attempts, found.waiting, found.items) == (0, 19, ())


def test_figures_move_in_steps_of_twenty(bank):
    store(bank, people(bank, 20))
    before = overview(bank).items
    later = timezone.now() - timedelta(days=1, hours=2)
    store(bank, people(bank, 19, seed=2), ended=later)
    assert overview(bank).items == before
    assert overview(bank).waiting == 19


def test_attempts_under_way_are_not_counted(bank):
    store(bank, people(bank, 20), ended=timezone.now() - timedelta(hours=1))
    assert overview(bank).attempts == 0


def test_attempts_of_another_version_are_not_counted(bank):
    store(bank, people(bank, 20))
    make_item(list(Role.objects.in_order()))
    publish_bank()
    assert overview(ItemBank.objects.get(is_current=True)).attempts == 0
    assert overview(bank).attempts == 20


def test_unfinished_attempts_drop_off_at_their_last_item(bank):
    item = version(bank.digest).bank.items[0].slug
    store(bank, [Sitting((Given(item, 0, 5),), is_complete=False)] * 20)
    assert overview(bank).items[0].figures.left == 1
    Attempt.objects.update(finished_at=timezone.now())
    cache.clear()
    assert overview(bank).items[0].figures.left == 0


def test_weak_items_in_use_are_named(bank):
    sittings = [
        Sitting((Given(row.answers[0].item, 1, 9), *row.answers[1:]), is_complete=True)
        for row in people(bank, 100)
    ]
    store(bank, sittings)
    weak = {(fault.item, fault.code) for fault in items_below_par()}
    assert (version(bank.digest).bank.items[0].slug, "one_option") in weak


def test_no_bank_in_use_is_no_error():
    assert items_below_par() == ()


def test_queries_do_not_grow_with_attempts(bank, django_assert_num_queries):
    store(bank, people(bank, 60))
    version(bank.digest)
    with django_assert_num_queries(3):
        overview(bank)
