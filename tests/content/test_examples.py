import pytest

from content.examples import try_examples
from content.files import read
from tests.content.small import content, topic, write


@pytest.fixture
def outcome(tmp_path):
    def try_one(code: str, language: str = "python", time_limit: float = 10):
        files = content()
        example = {"example": code, "example_language": language}
        files["skills/coding.yaml"]["topics"].append(topic("tried", **example))
        found = try_examples(read(write(tmp_path, files)), time_limit)
        assert len(found) <= 1
        return found[0] if found else None

    return try_one


def test_an_example_that_prints_is_run_without_fault(outcome):
    found = outcome("print(sum([1, 2]))\n")
    assert (found.entry.slug, found.was_run, found.fault) == ("tried", True, "")


def test_a_failing_example_gives_its_last_line(outcome):
    assert (
        outcome("print(1 / 0)\n").fault == "fails: ZeroDivisionError: division by zero"
    )


def test_a_missing_package_leaves_the_example_compiled_only(outcome):
    found = outcome("from no_such_package.part import x\nprint(x / 0)\n")
    assert (found.was_run, found.fault) == (False, "")


def test_what_does_not_compile_is_a_fault_even_so(outcome):
    found = outcome("import no_such_package\nprint(\n")
    assert not found.was_run
    assert found.fault.startswith("does not compile:")


def test_an_endless_example_is_stopped(outcome):
    found = outcome("while True:\n    pass\n", time_limit=0.2)
    assert found.fault == "still ran after 0.2 seconds"


def test_an_example_that_shows_nothing_is_a_fault(outcome):
    assert outcome("x = 1\n").fault == "prints nothing"


def test_an_example_leaves_no_files_and_sees_no_project(outcome, tmp_path):
    code = (
        "import os\n"
        "open('left', 'w').close()\n"
        "print(os.path.exists('manage.py'))\n"
        "import manage\n"
    )
    # `manage` can be found from here, so the example is run; isolated, it can't.
    assert outcome(code).fault == "fails: ModuleNotFoundError: No module named 'manage'"
    assert not (tmp_path / "left").exists()


def test_other_languages_are_left_alone(outcome):
    assert outcome("SELECT nothing", language="sql") is None
