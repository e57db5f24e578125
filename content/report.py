"""What a load does to each record, who is right in a conflict, and what it counts."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from content.records import Data

# Records are written in this order: what others point at comes first.
ORDER = (
    "source",
    "skill",
    "topic",
    "responsibility",
    "role",
    "item",
    "path",
    "step",
    "page",
)


class Side(Enum):
    """Who is right where files and database have both changed."""

    OURS = "the database"
    THEIRS = "the files"


Key = tuple[str, str]
"""Kind and slug of a record."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What a load does to one record, or would do if the files are right.

    Attributes:
        before: the record's data and place; None when it is new.
        after: the same as the files have it; None when they no longer hold it.
        is_conflict: whether the record was edited here since the last load.
    """

    kind: str
    slug: str
    what: Literal["created", "updated", "retired"]
    before: Data | None
    after: Data | None
    is_conflict: bool = False


@dataclass(slots=True)
class Counts:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0
    kept: int = 0


@dataclass(slots=True)
class Report:
    """What a load did, for each kind of record."""

    counts: dict[str, Counts] = field(
        default_factory=lambda: {kind: Counts() for kind in ORDER}
    )
    kept: list[str] = field(default_factory=list)
    changes: list[RecordChange] = field(default_factory=list)
    bank_published: bool = False
    bank_waits: bool = False  # until an editor publishes what was edited here


class EditedHere(Exception):
    """Records were changed in the admin since the last load, and would be lost."""

    def __init__(self, edited: list[str]) -> None:
        super().__init__(", ".join(edited))
        self.edited = edited
