from math import hypot

import pytest

from skills.charts import (
    LANES_LEFT,
    RADAR_RADIUS,
    RAIL_X,
    lanes_of,
    radar,
    road_map,
)


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


def test_line_leads_from_a_stop_to_all_that_build_on_it():
    drawing = road_map(4, [(0, 1), (0, 3)])
    first, second, _, last = drawing.stops
    (line,) = drawing.lines
    assert line.startswith(f"M{RAIL_X} {first}H")
    assert f" {second}H{RAIL_X}" in line
    assert line.endswith(f" {last}H{RAIL_X}")


def test_lines_that_run_side_by_side_have_lanes_of_their_own():
    lanes = lanes_of({0: 9, 1: 3, 3: 5, 2: 4})
    assert lanes[1] == lanes[3] == 0
    assert sorted(lanes.values()) == [0, 0, 1, 2]


def test_many_lanes_share_the_room_that_there_is():
    drawing = road_map(40, [(n, n + 20) for n in range(20)])
    lanes = [float(line.split("Q")[1].split(" ")[0]) for line in drawing.lines]
    assert len(set(lanes)) == 20
    assert min(lanes) >= LANES_LEFT


def test_road_without_prerequisites_has_stops_only():
    drawing = road_map(2, [])
    assert drawing.lines == ()
    assert len(drawing.stops) == 2
