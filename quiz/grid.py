"""The points of the whole bank as one grid: read from a form, checked and saved.

A field a cell, and one more that says what the cells showed. So only what the editor
changed is written, and a cell that someone else changed meanwhile is not overwritten.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from quiz.audit import OPTIONS_MAX
from quiz.bank import POINTS_MAX
from quiz.models import Evidence, Item, Option
from roles.models import Role
from skills.models import Status

FIELDS_A_PAGE = 900  # Django reads 1,000 fields of a form and refuses more
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,3}")
BEFORE_FIELD = "before"
PK_DIGITS_MAX = 19

Key: TypeAlias = tuple[int, int]
"""Primary keys of option and role."""


@dataclass(slots=True)
class Cell:
    """One input: the points of an option for a role, as text."""

    name: str
    label: str
    value: str
    saved: int | None
    error: str = ""

    @property
    def is_changed(self) -> bool:
        return self.value != text_of(self.saved)


@dataclass(slots=True)
class Row:
    option: Option
    cells: list[Cell]


@dataclass(slots=True)
class Block:
    """One item with its options as rows."""

    item: Item
    rows: list[Row]


@dataclass(slots=True)
class Grid:
    """One page of items as the form shows them; `page` has the items' other pages."""

    roles: list[Role]
    page: Page[Item]
    blocks: list[Block]
    changes: dict[Key, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def before(self) -> str:
        """What the cells show: "role,role;option:points,points;option:..."."""
        rows = (
            f"{row.option.pk}:{','.join(text_of(cell.saved) for cell in row.cells)}"
            for block in self.blocks
            for row in block.rows
        )
        return ";".join([heading(self.roles), *rows])

    @property
    def by_slug(self) -> dict[tuple[str, str], dict[str, int]]:
        """The changed points by role, for each item and option."""
        return {
            (block.item.slug, row.option.slug): {
                role.slug: self.changes[row.option.pk, role.pk]
                for role in self.roles
                if (row.option.pk, role.pk) in self.changes
            }
            for block in self.blocks
            for row in block.rows
        }


def heading(roles: list[Role]) -> str:
    return ",".join(str(role.pk) for role in roles)


def text_of(points: int | None) -> str:
    return "" if points is None else str(points)


def items_in_grid() -> QuerySet[Item]:
    items: QuerySet[Item] = (
        Item.objects.exclude(status=Status.RETIRED)
        .in_order()
        .prefetch_related("options__evidence")
    )
    return items


def make_grid(number: str | int = 1, posted: Mapping[str, Any] | None = None) -> Grid:
    """Return one page of the grid, with what was posted in it, if anything was."""
    roles = list(Role.objects.published().in_order())
    size = max(1, FIELDS_A_PAGE // (OPTIONS_MAX * max(1, len(roles))))
    page = Paginator(items_in_grid(), size).get_page(number)
    points = {
        (evidence.option_id, evidence.role_id): evidence.points
        for item in page
        for option in item.options.all()
        for evidence in option.evidence.all()
    }
    blocks = [
        Block(item, [make_row(option, roles, points) for option in item.options.all()])
        for item in page
    ]
    grid = Grid(roles, page, blocks)
    if posted is not None:
        fill(grid, posted)
    return grid


def make_row(option: Option, roles: list[Role], points: dict[Key, int]) -> Row:
    cells = []
    for role in roles:
        saved = points.get((option.pk, role.pk))
        cells.append(
            Cell(
                name=f"points-{option.pk}-{role.pk}",
                label=f"{role.name}: {option.text}",
                value=text_of(saved),
                saved=saved,
            )
        )
    return Row(option, cells)


def fill(grid: Grid, posted: Mapping[str, Any]) -> None:
    """Put what was posted into the cells; note changes, and why some can't be made."""
    roles, _semicolon, before = str(posted.get(BEFORE_FIELD, "")).partition(";")
    names = {cell.name for b in grid.blocks for row in b.rows for cell in row.cells}
    sent = {name for name in posted if name.startswith("points-")}
    if roles != heading(grid.roles) or not sent <= names:
        grid.errors.append(
            _(
                "Meanwhile a role was added or hidden, or an option removed. Nothing "
                "was saved. This is the grid as it is now."
            )
        )
        return
    shown = read_before(before, grid.roles)
    for block in grid.blocks:
        for row in block.rows:
            for role, cell in zip(grid.roles, row.cells, strict=True):
                key = (row.option.pk, role.pk)
                fill_cell(grid, key, cell, posted, shown.get(key, cell.value))


def fill_cell(
    grid: Grid, key: Key, cell: Cell, posted: Mapping[str, Any], shown: str
) -> None:
    value = str(posted.get(cell.name, shown)).strip()
    if value == shown:
        return
    cell.value = value
    cell.error = fault(cell, value, shown)
    if cell.error:
        grid.errors.append(f"{cell.label}: {cell.error}")
    elif int(value) != cell.saved:
        grid.changes[key] = int(value)


def read_before(text: str, roles: list[Role]) -> dict[Key, str]:
    """Return what each cell showed when the page was opened."""
    shown = {}
    for part in text.split(";"):
        option, _colon, values = part.partition(":")
        if option.isdecimal() and len(option) < PK_DIGITS_MAX:
            for role, value in zip(roles, values.split(","), strict=False):
                shown[int(option), role.pk] = value
    return shown


def fault(cell: Cell, value: str, shown: str) -> str:
    """Say why a changed cell cannot be saved; "" when it can."""
    if not WHOLE_NUMBER.fullmatch(value) or abs(int(value)) > POINTS_MAX:
        return _("write a whole number from -%(most)d to %(most)d.") % {
            "most": POINTS_MAX
        }
    if shown != text_of(cell.saved):
        return _(
            "someone else has changed it to %(saved)s meanwhile. "
            "Save again to overwrite it."
        ) % {"saved": text_of(cell.saved) or _("nothing")}
    return ""


def overlay(content: dict[str, Any], grid: Grid) -> dict[str, Any]:
    """Put the grid's unsaved changes into a snapshot of the bank, and return it."""
    changed = grid.by_slug
    for item in content["items"]:
        for option in item["options"]:
            option["evidence"].update(changed.get((item["slug"], option["slug"]), {}))
    return content


@transaction.atomic
def save(grid: Grid) -> list[Item]:
    """Store the changes and return the items that have changed."""
    Evidence.objects.bulk_create(
        [
            Evidence(option_id=option, role_id=role, points=points)
            for (option, role), points in grid.changes.items()
        ],
        update_conflicts=True,
        unique_fields=["option", "role"],
        update_fields=["points"],
    )
    options = {option for option, _role in grid.changes}
    items = [
        block.item
        for block in grid.blocks
        if any(row.option.pk in options for row in block.rows)
    ]
    Item.objects.filter(pk__in=[item.pk for item in items]).update(
        updated_at=timezone.now()
    )
    return items
