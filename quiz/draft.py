"""The items as they stand, beside the version in use: sums, faults, differences."""

from dataclasses import dataclass
from typing import Any

from quiz.audit import Fault
from quiz.differences import Difference, differences
from quiz.models import ItemBank
from quiz.publishing import audit_snapshot, digest_of


@dataclass(frozen=True, slots=True)
class Total:
    """The points that a role can collect: its best option of each item."""

    name: str
    points: int


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault with the question that it is about, or "" for the whole bank."""

    fault: Fault
    prompt: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor needs to know before publishing.

    Attributes:
        digest: of the items as they stand.
        is_in_use: whether they are the version in use already.
        has_version: whether any version is in use.
        differences: what publishing would change for visitors.
    """

    digest: str
    items: int
    is_in_use: bool
    has_version: bool
    totals: tuple[Total, ...]
    faults: tuple[FaultLine, ...]
    differences: tuple[Difference, ...]

    @property
    def may_be_published(self) -> bool:
        return not (self.faults or self.is_in_use) and self.items > 0


def draft(content: dict[str, Any]) -> Draft:
    """Return what there is to say about `content`, a snapshot of the bank."""
    in_use = ItemBank.objects.filter(is_current=True).first()
    prompts = {item["slug"]: item["prompt"] for item in content["items"]}
    digest = digest_of(content)
    return Draft(
        digest=digest,
        items=len(content["items"]),
        has_version=in_use is not None,
        is_in_use=in_use is not None and in_use.digest == digest,
        totals=tuple(
            Total(role["short_name"], collectable(content, role["slug"]))
            for role in content["roles"]
        ),
        faults=tuple(
            FaultLine(fault, prompts.get(fault.item or "", ""))
            for fault in audit_snapshot(content)
        ),
        differences=tuple(differences(in_use.content if in_use else None, content)),
    )


def collectable(content: dict[str, Any], role: str) -> int:
    """Return the points of a role's best options; a missing one counts as none."""
    return sum(
        max((o["evidence"].get(role, 0) for o in item["options"]), default=0)
        for item in content["items"]
    )
