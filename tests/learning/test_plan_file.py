import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.exports import Remark
from learning.models import Progress
from learning.plan_file import (
    FAULTS_MAX,
    FILE_BYTES_MAX,
    LINK_MAX,
    NOTE_MAX,
    PlanFileError,
    read_json,
    to_json,
)
from learning.plan_request import Mark, State
from learning.planner import make_plan
from tests.learning.catalogs import MONDAY, requests
from tests.learning.views import noted, text, two_steps, view

NOW = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
SOUND = json.loads(to_json(noted("Mine", "https://example.org"), exported=NOW))


def changed(*path, value):
    """Return the sound file as text, with one value replaced."""
    document = json.loads(json.dumps(SOUND))
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(document)


def faults_of(text):
    with pytest.raises(PlanFileError) as refused:
        read_json(text)
    return refused.value.faults


def test_file_holds_what_an_import_needs():
    file = read_json(to_json(noted("Mine", "https://example.org"), exported=NOW))
    assert file.plan.role == "ml"
    assert (file.plan.hours_per_week, file.plan.start) == (10, MONDAY)
    assert file.plan.paths == ("study",)
    assert file.marks == {"a": Mark(State.DONE, date(2027, 1, 9))}
    assert (file.progress[0].note, file.progress[0].link) == (
        "Mine",
        "https://example.org",
    )


def test_file_holds_the_texts_for_people():
    steps = SOUND["steps"]
    assert [entry["step"] for entry in steps] == ["a", "b"]
    assert steps[0]["title"] == "Step a"
    assert (steps[0]["first_day"], steps[0]["last_day"]) == ("2027-01-04", "2027-01-10")
    assert steps[0]["resources"][0]["provider"] == "Press"
    assert (SOUND["schema"], SOUND["version"]) == ("ai-engineering-guide/plan", 1)


def test_remarks_on_steps_without_a_mark_are_kept():
    remarks = {"b": Remark("b"), "elsewhere": Remark(link="https://example.org")}
    file = read_json(to_json(view(remarks=remarks), exported=NOW))
    assert [(entry.step, entry.state) for entry in file.progress] == [
        ("b", State.TO_DO),
        ("elsewhere", State.TO_DO),
    ]


@given(requests(), st.data())
def test_a_plan_comes_back_the_same(wanted, data):
    slugs = make_plan(wanted).slugs or ("s0",)
    usable = [s for s in slugs if s in {step.slug for step in wanted.steps}]
    states = st.builds(Mark, st.sampled_from(list(State)[1:]), st.none() | st.dates())
    marks = data.draw(st.dictionaries(st.sampled_from(usable), states))
    plan = make_plan(replace(wanted, progress=marks if make_plan(wanted).slugs else {}))
    file = read_json(to_json(view(plan), exported=NOW))
    again = replace(
        wanted,
        levels=file.plan.levels,
        hours_per_week=file.plan.hours_per_week,
        start=file.plan.start,
        paths=frozenset(file.plan.paths),
        progress=file.marks,
    )
    assert make_plan(again).steps == plan.steps


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_notes_come_back_as_they_were(note):
    file = read_json(to_json(noted(note[:NOTE_MAX]), exported=NOW))
    assert file.progress[0].note == note[:NOTE_MAX]


def test_texts_are_left_out_when_the_file_would_be_too_large():
    large = view(texts=dict.fromkeys("ab", text("A", body="x" * FILE_BYTES_MAX)))
    assert read_json(to_json(large, exported=NOW)).steps == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Invalid JSON"),
        ("{", "Invalid JSON"),
        ("[" * 100_000, "Invalid JSON"),
        ("\ud800", "Invalid JSON"),
        ("[]", "Input should be an object"),
        (changed("schema", value="roadmap"), "schema: "),
        (changed("version", value=2), "version: "),
        (changed("more", value=1), "more: Extra inputs are not permitted"),
        (changed("plan", "role", value="../x"), "plan.role: "),
        (changed("plan", "hours_per_week", value=0), "plan.hours_per_week: "),
        (changed("plan", "hours_per_week", value=1000), "plan.hours_per_week: "),
        (changed("plan", "hours_per_week", value="6"), "plan.hours_per_week: "),
        (changed("plan", "hours_per_week", value=True), "plan.hours_per_week: "),
        (changed("plan", "start", value="1900-01-01"), "plan.start: "),
        (changed("plan", "start", value="soon"), "plan.start: "),
        (changed("plan", "levels", value={"code": 5}), "plan.levels.code: "),
        (changed("plan", "levels", value={"Code!": 1}), "plan.levels.Code!.[key]: "),
        (changed("plan", "paths", value=[]), "plan.paths: "),
        (changed("plan", "paths", value=["a", "a"]), "plan.paths: "),
        (changed("progress", 0, "state", value="started"), "progress.0.state: "),
        (changed("progress", 0, "note", value="\x00"), "progress.0.note: "),
        (changed("progress", 0, "note", value="x" * 2001), "progress.0.note: "),
        (
            changed("progress", 0, "link", value="javascript:alert(1)"),
            "progress.0.link: ",
        ),
        (changed("progress", value=SOUND["progress"] * 2), "progress: "),
    ],
)
def test_what_a_plan_cannot_hold_is_refused_with_its_place(text, fault):
    faults = faults_of(text)
    assert len(faults) == 1
    assert faults[0].startswith(fault)


def test_a_large_file_is_refused_before_it_is_read():
    assert faults_of("{" + " " * FILE_BYTES_MAX) == (
        "The file has 200,001 bytes; 200,000 are allowed.",
    )
    assert faults_of("é" * 100_001)[0].startswith("The file has 200,002 bytes")


def test_all_faults_are_named_up_to_a_limit():
    bad = [{"step": f"s{n}", "state": "no"} for n in range(100)]
    faults = faults_of(changed("progress", value=bad))
    assert len(faults) == FAULTS_MAX + 1
    assert faults[-1] == "and 80 more"


@given(
    st.text()
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps)
)
def test_nothing_but_a_plan_file_gets_through(text):
    with pytest.raises(PlanFileError):
        read_json(text)


def test_a_byte_order_mark_does_no_harm():
    assert read_json("\ufeff" + json.dumps(SOUND)).plan.role == "ml"


def test_limits_are_those_of_the_database():
    assert Progress._meta.get_field("note").max_length == NOTE_MAX
    assert Progress._meta.get_field("link").max_length == LINK_MAX


def test_two_exports_are_the_same():
    plan = two_steps()
    assert to_json(view(plan), exported=NOW) == to_json(view(plan), exported=NOW)
