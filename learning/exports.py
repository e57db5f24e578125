"""A plan as a file to take away: what such a file says, and Markdown to read.

`learning/icalendar.py` writes the same for one's own calendar, `learning/plan_file.py`
as JSON that can be read again. All are pure: the caller hands in texts, words and the
time. Days are written as 2027-01-31, which no reader mistakes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from learning.plan_request import State
from learning.planner import Gap, Hours, Month, Plan, PlannedStep
from learning.schedule import Span

RECORD_LINK = re.compile(r"\[([^\]]*)\]\([a-z]+:[a-z0-9-]+\)")
WEB_LINK = re.compile(r"\[([^\]]*)\]\((\S+?)\)")
MARKS = re.compile(r"(\*\*|\*|`)(?=\S)(.+?)(?<=\S)\1")
SPECIAL = re.compile(r"([\\`*_\[\]#|])")
ENTITY = re.compile(r"&(?=#?\w+;)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class ResourceText:
    """A link of a step."""

    title: str
    url: str
    provider: str


@dataclass(frozen=True, slots=True)
class StepText:
    """What a step says.

    Attributes:
        path: name of its path.
        skill: name of its skill.
        body: Markdown. Links to other records lose their address, for it means
            nothing outside the site; whoever wants them kept makes them absolute first.
        url: absolute address of its page.
    """

    title: str
    path: str
    skill: str
    body: str
    outcome: str
    url: str
    resources: tuple[ResourceText, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What the visitor wrote about a step: plain text, and an address or nothing."""

    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the files, in the reader's language."""

    plan: str = "Plan"
    hours_per_week: str = "Hours a week"
    start: str = "Start"
    finish: str = "Finish"
    effort: str = "Effort"
    effort_left: str = "Left to do"
    progress: str = "Progress"
    hours: str = "hours"
    level: str = "level"
    settled: str = "Settled before the start"
    when: str = "When"
    state: str = "State"
    opens: str = "Opens the way to"
    other_path: str = "from a path that was not chosen"
    prerequisite: str = "only a prerequisite"
    outcome: str = "Outcome"
    resources: str = "Resources"
    note: str = "Own note"
    link: str = "Own link"
    open_gaps: str = "Gaps that stay open"
    kept: str = "Also on record"
    to_do: str = "to do"
    doing: str = "doing"
    done: str = "done"
    skipped: str = "skipped"

    def of(self, state: State) -> str:
        word: str = getattr(self, state.value)
        return word


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with all that its files say.

    Attributes:
        id: stays the same for a plan, so that a calendar knows its entries again.
        role: name of the role.
        texts: by step slug, for the steps of the plan and those that are kept.
        skills: names by skill slug, for the gaps that stay open.
        remarks: by step slug.
    """

    id: str
    role: str
    plan: Plan
    texts: Mapping[str, StepText]
    skills: Mapping[str, str]
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    words: Words = field(default_factory=Words)


def to_markdown(view: PlanView) -> str:
    """Return the plan as a Markdown document."""
    blocks = [f"# {view.words.plan}: {escaped(view.role)}", *_summary(view)]
    numbers = {slug: n for n, slug in enumerate(view.plan.slugs, start=1)}
    for month in view.plan.months:
        blocks.append(f"## {_month_name(month, view.words)}")
        for planned in month.steps:
            blocks += _step_blocks(planned, numbers[planned.step.slug], view)
    blocks += _kept_blocks(view)
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Return plain text such that Markdown shows it as it is."""
    backslashed = SPECIAL.sub(r"\\\1", ENTITY.sub("&amp;", without_controls(text)))
    return backslashed.replace("<", "&lt;")


def plain(markdown: str) -> str:
    """Return the words of a Markdown text, with the addresses of its web links."""
    text = WEB_LINK.sub(r"\1 (\2)", RECORD_LINK.sub(r"\1", markdown))
    return re.sub(r"^#+ ", "", MARKS.sub(r"\2", text), flags=re.M)


def _summary(view: PlanView) -> Iterator[str]:
    plan, words = view.plan, view.words
    tally = plan.tally
    counts = ", ".join(f"{getattr(tally, s.value)} {words.of(s)}" for s in State)
    finish = Span(plan.finish_early, plan.finish_late)
    yield "\n".join(
        [
            f"- {words.hours_per_week}: {plan.request.hours_per_week}",
            f"- {words.start}: {plan.request.start}",
            f"- {words.finish}: {_days(finish)}",
            f"- {words.effort}: {hours_text(plan.hours, words)}",
            f"- {words.effort_left}: {hours_text(plan.hours_left, words)}",
            f"- {words.progress}: {tally.percent} % ({counts})",
        ]
    )
    if plan.open_gaps:
        gaps = "\n".join(_gap_line(gap, view) for gap in plan.open_gaps)
        yield f"**{words.open_gaps}**\n\n{gaps}"


def _gap_line(gap: Gap, view: PlanView) -> str:
    skill = escaped(view.skills.get(gap.skill, gap.skill))
    return f"- {skill}: {view.words.level} {gap.level}–{gap.need}"


def _step_blocks(planned: PlannedStep, number: int, view: PlanView) -> Iterator[str]:
    step, words = planned.step, view.words
    text = view.texts[step.slug]
    yield f"### {number}. {escaped(text.title)}"
    yield "\n".join(_facts(planned, text, view))
    yield _demoted(RECORD_LINK.sub(r"\1", without_controls(text.body)).strip())
    yield f"**{words.outcome}:** {escaped(text.outcome)}"
    if text.resources:
        links = "\n".join(
            f"- [{escaped(r.title)}]({_address(r.url)}), {escaped(r.provider)}"
            for r in text.resources
        )
        yield f"**{words.resources}**\n\n{links}"
    yield from _remark_blocks(view.remarks.get(step.slug, Remark()), words)


def _facts(planned: PlannedStep, text: StepText, view: PlanView) -> Iterator[str]:
    step, words = planned.step, view.words
    hours = hours_text(Hours(step.hours_low, step.hours_high), words)
    levels = f"{words.level} {step.from_level}–{step.to_level}"
    yield f"- {escaped(text.skill)}, {levels}, {hours}"
    path = escaped(text.path)
    yield f"- {path}, {words.other_path}" if planned.from_other_path else f"- {path}"
    if planned.calendar:
        yield f"- {words.when}: {_days(planned.calendar.middle)}"
    yield f"- {words.state}: {words.of(planned.mark.state)}"
    if planned.opens:
        titles = ", ".join(escaped(view.texts[slug].title) for slug in planned.opens)
        reason = f" ({words.prerequisite})" if planned.is_prerequisite else ""
        yield f"- {words.opens}: {titles}{reason}"


def _remark_blocks(remark: Remark, words: Words) -> Iterator[str]:
    if remark.note:
        lines = escaped(f"{words.note}: {remark.note}").splitlines()
        yield "\n".join(f"> {line}".rstrip() for line in lines)
    if remark.link:
        yield f"{words.link}: <{remark.link}>"


def _kept_blocks(view: PlanView) -> Iterator[str]:
    if not view.plan.kept:
        return
    yield f"## {view.words.kept}"
    for slug, mark in view.plan.kept:
        title = view.texts[slug].title if slug in view.texts else slug
        yield f"### {escaped(title)} ({view.words.of(mark.state)})"
        yield from _remark_blocks(view.remarks.get(slug, Remark()), view.words)


def _demoted(markdown: str) -> str:
    """Put the headings of a text below the heading of its step, code left alone."""
    parts = re.split(r"(^```.*?^```)", markdown, flags=re.M | re.S)
    return "".join(
        part if part.startswith("```") else re.sub(r"^(#+ )", r"#\1", part, flags=re.M)
        for part in parts
    )


def without_controls(text: str) -> str:
    return CONTROL.sub("", text)


def _address(url: str) -> str:
    """Return an address that does not end the brackets around it."""
    return url.replace("(", "%28").replace(")", "%29")


def _month_name(month: Month, words: Words) -> str:
    return f"{month.first:%Y-%m}" if month.first else words.settled


def _days(span: Span) -> str:
    return f"{span.start}" if span.start == span.end else f"{span.start} – {span.end}"


def hours_text(hours: Hours, words: Words) -> str:
    if hours.low == hours.high:
        return f"{hours.low} {words.hours}"
    return f"{hours.low}–{hours.high} {words.hours}"
