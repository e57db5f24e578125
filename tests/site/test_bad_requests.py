"""What no form of this site sends, and what every answer carries."""

import pytest
from django.test import Client

from quiz.models import Attempt
from tests.factories import make_role, make_topic

pytestmark = pytest.mark.django_db

START = "/quiz/"
FROM_HERE = {"origin": "http://testserver"}


@pytest.fixture(autouse=True)
def role():
    return make_role(slug="machine-learning-engineer", name="Machine Learning Engineer")


def test_unknown_slug_is_a_page_with_near_matches(client):
    response = client.get("/roles/machine-lerning-engineer/")
    assert response.status_code == 404
    assert "/roles/machine-learning-engineer/" in response.content.decode()


def test_a_slug_of_one_letter_is_no_match_for_a_longer_one(client):
    make_topic(slug="r")
    assert "/topics/r/" not in client.get("/topics/pytroch/").content.decode()


def test_unknown_address_without_a_match_is_still_a_page(client):
    response = client.get("/zzzzqqqq/")
    assert response.status_code == 404
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/roles/a%00b/",
        "/search/?q=a%00b",
        "/roles/%ff%fe/",
        "/topics/?kind=%ed%a0%80",
        "/search/?q=%c0%af",
        f"/roles/{'9' * 400}/",
        f"/topics/?skill={'9' * 400}",
        "/roles/compare/?role=%00",
        f"/search/?q={'x' * 5000}",
        "/paths/x/?level=1e309",
        "/topics/?role=' OR 1=1",
    ],
)
def test_odd_addresses_are_answered_without_an_error(client, path):
    assert client.get(path).status_code in (200, 400, 404)


def test_body_of_ten_megabytes_is_refused(client):
    response = client.post(START, {"x": "y" * 10_000_000}, headers=FROM_HERE)
    assert response.status_code == 413
    assert not Attempt.objects.exists()


def test_foreign_charset_is_refused(client):
    content_type = "application/x-www-form-urlencoded; charset=utf-16"
    response = client.post(START, "x=y", content_type=content_type, headers=FROM_HERE)
    assert response.status_code == 415


def test_broken_multipart_is_refused(client):
    response = client.post(
        "/quiz/questions/x/", "nonsense", content_type="multipart/form-data; boundary=b"
    )
    assert 400 <= response.status_code < 500


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PATCH"])
def test_other_methods_are_not_allowed(client, method):
    assert client.generic(method, "/roles/").status_code == 405


def test_foreign_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_every_answer_carries_the_security_headers(client):
    for path in ("/", "/roles/", "/nowhere/", "/admin/login/", "/livez"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    "path", ["/", "/roles/", "/topics/", "/roles/compare/", "/search/?q=x", "/quiz/"]
)
def test_public_pages_set_no_cookie_and_may_be_cached(client, path):
    response = client.get(path)
    assert not response.cookies
    assert "public" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers["Vary"]


def test_unchanged_page_is_not_sent_again(client):
    make_topic(slug="python")
    etag = client.get("/topics/python/").headers["ETag"]
    response = client.get("/topics/python/", headers={"if-none-match": etag})
    assert response.status_code == 304


def test_head_has_no_body(client):
    response = client.head("/roles/")
    assert response.status_code == 200
    assert response.content == b""


def test_probes(client):
    assert client.get("/livez").content == b"ok"
    assert client.get("/readyz").content == b"ready"
    assert Client().get("/livez").headers["Cache-Control"].startswith("max-age=0")


def test_without_content_the_site_is_not_ready(client, role):
    role.delete()
    assert client.get("/readyz").status_code == 503
