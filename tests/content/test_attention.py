from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from content import attention
from content.attention import what_needs_attention
from content.models import Feedback
from learning.models import Resource, Step
from roles.models import Role
from skills.models import Source, Topic
from tests.factories import empty_database, make_item, make_role, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered():
    # Tests change rows behind the back of the stamps, with QuerySet.update.
    attention.differences_at.cache_clear()
    attention.item_faults.cache_clear()


LONG_AGO = timezone.localdate() - timedelta(days=400)


def found(user, words):
    tasks = [task for task in what_needs_attention(user) if words in task.sentence]
    return tasks[0] if tasks else None


def test_nothing_waits_after_the_first_load(shipped, admin_client):
    today = timezone.localdate()
    Topic.objects.update(docs_checked=today)
    Source.objects.update(date=today)
    Resource.objects.update(checked=today)
    # The dates just written differ from the files: only that is left.
    tasks = admin_client.get("/admin/").context["attention"]
    assert [task.sentence for task in tasks] == [
        "records differ from the content files"
    ]


def test_shipped_content_does_not_differ_from_its_files(shipped, admin_user):
    assert found(admin_user, "from the content files") is None


def test_empty_site_needs_nothing(admin_client):
    empty_database()
    assert "Nothing needs you right now" in admin_client.get("/admin/").text


def test_an_edit_shows_as_a_difference_and_leads_to_the_record(shipped, admin_client):
    role = Role.objects.get(slug="nlp-engineer")
    role.summary = "Another summary."
    role.save()
    page = admin_client.get("/admin/")
    assert "record differs from the content files" in page.text
    page = admin_client.get("/admin/differences/")
    assert f'href="/admin/roles/role/{role.pk}/change/"' in page.text
    assert "edited here" in page.text


def test_what_was_made_here_is_called_so(admin_client):
    make_topic()
    assert "not in the files" in admin_client.get("/admin/differences/").text


def test_drafts_lead_to_their_lists(admin_client, admin_user):
    make_topic(status="draft")
    task = found(admin_user, "waits to be published")
    assert task.count == 1
    page = admin_client.get(task.links[0].url)
    assert page.context["cl"].result_count == 1


def test_feedback_to_read_is_counted(admin_client, admin_user):
    Feedback.objects.create(path="/roles/", note="What about games?")
    Feedback.objects.create(path="/roles/", useful=True, state="closed")
    task = found(admin_user, "note to read")
    assert task.count == 1
    assert admin_client.get(task.links[0].url).context["cl"].result_count == 1


def test_item_with_a_fault_is_named(admin_user):
    roles = [make_role() for _ in range(4)]
    items = [make_item(roles) for _ in range(8)]
    items[0].options.first().delete()
    task = found(admin_user, "below par")
    assert f"/admin/quiz/item/{items[0].pk}/change/" in [u.url for u in task.links]


def test_unchecked_links_and_old_sources_lead_to_narrowed_lists(
    shipped, admin_client, admin_user
):
    Topic.objects.filter(slug="pytorch").update(docs_checked=LONG_AGO)
    step = Step.objects.first()
    step.resources.update(checked=LONG_AGO)
    for words, count in (
        ("topic’s documentation", 1),
        ("resources of steps", step.resources.count()),
    ):
        task = found(admin_user, words)
        assert task.count == count
        assert admin_client.get(task.links[0].url).context["cl"].result_count == 1
    Source.objects.update(date=timezone.localdate())
    Source.objects.filter(slug="job-ads").update(date=LONG_AGO)
    task = found(admin_user, "older than a year")
    assert task.count == 1
    assert admin_client.get(task.links[0].url).context["cl"].result_count == 1


def test_editor_sees_only_what_the_editor_may_open(client):
    make_topic(status="draft")
    make_role(status="draft")
    user = User.objects.create_user("teacher", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_topic"))
    assert found(user, "published").count == 1
    client.force_login(user)
    page = client.get("/admin/")
    assert "Sources" not in page.text
    assert "Topics" in page.text


def test_menu_is_grouped_by_what_things_are_for(admin_client):
    groups = admin_client.get("/admin/").context["app_list"]
    names = [str(group["name"]) for group in groups]
    assert names == ["Content", "Assessment", "Readers", "System"]
    content = [entry["object_name"] for entry in groups[0]["models"]]
    assert content[:3] == ["Role", "Responsibility", "Skill"]
