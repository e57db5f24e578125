"""What holds for an attempt whatever is clicked twice, replayed or sent late."""

import random
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz import attempts, codes
from quiz.models import Answer, Attempt, ItemBank
from quiz.publishing import current_bank, make_bank_of, publish_bank, version
from quiz.scoring import score
from tests.factories import make_item, make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
FROM_HERE = {"origin": "http://testserver"}


@pytest.fixture
def attempt() -> Attempt:
    bank = current_bank()
    assert bank
    return attempts.begin(bank)


def options_of(attempt: Attempt) -> dict[str, list[str]]:
    items = attempts.attempt_version(attempt).items
    return {slug: [o.slug for o in item.options] for slug, item in items.items()}


def answer_at_random(attempt: Attempt, seed: int) -> dict[str, str | None]:
    source = random.Random(seed)
    items = source.sample(sorted(options_of(attempt).items()), 6)
    answers = {item: source.choice([*options, None]) for item, options in items}
    for item, option in answers.items():
        attempts.record_answer(attempt, item=item, option=option)
    return answers


@pytest.mark.parametrize("seed", range(5))
def test_a_stored_result_equals_the_pure_computation_bit_for_bit(attempt, seed):
    answers = answer_at_random(attempt, seed)
    stored = Attempt.objects.get(pk=attempt.pk)
    found = score(attempts.attempt_version(stored).bank, attempts.answers_of(stored))
    assert found == score(make_bank_of(stored.bank.content), answers)


def test_an_old_result_is_reproduced_after_the_bank_changed(attempt, roles):
    answers = answer_at_random(attempt, 1)
    before = score(attempts.attempt_version(attempt).bank, answers)
    make_item(roles)
    assert publish_bank()
    version.cache_clear()
    stored = Attempt.objects.get(pk=attempt.pk)
    assert stored.bank.pk != ItemBank.objects.get(is_current=True).pk
    after = score(attempts.attempt_version(stored).bank, attempts.answers_of(stored))
    assert after == before


def test_order_of_answers_in_the_database_changes_no_bit(attempt):
    answers = answer_at_random(attempt, 2)
    bank = current_bank()
    assert bank
    other = attempts.begin(bank)
    for item, option in reversed(answers.items()):
        attempts.record_answer(other, item=item, option=option)
    bank_used = attempts.attempt_version(attempt).bank
    one, two = attempts.answers_of(attempt), attempts.answers_of(other)
    assert list(one) == list(reversed(two))
    assert score(bank_used, one) == score(bank_used, two)


def test_a_changed_answer_keeps_its_place(attempt):
    (first, choices), (second, _), *_ = options_of(attempt).items()
    attempts.record_answer(attempt, item=first, option=choices[0])
    attempts.record_answer(attempt, item=second, option=None)
    attempts.record_answer(attempt, item=first, option=choices[1])
    assert attempts.answers_of(attempt) == {first: choices[1], second: None}
    assert list(attempts.answers_of(attempt)) == [first, second]


def test_an_answer_that_comes_after_the_retake_is_refused(attempt):
    stale = Attempt.objects.get(pk=attempt.pk)
    attempts.begin(attempt.bank, previous=attempt)
    with pytest.raises(attempts.ClosedAttempt):
        attempts.record_answer(stale, item=next(iter(options_of(stale))), option=None)
    with pytest.raises(attempts.ClosedAttempt):
        attempts.rate(stale, {make_skill(): 2})
    assert not Answer.objects.exists()


def test_an_answer_that_comes_after_the_deletion_is_refused(attempt):
    stale = Attempt.objects.get(pk=attempt.pk)
    item = next(iter(options_of(stale)))
    attempts.delete_all(attempt)
    with pytest.raises(attempts.NoAttempt):
        attempts.record_answer(stale, item=item, option=None)
    assert not Answer.objects.exists()


def test_taking_it_again_twice_makes_one_retake(attempt):
    first = attempts.begin(attempt.bank, previous=attempt)
    second = attempts.begin(attempt.bank, previous=attempt)
    assert first == second
    assert Attempt.objects.count() == 2


@pytest.mark.parametrize("which", [0, 1, 2])
def test_deleting_from_any_device_deletes_the_whole_chain(attempt, which):
    second = attempts.begin(attempt.bank, previous=attempt)
    third = attempts.begin(attempt.bank, previous=second)
    strangers = attempts.begin(attempt.bank)
    assert attempts.delete_all([attempt, second, third][which]) == 3
    assert Attempt.objects.get() == strangers


def test_an_attempt_still_being_answered_is_not_purged(attempt):
    long_ago = timezone.now() - timedelta(days=400)
    Attempt.objects.update(started_at=long_ago, updated_at=long_ago)
    attempts.record_answer(attempt, item=next(iter(options_of(attempt))), option=None)
    call_command("purge_attempts", older_than=365)
    assert Attempt.objects.exists()


def test_levels_left_out_are_taken_back(attempt):
    one, two = make_skill(), make_skill()
    attempts.rate(attempt, {one: 1, two: 2})
    attempts.rate(attempt, {two: 3})
    assert dict(attempt.self_ratings.values_list("skill", "level")) == {two.pk: 3}


@pytest.fixture
def visitor(client) -> Client:
    client.post(reverse("quiz:start"), headers=FROM_HERE)
    return client


def ask(client) -> str:
    return str(client.get(reverse("quiz:next")).headers["Location"])


def option_at(client, url: str, place: int) -> str:
    return str(client.get(url).context["item"].options[place].slug)


def test_two_tabs_on_one_question_leave_one_answer_the_last(visitor):
    tab = Client()
    tab.cookies = visitor.cookies
    url = ask(visitor)
    first, last = option_at(tab, url, 0), option_at(tab, url, 2)
    for client, option in ((visitor, first), (tab, last)):
        assert client.post(url, {"option": option}).status_code == 302
    assert Answer.objects.get().option == last


def test_an_old_tab_does_not_undo_other_answers(visitor):
    url = ask(visitor)
    visitor.post(url, {"option": option_at(visitor, url, 0)})
    later = ask(visitor)
    visitor.post(later, {"option": option_at(visitor, later, 1)})
    response = visitor.post(url, {"option": option_at(visitor, url, 3)})
    assert response.status_code == 302
    assert Answer.objects.count() == 2
    assert response.headers["Location"] not in (url, later)


def test_second_device_goes_on_while_the_first_does(visitor):
    code = visitor.post(reverse("quiz:resume-code")).context["code"]
    other = Client()
    other.post(reverse("quiz:resume"), {"code": code}, headers=FROM_HERE)
    for client in (visitor, other, visitor, other):
        url = ask(client)
        response = client.post(url, {"option": option_at(client, url, 0)})
        assert response.status_code == 302
    assert Answer.objects.count() == 4
    assert Answer.objects.values("item").distinct().count() == 4


def test_share_token_is_no_cookie_and_no_code(visitor):
    visitor.post(reverse("quiz:share"))
    token = Attempt.objects.get().share_token
    assert token
    reader = Client()
    reader.get(reverse("quiz:shared", args=[token]))
    assert not reader.cookies
    reader.cookies["attempt"] = token
    assert reader.post(ask(visitor), {"skip": "1"}).status_code == 400
    assert codes.find_by_code(token, address="127.0.0.1") is None
    assert not Answer.objects.exists()
