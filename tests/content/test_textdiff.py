from hypothesis import given
from hypothesis import strategies as st

from content.textdiff import Gap, Row, compare

texts = st.lists(st.sampled_from(["a b c", "a b d", "x", "", "y z"]), max_size=12)


def joined(line) -> str:
    return "".join(piece.text for piece in line)


def test_a_changed_word_is_marked_within_its_line():
    (row,) = compare("the old house", "the new house")
    assert [piece.text for piece in row.before if piece.changed] == ["old"]
    assert [piece.text for piece in row.after if piece.changed] == ["new"]


def test_the_same_text_has_no_difference():
    assert compare("one\ntwo", "one\ntwo") == []


def test_long_stretches_that_are_the_same_become_a_gap():
    lines = [f"line {n}" for n in range(20)]
    rows = compare("\n".join([*lines, "old"]), "\n".join([*lines, "quite new"]))
    assert rows[0] == Gap(18)
    assert all(isinstance(row, Row) for row in rows[1:])


@given(texts, texts)
def test_both_texts_can_be_read_off_completely(old, new):
    rows = compare("\n".join(old), "\n".join(new))
    hidden = sum(row.lines for row in rows if isinstance(row, Gap))
    shown = [row for row in rows if isinstance(row, Row)]
    if not rows:
        return
    for side, lines in (("before", old), ("after", new)):
        texts = [joined(getattr(row, side)) for row in shown if getattr(row, side)]
        expected = "\n".join(lines).splitlines()
        empty = sum(not line for line in expected)
        assert len(expected) - len(texts) - hidden <= empty
        rest = iter(expected)
        assert all(text in rest for text in texts)
