from copy import deepcopy

import pytest

from quiz.differences import differences

ROLES = [
    {"slug": "a", "name": "Role A", "short_name": "A"},
    {"slug": "b", "name": "Role B", "short_name": "B"},
]


def option(slug, **evidence):
    return {
        "slug": slug,
        "text": f"Text {slug}",
        "evidence": {"a": 1, "b": 0, **evidence},
    }


def item(slug):
    return {
        "slug": slug,
        "kind": "data",
        "prompt": f"Which {slug}?",
        "experienced": False,
        "options": [option("x"), option("y", a=-2)],
    }


@pytest.fixture
def old():
    return {"roles": ROLES, "items": [item("one"), item("two")]}


@pytest.fixture
def new(old):
    return deepcopy(old)


def sentences(old, new):
    return [
        (found.code, found.item, sentence)
        for found in differences(old, new)
        for sentence in found.sentences
    ]


def test_points_are_told_by_option_and_role(old, new):
    new["items"][0]["options"][1]["evidence"] = {"a": 2, "b": -1}
    assert sentences(old, new) == [
        ("changed", "one", "“Text y”: A from \u22122 to +2, B from 0 to \u22121.")
    ]


def test_same_versions_differ_in_nothing(old, new):
    assert differences(old, new) == []


def test_items_come_and_go(old, new):
    new["items"] = [new["items"][1], item("three")]
    assert [(d.code, d.item) for d in differences(old, new)] == [
        ("added", "three"),
        ("removed", "one"),
    ]


def test_first_version_is_all_new(new):
    assert [d.code for d in differences(None, new)] == ["changed", "added", "added"]


def test_wording_kind_and_options_are_told(old, new):
    first = new["items"][0]
    first |= {"prompt": "What?", "kind": "bug", "experienced": True}
    first["options"] = [option("y", a=-2) | {"text": "Other"}, option("z")]
    assert [sentence for _, _, sentence in sentences(old, new)] == [
        "Question reworded; it was “Which one?”.",
        "Kind changed from data to bug.",
        "Now asks for experience.",
        "Option reworded from “Text y” to “Other”.",
        "Option added: “Text z”.",
        "Option removed: “Text x”.",
    ]


def test_order_of_items_options_and_roles_is_told(old, new):
    new["items"].reverse()
    new["items"][0]["options"].reverse()
    new["roles"].reverse()
    assert [sentence for _, _, sentence in sentences(old, new)] == [
        "The roles stand in another order.",
        "The items stand in another order.",
        "The options stand in another order.",
    ]


def test_role_that_came_has_no_points_before(old, new):
    new["roles"] = [*ROLES, {"slug": "c", "name": "Role C", "short_name": "C"}]
    new["items"][0]["options"][0]["evidence"]["c"] = 3
    told = [sentence for _, _, sentence in sentences(old, new)]
    assert told == ["Role added: Role C.", "“Text x”: C from none to +3."]
