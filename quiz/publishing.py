"""Immutable versions of the item bank."""

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.db import transaction

from quiz.audit import Fault, audit_points
from quiz.bank import Bank, make_bank
from quiz.models import Item, ItemBank
from quiz.selection import PreparedBank, prepare
from roles.models import Role

VERSIONS_KEPT_IN_MEMORY = 8  # the current one and those of attempts still under way


class NotFitError(Exception):
    """The items as they are now must not be put into use; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.sentence for fault in faults))
        self.faults = faults


class ChangedMeanwhileError(Exception):
    """The items are no longer those that were looked at before publishing."""


@dataclass(frozen=True, slots=True)
class OptionText:
    slug: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemText:
    slug: str
    kind: str
    prompt: str
    experienced: bool
    options: tuple[OptionText, ...]

    def option(self, slug: str) -> OptionText:
        return next(option for option in self.options if option.slug == slug)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the bank, ready to ask and to score."""

    bank: Bank
    prepared: PreparedBank
    items: dict[str, ItemText]
    role_names: dict[str, str]
    short_names: dict[str, str]


def snapshot() -> dict[str, Any]:
    """Return all that a version consists of, from the published items and roles."""
    roles = Role.objects.published().in_order()
    items = (
        Item.objects.published().in_order().prefetch_related("options__evidence__role")
    )
    return {
        "roles": [
            {"slug": role.slug, "name": role.name, "short_name": role.short_name}
            for role in roles
        ],
        "items": [item_snapshot(item) for item in items],
    }


def item_snapshot(item: Item) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "kind": item.kind,
        "prompt": item.prompt,
        "experienced": item.experienced,
        "options": [
            {
                "slug": option.slug,
                "text": option.text,
                "evidence": {
                    evidence.role.slug: evidence.points
                    for evidence in option.evidence.all()
                    if evidence.role.is_published
                },
            }
            for option in item.options.all()
        ],
    }


def digest_of(content: dict[str, Any]) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def publish_bank(*, seen: str | None = None) -> bool:
    """Make the published items the bank in use; say whether that is a new version.

    Args:
        seen: digest of the items that the editor looked at.

    Raises:
        NotFitError: if the audit finds a fault; the bank in use stays.
        ChangedMeanwhileError: the items are others than `seen`.
    """
    content = snapshot()
    digest = digest_of(content)
    if seen not in (None, digest):
        raise ChangedMeanwhileError
    if not content["items"]:
        return False
    if faults := audit_snapshot(content):
        raise NotFitError(faults)
    if ItemBank.objects.filter(digest=digest, is_current=True).exists():
        return False
    ItemBank.objects.filter(is_current=True).update(is_current=False)
    ItemBank.objects.update_or_create(
        digest=digest, defaults={"content": content, "is_current": True}
    )
    return True


def points_of(content: dict[str, Any]) -> dict[str, dict[str, dict[str, int]]]:
    """Return the points by item, option and role."""
    return {
        item["slug"]: {option["slug"]: option["evidence"] for option in item["options"]}
        for item in content["items"]
    }


def audit_snapshot(content: dict[str, Any]) -> list[Fault]:
    """Return what stands in the way of publishing `content`."""
    return audit_points([role["slug"] for role in content["roles"]], points_of(content))


def make_bank_of(content: dict[str, Any]) -> Bank:
    return make_bank([role["slug"] for role in content["roles"]], points_of(content))


@lru_cache(maxsize=VERSIONS_KEPT_IN_MEMORY)
def version(digest: str) -> Version:
    """Return a version by its digest; it never changes, so the process keeps it."""
    content = ItemBank.objects.values_list("content", flat=True).get(digest=digest)
    bank = make_bank_of(content)
    return Version(
        bank=bank,
        prepared=prepare(bank),
        items={item["slug"]: item_text(item) for item in content["items"]},
        role_names={role["slug"]: role["name"] for role in content["roles"]},
        short_names={role["slug"]: role["short_name"] for role in content["roles"]},
    )


def item_text(item: dict[str, Any]) -> ItemText:
    return ItemText(
        item["slug"],
        item["kind"],
        item["prompt"],
        item["experienced"],
        tuple(OptionText(option["slug"], option["text"]) for option in item["options"]),
    )


def current_bank() -> ItemBank | None:
    return ItemBank.objects.filter(is_current=True).defer("content").first()
