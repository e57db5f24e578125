import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from content.exporter import ExportError, export, schemas, to_yaml
from content.files import read
from content.loader import load
from skills.fields import normalize_text
from skills.models import Topic
from tests.content.small import content, write
from tests.factories import make_topic


def tree(folder) -> dict[str, bytes]:
    files = folder.rglob("*.yaml")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


@pytest.mark.django_db
def test_export_load_export_is_byte_identical(tmp_path):
    load(write(tmp_path / "in", content()))
    export(tmp_path / "one")
    report = load(tmp_path / "one")
    assert all(c.created == c.updated == 0 for c in report.counts.values())
    export(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_shipped_content_is_exported_byte_for_byte(tmp_path, settings, shipped, db):
    export(tmp_path)
    assert tree(tmp_path) == tree(settings.CONTENT_DIR)


@pytest.mark.django_db
def test_record_that_is_gone_takes_its_file_along(tmp_path):
    load(write(tmp_path / "in", content()))
    export(tmp_path / "out")
    (tmp_path / "out" / "roles" / "old.yaml").write_text("slug: old\n")
    export(tmp_path / "out")
    assert not (tmp_path / "out" / "roles" / "old.yaml").exists()


@pytest.mark.django_db
def test_topic_without_a_place_is_refused(tmp_path):
    make_topic(slug="lonely")
    with pytest.raises(ExportError, match="lonely"):
        export(tmp_path)


def test_shipped_schemas_are_those_of_the_code(settings):
    for name, text in schemas().items():
        assert (settings.CONTENT_DIR / name).read_text() == text


class TextsSurvive(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
    def test_any_prose_survives_the_way_through_yaml(self, text: str) -> None:
        import tempfile
        from pathlib import Path

        files = content()
        prose = normalize_text(text) or "x"
        files["pages.yaml"][0]["body"] = prose
        with tempfile.TemporaryDirectory() as name:
            folder = write(Path(name), files | {"pages.yaml": ""})
            (folder / "pages.yaml").write_text(
                to_yaml(files["pages.yaml"]), encoding="utf-8"
            )
            entries = read(folder)
        (page,) = [entry for entry in entries if entry.kind == "page"]
        assert page.doc.body == prose


@pytest.mark.django_db
def test_editors_blanks_and_tabs_do_not_break_the_round_trip(tmp_path):
    load(write(tmp_path / "in", content()))
    topic = Topic.objects.get(slug="loops")
    topic.body = "Text \r\n\r\n\tindented  \n"
    topic.save()
    export(tmp_path / "one")
    from content.report import Side

    load(tmp_path / "one", side=Side.THEIRS)
    export(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
