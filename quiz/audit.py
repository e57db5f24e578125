"""The publishing gate: what must be mended before an item bank may be used."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import add, itemgetter
from typing import TypeAlias

from quiz.bank import POINTS_MAX, Bank, Item, Points, make_item
from quiz.scoring import MIN_ANSWERS, leading, role_scores
from quiz.selection import PreparedBank, PreparedItem, expected_information, prepare

OPTIONS_MIN, OPTIONS_MAX = 4, 5  # fewer say little, more do not fit a phone's screen
ROLES_MIN = 2
COLLECTABLE_RATIO = 1.25  # beyond this a role wins by its points and not by its fit
INFORMATION_MIN_NAT = 0.02  # 1 % of what tells six hypotheses apart (ln 6 = 1.79 nat)
ROUNDING_NAT = 1e-9  # a smaller gain is rounding, not progress

Evidence: TypeAlias = tuple[float, ...]
"""What an option says about each role, in nat."""


@dataclass(frozen=True)
class Fault:
    """One reason not to publish; `item` is None when it concerns the whole bank."""

    code: str
    item: str | None
    sentence: str


def audit_points(roles: Sequence[str], points: Points) -> list[Fault]:
    """Return every fault of a bank as it is written: by slugs, perhaps incomplete."""
    faults = list(_role_faults(roles, points))
    if faults:
        return faults
    items = (make_item(slug, options, roles) for slug, options in points.items())
    return audit(Bank(tuple(roles), tuple(items)))


def audit(bank: Bank) -> list[Fault]:
    """Return every fault of a bank; none when it may be published.

    Shape comes first: while an item has the wrong number of options or wrong points,
    only that is reported, because everything else would change with it.
    """
    faults = list(_shape_faults(bank))
    if faults:
        return faults
    prepared = prepare(bank)
    return [
        *_reach_faults(prepared),
        *_balance_faults(bank),
        *_information_faults(prepared),
        *_straight_line_faults(prepared),
    ]


def _role_faults(roles: Sequence[str], points: Points) -> Iterator[Fault]:
    for item, options in points.items():
        for option, evidence in options.items():
            for role in sorted(set(evidence).difference(roles)):
                yield Fault(
                    "unknown_role",
                    item,
                    f"Option {option} gives points to {role}, which is no role. "
                    "Correct the slug or remove the entry.",
                )
            for role in (role for role in roles if role not in evidence):
                yield Fault(
                    "missing_role",
                    item,
                    f"Option {option} has no points for {role}. Add them; 0 when the "
                    "option says nothing about the role.",
                )


def _shape_faults(bank: Bank) -> Iterator[Fault]:
    if len(bank.roles) < ROLES_MIN:
        yield Fault(
            "too_few_roles",
            None,
            f"{len(bank.roles)} roles are published and the items have to tell at "
            f"least {ROLES_MIN} apart. Publish more roles.",
        )
    if len(bank.items) < MIN_ANSWERS:
        yield Fault(
            "too_few_items",
            None,
            f"The bank has {len(bank.items)} items and a recommendation needs "
            f"{MIN_ANSWERS} answers. Add items.",
        )
    for slug, count in Counter(item.slug for item in bank.items).items():
        if count > 1:
            yield Fault(
                "duplicate_item",
                slug,
                f"{count} items have the slug {slug}. Give each its own.",
            )
    for item in bank.items:
        yield from _option_faults(item, len(bank.roles))


def _option_faults(item: Item, roles: int) -> Iterator[Fault]:
    size = len(item.options)
    if not OPTIONS_MIN <= size <= OPTIONS_MAX:
        yield Fault(
            "option_count",
            item.slug,
            f"The item has {size} options. Offer {OPTIONS_MIN} or {OPTIONS_MAX}.",
        )
    for slug, count in Counter(option.slug for option in item.options).items():
        if count > 1:
            yield Fault(
                "duplicate_option",
                item.slug,
                f"{count} options have the slug {slug}. Give each its own.",
            )
    for option in item.options:
        if len(option.evidence) != roles:
            yield Fault(
                "missing_role",
                item.slug,
                f"Option {option.slug} has points for {len(option.evidence)} of "
                f"{roles} roles. Give each role its points; 0 says nothing.",
            )
        for value in option.evidence:
            if type(value) is not int or abs(value) > POINTS_MAX:
                yield Fault(
                    "points_range",
                    item.slug,
                    f"Option {option.slug} gives {value} points. Use whole numbers "
                    f"from -{POINTS_MAX} to {POINTS_MAX}.",
                )


def _reach_faults(bank: PreparedBank) -> Iterator[Fault]:
    for role, slug in enumerate(bank.roles):
        lead = leading(best_case(bank, role))
        if role not in lead:
            yield Fault(
                "role_unreachable",
                None,
                f"Even the answers that speak most for {slug} do not make it a leader. "
                "Give it 2 or 3 points in options that give the other roles less.",
            )
        elif len(lead) > 1:
            others = ", ".join(bank.roles[other] for other in lead if other != role)
            yield Fault(
                "no_clear_winner",
                None,
                f"Even the answers that speak most for {slug} leave it tied with "
                f"{others}. Add options that only {slug} has points in.",
            )


def best_case(bank: PreparedBank, role: int) -> tuple[float, ...]:
    """Return the scores of the answers that make a role most probable, in nat.

    Starts from the best option of each item by itself and changes one answer at a
    time while the role's posterior grows. What it finds is a real set of answers, so
    a role that passes can be reached; a role that only an unlikely interplay of many
    answers could name may be refused, which an editor would want as well.
    """
    rows = [max(i.evidence, key=lambda row: _log_odds(row, role)) for i in bank.items]
    highest = -math.inf
    scores = role_scores(len(bank.roles), rows)
    while (reached := _log_odds(scores, role)) > highest + ROUNDING_NAT:
        highest = reached
        for index, item in enumerate(bank.items):
            others = role_scores(len(scores), [*rows[:index], *rows[index + 1 :]])
            rows[index] = _best_row(item, others, role)
        scores = role_scores(len(bank.roles), rows)
    return scores


def _best_row(item: PreparedItem, others: Sequence[float], role: int) -> Evidence:
    """Return the evidence of the option that helps a role most, given the rest."""
    return max(
        item.evidence,
        key=lambda row: _log_odds(tuple(map(add, others, row)), role),
    )


def _log_odds(scores: Sequence[float], role: int) -> float:
    """Return the log odds of a role against all else: other roles and no pattern."""
    rivals = [*scores[:role], *scores[role + 1 :], 0.0]
    highest = max(rivals)
    total = math.fsum(math.exp(rival - highest) for rival in rivals)
    return scores[role] - highest - math.log(total)


def _balance_faults(bank: Bank) -> Iterator[Fault]:
    totals = collectable_points(bank)
    (least, few), *_, (most, many) = sorted(totals.items(), key=itemgetter(1))
    if many > COLLECTABLE_RATIO * few:
        yield Fault(
            "unbalanced",
            None,
            f"{most} can collect {many} points and {least} only {few}. Give {least} "
            f"more, or {most} fewer: up to {COLLECTABLE_RATIO - 1:.0%} apart is fine.",
        )


def collectable_points(bank: Bank) -> dict[str, int]:
    """Return by role the points of its best option, summed over the items."""
    return {
        slug: sum(max(o.evidence[role] for o in item.options) for item in bank.items)
        for role, slug in enumerate(bank.roles)
    }


def _information_faults(bank: PreparedBank) -> Iterator[Fault]:
    for slug, information in item_information(bank).items():
        if information < INFORMATION_MIN_NAT:
            yield Fault(
                "uninformative",
                slug,
                f"The item tells almost nothing ({information:.3f} nat, at least "
                f"{INFORMATION_MIN_NAT} is needed). Let its options give different "
                "roles different points.",
            )


def item_information(bank: PreparedBank) -> dict[str, float]:
    """Return by item what its answer tells when nothing is known yet, in nat."""
    size = len(bank.roles) + 1
    uniform = (1 / size,) * size
    return {item.slug: expected_information(item, uniform) for item in bank.items}


def _straight_line_faults(bank: PreparedBank) -> Iterator[Fault]:
    for name, index in (("first", 0), ("last", -1)):
        rows = [item.evidence[index] for item in bank.items]
        lead = leading(role_scores(len(bank.roles), rows))
        if len(lead) == 1:
            yield Fault(
                f"straight_line_{name}",
                None,
                f"Whoever always chooses the {name} option is told "
                f"{bank.roles[lead[0]]}. In some items, move an option that gives it "
                "points to another place.",
            )
