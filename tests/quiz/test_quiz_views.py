import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Answer, Attempt
from quiz.publishing import publish_bank
from tests.factories import make_item, make_requirement, make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def visitor(client) -> Client:
    client.post(reverse("quiz:start"), headers={"origin": "http://testserver"})
    return client


def ask(client) -> str:
    """Return the address of the next question, also after the answer is settled."""
    response = client.get(reverse("quiz:next"), {"more": "1"})
    return response.headers["Location"].partition("?")[0]


def answer(client, favored, url=None, **extra):
    url = url or ask(client)
    return client.post(url, {"option": f"like-{favored.slug}", **extra})


def test_start_page_sets_no_cookie(client):
    response = client.get(reverse("quiz:start"))
    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")


def test_starting_makes_an_attempt_and_a_signed_cookie(visitor):
    assert Attempt.objects.count() == 1
    cookie = visitor.cookies["attempt"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_starting_from_another_site_is_refused(client):
    for headers in ({}, {"origin": "https://evil.example"}, {"origin": "null"}):
        assert client.post(reverse("quiz:start"), headers=headers).status_code == 403
    assert not Attempt.objects.exists()


def test_double_click_on_start_makes_one_attempt(visitor):
    visitor.post(reverse("quiz:start"), headers={"origin": "http://testserver"})
    assert Attempt.objects.count() == 1


def test_answering_stores_and_goes_on(visitor, roles):
    url = ask(visitor)
    response = answer(visitor, roles[0], url)
    assert response.status_code == 302
    assert response.headers["Location"] != url
    assert Answer.objects.get().option == f"like-{roles[0].slug}"


def test_htmx_gets_the_next_question_only(visitor, roles):
    url = ask(visitor)
    data = {"option": f"like-{roles[0].slug}"}
    response = visitor.post(url, data, headers={"hx-request": "true"})
    assert response.status_code == 200
    assert b"<html" not in response.content
    assert response.headers["HX-Push-Url"].startswith("/quiz/questions/")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"hx-request": "true", "hx-history-restore-request": "true"},
        {"hx-request": "true", "hx-boosted": "true"},
    ],
)
def test_question_is_a_whole_page_unless_htmx_wants_a_part(visitor, headers):
    response = visitor.get(ask(visitor), headers=headers)
    assert b"</html>" in response.content
    assert "HX-Request" in response.headers["Vary"]
    assert "no-store" in response.headers["Cache-Control"]


def test_skip_is_stored_apart_from_answers(visitor):
    visitor.post(ask(visitor), {"skip": "1"})
    assert Answer.objects.get().option == ""


def test_going_back_changes_the_answer(visitor, roles):
    url = ask(visitor)
    answer(visitor, roles[0], url)
    page = visitor.get(url)
    assert b"checked" in page.content
    answer(visitor, roles[1], url)
    assert Answer.objects.get().option == f"like-{roles[1].slug}"


def test_replayed_post_leaves_one_answer(visitor, roles):
    url = ask(visitor)
    for _ in range(3):
        answer(visitor, roles[0], url)
    assert Answer.objects.count() == 1


def test_settled_answers_lead_to_the_result(visitor, roles):
    for _ in range(6):
        response = answer(visitor, roles[0])
    assert response.headers["Location"] == reverse("quiz:result")
    page = visitor.get(reverse("quiz:result")).content.decode()
    assert roles[0].name in page


def test_going_on_asks_more_after_the_result(visitor, roles):
    for _ in range(6):
        answer(visitor, roles[0])
    response = answer(visitor, roles[0], more="1")
    assert "/quiz/questions/" in response.headers["Location"]
    assert response.headers["Location"].endswith("?more=1")


def test_under_five_answers_there_is_no_recommendation(visitor, roles):
    for _ in range(4):
        answer(visitor, roles[0])
    page = visitor.get(reverse("quiz:result"))
    assert page.context["result"].leaders == ()
    assert page.context["result"].missing == 1


def test_empty_form_is_shown_again_with_what_to_do(visitor):
    response = visitor.post(ask(visitor), {})
    assert response.status_code == 200
    assert "Choose one of the answers" in response.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "option", ["nonsense", "a\0b", "9" * 400, "like-nobody", "<script>", "ü"]
)
def test_unknown_option_is_not_found_and_changes_nothing(visitor, option):
    assert visitor.post(ask(visitor), {"option": option}).status_code == 404
    assert not Answer.objects.exists()


def test_unknown_item_is_not_found(visitor):
    url = reverse("quiz:question", args=["no-such-item"])
    assert visitor.get(url).status_code == 404
    assert visitor.post(url, {"skip": "1"}).status_code == 404


def test_tampered_cookie_is_refused_and_removed(visitor):
    visitor.cookies["attempt"] = visitor.cookies["attempt"].value[:-2] + "xx"
    response = visitor.get(reverse("quiz:result"))
    assert response.status_code == 400
    assert response.cookies["attempt"].value == ""


def test_another_visitors_attempt_is_out_of_reach(visitor):
    other = Client()
    other.cookies["attempt"] = str(Attempt.objects.get().pk)
    assert other.get(reverse("quiz:result")).status_code == 400


def test_closed_attempt_takes_no_answers(visitor, roles):
    url = ask(visitor)
    old = visitor.cookies["attempt"].value
    visitor.post(reverse("quiz:retake"))
    visitor.cookies["attempt"] = old
    assert answer(visitor, roles[0], url).status_code == 409
    assert not Answer.objects.exists()


def test_without_csrf_token_nothing_is_stored(roles):
    client = Client(enforce_csrf_checks=True)
    client.post(reverse("quiz:start"), headers={"origin": "http://testserver"})
    response = answer(client, roles[0])
    assert response.status_code == 403
    assert "reload the page" in response.content.decode()
    assert not Answer.objects.exists()


def test_delete_removes_every_attempt_and_the_cookie(visitor, roles):
    answer(visitor, roles[0])
    visitor.post(reverse("quiz:retake"))
    response = visitor.post(reverse("quiz:delete"))
    assert response.status_code == 200
    assert not Attempt.objects.exists()
    assert response.cookies["attempt"].value == ""


def test_deleting_is_asked_for_first(visitor):
    assert visitor.get(reverse("quiz:delete")).status_code == 200
    assert Attempt.objects.exists()


def test_without_an_attempt_every_page_leads_to_the_start(client):
    for name in ("next", "review", "result", "self-ratings"):
        response = client.get(reverse(f"quiz:{name}"))
        assert response.headers["Location"] == reverse("quiz:start")


def test_self_ratings_show_readiness_and_gaps(visitor, roles):
    skill = make_skill()
    make_requirement(roles[0], skill, level=4, importance=5)
    make_requirement(roles[0], make_skill(), level=2, importance=5)
    make_requirement(roles[0], make_skill(), level=0, importance=1)
    response = visitor.post(reverse("quiz:self-ratings"), {skill.slug: "2"})
    assert response.headers["Location"] == reverse("quiz:result")
    (profile,) = visitor.get(reverse("quiz:result")).context["profiles"]
    assert profile.readiness.value == pytest.approx((5 * 0.5 + 0 + 1) / 11)


def test_self_rating_outside_the_rubric_is_named(visitor):
    skill = make_skill()
    response = visitor.post(reverse("quiz:self-ratings"), {skill.slug: "7"})
    assert response.status_code == 200
    assert not Attempt.objects.get().self_ratings.exists()


def test_old_attempt_keeps_its_version_of_the_bank(visitor, roles):
    answer(visitor, roles[0])
    before = visitor.get(reverse("quiz:result")).context["result"]
    make_item(roles)
    assert publish_bank()
    assert visitor.get(reverse("quiz:result")).context["result"] == before


@pytest.mark.parametrize("count", [1, 6])
def test_a_question_costs_few_queries(
    visitor, roles, count, django_assert_max_num_queries
):
    for _ in range(count):
        answer(visitor, roles[0])
    url = reverse("quiz:question", args=[Answer.objects.latest("pk").item])
    with django_assert_max_num_queries(3):
        visitor.get(url)
