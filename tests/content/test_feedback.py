from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.signing import TimestampSigner
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from content import feedback
from content.models import Feedback
from skills.models import CountedAct
from tests.factories import make_role, make_topic

pytestmark = pytest.mark.django_db
FROM_HERE = {"origin": "http://testserver"}
HTMX = FROM_HERE | {"HX-Request": "true"}


@pytest.fixture
def path():
    return make_role(slug="nlp-engineer").get_absolute_url()


@pytest.fixture
def typed_slowly(monkeypatch):
    monkeypatch.setattr(feedback, "NOTE_AFTER", timedelta(0))


def send(client, path, headers=FROM_HERE, **values):
    data = {"path": path, "useful": "yes", **values}
    return client.post(reverse("content:feedback"), data, headers=headers)


def test_vote_then_note_wait_for_an_editor(client, path, typed_slowly):
    thanks = send(client, path)["Location"]
    assert "Your vote is counted" in client.get(thanks).text
    response = client.post(thanks, {"note": "What is NLP?"}, headers=FROM_HERE)
    assert response["Location"] == thanks
    assert "An editor will read your note" in client.get(thanks).text
    given = Feedback.objects.get()
    assert (given.path, given.useful, given.note) == (path, True, "What is NLP?")
    assert given.state == "new"
    assert "What is NLP?" not in client.get(path).text


def test_htmx_gets_only_the_fragment_each_time(client, path, typed_slowly):
    response = send(client, path, HTMX, useful="no")
    assert response.text.lstrip().startswith('<section id="feedback"')
    url = reverse("content:feedback-note", args=[key()])
    response = client.post(url, {"note": "Too long."}, headers=HTMX)
    assert response.status_code == 200
    assert response.text.lstrip().startswith('<section id="feedback"')
    assert "An editor will read" in response.text
    assert not Feedback.objects.get().useful


def key():
    return feedback.key_of(Feedback.objects.latest("pk"))


def test_public_page_with_its_form_sets_no_cookie_and_stays_the_same(client, path):
    first, second = client.get(path), client.get(path)
    assert not first.cookies
    assert first.content == second.content
    assert "Cookie" not in first.get("Vary", "")
    assert f'name="path" value="{path}"' in first.text


def test_vote_sets_no_cookie(client, path):
    thanks = send(client, path)
    assert not thanks.cookies
    assert not client.get(thanks["Location"]).cookies


def test_vote_alone_is_nothing_to_read(client, path):
    send(client, path)
    assert Feedback.objects.get().state == "closed"


@pytest.mark.parametrize(
    "origin", [{}, {"origin": "https://evil.example"}, {"origin": "null"}]
)
def test_other_sites_cannot_vote(client, path, origin):
    assert send(client, path, origin).status_code == 403
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "/nowhere/",
        "/roles/none/",
        "/roles/nlp-engineer",
        "/roles/nlp-engineer/?x=1",
        "/admin/",
        "/quiz/result/",
        "/feedback/",
        "https://evil.example/roles/nlp-engineer/",
        "//evil.example/",
        "javascript:alert(1)",
        "/roles/nlp-engineer/\0",
        "/roles/" + "n" * 300 + "/",
        "/topics/a-draft/",
    ],
)
def test_only_pages_of_this_site_are_voted_on(client, path, wrong):
    make_topic(slug="a-draft", status="draft")
    assert send(client, wrong).status_code == 400
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("useful", ["", "maybe", "\0", "yes" * 100])
def test_vote_is_yes_or_no(client, path, useful):
    response = send(client, path, useful=useful)
    assert response.status_code == 400
    assert "yes or no" in response.text


def test_programs_fall_into_the_trap(client, path, typed_slowly):
    assert send(client, path, website="x").status_code == 400
    thanks = send(client, path)["Location"]
    values = {"note": "Buy this", "website": "x"}
    response = client.post(thanks, values, headers=FROM_HERE)
    assert response.status_code == 422
    assert "must stay empty" in response.text
    assert Feedback.objects.get().note == ""


def test_note_sooner_than_anyone_types_is_held_back_and_kept(client, path):
    thanks = send(client, path)["Location"]
    response = client.post(thanks, {"note": "Quick words"}, headers=FROM_HERE)
    assert response.status_code == 422
    assert "That was fast" in response.text
    assert "Quick words</textarea>" in response.text
    assert Feedback.objects.get().note == ""


@pytest.mark.parametrize("note", ["", "  ", "x" * 1001, "a\0b"])
def test_note_that_cannot_be_taken_is_answered_with_a_sentence(
    client, path, typed_slowly, note
):
    thanks = send(client, path)["Location"]
    response = client.post(thanks, {"note": note}, headers=FROM_HERE)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert client.post(thanks, {"note": note}, headers=HTMX).status_code == 200
    assert Feedback.objects.get().note == ""


def test_note_comes_once(client, path, typed_slowly):
    thanks = send(client, path)["Location"]
    for note in ("First", "Second"):
        client.post(thanks, {"note": note}, headers=FROM_HERE)
    assert Feedback.objects.get().note == "First"


def test_note_comes_within_two_hours(client, path, typed_slowly, monkeypatch):
    thanks = send(client, path)["Location"]
    monkeypatch.setattr(feedback, "NOTE_WITHIN", timedelta(seconds=-1))
    assert "<textarea" not in client.get(thanks).text
    response = client.post(thanks, {"note": "Late"}, headers=FROM_HERE)
    assert response.status_code == 400
    assert Feedback.objects.get().note == ""


def test_note_from_another_site_is_refused(client, path, typed_slowly):
    thanks = send(client, path)["Location"]
    assert client.post(thanks, {"note": "Words"}).status_code == 403


@pytest.mark.parametrize("wrong", ["x", "1", "1:x:y", "💥"])
def test_key_that_is_not_ours_opens_nothing(client, path, wrong):
    send(client, path)
    url = reverse("content:feedback-note", args=[wrong])
    assert client.get(url).status_code == 404
    assert client.post(url, {"note": "x"}, headers=FROM_HERE).status_code == 404


def test_key_of_something_else_opens_nothing(client, path):
    send(client, path)
    other = TimestampSigner(salt="other").sign(str(Feedback.objects.get().pk))
    url = reverse("content:feedback-note", args=[other])
    assert client.get(url).status_code == 404


def test_one_address_votes_sixty_times_an_hour(client, path):
    for _each in range(feedback.VOTES.most):
        feedback.VOTES.count("127.0.0.1")
    response = send(client, path)
    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    elsewhere = client.post(
        reverse("content:feedback"),
        {"path": path, "useful": "no"},
        headers=FROM_HERE,
        REMOTE_ADDR="192.0.2.3",
    )
    assert elsewhere.status_code == 302


def test_old_acts_are_forgotten_and_no_address_is_stored(client, path):
    send(client, path)
    assert "127.0.0.1" not in str(CountedAct.objects.values().get())
    assert "127.0.0.1" not in str(Feedback.objects.values().get())
    CountedAct.objects.update(at=timezone.now() - timedelta(hours=2))
    send(client, path)
    assert CountedAct.objects.count() == 1


def test_answered_note_appears_on_its_page_only_when_shown(client, path):
    given = Feedback.objects.create(path=path, note="Is <b>it</b> hard?", reply="No.")
    assert "Is &lt;b&gt;it" not in client.get(path).text
    Feedback.objects.filter(pk=given.pk).update(state="shown")
    page = client.get(path).text
    assert "Questions and answers" in page
    assert "Is &lt;b&gt;it&lt;/b&gt; hard?" in page
    assert "No." in page
    assert "Is &lt;b&gt;it" not in client.get("/roles/").text


def change(given, client, **values):
    url = reverse("admin:content_feedback_change", args=[given.pk])
    return client.post(url, {"reply": "", "state": "new", **values})


def test_editor_answers_and_shows(admin_client, path):
    given = Feedback.objects.create(path=path, note="Is it hard?")
    response = change(given, admin_client, reply="Not with practice.", state="shown")
    assert response.status_code == 302
    assert "Not with practice." in admin_client.get(path).text


def test_nothing_is_shown_without_a_reply(admin_client, path):
    given = Feedback.objects.create(path=path, note="Is it hard?")
    response = change(given, admin_client, state="shown")
    assert "Write a reply before you show a note" in response.text
    with pytest.raises(IntegrityError):
        Feedback.objects.filter(pk=given.pk).update(state="shown")


def test_queue_has_new_notes_first_and_leaves_out_bare_votes(admin_client, path):
    new = Feedback.objects.create(path=path, note="Old and unread")
    read = Feedback.objects.create(path=path, note="Read", state="closed")
    Feedback.objects.create(path=path, useful=True, state="closed")
    url = reverse("admin:content_feedback_changelist")
    listed = admin_client.get(url).context["cl"]
    assert list(listed.result_list) == [new, read]
    listed = admin_client.get(url, {"note": "all"}).context["cl"]
    assert listed.result_count == 3


def test_votes_are_counted_by_page(admin_client, path):
    for useful in (True, True, False):
        Feedback.objects.create(path=path, useful=useful, state="closed")
    page = admin_client.get(reverse("admin:content_feedback_changelist"))
    assert list(page.context["votes"]) == [{"path": path, "yes": 2, "no": 1}]
    assert "<td>2</td><td>1</td>" in page.text


def test_several_notes_are_closed_at_once(admin_client, path):
    notes = [Feedback.objects.create(path=path, note=str(n)) for n in range(2)]
    admin_client.post(
        reverse("admin:content_feedback_changelist"),
        {"action": "close", "_selected_action": [note.pk for note in notes]},
    )
    assert set(Feedback.objects.values_list("state", flat=True)) == {"closed"}


def test_purge_deletes_what_is_closed_and_old(path):
    states = ("new", "shown", "closed")
    for state in states:
        Feedback.objects.create(path=path, note="x", reply="y", state=state)
    Feedback.objects.update(created_at=timezone.now() - timedelta(days=400))
    Feedback.objects.create(path=path, note="x", state="closed")
    out = StringIO()
    call_command("purge_feedback", "--older-than", "365", stdout=out)
    assert "1 piece(s)" in out.getvalue()
    assert Feedback.objects.filter(state="closed").count() == 1
    assert Feedback.objects.exclude(state="closed").count() == 2


def test_every_page_that_asks_for_a_vote_takes_one(shipped, client):
    for view in feedback.OTHER_PAGES:
        address = reverse(view)
        assert f'name="path" value="{address}"' in client.get(address).text, view
        assert send(client, address).status_code == 302, view
