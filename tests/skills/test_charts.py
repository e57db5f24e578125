from math import hypot

import pytest

from skills.charts import RADAR_RADIUS, RAIL_X, radar, road_map


def points(outline: str) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in outline.split())
    return [(float(x), float(y)) for x, y in pairs]


def test_first_axis_points_up_and_levels_scale_the_radius():
    drawing = radar([("a", 4), ("b", 2), ("c", 0)])
    (x, y), (x2, y2), (x3, y3) = points(drawing.polygon)
    assert (x, y) == (0, -RADAR_RADIUS)
    assert hypot(x2, y2) == pytest.approx(RADAR_RADIUS / 2, abs=0.01)
    assert (x3, y3) == (0, 0)


def test_second_polygon_lies_on_the_same_axes():
    drawing = radar([("a", 4), ("b", 4), ("c", 4)], [4, 4, 4])
    assert drawing.polygon == drawing.second_polygon == drawing.rings[-1]


def test_two_axes_are_no_radar():
    with pytest.raises(ValueError, match="three axes"):
        radar([("a", 1), ("b", 2)])


def test_long_labels_break_between_words_and_after_a_hyphen():
    drawing = radar([("Math and statistics", 4), ("Problem-solving", 2), ("Data", 0)])
    assert [spoke.lines for spoke in drawing.spokes] == [
        ["Math and", "statistics"],
        ["Problem-", "solving"],
        ["Data"],
    ]


def test_label_above_the_drawing_grows_upward():
    top, *_ = radar([("Math and statistics", 4), ("b", 2), ("c", 0)]).spokes
    assert top.first_line_y < top.label_y


def test_arc_joins_the_middles_of_two_rows_of_a_road():
    drawing = road_map(3, [(0, 2)])
    first, _, last = drawing.stops
    assert (first, last) == (drawing.height / 6, drawing.height * 5 / 6)
    assert drawing.arcs[0].startswith(f"M{RAIL_X} {first}C")
    assert drawing.arcs[0].endswith(f" {RAIL_X} {last}")


def test_far_prerequisites_swing_out_further_but_stay_in_the_drawing():
    def swing(curve: str) -> float:
        return float(curve.split("C")[1].split(" ")[0])

    near, far = road_map(30, [(0, 1), (0, 29)]).arcs
    assert swing(far) < swing(near) < RAIL_X
    assert RAIL_X - (RAIL_X - swing(far)) * 3 / 4 >= 0
