"""What one version of the item bank has otherwise than another, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different about one item or, with `item` empty, about the whole bank."""

    code: Literal["added", "removed", "changed"]
    item: str
    prompt: str
    sentences: tuple[str, ...]


def differences(old: Content | None, new: Content) -> list[Difference]:
    """Return how `new` differs from `old`; everything is added when there is no old."""
    old = old or {"roles": [], "items": []}
    before = {item["slug"]: item for item in old["items"]}
    after = {item["slug"]: item for item in new["items"]}
    names = {role["slug"]: role["short_name"] for role in old["roles"] + new["roles"]}
    return [
        *whole(old, new),
        *(added(item) for slug, item in after.items() if slug not in before),
        *(removed(item) for slug, item in before.items() if slug not in after),
        *(
            Difference("changed", slug, after[slug]["prompt"], sentences)
            for slug in after
            if slug in before
            and (sentences := tuple(changes(before[slug], after[slug], names)))
        ),
    ]


def whole(old: Content, new: Content) -> Iterator[Difference]:
    sentences = tuple(role_changes(old["roles"], new["roles"]))
    if order(old["items"], new["items"]):
        sentences += (_("The items stand in another order."),)
    if sentences:
        yield Difference("changed", "", "", sentences)


def role_changes(old: list[Content], new: list[Content]) -> Iterator[str]:
    before = {role["slug"]: role["name"] for role in old}
    after = {role["slug"]: role["name"] for role in new}
    for slug, name in after.items():
        if slug not in before:
            yield _("Role added: %(role)s.") % {"role": name}
        elif before[slug] != name:
            yield _("Role renamed from %(old)s to %(new)s.") % {
                "old": before[slug],
                "new": name,
            }
    for slug, name in before.items():
        if slug not in after:
            yield _("Role removed: %(role)s.") % {"role": name}
    if order(old, new):
        yield _("The roles stand in another order.")


def order(old: list[Content], new: list[Content]) -> bool:
    """Say whether what both lists hold stands in another order."""
    before, after = [row["slug"] for row in old], [row["slug"] for row in new]
    return [s for s in before if s in after] != [s for s in after if s in before]


def added(item: Content) -> Difference:
    sentence = _("New, with %(count)d options.") % {"count": len(item["options"])}
    return Difference("added", item["slug"], item["prompt"], (sentence,))


def removed(item: Content) -> Difference:
    sentence = _("No longer asked.")
    return Difference("removed", item["slug"], item["prompt"], (sentence,))


def changes(old: Content, new: Content, names: dict[str, str]) -> Iterator[str]:
    """Yield a sentence for each thing that is different in an item."""
    if old["prompt"] != new["prompt"]:
        yield _("Question reworded; it was “%(old)s”.") % {"old": old["prompt"]}
    if old["kind"] != new["kind"]:
        yield _("Kind changed from %(old)s to %(new)s.") % {
            "old": old["kind"],
            "new": new["kind"],
        }
    if old["experienced"] != new["experienced"]:
        yield (
            _("Now asks for experience.")
            if new["experienced"]
            else _("No longer asks for experience.")
        )
    before = {option["slug"]: option for option in old["options"]}
    after = {option["slug"]: option for option in new["options"]}
    for slug, option in after.items():
        if slug not in before:
            yield _("Option added: “%(text)s”.") % {"text": option["text"]}
        else:
            yield from option_changes(before[slug], option, names)
    for slug, option in before.items():
        if slug not in after:
            yield _("Option removed: “%(text)s”.") % {"text": option["text"]}
    if order(old["options"], new["options"]):
        yield _("The options stand in another order.")


def option_changes(old: Content, new: Content, names: dict[str, str]) -> Iterator[str]:
    if old["text"] != new["text"]:
        yield _("Option reworded from “%(old)s” to “%(new)s”.") % {
            "old": old["text"],
            "new": new["text"],
        }
    points = [
        _("%(role)s from %(old)s to %(new)s")
        % {
            "role": names.get(role, role),
            "old": grade(old["evidence"].get(role)),
            "new": grade(new["evidence"].get(role)),
        }
        for role in names
        if old["evidence"].get(role) != new["evidence"].get(role)
    ]
    if points:
        yield _("“%(text)s”: %(points)s.") % {
            "text": new["text"],
            "points": ", ".join(points),
        }


def grade(points: int | None) -> str:
    """Write points with their sign; a true minus, so that it is read as one."""
    if points is None:
        return _("none")
    return f"{points:+d}".replace("-", "\u2212") if points else "0"
