import pytest
from django.test import Client
from django.urls import reverse

from quiz import codes
from quiz.models import Answer, Attempt
from skills.models import CountedAct

pytestmark = pytest.mark.django_db
FROM_HERE = {"origin": "http://testserver"}


@pytest.fixture(autouse=True)
def visitor(client, roles) -> Client:
    client.post(reverse("quiz:start"), headers=FROM_HERE)
    return client


def make_code(visitor) -> str:
    return visitor.post(reverse("quiz:resume-code")).context["code"]


def resume(client, code: str):
    return client.post(reverse("quiz:resume"), {"code": code}, headers=FROM_HERE)


def test_code_opens_the_attempt_on_another_device(visitor):
    other = Client()
    response = resume(other, make_code(visitor))
    assert response.headers["Location"] == reverse("quiz:result")
    assert other.get(reverse("quiz:result")).context["attempt"] == Attempt.objects.get()


def test_code_may_be_typed_as_it_was_heard(visitor):
    code = make_code(visitor)
    heard = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert resume(Client(), heard).status_code == 302


def test_code_is_long_and_stored_as_a_digest(visitor):
    code = make_code(visitor)
    assert len(codes.as_typed(code)) * 5 >= 128
    assert code not in str(Attempt.objects.values().get())


def test_a_new_code_ends_the_one_before(visitor):
    old = make_code(visitor)
    make_code(visitor)
    assert resume(Client(), old).status_code == 200


def test_ten_wrong_codes_lock_the_address_for_an_hour(visitor):
    code, other = make_code(visitor), Client()
    for _ in range(10):
        assert resume(other, "wrong").status_code == 200
    response = resume(other, code)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3600"
    elsewhere = Client(REMOTE_ADDR="127.0.0.9")
    assert resume(elsewhere, code).status_code == 302


def test_the_address_itself_is_not_stored(visitor):
    resume(Client(), "wrong")
    assert "127.0.0.1" not in str(CountedAct.objects.values().get())


def test_resuming_from_another_site_is_refused(visitor):
    response = Client().post(reverse("quiz:resume"), {"code": make_code(visitor)})
    assert response.status_code == 403


@pytest.fixture
def link(visitor) -> str:
    visitor.post(reverse("quiz:share"))
    return reverse("quiz:shared", args=[Attempt.objects.get().share_token])


def test_share_link_shows_the_result_without_a_cookie(link):
    response = Client().get(link)
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]


def test_share_link_lets_nobody_write(link):
    reader = Client()
    page = reader.get(link).content.decode()
    for name in ("share", "retake", "delete", "resume-code", "review"):
        assert f'"{reverse(f"quiz:{name}")}"' not in page
    assert reader.post(link).status_code == 405
    assert reader.post(reverse("quiz:delete")).status_code == 404
    assert Attempt.objects.exists()


def test_share_link_can_be_taken_back(visitor, link):
    visitor.post(reverse("quiz:share"), {"stop": "1"})
    assert Client().get(link).status_code == 404


def test_share_token_neither_resumes_nor_is_guessed(link):
    token = Attempt.objects.get().share_token
    assert len(token) >= 22
    assert resume(Client(), token).status_code == 200
    assert Client().get(link[:-3] + "/").status_code == 404


def test_both_devices_write_to_one_attempt_and_the_last_answer_stands(visitor):
    other = Client()
    resume(other, make_code(visitor))
    url = visitor.get(reverse("quiz:next")).headers["Location"]
    slugs = [o.slug for o in visitor.get(url).context["item"].options]
    visitor.post(url, {"option": slugs[0]})
    other.post(url, {"option": slugs[1]})
    assert Answer.objects.get().option == slugs[1]


def test_retake_keeps_the_earlier_attempt_beside_it(visitor):
    visitor.post(reverse("quiz:retake"))
    earlier = visitor.get(reverse("quiz:result")).context["earlier"]
    assert earlier.is_noise
    assert Attempt.objects.count() == 2
