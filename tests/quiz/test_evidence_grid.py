import re
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from content.models import Version
from quiz.grid import make_grid
from quiz.models import Evidence, Item, ItemBank
from quiz.publishing import digest_of, snapshot
from roles.models import Role
from tests.factories import make_bank, make_item, make_role

pytestmark = pytest.mark.django_db

GRID = "/admin/quiz/item/evidence/"


@pytest.fixture
def items():
    return make_bank([make_role() for _ in range(5)], items=10)


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor", is_staff=True)
    client.force_login(user)

    def allow(*names):
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        return client

    return allow


def first_cell(item):
    return Evidence.objects.filter(option__item=item, points=3).order_by("pk").first()


def values(cell, points, **extra):
    """Return what the grid sends when one cell was changed, as with JavaScript."""
    name = f"points-{cell.option_id}-{cell.role_id}"
    return {"before": make_grid().before, name: points, "save": "1", **extra}


def set_all(item, points):
    Evidence.objects.filter(option__item=item).update(points=points)


def test_changed_points_are_saved_and_noted_in_the_history(admin_client, items):
    cell = first_cell(items[0])
    page = admin_client.post(GRID, values(cell, "1"), follow=True)
    cell.refresh_from_db()
    assert cell.points == 1
    assert "Saved: 1 number in 1 item." in page.content.decode()
    assert LogEntry.objects.get().object_id == str(items[0].pk)


def test_saved_points_are_in_the_history_of_the_item(admin_client, items, admin_user):
    admin_client.post(GRID, values(first_cell(items[0]), "1"))
    version = Version.objects.get(kind="item", slug=items[0].slug)
    assert (version.what, version.editor) == ("edit", admin_user)
    assert version.comment == "Changed points in the evidence grid."


def test_plain_form_without_javascript_sends_every_cell(admin_client, items):
    page = admin_client.get(GRID).content.decode()
    fields = dict(re.findall(r'name="(points-[^"]+)" value="([^"]*)"', page))
    before = re.search(r'name="before" value="([^"]*)"', page)[1]
    assert len(fields) == 10 * 5 * 5
    cell = first_cell(items[3])
    fields[f"points-{cell.option_id}-{cell.role_id}"] = "0"
    admin_client.post(GRID, {**fields, "before": unescape(before)})
    cell.refresh_from_db()
    assert cell.points == 0
    assert LogEntry.objects.count() == 1


def test_every_cell_is_labeled_with_role_and_option(admin_client, items):
    page = admin_client.get(GRID).content.decode()
    role, option = Role.objects.in_order().first(), items[0].options.first()
    assert f'aria-label="{role.name}: {option.text}"' in page


@pytest.mark.parametrize("wrong", ["4", "-4", "1.5", "x", "", "9" * 40, "٣"])
def test_wrong_points_are_refused_and_nothing_is_saved(admin_client, items, wrong):
    cell, other = first_cell(items[0]), first_cell(items[1])
    sent = values(cell, wrong) | values(other, "0")
    page = admin_client.post(GRID, sent)
    assert page.status_code == 200
    assert "write a whole number from -3 to 3." in page.content.decode()
    assert not LogEntry.objects.exists()
    other.refresh_from_db()
    assert other.points == 3


def test_change_of_someone_else_is_not_overwritten_unseen(admin_client, items):
    cell = first_cell(items[0])
    sent = values(cell, "1")
    Evidence.objects.filter(pk=cell.pk).update(points=-1)
    page = admin_client.post(GRID, sent)
    assert "someone else has changed it to -1" in page.content.decode()
    cell.refresh_from_db()
    assert cell.points == -1
    admin_client.post(GRID, values(cell, "1"))
    cell.refresh_from_db()
    assert cell.points == 1


def test_cells_left_alone_keep_what_someone_else_saved(admin_client, items):
    mine, theirs = first_cell(items[0]), first_cell(items[1])
    sent = values(mine, "1", **{f"points-{theirs.option_id}-{theirs.role_id}": "3"})
    Evidence.objects.filter(pk=theirs.pk).update(points=-1)
    admin_client.post(GRID, sent)
    theirs.refresh_from_db()
    assert theirs.points == -1


def test_role_that_came_meanwhile_stops_the_save(admin_client, items):
    sent = values(first_cell(items[0]), "1")
    make_role(position=0)
    page = admin_client.post(GRID, sent)
    assert "a role was added or hidden" in page.content.decode()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("before", ["", "x", ":;,", "1:2:3", "9" * 500 + ":1"])
def test_garbled_form_is_no_server_error(admin_client, items, before):
    assert admin_client.post(GRID, {"before": before}).status_code == 200


def test_check_shows_faults_and_sums_without_saving(admin_client, items):
    cell = first_cell(items[0])
    sent = {"before": make_grid().before, "check": "1"}
    for evidence in Evidence.objects.filter(option__item=items[0]):
        sent[f"points-{evidence.option_id}-{evidence.role_id}"] = "0"
    page = admin_client.post(GRID, sent, headers={"HX-Request": "true"})
    text = page.content.decode()
    assert text.strip().startswith('<section id="draft"')
    assert "tells almost nothing" in text
    assert "27" in re.findall(r"<td>(\d+)</td>", text)
    cell.refresh_from_db()
    assert cell.points == 3


def test_large_bank_is_split_below_the_limit_of_fields(admin_client, items, settings):
    roles = list(Role.objects.in_order())
    for _ in range(30):
        make_item(roles)
    for number, count in ((1, 36), (2, 4)):
        page = admin_client.get(f"{GRID}?page={number}").content.decode()
        assert page.count('class="item"') == count
        assert page.count("<input") < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    sums = re.findall(r"<td>(\d+)</td>", page)
    assert sums == ["120"] * 5  # of all items, whatever the page shows


def test_drafts_are_in_the_grid_but_not_in_the_bank(admin_client, items):
    Item.objects.filter(pk=items[0].pk).update(status="draft")
    Item.objects.filter(pk=items[1].pk).update(status="retired")
    page = admin_client.get(GRID).content.decode()
    assert items[0].prompt in page
    assert f'id="item-{items[1].slug}"' not in page
    assert re.findall(r"<td>(\d+)</td>", page)[:5] == ["24"] * 5


def test_difference_to_the_version_in_use_is_told_in_words(admin_client, items):
    cell = first_cell(items[0])
    admin_client.post(GRID, values(cell, "-1"))
    page = admin_client.get(GRID).content.decode()
    assert f"{cell.role.short_name} from +3 to \u22121" in page


def digest(client):
    page = client.get(GRID).content.decode()
    found = re.search(r'name="digest" value="(\w+)"', page)
    return found and found[1]


def test_publishing_makes_a_new_version_and_keeps_the_old(admin_client, items):
    old = ItemBank.objects.get()
    admin_client.post(GRID, values(first_cell(items[0]), "2"))
    url = reverse("admin:quiz_publish")
    page = admin_client.post(url, {"digest": digest(admin_client)}, follow=True)
    assert "in use as a new version" in page.content.decode()
    new = ItemBank.objects.get(is_current=True)
    old.refresh_from_db()
    assert not old.is_current
    assert new.content != old.content


def test_bank_with_faults_cannot_be_published(admin_client, items):
    admin_client.post(GRID, values(first_cell(items[0]), "2"))
    seen = digest(admin_client)
    assert seen
    set_all(items[0], 0)
    assert digest(admin_client) is None
    page = admin_client.post(
        reverse("admin:quiz_publish"), {"digest": digest_of(snapshot())}, follow=True
    )
    assert "tells almost nothing" in page.content.decode()
    assert ItemBank.objects.count() == 1


def test_only_what_was_looked_at_is_published(admin_client, items):
    admin_client.post(GRID, values(first_cell(items[0]), "2"))
    seen = digest(admin_client)
    admin_client.post(GRID, values(first_cell(items[1]), "2"))
    url = reverse("admin:quiz_publish")
    page = admin_client.post(url, {"digest": seen}, follow=True)
    assert "changed meanwhile" in page.content.decode()
    assert ItemBank.objects.count() == 1


def test_anonymous_is_sent_to_the_login(client, items):
    for name in ("evidence", "trial", "statistics", "compare_versions"):
        url = reverse(f"admin:quiz_{name}")
        page = client.get(url)
        assert page.status_code == 302
        assert page["Location"].startswith("/admin/login/")


def test_editor_without_permission_is_refused(editor, items):
    client = editor()
    for name in ("evidence", "trial", "statistics", "compare_versions"):
        assert client.get(reverse(f"admin:quiz_{name}")).status_code == 403


def test_viewer_sees_the_grid_but_cannot_save(editor, items):
    client = editor("view_item")
    assert "disabled" in client.get(GRID).content.decode()
    assert client.post(GRID, values(first_cell(items[0]), "1")).status_code == 403


def test_changing_items_is_not_enough_to_publish(editor, items):
    client = editor("view_item", "change_item")
    client.post(GRID, values(first_cell(items[0]), "2"))
    assert digest(client) is None
    assert client.post(reverse("admin:quiz_publish")).status_code == 403
    client = editor("view_item", "publish_bank")
    client.post(reverse("admin:quiz_publish"), {"digest": digest(client)})
    assert ItemBank.objects.count() == 2


def test_two_person_rule_leaves_publishing_to_somebody_else(
    editor, items, settings, django_user_model
):
    settings.TWO_PERSON_RULE = True
    client = editor("view_item", "change_item", "publish_bank")
    client.post(GRID, values(first_cell(items[0]), "2"))
    assert digest(client) is None
    url = reverse("admin:quiz_publish")
    assert client.post(url, {"digest": digest_of(snapshot())}).status_code == 403
    other = django_user_model.objects.create_superuser("other")
    client.force_login(other)
    client.post(url, {"digest": digest(client)})
    assert ItemBank.objects.count() == 2


def test_simulation_says_what_was_run(admin_client, items):
    page = admin_client.get(reverse("admin:quiz_trial"), {"respondents": 200})
    text = " ".join(page.content.decode().split())
    assert "200 people of one role each" in text
    assert "7 percentage points" in text
    fragment = admin_client.get(
        reverse("admin:quiz_trial"),
        {"respondents": 200},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert fragment.strip().startswith('<div id="trial"')


@pytest.mark.parametrize("wrong", ["", "0", "1000000", "x"])
def test_simulation_of_another_size_is_not_run(admin_client, items, wrong):
    page = admin_client.get(reverse("admin:quiz_trial"), {"respondents": wrong})
    assert page.status_code == 200
    assert "Done" not in page.content.decode()


def test_bank_without_items_says_what_to_do(admin_client):
    page = admin_client.get(GRID).content.decode()
    assert "Add the first one" in page
    page = admin_client.get(reverse("admin:quiz_trial"), {"respondents": 200})
    assert "cannot be answered yet" in page.content.decode()


def test_grid_asks_few_queries(admin_client, items, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        admin_client.get(GRID)
