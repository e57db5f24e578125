from content.changes import fingerprint, shown
from content.report import RecordChange, Side

OLD = {"slug": "maker", "summary": "Makes one thing.", "week": "A.\n\nB."}
NEW = OLD | {"summary": "Makes many things."}


def change(slug, **values):
    return RecordChange("role", slug, "updated", OLD, NEW, **values)


def test_change_is_shown_with_both_sides_as_yaml():
    rows = shown([change("a")])[0].rows
    both = [
        ("".join(p.text for p in row.before), "".join(p.text for p in row.after))
        for row in rows
        if getattr(row, "is_changed", False)
    ]
    assert both == [("summary: Makes one thing.", "summary: Makes many things.")]


def test_new_record_stands_on_one_side_only():
    (new,) = shown([RecordChange("role", "a", "created", None, NEW)])
    assert all(row.before is None for row in new.rows)
    assert new.title == "a"


def test_conflicts_come_first_and_keep_the_chosen_side():
    changes = [change("a"), change("b", is_conflict=True)]
    first, second = shown(changes, {("role", "b"): Side.THEIRS})
    assert (first.change.slug, first.is_theirs) == ("b", True)
    assert (second.change.slug, second.side) == ("a", None)


def test_fingerprint_knows_both_sides_and_not_their_order():
    a, b = change("a"), change("b")
    assert fingerprint([a, b]) == fingerprint([b, a])
    other = RecordChange("role", "a", "updated", OLD | {"slug": "x"}, NEW)
    assert fingerprint([a]) != fingerprint([other])
    assert fingerprint([a]) != fingerprint([change("a", is_conflict=True)])
