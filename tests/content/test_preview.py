import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_role, make_topic

pytestmark = pytest.mark.django_db


def preview(client, text):
    return client.post(reverse("admin:markdown-preview"), {"text": text})


def test_text_is_rendered_as_on_the_site(admin_client):
    make_topic(slug="pytorch")
    answer = preview(admin_client, "**Use** [it](topic:pytorch)").json()
    assert "<strong>Use</strong>" in answer["html"]
    assert 'href="/topics/pytorch/"' in answer["html"]
    assert answer["faults"] == []


def test_broken_link_is_named_with_the_nearest_match(admin_client):
    make_topic(slug="pytorch")
    answer = preview(admin_client, "[it](topic:pytorhc)").json()
    assert answer["faults"] == [
        "The link “topic:pytorhc” leads nowhere. Did you mean “pytorch”?"
    ]


def test_unsafe_markup_does_not_come_back(admin_client):
    text = '<script>alert(1)</script> [x](javascript:alert(1)) <b onclick="x">b</b>'
    html = preview(admin_client, text).json()["html"]
    assert "<script" not in html
    assert "href" not in html
    assert "<b " not in html


@pytest.mark.parametrize("text", ["x" * 60_001, "a\0b"])
def test_text_that_cannot_be_shown_is_refused(admin_client, text):
    response = preview(admin_client, text)
    assert response.status_code == 400
    assert response.json()["faults"]


def test_empty_text_has_an_empty_preview(admin_client):
    assert preview(admin_client, "").json() == {"html": "", "faults": []}


def test_visitors_get_no_preview(client):
    assert preview(client, "x")["Location"].startswith("/admin/login/")
    url = reverse("admin:markdown-records")
    assert client.get(url)["Location"].startswith("/admin/login/")


def test_preview_needs_the_token_of_a_form(admin_user):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert preview(strict, "x").status_code == 403


def test_records_are_found_by_title_and_slug_despite_a_slip(admin_client):
    make_topic(slug="pytorch", name="PyTorch")
    make_topic(slug="hidden", name="PyTorch draft", status="draft")
    make_role(slug="nlp-engineer", name="Natural Language Processing Engineer")
    url = reverse("admin:markdown-records")
    for query in ("pytroch", "PyTorch"):
        found = admin_client.get(url, {"q": query}).json()["records"]
        assert found[0] == {"link": "topic:pytorch", "title": "PyTorch"}
    assert admin_client.get(url, {"q": "nlp"}).json()["records"][0]["link"] == (
        "role:nlp-engineer"
    )
    drafts = admin_client.get(url, {"q": "draft"}).json()["records"]
    assert "topic:hidden" not in [record["link"] for record in drafts]
    assert admin_client.get(url).json() == {"records": []}


def test_field_is_a_plain_text_area_with_what_the_script_needs(admin_client):
    page = admin_client.get(reverse("admin:skills_topic_add")).text
    assert '<textarea name="body"' in page
    assert 'data-preview="/admin/markdown/preview/"' in page
    assert 'src="/static/js/admin/markdown.js"' in page
