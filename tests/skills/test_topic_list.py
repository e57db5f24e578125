import pytest
from django.urls import reverse

from roles.models import Usage
from tests.factories import make_role, make_skill, make_topic

pytestmark = pytest.mark.django_db
URL = reverse("skills:topic-list")


@pytest.fixture(autouse=True)
def topics():
    skill = make_skill(slug="coding")
    return [
        make_topic(slug="loops", name="Loops", skill=skill, kind="concept"),
        make_topic(slug="python", name="Python", skill=skill, kind="language"),
        make_topic(slug="hidden", name="Hidden", status="draft"),
    ]


def test_lists_published_topics_by_name(client):
    names = [topic.name for topic in client.get(URL).context["topics"]]
    assert names == ["Loops", "Python"]


def test_htmx_returns_only_the_fragment(client):
    response = client.get(URL, headers={"hx-request": "true"})
    assert b"Loops" in response.content
    assert b"<html" not in response.content
    assert "HX-Request" in response.headers["Vary"]


def test_history_restore_returns_the_page(client):
    headers = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert b"</html>" in client.get(URL, headers=headers).content


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"kind": "language"}, ["Python"]),
        ({"skill": "coding", "kind": "concept"}, ["Loops"]),
        ({"skill": "nothing"}, []),
        ({"kind": "nonsense"}, []),
    ],
)
def test_filters(client, query, names):
    found = client.get(URL, query).context["topics"]
    assert [topic.name for topic in found] == names


def test_filter_by_role(client, topics):
    role = make_role(slug="maker")
    Usage.objects.create(role=role, topic=topics[1], kind="core")
    found = client.get(URL, {"role": "maker"}).context["topics"]
    assert [topic.name for topic in found] == ["Python"]


def test_unknown_filter_is_named_on_the_page(client):
    page = client.get(URL, {"skill": "nothing"}).content.decode()
    assert "not one of the available choices" in page


def test_empty_list_says_what_to_do(client):
    page = client.get(URL, {"kind": "platform"}).content.decode()
    assert "No topic" in page


def test_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    for _ in range(20):
        make_topic()
    with django_assert_max_num_queries(4):
        client.get(URL)


def test_draft_has_no_page(client):
    assert client.get("/topics/hidden/").status_code == 404
