import pytest

from roles.models import Role, Usage
from tests.factories import make_requirement, make_role, make_skill, make_topic

pytestmark = pytest.mark.django_db


def test_shows_the_role_with_its_links(client):
    role, topic = make_role(slug="maker"), make_topic(slug="loops")
    Usage.objects.create(role=role, topic=topic, kind="core")
    page = client.get("/roles/maker/").content.decode()
    assert role.name in page
    assert "/topics/loops/" in page


def test_draws_the_required_levels_beside_a_table(client):
    role = make_role(slug="maker")
    for level in (1, 2, 4):
        make_requirement(role, make_skill(), level=level)
    page = client.get("/roles/maker/").content.decode()
    assert "<svg" in page
    assert "<title" in page
    assert "<table" in page


def test_draft_topics_are_left_out(client):
    role, topic = make_role(slug="maker"), make_topic(slug="draft", status="draft")
    Usage.objects.create(role=role, topic=topic, kind="core")
    assert "/topics/draft/" not in client.get("/roles/maker/").content.decode()


def test_cost_in_queries(shipped, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(17):
        client.get(Role.objects.first().get_absolute_url())


def test_a_record_made_of_little_still_has_a_page(client):
    make_role(slug="bare")
    assert client.get("/roles/bare/").status_code == 200
