import re

import pytest
from django.urls import reverse

from content.history import versions
from content.models import Change, Draft, Page
from learning.models import LearningPath, Step
from quiz.models import Item
from roles.models import Role
from skills.models import Topic
from tests.content.editors import (
    admin_url,
    client_of,
    decide,
    editor,
    form_values,
    opened,
)
from tests.factories import make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_writers_change_becomes_a_draft_and_a_publishers_decision(client, maker):
    writer, publisher = editor("Writer"), editor("Publisher")
    values = opened(writer, maker, "draft") | {
        "summary": "Builds robots.",
        "facts-0-value": "4",
        "_save": "1",
    }
    response = writer.post(admin_url(maker, "draft"), values)
    assert response.url == admin_url(maker, "review")
    assert "Builds robots." not in text_of(client.get("/roles/maker/"))
    assert maker.facts.get().value == "3"
    response = decide(publisher, maker, "publish")
    assert response.url == admin_url(maker, "history")
    page = text_of(client.get("/roles/maker/"))
    assert "Builds robots." in page
    assert maker.facts.get().value == "4"


def test_a_draft_is_edited_again_with_its_rows(maker):
    writer = editor("Writer")
    values = opened(writer, maker, "draft") | {"facts-0-value": "4"}
    writer.post(admin_url(maker, "draft"), values)
    again = opened(writer, maker, "draft")
    assert again["facts-0-value"] == "4"
    again |= {
        "projects-TOTAL_FORMS": "2",
        "projects-1-title": "A drone",
        "projects-1-brief": "Fly it.",
        "projects-1-criteria": "Flies",
        "projects-1-position": "2",
        "facts-0-DELETE": "on",
    }
    response = writer.post(admin_url(maker, "draft"), again)
    assert response.status_code == 302, response.context["errors"]
    data = Draft.objects.get().data
    assert data["facts"] == []
    assert [project["title"] for project in data["projects"]] == ["A robot", "A drone"]
    assert maker.projects.count() == maker.facts.count() == 1


@pytest.mark.parametrize("model", [Topic, Step, Item, LearningPath, Role])
def test_every_form_saves_what_it_shows_unchanged(model, admin_client):
    record = model.objects.first()
    response = admin_client.post(
        admin_url(record, "change"), opened(admin_client, record)
    )
    assert response.status_code == 302, response.context["errors"]
    found = versions(kind_of(record), record.slug)
    assert [version.what for version in found] == [Change.LOAD]


def kind_of(record) -> str:
    names = {"learningpath": "path"}
    return names.get(record._meta.model_name, record._meta.model_name)


def test_saving_at_once_is_kept_in_history_with_its_comment(admin_client, maker):
    values = opened(admin_client, maker) | {
        "summary": "Builds robots.",
        "version_comment": "Shorter",
    }
    admin_client.post(admin_url(maker, "change"), values)
    newest = versions("role", "maker").first()
    assert (newest.what, newest.comment) == (Change.EDIT, "Shorter")
    assert newest.data["summary"] == "Builds robots."


def test_the_second_of_two_editors_sees_both_texts_before_saving(maker):
    one, other = editor("Publisher"), editor("Publisher")
    mine, theirs = opened(one, maker), opened(other, maker)
    theirs |= {"summary": "Their summary.", "facts-0-DELETE": "on"}
    assert other.post(admin_url(maker, "change"), theirs).status_code == 302
    mine |= {"summary": "My own summary.", "facts-0-value": "5"}
    response = one.post(admin_url(maker, "change"), mine)
    assert response.status_code == 200
    page = text_of(response)
    assert "Somebody else was faster" in page
    assert re.search(r"<del>Their</del>", page)
    assert re.search(r"<ins>My own</ins>", page)
    maker.refresh_from_db()
    assert maker.summary == "Their summary."

    again = one.post(admin_url(maker, "change"), form_values(response))
    assert again.status_code == 302, again.context["errors"]
    maker.refresh_from_db()
    assert maker.summary == "My own summary."
    assert maker.facts.get().value == "5"
    texts = [version.data["summary"] for version in versions("role", "maker")]
    assert texts[:2] == ["My own summary.", "Their summary."]


def test_two_writers_on_one_draft_lose_nothing(maker):
    one, other = editor("Writer"), editor("Writer")
    mine, theirs = opened(one, maker, "draft"), opened(other, maker, "draft")
    other.post(admin_url(maker, "draft"), theirs | {"focus": "their focus"})
    response = one.post(admin_url(maker, "draft"), mine | {"focus": "my focus"})
    assert "Somebody else was faster" in text_of(response)
    assert Draft.objects.get().data["focus"] == "their focus"
    one.post(admin_url(maker, "draft"), form_values(response))
    assert Draft.objects.get().data["focus"] == "my focus"


def test_what_would_break_a_page_is_refused_and_nothing_is_lost(admin_client, maker):
    values = opened(admin_client, maker) | {"neighbors-0-other": str(maker.pk)}
    response = admin_client.post(
        admin_url(maker, "change"), values | {"summary": "Builds robots."}
    )
    assert "A role is not its own neighbor. Choose another role." in text_of(response)
    assert "Builds robots." in text_of(response)
    maker.refresh_from_db()
    assert maker.summary == "Does one thing."


def test_a_new_record_of_a_writer_is_not_public_until_published(client):
    writer, publisher = editor("Writer"), editor("Publisher")
    add = reverse("admin:content_page_add")
    values = form_values(writer.get(add)) | {
        "title": "New page",
        "slug": "new-page",
        "summary": "S.",
        "body": "Words.",
        "position": "9",
    }
    response = writer.post(add, values)
    draft = Draft.objects.get(slug="new-page")
    assert response.url.endswith("/draft/review/")
    assert client.get("/about/new-page/").status_code == 404
    decide(publisher, Page.objects.get(slug=draft.slug), "publish")
    assert client.get("/about/new-page/").status_code == 200


def test_restoring_brings_the_text_and_its_rows_back(admin_client, maker):
    values = opened(admin_client, maker) | {
        "summary": "Builds robots.",
        "facts-0-DELETE": "on",
    }
    admin_client.post(admin_url(maker, "change"), values)
    assert maker.facts.count() == 0
    first = versions("role", "maker").last()
    url = f"{admin_url(maker, 'compare')}?from={first.pk}"
    page = admin_client.get(url)
    assert "<ins>Builds robots</ins>" in text_of(page)
    seen = page.context["seen"]
    response = admin_client.post(url, {"do": "restore", "seen": seen})
    assert response.url == admin_url(maker, "history")
    maker.refresh_from_db()
    assert maker.summary == "Does one thing."
    assert maker.facts.get().value == "3"
    assert versions("role", "maker").first().what == Change.RESTORE


def test_a_writer_restores_as_a_draft(maker):
    writer = editor("Writer")
    publisher = editor("Publisher")
    values = opened(publisher, maker) | {"summary": "Builds robots."}
    publisher.post(admin_url(maker, "change"), values)
    first = versions("role", "maker").last()
    url = f"{admin_url(maker, 'compare')}?from={first.pk}"
    seen = writer.get(url).context["seen"]
    writer.post(url, {"do": "restore", "seen": seen})
    maker.refresh_from_db()
    assert maker.summary == "Builds robots."
    assert Draft.objects.get().data["summary"] == "Does one thing."


def test_comparing_with_a_version_of_another_record_is_not_found(admin_client, maker):
    other = versions("role", "thinker").first()
    for number in (str(other.pk), "x", "", "9" * 30):
        url = f"{admin_url(maker, 'compare')}?from={number}"
        assert admin_client.get(url).status_code == 404


def test_preview_needs_no_login_and_shows_the_draft(client, maker):
    writer = editor("Writer")
    values = opened(writer, maker, "draft") | {"summary": "Builds robots."}
    writer.post(admin_url(maker, "draft"), values)
    link = writer.get(admin_url(maker, "review")).context["preview_url"]
    response = client.get(link)
    page = text_of(response)
    assert "Builds robots." in page
    assert "Draft preview" in page
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert "max-age" not in response["Cache-Control"]
    assert not response.cookies
    maker.refresh_from_db()
    assert maker.summary == "Does one thing."
    assert client.get(link[:-2] + "x/").status_code == 403


def test_preview_ends_with_its_time_and_with_its_draft(client, maker, monkeypatch):
    writer = editor("Writer")
    values = opened(writer, maker, "draft") | {"summary": "Builds robots."}
    writer.post(admin_url(maker, "draft"), values)
    link = writer.get(admin_url(maker, "review")).context["preview_url"]
    with monkeypatch.context() as patch:
        patch.setattr("content.preview.PREVIEW_MAX_AGE_SECONDS", -1)
        assert client.get(link).status_code == 410
    decide(writer, maker, "discard")
    assert client.get(link).url == "/roles/maker/"


def test_every_kind_with_a_page_can_be_previewed(client):
    publisher = editor("Publisher")
    for model, slug in ((Topic, "loops"), (Step, "first"), (LearningPath, "practice")):
        record = model.objects.get(slug=slug)
        field = "outcome" if model is Step else "summary"
        values = opened(publisher, record) | {field: "Words of a draft.", "_draft": "1"}
        publisher.post(admin_url(record, "change"), values)
        link = publisher.get(admin_url(record, "review")).context["preview_url"]
        assert "Words of a draft." in text_of(client.get(link)), slug


def test_two_person_rule_takes_saving_at_once_from_everyone(settings, maker):
    settings.TWO_PERSON_RULE = True
    publisher, reviewer = make_editor("Publisher", "Reviewer"), editor("Reviewer")
    client = client_of(publisher)
    response = client.get(admin_url(maker, "change"))
    assert response.url == admin_url(maker, "draft")
    values = opened(client, maker, "draft") | {"summary": "Builds robots."}
    client.post(admin_url(maker, "change"), values)
    maker.refresh_from_db()
    assert maker.summary == "Does one thing."
    page = text_of(client.get(admin_url(maker, "review")))
    assert "another person has to approve it" in page
    decide(client, maker, "approve")
    assert Draft.objects.get().approved_by is None
    decide(client, maker, "publish")
    maker.refresh_from_db()
    assert maker.summary == "Does one thing."
    decide(reviewer, maker, "approve")
    decide(client, maker, "publish")
    maker.refresh_from_db()
    assert maker.summary == "Builds robots."


def test_a_time_that_is_past_is_refused_with_a_sentence(maker):
    publisher = editor("Publisher")
    values = opened(publisher, maker) | {"summary": "Builds robots.", "_draft": "1"}
    publisher.post(admin_url(maker, "change"), values)
    late = decide(publisher, maker, "schedule", at_0="2020-01-01", at_1="10:00")
    assert "Choose a time that is still to come" in text_of(late)
    decide(publisher, maker, "schedule", at_0="2999-01-01", at_1="10:00")
    assert Draft.objects.get().publish_at.year == 2999
    decide(publisher, maker, "unschedule")
    assert Draft.objects.get().publish_at is None


def test_a_decision_on_another_text_than_was_read_is_not_carried_out(maker):
    publisher = editor("Publisher")
    values = opened(publisher, maker) | {"summary": "Builds robots.", "_draft": "1"}
    publisher.post(admin_url(maker, "change"), values)
    old = {"do": "publish", "seen": "0" * 64, "seen_text": "0" * 64}
    response = publisher.post(admin_url(maker, "review"), old, follow=True)
    assert "nothing was done" in text_of(response)
    maker.refresh_from_db()
    assert maker.summary == "Does one thing."
