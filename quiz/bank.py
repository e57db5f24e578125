"""The item bank as plain data: items, their options and the points of each role."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

POINTS_MAX = 3  # seven grades from -3 to 3: about as many as an editor can tell apart

Points: TypeAlias = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Item slug -> option slug -> role slug -> points."""


@dataclass(frozen=True)
class Option:
    """An answer that an item offers; its points stand in the bank's role order."""

    slug: str
    evidence: tuple[int, ...]


@dataclass(frozen=True)
class Item:
    """A question."""

    slug: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Bank:
    """All items of one version; `make_bank` builds one that is known to be sound."""

    roles: tuple[str, ...]
    items: tuple[Item, ...]


class BankError(ValueError):
    """A bank with which nothing can be computed; `faults` lists every reason."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


def make_bank(roles: Sequence[str], points: Points) -> Bank:
    """Return a sound bank.

    Args:
        roles: role slugs in the site's order, at least two.
        points: for each item two or more options, each with points from -POINTS_MAX
            to POINTS_MAX for exactly the roles given.

    Raises:
        BankError: with all faults at once.
    """
    faults = [*_role_faults(roles), *_point_faults(roles, points)]
    if faults:
        raise BankError(faults)
    items = (make_item(slug, options, roles) for slug, options in points.items())
    return Bank(tuple(roles), tuple(items))


def make_item(
    slug: str, options: Mapping[str, Mapping[str, int]], roles: Sequence[str]
) -> Item:
    """Return an item with its points put in role order; every role must have some."""
    return Item(
        slug,
        tuple(
            Option(option, tuple(points[role] for role in roles))
            for option, points in options.items()
        ),
    )


def _role_faults(roles: Sequence[str]) -> Iterator[str]:
    if len(roles) < 2:
        yield "a bank needs at least two roles"
    if len(set(roles)) < len(roles):
        yield "a role is listed twice"


def _point_faults(roles: Sequence[str], points: Points) -> Iterator[str]:
    if not points:
        yield "a bank needs at least one item"
    for item, options in points.items():
        if len(options) < 2:
            yield f"{item}: needs at least two options"
        for option, evidence in options.items():
            for role in sorted(set(roles).difference(evidence)):
                yield f"{item}: {option}: no points for {role}"
            for role in sorted(set(evidence).difference(roles)):
                yield f"{item}: {option}: unknown role {role}"
            for role, value in evidence.items():
                if type(value) is not int or abs(value) > POINTS_MAX:
                    yield (
                        f"{item}: {option}: {role}: {value!r} is no whole number "
                        f"from -{POINTS_MAX} to {POINTS_MAX}"
                    )
