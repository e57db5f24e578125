from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from content.files import read
from content.quality import (
    british_spellings,
    misspelt_domains,
    stale_figures,
    uncited_figures,
)
from tests.content.small import content, topic, write


@pytest.fixture
def files():
    return content()


def faults(check, tmp_path, files) -> list[str]:
    entries = read(write(tmp_path, files))
    return [f"{fault.place}: {fault.sentence}" for fault in check(entries)]


def page(files, body: str):
    files["pages.yaml"][0]["body"] = body
    return files


@pytest.mark.parametrize(
    "figure",
    [
        "Half of them, or 52%, do.",
        "It pays $ 90 a day.",
        "There are 74,301 records.",
        "It was small (n = 8).",
        "It is named in 22 of 30 advertisements.",
    ],
)
def test_figures_need_a_source_in_their_paragraph(tmp_path, files, figure):
    body = f"{figure}\n\nSee [the source](source:ads).\n"
    (found,) = faults(uncited_figures, tmp_path, page(files, body))
    assert found == f"pages.yaml: page about: cites nothing: {figure}"
    cited = f"{figure} See [the source](source:ads).\n"
    assert faults(uncited_figures, tmp_path, page(files, cited)) == []


def test_years_steps_and_code_are_no_figures(tmp_path, files):
    body = "Since 2018, step 3 of the work is `n = 30`.\n"
    assert faults(uncited_figures, tmp_path, page(files, body)) == []


def test_acceptance_criteria_set_targets_and_cite_nothing(tmp_path, files):
    project = files["roles/maker.yaml"]["projects"][0]
    project["criteria"] = ["Runs 1,000 times"]
    assert faults(uncited_figures, tmp_path, files) == []
    project["brief"] = "It ran 1,000 times.\n"
    assert len(faults(uncited_figures, tmp_path, files)) == 1


def test_a_fact_has_its_source_beside_it(tmp_path, files):
    files["roles/maker.yaml"]["facts"][0]["value"] = "90%"
    assert faults(uncited_figures, tmp_path, files) == []
    files["roles/maker.yaml"]["summary"] = "Pays 90%."
    assert len(faults(uncited_figures, tmp_path, files)) == 1


def test_a_requirement_counts_advertisements_or_nothing(tmp_path, files):
    requirement = files["roles/maker.yaml"]["requirements"][0]
    requirement["why"] = "Named in 3 of 9 advertisements."
    assert faults(uncited_figures, tmp_path, files) == []
    requirement["why"] = "Named by 3 of 9 people."
    assert len(faults(uncited_figures, tmp_path, files)) == 1


def test_british_spellings_are_reported_with_their_record(tmp_path, files):
    (found,) = faults(british_spellings, tmp_path, page(files, "A grey cat.\n"))
    assert found == 'pages.yaml: page about: "grey" is spelled the British way'


def test_a_slip_in_a_domain_is_found_beside_the_right_one(tmp_path, files):
    topics = files["skills/coding.yaml"]["topics"]
    topics.append(topic("slip", docs_url="https://exmple.org/slip"))
    (found,) = faults(misspelt_domains, tmp_path, files)
    assert "exmple.org looks like a slip of example.org" in found


def test_a_page_on_the_simulation_gives_its_present_figures(tmp_path, files):
    files["sources.yaml"][0]["slug"] = "simulation"
    for role in ("maker", "thinker"):
        files[f"roles/{role}.yaml"]["facts"][0]["source"] = "simulation"
    body = "97.5% were named, 99.3% rightly; 12.6%; 98.9% ([run](source:simulation)).\n"
    figures = {
        "named": 0.975,
        "named_right": 0.9934,
        "random_named": 0.126,
        "blend_hit": 0.989,
    }
    entries = read(write(tmp_path, page(files, body)))
    assert list(stale_figures(entries, figures)) == []
    (found,) = stale_figures(entries, figures | {"random_named": 0.141})
    assert (found.place, found.sentence) == (
        "pages.yaml: page about",
        "random_named is 14.1% now",
    )


def test_command_reports_each_kind_and_the_examples(tmp_path, files):
    example = {"example": "print(1 / 0)\n", "example_language": "python"}
    files["skills/coding.yaml"]["topics"].append(topic("tried", **example))
    out, errors = StringIO(), StringIO()
    with pytest.raises(CommandError, match="fault"):
        call_command("check_content", write(tmp_path, files), stdout=out, stderr=errors)
    report = out.getvalue()
    assert "reading ease" in report
    assert "British spellings: 0" in report
    assert "examples that fail: 1 (1 in Python were run, 0 only compiled" in report
    assert (
        "skills/coding.yaml: topic tried: the example fails: ZeroDivisionError"
        in errors.getvalue()
    )
