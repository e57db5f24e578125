"""The result page in all its states, and that its figures add up as printed."""

import math
import re

import pytest
from django.test import Client
from django.urls import reverse

from quiz import attempts
from quiz.models import Attempt, ItemBank
from quiz.profile import profiles
from quiz.publishing import current_bank, digest_of
from quiz.scoring import TIE_ODDS
from tests.factories import make_requirement, make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
FROM_HERE = {"origin": "http://testserver"}


@pytest.fixture
def visitor(client) -> Client:
    client.post(reverse("quiz:start"), headers=FROM_HERE)
    return client


def answer(*favored) -> Attempt:
    """Answer the items in bank order, each for a role; None is a skip."""
    attempt = Attempt.objects.latest("started_at")
    items = attempts.attempt_version(attempt).items
    for slug, role in zip(items, favored, strict=False):
        option = f"like-{role.slug}" if role else None
        attempts.record_answer(attempt, item=slug, option=option)
    return attempt


def page_of(client) -> str:
    return client.get(reverse("quiz:result")).content.decode()


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.S)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def figures(html: str) -> list[float]:
    return [float(value) for value in re.findall(r'<data value="([^"]+)"', html)]


def part(page: str, tag: str, start: str) -> str:
    found = re.search(rf"<{tag}[^>]*{start}.*?</{tag}>", page, re.S)
    assert found, start
    return found[0]


def test_leader_is_named_in_a_sentence_with_odds(visitor, roles):
    answer(*[roles[2]] * 6)
    page = page_of(visitor)
    assert heading(page) == f"Your answers point to {roles[2].name}"
    assert re.search(r"Very strong:</strong>\s+more than 1,000 to 1 against", page)


def test_printed_columns_add_up_and_give_the_printed_odds(visitor, roles):
    answer(roles[0], roles[0], roles[1], roles[0], roles[0], roles[1], roles[0])
    response = visitor.get(reverse("quiz:result"))
    table = part(response.content.decode(), "table", 'class="ledger"')
    *rows, sums = [figures(row) for row in re.findall(r"<tr.*?</tr>", table, re.S)[1:]]
    assert len(rows) == 7
    for column, total in zip(zip(*rows, strict=True), sums, strict=True):
        assert sum(column) == pytest.approx(total, abs=1e-9)
    best, second = sorted(sums)[:-3:-1]
    odds = math.exp(best - second)
    assert odds >= TIE_ODDS
    shown = float(response.context["check"].odds.replace(",", ""))
    assert shown == pytest.approx(odds, rel=0.005)
    assert response.context["result"].odds_next == pytest.approx(odds, rel=0.011)


def test_printed_probabilities_follow_from_the_printed_scores(visitor, roles):
    answer(roles[0], roles[0], roles[1], roles[0], roles[1], roles[2])
    bars = visitor.get(reverse("quiz:result")).context["bars"]
    weights = [math.exp(bar.score) for bar in bars]
    for bar, weight in zip(bars, weights, strict=True):
        assert bar.percent == pytest.approx(100 * weight / sum(weights), abs=0.05)


def test_the_three_answers_that_counted_most_come_first(visitor, roles):
    answer(roles[1], roles[0], roles[0], roles[0], roles[0], roles[0])
    page = page_of(visitor)
    lines = visitor.get(reverse("quiz:result")).context["ledger"]
    weights = [abs(line.weight) for line in lines]
    assert weights == sorted(weights, reverse=True)
    assert page.count('class="ledger__first') == 3


def test_a_single_figure_is_worked_out_from_the_points(visitor, roles):
    answer(*[roles[0]] * 6)
    response = visitor.get(reverse("quiz:result"))
    worked = response.context["worked"]
    chosen = next(o for _, o in worked.options if o.slug == worked.line.option)
    assert chosen.entry == worked.value
    assert worked.value in [entry.value for entry in worked.line.entries]


def make_twins(one, other) -> None:
    """Give two roles the same points in the bank of the attempt under way."""
    attempt = Attempt.objects.latest("started_at")
    content = attempt.bank.content
    for item in content["items"]:
        for option in item["options"]:
            option["evidence"][other.slug] = option["evidence"][one.slug]
    attempt.bank = ItemBank.objects.create(digest=digest_of(content), content=content)
    attempt.save()


def test_tie_is_shown_in_site_order_and_never_as_a_winner(visitor, roles):
    make_twins(roles[3], roles[1])
    answer(*[roles[3]] * 6)
    page = page_of(visitor)
    assert heading(page) == "Your answers point to more than one role"
    leaders = part(page, "ul", 'class="leaders"')
    assert leaders.index(roles[1].name) < leaders.index(roles[3].name)
    assert page.count(">tied<") == 2
    assert ">leads<" not in page


def test_no_pattern_is_a_result(visitor, roles):
    answer(roles[0], roles[1], roles[2], roles[3], roles[0], roles[1], roles[2])
    page = page_of(visitor)
    assert heading(page) == "No pattern yet"
    assert ">leads<" not in page
    assert "So no role is named" in page


def test_too_few_answers_name_what_is_missing(visitor, roles):
    answer(*[roles[0]] * 3)
    page = page_of(visitor)
    assert heading(page) == "Too early to say"
    assert "2 more answers are needed" in page
    assert "What would change it" not in page


def test_skips_alone_get_no_recommendation(visitor):
    answer(*[None] * 6)
    page = page_of(visitor)
    assert heading(page) == "Every question was skipped"
    assert 'id="bars"' not in page


def test_result_without_any_answer_says_so(visitor):
    assert heading(page_of(visitor)) == "No answers yet"


def test_leader_that_is_no_longer_published_is_still_named(visitor, roles):
    answer(*[roles[0]] * 6)
    roles[0].status = "retired"
    roles[0].save()
    page = page_of(visitor)
    assert heading(page) == f"Your answers point to {roles[0].name}"
    assert roles[0].get_absolute_url() not in page


def test_shared_result_is_read_only_and_without_the_earlier_attempt(visitor, roles):
    answer(*[roles[0]] * 6)
    visitor.post(reverse("quiz:retake"))
    answer(*[roles[1]] * 6)
    visitor.post(reverse("quiz:share"))
    token = Attempt.objects.latest("started_at").share_token
    page = Client().get(reverse("quiz:shared", args=[token])).content.decode()
    assert heading(page) == f"The answers point to {roles[1].name}"
    assert "<form method" not in page
    assert "csrfmiddlewaretoken" not in page
    assert "Before and now" not in page


def test_retake_with_the_same_answers_is_noise(visitor, roles):
    answer(*[roles[0]] * 6)
    visitor.post(reverse("quiz:retake"))
    answer(*[roles[0]] * 6)
    earlier = visitor.get(reverse("quiz:result")).context["earlier"]
    assert earlier.is_noise
    assert [row.moved for row in earlier.rows] == [0, 0, 0, 0]
    assert page_of(visitor).count(">noise<") == 4


def test_retake_with_other_answers_is_more_than_noise(visitor, roles):
    answer(*[roles[0]] * 6)
    visitor.post(reverse("quiz:retake"))
    answer(*[roles[1]] * 6)
    earlier = visitor.get(reverse("quiz:result")).context["earlier"]
    assert not earlier.is_noise
    assert [role.slug for role in earlier.leaders] == [roles[0].slug]
    assert not earlier.rows[0].is_noise
    assert earlier.rows[0].moved < 0 < earlier.rows[1].moved


def test_unfinished_retake_is_not_compared_yet(visitor, roles):
    answer(*[roles[0]] * 6)
    visitor.post(reverse("quiz:retake"))
    page = page_of(visitor)
    assert "Both can be compared when each has 5 answers" in page
    assert ">noise<" not in page


def test_closed_attempt_leads_to_the_newer_one(visitor, roles):
    answer(*[roles[0]] * 6)
    old = visitor.cookies["attempt"].value
    visitor.post(reverse("quiz:retake"))
    newer = visitor.cookies["attempt"].value
    visitor.cookies["attempt"] = old
    page = page_of(visitor)
    assert "Go on with the newer one" in page
    assert reverse("quiz:review") + '"' in page or "Go on for more" not in page
    visitor.post(reverse("quiz:retake"))
    assert visitor.cookies["attempt"].value.split(":")[0] == newer.split(":")[0]
    assert Attempt.objects.count() == 2


@pytest.fixture
def needs(roles):
    skills = [make_skill() for _ in range(3)]
    for role, levels in zip(roles, [(4, 2, 2), (2, 2, 4), (1, 1, 1)], strict=False):
        for skill, level in zip(skills, levels, strict=True):
            make_requirement(role, skill, level=level, importance=level + 1)
    return skills


def test_best_fit_and_closest_today_are_two_things(visitor, roles, needs):
    attempt = answer(*[roles[0]] * 6)
    attempts.rate(attempt, {needs[2]: 4})
    response = visitor.get(reverse("quiz:result"))
    profile = response.context["profiles"][0]
    assert profile.role == roles[0]
    assert [entry.role for entry in response.context["closest"]] == [roles[1]]
    assert "2 skills without a level count as 0" in response.content.decode()
    assert [row.is_rated for row in profile.rows] == [False, False, True]


def test_readiness_can_be_added_up_from_the_table(needs, roles):
    found = profiles({needs[0].slug: 2, needs[1].slug: 4}, [roles[0].slug])[0]
    by_hand = [
        row.share.need.importance * min(row.share.own_level / row.share.need.level, 1)
        for row in found.rows
    ]
    assert sum(by_hand) == pytest.approx(found.readiness.total_weighted)
    assert found.percent == round(100 * sum(by_hand) / (5 + 3 + 3))


def test_gaps_that_cost_most_come_first(needs, roles):
    found = profiles({needs[0].slug: 2}, [roles[0].slug])[0]
    assert [row.share.gap for row in found.gaps] == [2, 2, 2]
    assert [row.skill for row in found.gaps][-1] == needs[0]


def test_the_drawing_has_the_same_roles_as_its_table(visitor, roles, needs):
    attempt = answer(*[roles[0]] * 6)
    attempts.rate(attempt, {needs[0]: 1})
    context = visitor.get(reverse("quiz:result")).context
    drawn = [spot.slug for spot in context["plot"].spots]
    assert drawn == [profile.role.slug for profile, _ in context["fits"]]


def test_personal_pages_are_kept_by_nobody(visitor, roles):
    answer(*[roles[0]] * 6)
    for name in ("result", "review", "self-ratings", "resume-code", "delete"):
        response = visitor.get(reverse(f"quiz:{name}"))
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert b'data-hx-history="false"' in response.content
    assert current_bank() is not None


def test_a_plan_starts_from_the_leader_and_from_nobody_in_a_tie(visitor, roles):
    address = f"{reverse('learning:plan-new')}?role="
    make_twins(roles[3], roles[1])
    answer(*[roles[3]] * 6)
    assert address not in page_of(visitor)
    answer(*[roles[0]] * 8)
    assert f"{address}{roles[0].slug}" in page_of(visitor)
