"""The drawing of fit against readiness."""

import pytest

from quiz.plot import BOTTOM, HEIGHT, LEFT, MARK, RIGHT, TOP, WIDTH, plot

FIVE = [
    ("a", "Machine Learning", -7.36, 62),
    ("b", "NLP", -7.46, 57),
    ("c", "Deep Learning", -1.35, 54),
    ("d", "Computer Vision", 7.36, 58),
    ("e", "Robotics", -3.28, 50),
]


def test_better_fit_is_further_right_and_more_readiness_higher():
    spots = {spot.slug: spot for spot in plot(FIVE).spots}
    assert spots["d"].x > spots["c"].x > spots["e"].x > spots["a"].x > spots["b"].x
    assert spots["a"].y < spots["d"].y < spots["b"].y < spots["c"].y < spots["e"].y


@pytest.mark.parametrize("ready", [0, 100])
@pytest.mark.parametrize("score", [-30.0, 0.0, 30.0])
def test_every_seal_is_inside_the_frame(score, ready):
    drawn = plot([("a", "One", score, ready), ("b", "Two", 0.0, 50)])
    for spot in drawn.spots:
        assert LEFT <= spot.x <= WIDTH - RIGHT
        assert TOP - MARK <= spot.y <= HEIGHT - BOTTOM + MARK
    assert LEFT <= drawn.zero <= WIDTH - RIGHT


def test_labels_of_roles_at_one_place_are_apart():
    drawn = plot([(slug, "Role", 1.0, 50) for slug in "abc"])
    places = {(spot.label_x, spot.label_y) for spot in drawn.spots}
    assert len(places) == 3


def test_ticks_are_within_the_frame_and_tens():
    drawn = plot(FIVE)
    assert all(tick.value % 10 == 0 for tick in drawn.y_ticks)
    assert all(LEFT <= tick.at <= WIDTH - RIGHT for tick in drawn.x_ticks)
    assert 0 in {tick.value for tick in drawn.x_ticks}
