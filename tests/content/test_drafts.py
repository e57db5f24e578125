from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from content import drafts
from content.drafts import NotAllowed, Stale
from content.exporter import export
from content.history import versions
from content.loader import load
from content.models import Change, Draft, Version
from content.report import Side
from content.snapshots import Snapshot, take
from roles.models import Role
from tests.content.small import content, write
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(tmp_path):
    return load(write(tmp_path / "files", content()))


@pytest.fixture
def writer():
    return make_editor("Writer")


@pytest.fixture
def publisher():
    return make_editor("Publisher")


def changed(kind: str, slug: str, **values) -> Snapshot:
    now = take(kind, slug)
    return Snapshot(kind, {**now.data, **values}, now.position, now.parent)


def draft_the_maker(writer, **values) -> Draft:
    values = values or {"summary": "Does another thing."}
    seen = take("role", "maker").digest
    return drafts.save_draft(
        changed("role", "maker", **values), seen=seen, editor=writer
    )


def looked_at(draft: Draft) -> dict[str, str]:
    return {"seen": draft.digest, "seen_text": take(draft.kind, draft.slug).digest}


def whats(kind: str, slug: str) -> list[str]:
    return [version.what for version in versions(kind, slug)]


def test_a_draft_leaves_the_text_until_it_is_published(writer, publisher):
    draft = draft_the_maker(writer, projects=[])
    assert Role.objects.get(slug="maker").projects.count() == 1
    drafts.publish(draft, **looked_at(draft), publisher=publisher)
    assert Role.objects.get(slug="maker").projects.count() == 0
    assert not Draft.objects.exists()
    assert whats("role", "maker") == ["publish", "draft", "load"]


def test_every_kind_survives_the_way_through_a_snapshot():
    for kind in drafts.KINDS:
        for record in drafts.KINDS[kind][0].objects.all():
            before = take(kind, record.slug)
            drafts.write(before)
            assert take(kind, record.slug) == before


def test_drafts_are_not_exported(tmp_path, writer):
    export(tmp_path / "before")
    draft_the_maker(writer)
    export(tmp_path / "after")
    for file in (tmp_path / "before").rglob("*.yaml"):
        name = file.relative_to(tmp_path / "before")
        assert file.read_bytes() == (tmp_path / "after" / name).read_bytes()


def test_a_text_changed_meanwhile_is_not_overwritten(writer, publisher):
    draft = draft_the_maker(writer)
    seen = looked_at(draft)
    drafts.save_text(
        changed("role", "maker", focus="all things"),
        seen=seen["seen_text"],
        editor=publisher,
    )
    with pytest.raises(Stale):
        drafts.publish(draft, **seen, publisher=publisher)
    assert Role.objects.get(slug="maker").focus == "all things"


def test_a_draft_changed_meanwhile_is_not_overwritten(writer, publisher):
    first = take("role", "maker").digest
    draft_the_maker(writer)
    with pytest.raises(Stale):
        drafts.save_draft(
            changed("role", "maker", focus="mine"), seen=first, editor=publisher
        )
    assert Draft.objects.get().data["focus"] == "one thing"


def test_a_draft_that_names_what_is_gone_is_not_published(writer, publisher):
    draft = draft_the_maker(writer, neighbors=[{"role": "nobody", "difference": "x"}])
    with pytest.raises(NotAllowed, match="there is no role"):
        drafts.publish(draft, **looked_at(draft), publisher=publisher)


def test_two_persons_are_needed_when_the_rule_is_on(settings, writer, publisher):
    settings.TWO_PERSON_RULE = True
    draft = draft_the_maker(writer)
    seen = looked_at(draft)
    with pytest.raises(NotAllowed, match="Another person"):
        drafts.publish(draft, **seen, publisher=publisher)
    with pytest.raises(NotAllowed, match="You changed this draft last"):
        drafts.approve(draft, **seen, reviewer=writer)
    drafts.approve(draft, **seen, reviewer=make_editor("Reviewer"))
    drafts.publish(draft, **seen, publisher=publisher)
    assert Role.objects.get(slug="maker").summary == "Does another thing."


def test_a_changed_draft_loses_approval_and_time(writer, publisher):
    draft = draft_the_maker(writer)
    seen = looked_at(draft)
    drafts.approve(draft, **seen, reviewer=publisher)
    soon = timezone.now() + timedelta(hours=1)
    drafts.schedule(draft, **seen, publisher=publisher, at=soon)
    again = drafts.save_draft(
        changed("role", "maker", summary="Once more."), seen=draft.digest, editor=writer
    )
    assert (again.approved_by, again.publish_at) == (None, None)


def test_due_drafts_are_published_by_the_command(writer, publisher):
    draft = draft_the_maker(writer)
    at = timezone.now() - timedelta(minutes=1)
    drafts.schedule(draft, **looked_at(draft), publisher=publisher, at=at)
    out = StringIO()
    call_command("publish_due", stdout=out)
    assert out.getvalue() == "published: role maker\n"
    assert Role.objects.get(slug="maker").summary == "Does another thing."
    assert versions("role", "maker").first().editor == publisher


def test_a_due_draft_stays_when_the_text_has_changed_since(writer, publisher):
    draft = draft_the_maker(writer)
    at = timezone.now() - timedelta(minutes=1)
    seen = looked_at(draft)
    drafts.schedule(draft, **seen, publisher=publisher, at=at)
    newer = changed("role", "maker", focus="all things")
    drafts.save_text(newer, seen=seen["seen_text"], editor=publisher)
    errors = StringIO()
    call_command("publish_due", stderr=errors, stdout=StringIO())
    assert "has changed meanwhile" in errors.getvalue()
    assert Draft.objects.filter(slug="maker").exists()


def test_a_draft_that_is_not_due_waits(writer, publisher):
    draft = draft_the_maker(writer)
    at = timezone.now() + timedelta(hours=1)
    drafts.schedule(draft, **looked_at(draft), publisher=publisher, at=at)
    assert drafts.publish_due() == ([], [])


def test_a_load_keeps_one_version_of_what_it_changed(tmp_path):
    assert Version.objects.count() == 20
    files = content()
    files["roles/maker.yaml"]["summary"] = "Loaded anew."
    load(write(tmp_path / "files", files), side=Side.THEIRS)
    assert Version.objects.count() == 21
    assert whats("role", "maker") == [Change.LOAD, Change.LOAD]
