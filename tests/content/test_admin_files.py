import html
import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from content.archive import pack
from content.loader import load
from content.models import Import, Page
from quiz.models import Item, ItemBank
from roles.models import Role
from skills.models import Topic
from tests.content.small import content, write
from tests.content.test_archive import BAD_ZIPS, zipped

pytestmark = pytest.mark.django_db

FILES = "/admin/content/import/"
FOLDER = f"{FILES}folder/"


@pytest.fixture
def files(tmp_path, settings):
    """The small content, loaded from the folder that the site takes it from."""
    made = content()
    settings.CONTENT_DIR = write(tmp_path, made)
    load(tmp_path)
    return made


def send(client, data, name="content.zip", **extra):
    return client.post(FILES, {"file": SimpleUploadedFile(name, data)}, **extra)


def text_of(response):
    """Return the page on one line, without the marks on changed words."""
    unmarked = re.sub(r"</?(del|ins)>", "", response.content.decode())
    return html.unescape(" ".join(unmarked.split()))


def seen(response):
    return re.search(r'name="seen" value="(\w+)"', response.content.decode())[1]


def apply(client, url, **values):
    return client.post(url, {"seen": seen(client.get(url)), **values}, follow=True)


def edit(model, slug, **values):
    record = model.objects.get(slug=slug)
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


def test_zip_is_shown_first_and_applied_on_request(admin_client, files):
    files["roles/maker.yaml"]["summary"] = "Makes things."
    files["skills/coding.yaml"]["topics"].pop()
    response = send(admin_client, zipped(files))
    page = admin_client.get(response["Location"])
    assert "summary: Does one thing." in text_of(page)
    assert "summary: Makes things." in text_of(page)
    assert "Topic: Functions" in text_of(page)
    assert Role.objects.get(slug="maker").summary == "Does one thing."

    done = apply(admin_client, response["Location"])
    assert "2 records were imported." in text_of(done)
    assert Role.objects.get(slug="maker").summary == "Makes things."
    assert Topic.objects.get(slug="functions").status == "retired"
    assert not Import.objects.exists()
    assert (
        LogEntry.objects.filter(change_message="Imported from content.zip.").count()
        == 2
    )


def test_export_imports_without_a_change(admin_client, files):
    response = admin_client.get(reverse("admin:content_export_zip"))
    assert response["Content-Type"] == "application/zip"
    assert response.content == pack()
    page = admin_client.get(send(admin_client, response.content)["Location"])
    assert "files and database say the same" in text_of(page)


def test_error_in_a_file_is_told_with_its_line(admin_client, files):
    text = zipped(files | {"pages.yaml": "- slug: about\n  titel: About\n"})
    page = send(admin_client, text)
    assert page.status_code == 200
    assert 'pages.yaml:2:3: [0].titel: unknown key "titel" (did you mean "title"?)' in (
        text_of(page)
    )
    assert not Import.objects.exists()


def test_fault_of_the_bank_is_told_at_its_item(admin_client, files):
    for option in files["quiz.yaml"]["items"][2]["options"]:
        option["evidence"] = {"maker": 0, "thinker": 0}
    page = send(admin_client, zipped(files))
    assert "quiz.yaml:" in text_of(page)
    assert "tells almost nothing" in text_of(page)
    assert ItemBank.objects.count() == 1


@pytest.mark.parametrize("case", ["no zip", "above", "encrypted", "bomb"])
def test_bad_zip_is_refused_and_not_kept(admin_client, files, case):
    data, sentence = BAD_ZIPS[case]
    page = send(admin_client, data)
    assert page.status_code == 200
    assert sentence in text_of(page)
    assert not Import.objects.exists()


def test_form_without_a_file_says_so(admin_client):
    assert "This field is required" in text_of(admin_client.post(FILES, {}))
    assert "submitted file is empty" in text_of(send(admin_client, b""))


def test_too_large_upload_is_refused_before_it_is_read(admin_client, settings):
    settings.EDITOR_UPLOAD_MAX_BYTES = 1000
    assert send(admin_client, b"x" * 2000).status_code == 413
    settings.EDITOR_UPLOAD_MAX_BYTES = 9_000_000
    assert "larger than 5 MB" in text_of(send(admin_client, b"x" * 5_000_001))


def test_conflict_needs_a_decision(admin_client, files):
    edit(Role, "maker", summary="Edited here.")
    files["pages.yaml"][0]["title"] = "New title"
    url = send(admin_client, zipped(files))["Location"]
    page = admin_client.get(url)
    assert 'name="side-role-maker" value="ours" required' in text_of(page)
    page = apply(admin_client, url)
    assert "Choose for each record" in text_of(page)
    assert Page.objects.get().title == "About"


@pytest.mark.parametrize(
    ("side", "summary"), [("ours", "Edited here."), ("theirs", "Does one thing.")]
)
def test_conflict_is_settled_as_the_editor_says(admin_client, files, side, summary):
    edit(Role, "maker", summary="Edited here.")
    edit(Role, "thinker", summary="Also edited.")
    files["pages.yaml"][0]["title"] = "New title"
    url = send(admin_client, zipped(files))["Location"]
    choice = {"side-role-maker": side, "side-role-thinker": "ours"}
    apply(admin_client, url, **choice)
    assert Role.objects.get(slug="maker").summary == summary
    assert Role.objects.get(slug="thinker").summary == "Also edited."
    assert Page.objects.get().title == "New title"


def test_one_button_decides_all_conflicts(admin_client, files):
    edit(Role, "maker", summary="Edited here.")
    edit(Role, "thinker", summary="Also edited.")
    done = apply(admin_client, FOLDER, all="theirs")
    assert "2 records were imported." in text_of(done)
    assert set(Role.objects.values_list("summary", flat=True)) == {"Does one thing."}


def test_record_edited_here_and_gone_from_the_files_is_a_conflict(admin_client, files):
    edit(Topic, "functions", summary="Edited here.")
    files["skills/coding.yaml"]["topics"].pop()
    url = send(admin_client, zipped(files))["Location"]
    assert "no longer in the files" in text_of(admin_client.get(url))
    apply(admin_client, url, **{"side-topic-functions": "ours"})
    assert Topic.objects.get(slug="functions").status == "published"
    url = send(admin_client, zipped(files))["Location"]
    apply(admin_client, url, **{"side-topic-functions": "theirs"})
    assert Topic.objects.get(slug="functions").status == "retired"


def test_change_after_the_preview_stops_the_import(admin_client, files):
    files["pages.yaml"][0]["title"] = "New title"
    url = send(admin_client, zipped(files))["Location"]
    before = seen(admin_client.get(url))
    edit(Role, "maker", summary="Edited meanwhile.")
    page = admin_client.post(url, {"seen": before, "side-role-maker": "ours"})
    assert "Something was changed here meanwhile" in text_of(page)
    assert Page.objects.get().title == "About"
    assert not LogEntry.objects.exists()


def test_files_on_the_server_are_compared_and_settled(admin_client, files, settings):
    edit(Role, "maker", summary="Edited here.")
    assert "Edited here." in text_of(admin_client.get(FOLDER))
    done = apply(admin_client, FOLDER, **{"side-role-maker": "theirs"})
    assert "1 record was imported." in text_of(done)
    assert "say the same" in text_of(admin_client.get(FOLDER))
    settings.CONTENT_DIR = settings.CONTENT_DIR / "nowhere"
    assert "there is no such folder" in text_of(admin_client.get(FOLDER))


def test_two_person_rule_leaves_files_to_the_operator(admin_client, files, settings):
    edit(Role, "maker", summary="Edited here.")
    settings.TWO_PERSON_RULE = True
    page = admin_client.get(FOLDER)
    assert "nobody imports files alone" in text_of(page)
    sent = {"seen": seen(page), "side-role-maker": "theirs"}
    assert admin_client.post(FOLDER, sent).status_code == 403
    assert Role.objects.get(slug="maker").summary == "Edited here."


def test_preview_writes_nothing(admin_client, files):
    files["roles/maker.yaml"]["summary"] = "Makes things."
    files["quiz.yaml"]["items"][0]["prompt"] = "Which one now?"
    url = send(admin_client, zipped(files))["Location"]
    assert "visitors who begin later get a new version" in text_of(
        admin_client.get(url)
    )
    assert ItemBank.objects.count() == 1
    assert Item.objects.filter(prompt="Which one now?").count() == 0


def test_points_edited_here_wait_for_an_editor(admin_client, files, tmp_path):
    bank = ItemBank.objects.get()
    evidence = Item.objects.get(slug="item-0").options.first().evidence.first()
    evidence.points = 1
    evidence.save()
    files["quiz.yaml"]["items"][1]["prompt"] = "Reworded?"
    url = send(admin_client, zipped(files))["Location"]
    done = apply(admin_client, url, **{"side-item-item-0": "ours"})
    assert "The item bank waits" in text_of(done)
    assert ItemBank.objects.get() == bank


def test_uploads_are_private_and_go_within_a_day(admin_client, client, files):
    files["pages.yaml"][0]["title"] = "New title"
    url = send(admin_client, zipped(files))["Location"]
    other = User.objects.create_superuser("other")
    client.force_login(other)
    assert client.get(url).status_code == 404
    old = timezone.now() - timedelta(days=1, minutes=1)
    Import.objects.update(created_at=old)
    admin_client.get(FILES)
    assert not Import.objects.exists()


def test_upload_can_be_thrown_away(admin_client, files):
    files["pages.yaml"][0]["title"] = "New title"
    url = send(admin_client, zipped(files))["Location"]
    page = admin_client.post(f"{url}discard/", follow=True)
    assert "thrown away" in text_of(page)
    assert admin_client.get(url).status_code == 404
    assert Page.objects.get().title == "About"


def editor(client, *names):
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)


def test_anonymous_is_sent_to_the_login(client):
    for url in (FILES, FOLDER, reverse("admin:content_export_zip")):
        assert client.get(url)["Location"].startswith("/admin/login/")


def test_editor_without_permission_is_refused(client, files):
    editor(client, "view_page", "change_page")
    for url in (FILES, FOLDER, reverse("admin:content_export_zip")):
        assert client.get(url).status_code == 403


def test_who_may_see_everything_may_export_but_not_import(client, files):
    kinds = ("source", "skill", "topic", "responsibility", "role", "item")
    names = [f"view_{kind}" for kind in (*kinds, "learningpath", "step", "page")]
    editor(client, *names)
    assert client.get(reverse("admin:content_export_zip")).status_code == 200
    assert "Send files back" not in text_of(client.get(FILES))
    assert client.get(FOLDER).status_code == 403
    assert send(client, zipped(files)).status_code == 403


def test_permission_to_import_is_enough(client, files):
    editor(client, "import_content")
    files["pages.yaml"][0]["title"] = "New title"
    url = send(client, zipped(files))["Location"]
    apply(client, url)
    assert Page.objects.get().title == "New title"
