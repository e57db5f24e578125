"""What `make content` measures: depth, language, sources and reach of the content."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from rapidfuzz.distance import DamerauLevenshtein

from content.parsing import Place
from content.readability import CODE, british_words, words
from content.references import Entry, texts
from content.schema import StepDoc
from learning.candidates import Aim, StepFacts, candidates
from learning.selection import reached
from skills.models import LEVEL_MAX

SENTENCE_WORDS_MAX = 20  # mean, for readers who have just left school
WORDS_MIN = {
    "role": 500,
    "skill": 150,
    "responsibility": 120,
    "path": 120,
    "topic": 60,
    "page": 60,
}
COUNTS_MIN = {"topic": 90, "step": 70, "item": 28}
USAGES_MIN = 15
# Figures that a page which cites the simulation has to give as they are.
SIMULATED = ("named", "named_right", "random_named", "blend_hit")
TOPICS_PER_SKILL_MIN = 5
SLIP_MAX = 1  # letters: two short domains may well differ in two
PASSAGE_WORDS_MIN = 12  # shorter paragraphs may repeat by chance
# Figures about the world: shares, counts of a sample, money, large numbers. Not "step
# 3", and no years: a year dates a statement, it does not measure anything.
FIGURE = re.compile(
    r"\d[\d,.]*\s?(?:%|percent)|[$€]\s?\d|\b\d{1,3}(?:,\d{3})+\b|\bn\s?="
    r"|\b\d+ of (?:the )?\d+\b"
)
ADS = re.compile(r"\d+ of \d+ advertisements|[Oo]f \d+ advertisements")
PROSE_FIELDS = {
    *("purpose", "mistakes", "practice", "body", "done_well", "goes_wrong"),
    *("works_with", "what_you_do", "week", "what_you_ship", "getting_in"),
    *("growth", "market", "suits", "caution"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    place: str
    sentence: str


def prose_of(entry: Entry) -> str:
    """Return a record's own running prose, without its lists and one-line fields."""
    fields = type(entry.doc).model_fields
    return "\n\n".join(
        getattr(entry.doc, name) for name in fields if name in PROSE_FIELDS
    )


def all_texts(entry: Entry) -> Iterator[str]:
    for path, text in texts(entry.doc):
        if path[-1] not in ("slug", "url", "docs_url", "language", "status"):
            yield text


def place(entry: Entry) -> str:
    return f"{entry.parsed.file}: {entry.kind} {entry.slug}"


def too_short(entries: list[Entry]) -> Iterator[Fault]:
    for entry in entries:
        least = WORDS_MIN.get(entry.kind, 0)
        count = len(words(prose_of(entry)))
        if count < least:
            yield Fault(place(entry), f"has {count} words of prose, at least {least}")


def too_few(entries: list[Entry]) -> Iterator[Fault]:
    counts = Counter(entry.kind for entry in entries)
    for kind, least in COUNTS_MIN.items():
        if counts[kind] < least:
            yield Fault(kind, f"there are {counts[kind]}, at least {least} are needed")
    topics = Counter(e.parent for e in entries if e.kind == "topic")
    for entry in entries:
        if entry.kind == "skill":
            count = topics[f"skill:{entry.slug}"]
            if count < TOPICS_PER_SKILL_MIN:
                yield Fault(place(entry), f"has only {count} topics")
        if entry.kind == "role":
            yield from incomplete_role(entry, counts)


def incomplete_role(entry: Entry, counts: Counter[str]) -> Iterator[Fault]:
    doc = entry.doc
    usages = doc.usages
    wanted = {
        "requirements": (len(doc.requirements), counts["skill"]),
        "emphases": (len(doc.emphases), counts["responsibility"]),
        "neighbors": (len(doc.neighbors), counts["role"] - 1),
        "projects": (len(doc.projects), 3),
        "facts": (len(doc.facts), 3),
        "interview themes": (len(doc.interview_themes), 3),
        "usages": (
            len(usages.core) + len(usages.common) + len(usages.occasional),
            USAGES_MIN,
        ),
    }
    for name, (count, least) in wanted.items():
        if count < least:
            yield Fault(place(entry), f"has {count} {name}, at least {least}")


def unused_topics(entries: list[Entry]) -> Iterator[Fault]:
    used: set[str] = set()
    for entry in entries:
        if entry.kind == "role":
            usages = entry.doc.usages
            used.update(usages.core, usages.common, usages.occasional)
    for entry in entries:
        if entry.kind == "topic" and entry.slug not in used:
            yield Fault(place(entry), "is used by no role")


def uncited_figures(entries: list[Entry]) -> Iterator[Fault]:
    """Find figures without a source in the same paragraph.

    Acceptance criteria are left out: they set a target, they state no fact.
    """
    for entry in entries:
        if entry.kind in ("source", "item"):
            continue
        for path, text in texts(entry.doc):
            if "criteria" in path or path[-1] in ("example", "docs_title"):
                continue
            for paragraph in re.split(r"\n\s*\n|\n(?=[-*] )", CODE.sub(" ", text)):
                if FIGURE.search(paragraph) and not cites(path, paragraph):
                    yield Fault(place(entry), f"cites nothing: {paragraph[:90]}")


def cites(path: Place, paragraph: str) -> bool:
    """Say whether a paragraph names where its figures come from.

    One-line fields hold no links. A fact has its source beside it; the reason of a
    requirement counts advertisements, whose source stands under their table.
    """
    if "](source:" in paragraph or path[0] == "facts":
        return True
    return path[0] == "requirements" and bool(ADS.search(paragraph))


def repeated_passages(entries: list[Entry]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for entry in entries:
        for text in all_texts(entry):
            for paragraph in re.split(r"\n\s*\n", text):
                key = " ".join(words(paragraph)).lower()
                if len(key.split()) < PASSAGE_WORDS_MIN:
                    continue
                if key in seen:
                    yield Fault(place(entry), f"repeats {seen[key]}: {paragraph[:60]}")
                seen.setdefault(key, place(entry))


def gaps_in_paths(entries: list[Entry]) -> Iterator[Fault]:
    """Find levels that no step reaches: for each role, skill and level."""
    steps = [entry for entry in entries if entry.kind == "step"]
    reached: dict[tuple[str, str], set[int]] = defaultdict(set)
    for entry in steps:
        for role in entry.doc.roles:
            covered = range(entry.doc.from_level + 1, entry.doc.to_level + 1)
            reached[role, entry.doc.skill].update(covered)
    for role in (e for e in entries if e.kind == "role"):
        for skill in (e for e in entries if e.kind == "skill"):
            for level in range(1, LEVEL_MAX + 1):
                if level not in reached[role.slug, skill.slug]:
                    yield Fault(
                        place(role), f"no step takes {skill.slug} to level {level}"
                    )


def senseless_prerequisites(entries: list[Entry]) -> Iterator[Fault]:
    """Find prerequisites that no plan can follow or no reader would understand."""
    steps = {entry.slug: entry.doc for entry in entries if entry.kind == "step"}
    for entry in entries:
        if entry.kind == "step":
            for before in (steps[slug] for slug in entry.doc.requires):
                for sentence in objections(entry.doc, before):
                    yield Fault(place(entry), f"requires {before.slug}, {sentence}")


def objections(doc: StepDoc, before: StepDoc) -> Iterator[str]:
    if before.skill == doc.skill and before.to_level > doc.from_level:
        yield f"which leads {doc.skill} above level {doc.from_level}"
    if before.to_level > doc.to_level:
        yield f"which asks for level {before.to_level} to reach {doc.to_level}"
    if missing := [role for role in doc.roles if role not in before.roles]:
        yield f"which does not serve {', '.join(missing)}"


def unreachable_steps(entries: list[Entry]) -> Iterator[Fault]:
    """Find steps that somebody who begins at nothing never gets to."""
    steps = [entry for entry in entries if entry.kind == "step"]
    facts = [facts_of(entry) for entry in steps]
    for role in (entry.slug for entry in entries if entry.kind == "role"):
        choice = candidates(facts, Aim(role, {}, {}, ()), ())
        levels = reached({}, choice)
        stuck = {c.step.slug for c in choice if not c.can_begin(levels)}
        for entry in steps:
            if role in entry.doc.roles and entry.slug in stuck:
                yield Fault(place(entry), f"cannot be begun on the way to {role}")


def facts_of(step: Entry) -> StepFacts:
    """Return what the planner knows of a step."""
    doc = step.doc
    return StepFacts(
        slug=doc.slug,
        path=step.parent.removeprefix("path:"),
        skill=doc.skill,
        from_level=doc.from_level,
        to_level=doc.to_level,
        hours_low=doc.hours_low,
        hours_high=doc.hours_high,
        requires=tuple(doc.requires),
        roles=frozenset(doc.roles),
        position=step.position,
    )


def rival_steps(entries: list[Entry]) -> Iterator[Fault]:
    """Find steps for the same gap on one path: a plan only ever takes the shorter."""
    gaps: dict[tuple[str, str, int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "step":
            doc = entry.doc
            gaps[entry.parent, doc.skill, doc.from_level, doc.to_level].append(entry)
    for group in gaps.values():
        for first, second in combinations(group, 2):
            if shared := sorted({*first.doc.roles} & {*second.doc.roles}):
                sentence = f"closes the same gap as {first.slug} for"
                yield Fault(place(second), f"{sentence} {', '.join(shared)}")


def addresses(entry: Entry) -> Iterator[str]:
    """Yield every outside address of a record."""
    for path, text in texts(entry.doc):
        if path[-1] in ("url", "docs_url") and text:
            yield text
        yield from re.findall(r"\]\((https://[^)\s]+)\)", text)


def misspelt_domains(entries: list[Entry]) -> Iterator[Fault]:
    """Find domains that look like a slip in one that stands more often."""
    used: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for address in addresses(entry):
            host = urlsplit(address).hostname or ""
            used[host.removeprefix("www.")].append(place(entry))
    for host, places in used.items():
        for other, others in used.items():
            is_rarer = len(places) < len(others)
            if is_rarer and 0 < DamerauLevenshtein.distance(host, other) <= SLIP_MAX:
                yield Fault(places[0], f"{host} looks like a slip of {other}")
        if "." not in host:
            yield Fault(places[0], f"{host} is no domain")


def british_spellings(entries: list[Entry]) -> Iterator[Fault]:
    for entry in entries:
        if entry.kind == "source":  # titles and publishers are spelled as they are
            continue
        for text in all_texts(entry):
            for word in british_words(text):
                yield Fault(place(entry), f'"{word}" is spelled the British way')


def stale_figures(
    entries: list[Entry], figures: Mapping[str, float]
) -> Iterator[Fault]:
    """Find figures of the simulation that its readers are told otherwise."""
    for entry in entries:
        if entry.kind != "page" or "](source:simulation)" not in entry.doc.body:
            continue
        for name in SIMULATED:
            share = f"{100 * figures[name]:.1f}%"
            if share not in entry.doc.body:
                yield Fault(place(entry), f"{name} is {share} now")


CHECKS = {
    "too short": too_short,
    "too few": too_few,
    "topics without a role": unused_topics,
    "uncited figures": uncited_figures,
    "duplicate passages": repeated_passages,
    "gaps in the paths": gaps_in_paths,
    "senseless prerequisites": senseless_prerequisites,
    "unreachable steps": unreachable_steps,
    "rival steps": rival_steps,
    "misspelt domains": misspelt_domains,
    "British spellings": british_spellings,
}
