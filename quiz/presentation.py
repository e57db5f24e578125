"""Scores as a reader sees them: sentences' parts, bars and a sorted ledger."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quiz.publishing import Version
from quiz.scoring import MIN_ANSWERS, TIE_NAT, Result, margins
from quiz.selection import STOP_NAT
from quiz.sensitivity import Change

NO_PATTERN = "no-pattern"
ODDS_SHOWN_MAX = 1000  # beyond, a reader learns nothing from more digits


@dataclass(frozen=True, slots=True)
class Bar:
    """One hypothesis and how probable the answers make it, 0-1."""

    slug: str
    name: str
    score: float
    probability: float
    is_leader: bool

    @property
    def percent(self) -> float:
        return round(100 * self.probability, 1)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One answer in words, and what it says for each role in nat."""

    item: str
    prompt: str
    answer: str
    evidence: tuple[float, ...]
    weight: float


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


def bars(result: Result, version: Version) -> list[Bar]:
    """Return a bar for each role in the site's order and one for no pattern."""
    rows = zip(result.roles, result.scores, result.posterior[:-1], strict=True)
    return [
        Bar(slug, version.role_names[slug], score, share, slug in result.leaders)
        for slug, score, share in rows
    ] + [Bar(NO_PATTERN, _("No pattern"), 0.0, result.posterior[-1], False)]


def ledger(result: Result, version: Version) -> list[LedgerLine]:
    """Return the answers, those first that moved the best role from the next most."""
    best, rival = best_two(result)
    lines = []
    for row in result.ledger:
        item = version.items[row.item]
        against = row.evidence[rival] if rival is not None else 0.0
        lines.append(
            LedgerLine(
                item=row.item,
                prompt=item.prompt,
                answer=item.option(row.option).text,
                evidence=row.evidence,
                weight=row.evidence[best] - against,
            )
        )
    return sorted(lines, key=lambda line: -abs(line.weight))


def best_two(result: Result) -> tuple[int, int | None]:
    """Return the best role and what comes next: a role, or None for no pattern."""
    order = sorted(range(len(result.scores)), key=lambda role: -result.scores[role])
    best, rival = order[0], order[1]
    return best, rival if result.scores[rival] > 0 else None


def worth_comparing(result: Result) -> list[str]:
    """Return the leaders when there are two or more, else the two best roles."""
    if len(result.leaders) > 1:
        return list(result.leaders)
    pairs = zip(result.scores, result.roles, strict=True)
    best = sorted(pairs, key=lambda pair: -pair[0])
    return [role for _, role in best[:2]]


def odds_text(odds: float) -> str:
    """Return odds as a reader says them: "40 to 1", never with false precision."""
    if odds > ODDS_SHOWN_MAX:
        return _("more than %(odds)s to 1") % {"odds": f"{ODDS_SHOWN_MAX:,}"}
    shown = f"{odds:.1f}" if odds < 10 else f"{odds:.0f}"
    return _("%(odds)s to 1") % {"odds": shown}


def settledness(scores: tuple[float, ...], answered: int) -> Settledness:
    """Say how settled the answer is, as a share of the stopping rule and in words."""
    if answered == 0:
        return Settledness(0.0, _("nothing to go on yet"))
    share = max(0.0, min(1.0, min(margins(scores)) / STOP_NAT))
    if answered < MIN_ANSWERS:
        return Settledness(min(share, 0.5), _("too early to say"))
    if share >= 1:
        return Settledness(share, _("settled"))
    if share >= TIE_NAT / STOP_NAT:
        return Settledness(share, _("leaning, not sure yet"))
    return Settledness(share, _("still open"))


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    prompt: str
    now: str
    instead: str


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """The fewest changed answers that give other leaders, and who would lead then."""

    answers: tuple[ChangedAnswer, ...]
    leaders: tuple[str, ...]


def change(found: Change | None, version: Version) -> ChangeInWords | None:
    if found is None:
        return None
    return ChangeInWords(
        answers=tuple(
            ChangedAnswer(
                prompt=version.items[switch.item].prompt,
                now=version.items[switch.item].option(switch.given).text,
                instead=version.items[switch.item].option(switch.instead).text,
            )
            for switch in found.replacements
        ),
        leaders=tuple(version.role_names[slug] for slug in found.leaders),
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """The attempt before a retake, beside this one.

    Attributes:
        rows: role name, probability before and now in percent.
        shift: by what factor the odds between the two best roles of the two attempts
            have moved, >= 1.
        is_noise: whether that is less than the margin that separates leaders.
    """

    rows: tuple[tuple[str, float, float], ...]
    shift: str
    is_noise: bool


def earlier(before: Result, now: Result, version: Version) -> Earlier:
    """Set two attempts side by side and say whether the change is noise."""
    was = dict(zip(before.roles, before.scores, strict=True))
    own = dict(zip(now.roles, now.scores, strict=True))
    shared = [slug for slug in now.roles if slug in was]
    best_was = max(shared, key=was.__getitem__)
    best_now = max(shared, key=own.__getitem__)
    if best_was == best_now:
        moved = own[best_now] - was[best_was]
    else:
        moved = (own[best_now] - own[best_was]) - (was[best_now] - was[best_was])
    chances = dict(zip(before.roles, before.posterior, strict=False))
    chances_now = dict(zip(now.roles, now.posterior, strict=False))
    return Earlier(
        rows=tuple(
            (
                version.role_names.get(slug, slug),
                round(100 * chances[slug], 1),
                round(100 * chances_now[slug], 1),
            )
            for slug in shared
        ),
        shift=f"{math.exp(min(abs(moved), 10)):.1f}",
        is_noise=abs(moved) < TIE_NAT,
    )
