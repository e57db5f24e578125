import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from content.groups import make_groups
from content.history import versions
from content.models import Draft
from skills.models import Topic
from tests.content.editors import admin_url, decide, editor, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture
def drafted(maker):
    writer = editor("Writer")
    values = opened(writer, maker, "draft") | {"summary": "Builds robots."}
    writer.post(admin_url(maker, "draft"), values)
    return maker


PAGES = ("change", "draft", "review", "history", "compare")


@pytest.mark.parametrize("page", PAGES)
def test_anonymous_is_asked_to_log_in(client, drafted, page):
    response = client.get(admin_url(drafted, page))
    assert response.status_code == 302
    assert "/login/" in response.url


@pytest.mark.parametrize("page", PAGES)
def test_staff_without_a_group_is_refused(drafted, page):
    assert editor().get(admin_url(drafted, page)).status_code == 403


@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("Writer", {"discard"}),
        ("Reviewer", {"approve"}),
        ("Publisher", {"publish", "schedule", "unschedule", "discard"}),
    ],
)
def test_each_group_decides_what_it_may(drafted, group, may):
    someone = editor(group)
    for what in ("approve", "publish", "schedule", "unschedule", "discard", "other"):
        if what not in may:
            assert decide(someone, drafted, what).status_code == 403, what
    assert Draft.objects.get().approved_by is None
    page = someone.get(admin_url(drafted, "review"))
    assert {name for name, allowed in page.context["may"].items() if allowed} == may


@pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
def test_no_button_lets_a_writer_change_the_public_text(maker, button):
    writer = editor("Writer")
    values = opened(writer, maker, "draft") | {"summary": "Mine.", button: "1"}
    values["status"] = "retired"
    for page in ("change", "draft"):
        writer.post(admin_url(maker, page), values)
    maker.refresh_from_db()
    assert (maker.summary, maker.status) == ("Does one thing.", "published")
    assert Draft.objects.get().data["summary"] == "Mine."


def test_a_writer_can_neither_delete_nor_order(maker):
    writer = editor("Writer")
    assert writer.post(admin_url(maker, "delete"), {"post": "yes"}).status_code == 403
    url = reverse("admin:roles_role_changelist")
    assert writer.post(url, {"_move": f"down-{maker.pk}"}).status_code == 403
    page = writer.get(url).content.decode()
    assert "_move" not in page
    assert 'name="form-0-position"' not in page


def test_only_a_publisher_takes_a_page_off_the_site(client, maker, settings):
    settings.TWO_PERSON_RULE = True
    url = reverse("admin:roles_role_changelist")
    values = {"action": "take_off", "_selected_action": maker.pk, "index": "0"}
    editor("Writer").post(url, values)
    assert client.get("/roles/maker/").status_code == 200
    editor("Publisher").post(url, values)
    assert client.get("/roles/maker/").status_code == 404
    assert versions("role", "maker").first().comment == "taken off the site"


def test_a_reviewer_reads_records_and_changes_none(maker):
    reviewer = editor("Reviewer")
    assert reviewer.get(admin_url(maker, "change")).status_code == 200
    assert reviewer.get(admin_url(maker, "history")).status_code == 200
    assert reviewer.post(admin_url(maker, "change"), {}).status_code == 403
    first = versions("role", "maker").last()
    url = f"{admin_url(maker, 'compare')}?from={first.pk}"
    assert reviewer.post(url, {"do": "restore"}).status_code == 403


def test_each_group_opens_the_lists_that_it_works_with():
    lists = {
        "Writer": ("roles_role", "content_draft"),
        "Reviewer": ("roles_role", "content_draft", "content_feedback"),
        "Publisher": ("roles_role", "content_draft", "quiz_itembank"),
    }
    for group, names in lists.items():
        someone = editor(group)
        for name in names:
            url = reverse(f"admin:{name}_changelist")
            assert someone.get(url).status_code == 200, (group, name)


def test_the_list_of_drafts_leads_to_the_page_of_each(drafted):
    draft = Draft.objects.get()
    url = reverse("admin:content_draft_change", args=[draft.pk])
    assert editor("Reviewer").get(url).url == admin_url(drafted, "review")


def test_a_group_that_the_operator_changed_is_left_alone():
    group = Group.objects.get(name="Writer")
    group.permissions.clear()
    make_groups()
    assert not group.permissions.exists()


def test_moving_swaps_neighbors_within_one_skill():
    publisher = editor("Publisher")
    loops, functions = Topic.objects.filter(skill__slug="coding").order_by("position")
    url = reverse("admin:skills_topic_changelist")
    response = publisher.post(url, {"_move": f"down-{loops.pk}"})
    assert response.url.endswith(f"#move-{loops.pk}")
    ordered = Topic.objects.filter(skill__slug="coding").order_by("position")
    assert list(ordered) == [functions, loops]
    assert versions("topic", "loops").first().comment == "moved"
    publisher.post(url, {"_move": f"down-{loops.pk}"})
    assert list(ordered.all()) == [functions, loops]
    for wrong in ("down-999999", "sideways-1", "down-", "x"):
        assert publisher.post(url, {"_move": wrong}).status_code == 302
