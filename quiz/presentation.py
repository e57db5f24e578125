"""Scores as a reader sees them: sentences' parts, bars and a sorted ledger."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from quiz.arithmetic import (
    WorkedOption,
    columns,
    odds_of,
    printed,
    printed_scores,
    worked_item,
)
from quiz.publishing import ItemText, Version
from quiz.scoring import MIN_ANSWERS, TIE_NAT, Result, margins, posterior
from quiz.selection import STOP_NAT
from quiz.sensitivity import Change
from roles.models import Role

NO_PATTERN = "no-pattern"
ODDS_SHOWN_MAX = 1000  # beyond, a reader learns nothing from more digits
POWERS_FROM = 1_000_000  # a pocket calculator goes over to powers of ten about here
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class RoleLabel:
    """A role as its version of the bank names it.

    Attributes:
        url: of its page, empty when the role is no longer published.
    """

    slug: str
    name: str
    short_name: str
    url: str


def labels(*versions: Version) -> dict[str, RoleLabel]:
    """Return the labels of the versions' roles by slug, in the site's order.

    What a later version calls a role goes before what an earlier one did.
    """
    pages = {role.slug: role.get_absolute_url() for role in Role.objects.published()}
    return {
        slug: RoleLabel(slug, name, version.short_names[slug], pages.get(slug, ""))
        for version in versions
        for slug, name in version.role_names.items()
    }


@dataclass(frozen=True, slots=True)
class Bar:
    """One hypothesis and how probable the answers make it, 0-1."""

    role: RoleLabel
    score: Decimal
    probability: float
    is_leader: bool

    @property
    def percent(self) -> float:
        return round(100 * self.probability, 1)

    @property
    def percent_text(self) -> str:
        """The percentage in words: nothing is ever 0 or 100 % sure."""
        if self.percent <= 0:
            return _("under 0.1 %")
        if self.percent >= 100:
            return _("over 99.9 %")
        return f"{self.percent:.1f} %"


def bars(result: Result, roles: Mapping[str, RoleLabel]) -> list[Bar]:
    """Return a bar for each role in the site's order and one for no pattern."""
    scores = printed_scores(result)
    *shares, rest = posterior([float(score) for score in scores])
    rows = zip(result.roles, scores, shares, strict=True)
    no_pattern = RoleLabel(NO_PATTERN, _("No pattern"), _("No pattern"), "")
    return [
        Bar(roles[slug], score, share, slug in result.leaders)
        for slug, score, share in rows
    ] + [Bar(no_pattern, Decimal("0.00"), rest, False)]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one answer says about one role, in nat as printed."""

    role: RoleLabel
    value: Decimal


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One answer in words, and what it says about each role.

    Attributes:
        weight: by how much it moved the best role away from the next, nat.
    """

    item: str
    option: str
    prompt: str
    answer: str
    entries: tuple[Entry, ...]
    weight: Decimal


def ledger(
    result: Result, version: Version, roles: Mapping[str, RoleLabel]
) -> list[LedgerLine]:
    """Return the answers, those first that moved the best role from the next most."""
    best, rival = best_two(result)
    names = [roles[slug] for slug in result.roles]
    lines = []
    for row, values in zip(
        result.ledger, zip(*columns(result), strict=True), strict=True
    ):
        item = version.items[row.item]
        against = values[rival] if rival is not None else Decimal(0)
        lines.append(
            LedgerLine(
                item=row.item,
                option=row.option,
                prompt=item.prompt,
                answer=item.option(row.option).text,
                entries=tuple(map(Entry, names, values)),
                weight=values[best] - against,
            )
        )
    return sorted(lines, key=lambda line: -abs(line.weight))


def in_order_of_score(result: Result) -> list[int]:
    """Return the roles' indices, the highest score first."""
    return sorted(range(len(result.scores)), key=lambda role: -result.scores[role])


def best_two(result: Result) -> tuple[int, int | None]:
    """Return the best role and what comes next: a role, or None for no pattern."""
    best, rival = in_order_of_score(result)[:2]
    return best, rival if result.scores[rival] > 0 else None


@dataclass(frozen=True, slots=True)
class Column:
    """A role's column of the ledger, ready to be added up."""

    role: RoleLabel
    entries: tuple[Decimal, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Check:
    """The sum of a result worked out with the visitor's own figures.

    Attributes:
        odds: e to the power of `difference`, for two roles.
        odds_no_pattern: e to the power of the best total.
    """

    best: Column
    next: Column
    difference: Decimal
    odds: str
    odds_no_pattern: str


def check(result: Result, lines: list[LedgerLine]) -> Check:
    """Work out the odds between the two best roles from the lines as printed."""
    best, second = (
        column(lines, role, printed_scores(result)[role])
        for role in in_order_of_score(result)[:2]
    )
    difference = best.total - second.total
    return Check(
        best=best,
        next=second,
        difference=difference,
        odds=odds_figure(odds_of(difference)),
        odds_no_pattern=odds_figure(odds_of(best.total)),
    )


def column(lines: list[LedgerLine], role: int, total: Decimal) -> Column:
    entries = [line.entries[role] for line in lines]
    return Column(entries[0].role, tuple(entry.value for entry in entries), total)


def odds_figure(odds: float) -> str:
    """Return odds with three digits that count, as a calculator's reader notes them."""
    if odds >= POWERS_FROM:
        power = math.floor(math.log10(odds))
        return f"{odds / 10**power:.2f} × 10{str(power).translate(SUPERSCRIPT)}"
    if odds >= 100:
        return f"{odds:,.0f}"
    return f"{odds:.1f}" if odds >= 10 else f"{odds:.2f}"


@dataclass(frozen=True, slots=True)
class WorkedEntry:
    """How one entry of the ledger comes about, option by option."""

    line: LedgerLine
    role: RoleLabel
    value: Decimal
    options: tuple[tuple[str, WorkedOption], ...]


def worked_entry(
    result: Result, lines: list[LedgerLine], version: Version
) -> WorkedEntry | None:
    """Work out the best role's entry of the first line whose rounding is the usual."""
    best = in_order_of_score(result)[0]
    items = {item.slug: item for item in version.bank.items}
    for line in lines:
        options = worked_item(items[line.item], best)
        entry = line.entries[best]
        if any(o.slug == line.option and o.entry == entry.value for o in options):
            text = version.items[line.item]
            return WorkedEntry(
                line=line,
                role=entry.role,
                value=entry.value,
                options=tuple((text.option(o.slug).text, o) for o in options),
            )
    return None


@dataclass(frozen=True, slots=True)
class Headline:
    """The parts of the sentence a result begins with.

    Attributes:
        rival: the role next to the best, None when no pattern is nearer.
    """

    odds_next: str
    odds_no_pattern: str
    rival: RoleLabel | None


def headline(result: Result, roles: Mapping[str, RoleLabel]) -> Headline:
    scores = printed_scores(result)
    best, second = in_order_of_score(result)[:2]
    _best, rival = best_two(result)
    return Headline(
        odds_next=odds_text(odds_of(scores[best] - scores[second])),
        odds_no_pattern=odds_text(odds_of(scores[best])),
        rival=None if rival is None else roles[result.roles[rival]],
    )


def worth_comparing(result: Result) -> list[str]:
    """Return the leaders when there are two or more, else the two best roles."""
    if len(result.leaders) > 1:
        return list(result.leaders)
    return [result.roles[role] for role in in_order_of_score(result)[:2]]


def odds_text(odds: float) -> str:
    """Return odds as a reader says them: "40 to 1", never with false precision."""
    if odds > ODDS_SHOWN_MAX:
        return _("more than %(odds)s to 1") % {"odds": f"{ODDS_SHOWN_MAX:,}"}
    shown = f"{odds:.1f}" if odds < 10 else f"{odds:.0f}"
    return _("about %(odds)s to 1") % {"odds": shown}


@dataclass(frozen=True, slots=True)
class Settledness:
    """How far the answers have settled the question.

    Attributes:
        share: 0-1; 1 when the best role's odds have reached the stopping rule.
    """

    share: float
    words: str

    @property
    def percent(self) -> int:
        return round(100 * self.share)


def settledness(scores: tuple[float, ...], answered: int) -> Settledness:
    """Say how settled the answer is, as a share of the stopping rule and in words."""
    if answered == 0:
        return Settledness(0.0, _("Nothing to go on yet"))
    share = max(0.0, min(1.0, min(margins(scores)) / STOP_NAT))
    if answered < MIN_ANSWERS:
        return Settledness(min(share, 0.5), _("Too early to say"))
    if share >= 1:
        return Settledness(share, _("Settled"))
    if share >= TIE_NAT / STOP_NAT:
        return Settledness(share, _("Leaning, not sure yet"))
    return Settledness(share, _("Still open"))


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    prompt: str
    now: str
    instead: str


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """The fewest changed answers that give other leaders, and who would lead then."""

    answers: tuple[ChangedAnswer, ...]
    leaders: tuple[RoleLabel, ...]


def change(
    found: Change | None, version: Version, roles: Mapping[str, RoleLabel]
) -> ChangeInWords | None:
    if found is None:
        return None
    answers = (
        changed_answer(version.items[switch.item], switch.given, switch.instead)
        for switch in found.replacements
    )
    return ChangeInWords(tuple(answers), tuple(roles[slug] for slug in found.leaders))


def changed_answer(item: ItemText, given: str, instead: str) -> ChangedAnswer:
    return ChangedAnswer(
        item.prompt, item.option(given).text, item.option(instead).text
    )


def person_fit_figure(result: Result) -> Decimal | None:
    return None if result.person_fit is None else printed(result.person_fit)
