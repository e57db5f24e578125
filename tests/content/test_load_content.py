from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from content.loader import load, preview
from content.parsing import ContentError
from content.report import EditedHere, Side
from learning.models import Step
from quiz.models import Evidence, ItemBank
from roles.models import Role
from skills.models import Skill, Topic
from tests.content.small import content, topic, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    return content()


def problems(folder) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert not Role.objects.exists()
    return [str(problem) for problem in caught.value.problems]


def totals(report) -> dict[str, int]:
    names = ("created", "updated", "unchanged", "retired", "kept")
    rows = report.counts.values()
    return {name: sum(getattr(row, name) for row in rows) for name in names}


def test_loads_every_kind_of_record(tmp_path, files):
    report = load(write(tmp_path, files))
    assert totals(report)["created"] == 20
    role = Role.objects.get(slug="maker")
    assert role.requirements.get().skill.slug == "coding"
    assert role.projects.get().criteria == ["Runs"]
    assert Step.objects.get(slug="second").requires.get().slug == "first"
    assert Topic.objects.get(slug="projects").path_link.path.slug == "practice"
    assert ItemBank.objects.get(is_current=True).content["items"]


def test_markdown_is_rendered_with_links_between_records(tmp_path, files):
    load(write(tmp_path, files))
    html = Topic.objects.get(slug="loops").body_html
    assert '<a href="/skills/coding/"' in html


def test_loading_twice_changes_nothing(tmp_path, files):
    load(write(tmp_path, files))
    report = load(tmp_path)
    assert totals(report) == {
        "created": 0,
        "updated": 0,
        "unchanged": 20,
        "retired": 0,
        "kept": 0,
    }
    assert not report.bank_published


def test_changed_file_updates_one_record(tmp_path, files):
    load(write(tmp_path, files))
    files["roles/maker.yaml"]["summary"] = "Makes things."
    report = load(write(tmp_path, files))
    assert report.counts["role"].updated == 1
    assert totals(report)["updated"] == 1
    assert Role.objects.get(slug="maker").summary == "Makes things."


def test_insert_in_the_middle_keeps_the_order_of_the_file(tmp_path, files):
    load(write(tmp_path, files))
    files["skills/coding.yaml"]["topics"].insert(1, topic("recursion"))
    load(write(tmp_path, files))
    skill = Skill.objects.get(slug="coding")
    slugs = list(skill.topics.order_by("position").values_list("slug", flat=True))
    assert slugs == ["loops", "recursion", "functions"]


def test_removed_record_is_retired_and_comes_back(tmp_path, files):
    load(write(tmp_path, files))
    last = files["skills/coding.yaml"]["topics"].pop()
    assert load(write(tmp_path, files)).counts["topic"].retired == 1
    assert Topic.objects.get(slug="functions").status == "retired"
    assert load(tmp_path).counts["topic"].retired == 0
    files["skills/coding.yaml"]["topics"].append(last)
    assert load(write(tmp_path, files)).counts["topic"].updated == 1
    assert Topic.objects.get(slug="functions").status == "published"


def test_prune_deletes_what_is_gone(tmp_path, files):
    load(write(tmp_path, files))
    files["skills/coding.yaml"]["topics"].pop()
    load(write(tmp_path, files), prune=True)
    assert not Topic.objects.filter(slug="functions").exists()


def test_editors_change_stops_the_load_until_a_side_is_chosen(tmp_path, files):
    load(write(tmp_path, files))
    role = Role.objects.get(slug="maker")
    role.summary = "Edited here."
    role.save()
    with pytest.raises(EditedHere) as caught:
        load(tmp_path)
    assert caught.value.edited == ["role maker"]
    assert load(tmp_path, side=Side.OURS).kept == ["role maker"]
    role.refresh_from_db()
    assert role.summary == "Edited here."
    load(tmp_path, side=Side.THEIRS)
    role.refresh_from_db()
    assert role.summary == "Does one thing."


def test_editors_own_record_is_left_alone(tmp_path, files):
    load(write(tmp_path, files))
    topic_made_here = Topic.objects.get(slug="loops")
    topic_made_here.pk, topic_made_here.slug = None, "made-here"
    topic_made_here.loaded_digest = ""
    topic_made_here.save()
    assert totals(load(tmp_path))["retired"] == 0
    assert Topic.objects.get(slug="made-here").status == "published"


def test_missing_folder_is_named(tmp_path):
    assert "there is no such folder" in problems(tmp_path / "nowhere")[0]


def test_empty_folder_is_refused(tmp_path):
    assert "there is no content here" in problems(tmp_path)[0]


def test_unknown_file_is_refused_with_a_near_name(tmp_path, files):
    write(tmp_path, files | {"source.yaml": []})
    assert problems(tmp_path) == [
        'source.yaml:1:1: not a content file (did you mean "sources.yaml"?)'
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- slug: [", "not readable as YAML"),
        ("", "the file is empty"),
        ("just words", "must be a list, not 'just words'"),
        ("- slug: a\n  slug: b\n", "the key stands here a second time"),
        ("- &a {slug: x}\n- *a\n", "anchors and aliases are not allowed"),
        ("- !!python/object:os.system {}\n", "tags (!) are not allowed"),
        ("[" * 100_000, "nested deeper than 20 levels"),
        ("- slug: a\n---\n- slug: b\n", "more than one document"),
        ("- date: 2020-02-30\n", "cannot read the value '2020-02-30'"),
        ("a: \x00", "not readable as YAML"),
        ("\ufeff- \ud7ff: 1\n  [", "not readable as YAML"),
    ],
)
def test_broken_yaml_is_refused_with_its_place(tmp_path, files, text, message):
    write(tmp_path, files | {"sources.yaml": text})
    found = problems(tmp_path)
    assert any(p.startswith("sources.yaml:") and message in p for p in found), found


def test_a_bomb_of_aliases_is_refused(tmp_path, files):
    lines = ["a: &a [x, x, x]"]
    lines += [
        f"{b}: &{b} [*{a}, *{a}, *{a}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=False)
    ]
    write(tmp_path, files | {"sources.yaml": "\n".join(lines)})
    assert "anchors and aliases" in problems(tmp_path)[0]


def test_a_huge_file_is_refused_unread(tmp_path, files):
    write(tmp_path, files)
    with (tmp_path / "sources.yaml").open("wb") as file:
        file.truncate(100_000_000)
    assert "larger than 1,000,000 bytes" in problems(tmp_path)[0]


def test_bytes_that_are_no_utf8_are_refused(tmp_path, files):
    write(tmp_path, files)
    (tmp_path / "sources.yaml").write_bytes(b"- slug: \xff\n")
    assert "not UTF-8 text (byte 8)" in problems(tmp_path)[0]


def test_all_errors_are_reported_at_once(tmp_path, files):
    maker = files["roles/maker.yaml"]
    del maker["focus"]
    maker["sumary"] = maker.pop("summary")
    maker["requirements"][0]["level"] = 7
    maker["position"] = "first"
    maker["name"] = False
    text = "\n".join(problems(write(tmp_path, files)))
    assert 'the key "focus" is missing' in text
    assert 'unknown key "sumary" (did you mean "summary"?)' in text
    assert "requirements[0].level" in text
    assert "must be a whole number, not 'first'" in text
    assert "must be text, not the yes/no value False; put it in quotes" in text


def test_a_problem_names_file_line_column_and_path(tmp_path, files):
    files["skills/coding.yaml"]["topics"][0]["kind"] = "concpt"
    (found,) = problems(write(tmp_path, files))
    place, path, message = found.split(": ", 2)
    file, line, _column = place.split(":")
    assert file == "skills/coding.yaml"
    lines = (tmp_path / file).read_text().splitlines()
    assert "concpt" in lines[int(line) - 1]
    assert path == "topics[0].kind"
    assert 'did you mean "concept"?' in message


def test_dangling_slugs_are_named_with_the_nearest(tmp_path, files):
    files["roles/maker.yaml"]["usages"]["core"] = ["lops"]
    files["paths/practice.yaml"]["steps"][0]["skill"] = "kodierung"
    files["skills/coding.yaml"]["topics"][0]["body"] = "See [x](role:makr).\n"
    text = "\n".join(problems(write(tmp_path, files)))
    assert 'there is no topic "lops" (did you mean "loops"?)' in text
    assert 'there is no skill "kodierung"' in text
    assert 'there is no role "makr" (did you mean "maker"?)' in text


def test_duplicate_slugs_name_both_files(tmp_path, files):
    files["paths/practice.yaml"]["topics"].append(topic("loops"))
    (found,) = problems(write(tmp_path, files))
    assert found.startswith("skills/coding.yaml:")
    assert 'the topic "loops" already stands in paths/practice.yaml' in found


def test_prerequisites_in_a_circle_are_refused(tmp_path, files):
    files["paths/practice.yaml"]["steps"][0]["requires"] = ["second"]
    (found,) = problems(write(tmp_path, files))
    assert "prerequisites go in a circle" in found


def test_option_needs_points_for_every_role(tmp_path, files):
    del files["quiz.yaml"]["items"][0]["options"][0]["evidence"]["thinker"]
    (found,) = problems(write(tmp_path, files))
    assert 'points for the role "thinker" are missing' in found


def test_file_name_must_be_the_slug(tmp_path, files):
    files["roles/builder.yaml"] = files.pop("roles/maker.yaml")
    assert any(
        "rename one of them" in found for found in problems(write(tmp_path, files))
    )


def test_command_prints_problems_and_fails(tmp_path, files):
    files["roles/maker.yaml"]["position"] = "first"
    errors = StringIO()
    with pytest.raises(CommandError, match="1 problem"):
        call_command("load_content", write(tmp_path, files), stderr=errors)
    assert "roles/maker.yaml" in errors.getvalue()


def test_check_writes_nothing(tmp_path, files):
    out = StringIO()
    call_command("load_content", write(tmp_path, files), check=True, stdout=out)
    assert out.getvalue() == "20 records, no problem.\n"
    assert not Role.objects.exists()


def test_a_bank_that_is_not_fit_is_refused_with_its_reason(tmp_path, files):
    for item in files["quiz.yaml"]["items"]:
        for option in item["options"]:
            option["evidence"] = {"maker": 0, "thinker": 0}
    text = "\n".join(problems(write(tmp_path, files)))
    assert "quiz.yaml:" in text
    assert "items[0]" in text


def test_sides_may_differ_from_record_to_record(tmp_path, files):
    load(write(tmp_path, files))
    Role.objects.update(summary="Edited here.")
    sides = {("role", "maker"): Side.THEIRS, ("role", "thinker"): Side.OURS}
    report = load(tmp_path, sides=sides)
    assert report.kept == ["role thinker"]
    assert Role.objects.get(slug="maker").summary == "Does one thing."
    with pytest.raises(EditedHere):
        load(tmp_path, sides={("role", "maker"): Side.THEIRS})


def test_preview_tells_every_change_and_writes_nothing(tmp_path, files):
    load(write(tmp_path, files))
    Role.objects.filter(slug="maker").update(summary="Edited here.")
    files["pages.yaml"][0]["title"] = "New title"
    files["skills/coding.yaml"]["topics"] = [topic("loops"), topic("recursion")]
    changes = preview(write(tmp_path, files)).changes
    assert {(c.kind, c.slug, c.what, c.is_conflict) for c in changes} == {
        ("role", "maker", "updated", True),
        ("page", "about", "updated", False),
        ("topic", "recursion", "created", False),
        ("topic", "functions", "retired", False),
    }
    assert not Topic.objects.filter(slug="recursion").exists()


def test_unfinished_edits_of_the_bank_wait_and_stop_no_load(tmp_path, files):
    load(write(tmp_path, files))
    bank = ItemBank.objects.get()
    Evidence.objects.filter(option__item__slug="item-0").update(points=0)
    report = load(tmp_path, side=Side.OURS)
    assert (report.bank_published, report.bank_waits) == (False, False)
    files["quiz.yaml"]["items"][1]["prompt"] = "Reworded?"
    report = load(write(tmp_path, files), side=Side.OURS)
    assert (report.bank_published, report.bank_waits) == (False, True)
    assert ItemBank.objects.get() == bank
