import brotli
import pytest

pytestmark = pytest.mark.django_db

BROWSER = {"accept-encoding": "gzip, deflate, br"}


def test_public_page_is_compressed_with_brotli(client):
    plain = client.get("/topics/")
    response = client.get("/topics/", headers=BROWSER)
    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content) == plain.content
    assert int(response["Content-Length"]) == len(response.content)
    assert "Accept-Encoding" in plain["Vary"]


def test_old_client_gets_gzip_or_nothing(client):
    response = client.get("/topics/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert not client.get("/topics/").has_header("Content-Encoding")


def test_unchanged_page_is_answered_without_a_body(client):
    tag = client.get("/topics/", headers=BROWSER)["ETag"]
    response = client.get("/topics/", headers={**BROWSER, "if-none-match": tag})
    assert response.status_code == 304


def test_page_with_a_token_is_not_compressed_with_brotli(client):
    response = client.get("/admin/login/", headers=BROWSER)
    assert response.get("Content-Encoding") != "br"
