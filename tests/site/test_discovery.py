import pytest

from tests.factories import make_role, make_topic

pytestmark = pytest.mark.django_db


def test_sitemap_lists_published_pages_only(client):
    make_role(slug="maker")
    make_topic(slug="draft", status="draft")
    text = client.get("/sitemap.xml").content.decode()
    assert "/roles/maker/" in text
    assert "/topics/draft/" not in text


def test_feed_holds_the_newest_change_first(client):
    make_role(slug="older", name="Older")
    make_topic(slug="newer", name="Newer")
    text = client.get("/feed.atom").content.decode()
    assert text.index("Newer") < text.index("Older")


def test_robots_names_the_sitemap_and_keeps_visitors_pages_out(client, settings):
    settings.SITE_URL = "https://guide.example.org"
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: https://guide.example.org/sitemap.xml" in text
    assert "Disallow: /quiz/questions/" in text


def test_security_contact_appears_once_it_is_set(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:security@example.org" in text
    assert "Expires: 20" in text
