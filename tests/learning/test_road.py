import pytest

from learning.road import road
from tests.factories import make_path, make_skill, make_step

pytestmark = pytest.mark.django_db


def test_numbers_the_stops_and_says_what_each_builds_on(client):
    path, skill = make_path(slug="doing"), make_skill()
    first = make_step(path, skill, hours_low=5)
    second = make_step(path, skill, hours_low=7)
    second.requires.add(first)
    found = road([first, second])
    assert [(stop.number, stop.after) for stop in found.stops] == [(1, ()), (2, (1,))]
    assert len(found.drawing.lines) == 1
    assert found.hours_low == 12
    assert "after 1" in client.get("/paths/doing/").content.decode()


def test_names_a_prerequisite_on_another_path(client):
    skill = make_skill()
    elsewhere = make_step(make_path(), skill, title="Begin elsewhere")
    step = make_step(make_path(slug="doing"), skill)
    step.requires.add(elsewhere)
    (stop,) = road([step]).stops
    assert stop.elsewhere == (elsewhere,)
    assert "Begin elsewhere" in client.get("/paths/doing/").content.decode()


def test_drafts_are_no_stop_to_come_from():
    path, skill = make_path(), make_skill()
    step = make_step(path, skill)
    step.requires.add(make_step(path, skill, status="draft"))
    (stop,) = road([step]).stops
    assert (stop.after, stop.elsewhere) == ((), ())


def test_a_road_may_be_empty():
    assert road([]).stops == ()
