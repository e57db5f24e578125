"""A plan as a JSON file: to keep, to move to another device, to read by program.

The same strict models write the file and read it. Reading takes nothing on trust: the
size is limited, unknown keys and values out of range are refused, and every fault is
named at once. `steps` is for people and programs that read the file; importing needs
only `plan` and `progress`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from learning.exports import PlanView, Remark
from learning.plan_request import (
    LEVEL_MAX,
    START_FIRST,
    START_LAST,
    WEEK_HOURS_MAX,
    Mark,
    State,
)
from learning.planner import PlannedStep

SCHEMA: Final = "ai-engineering-guide/plan"
VERSION: Final = 1
FILE_BYTES_MAX = 200_000  # a full plan with all its texts has a quarter of it
FAULTS_MAX = 20  # more than anyone reads; a hostile file could have thousands
PROGRESS_MAX = 500
SKILLS_MAX = 100
PATHS_MAX = 20
NOTE_MAX = 2000  # characters, as the page takes them
LINK_MAX = 300


def no_repeats(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) < len(values):
        raise ValueError("the same path stands there twice")
    return values


Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
]
Level = Annotated[int, Field(ge=0, le=LEVEL_MAX)]
Note = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=NOTE_MAX)]
Link = Annotated[
    str, StringConstraints(pattern=r"^(https://[^\s\x00]+)?$", max_length=LINK_MAX)
]
Paths = Annotated[
    tuple[Slug, ...],
    Field(min_length=1, max_length=PATHS_MAX),
    AfterValidator(no_repeats),
]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class SettingsEntry(Strict):
    """What the plan was asked for."""

    role: Slug
    levels: Annotated[dict[Slug, Level], Field(max_length=SKILLS_MAX)]
    hours_per_week: Annotated[int, Field(ge=1, le=WEEK_HOURS_MAX)]
    start: Annotated[date, Field(ge=START_FIRST, le=START_LAST)]
    paths: Paths


class ProgressEntry(Strict):
    """How far the visitor is with a step, and their own words about it."""

    step: Slug
    state: State
    since: date | None = None
    note: Note = ""
    link: Link = ""


class ResourceEntry(Strict):
    title: str
    url: str
    provider: str


class StepEntry(Strict):
    """A step as it stood in the plan; the days are those of the middle effort."""

    step: Slug
    title: str
    path: str
    skill: str
    from_level: Level
    to_level: Level
    hours_low: int
    hours_high: int
    first_day: date | None
    last_day: date | None
    body: str
    outcome: str
    url: str
    resources: tuple[ResourceEntry, ...]


def no_step_twice(entries: tuple[ProgressEntry, ...]) -> tuple[ProgressEntry, ...]:
    if len({entry.step for entry in entries}) < len(entries):
        raise ValueError("the same step stands there twice")
    return entries


class PlanFile(Strict):
    """The whole file."""

    schema_id: Literal["ai-engineering-guide/plan"] = Field(alias="schema")
    version: Literal[1]
    exported: datetime
    plan: SettingsEntry
    progress: Annotated[
        tuple[ProgressEntry, ...],
        Field(max_length=PROGRESS_MAX),
        AfterValidator(no_step_twice),
    ]
    steps: Annotated[tuple[StepEntry, ...], Field(max_length=PROGRESS_MAX)] = ()

    @property
    def marks(self) -> dict[str, Mark]:
        """The progress as the planner takes it."""
        return {entry.step: Mark(entry.state, entry.since) for entry in self.progress}


class PlanFileError(ValueError):
    """A file that cannot be read; `faults` lists the reasons, FAULTS_MAX at most."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def to_json(view: PlanView, *, exported: datetime) -> str:
    """Return the plan as JSON, which `read_json` reads again.

    The texts of the steps are left out when the file would be too large with them.

    Args:
        exported: the time of writing, aware.
    """
    file = PlanFile(
        schema=SCHEMA,
        version=VERSION,
        exported=exported,
        plan=_settings(view),
        progress=tuple(_progress(view)),
        steps=tuple(_step(planned, view) for planned in view.plan.steps),
    )
    text = _dumped(file)
    if len(text.encode()) > FILE_BYTES_MAX:
        return _dumped(file.model_copy(update={"steps": ()}))
    return text


def read_json(text: str) -> PlanFile:
    """Return what a file says.

    Raises:
        PlanFileError: it is too large, no JSON, of another kind or version, or holds
            something that a plan cannot hold.
    """
    octets = text.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    if len(octets) > FILE_BYTES_MAX:
        raise PlanFileError(
            [f"The file has {len(octets):,} bytes; {FILE_BYTES_MAX:,} are allowed."]
        )
    try:
        return PlanFile.model_validate_json(octets)
    except ValidationError as error:
        raise PlanFileError(_faults(error)) from error


def _dumped(file: PlanFile) -> str:
    return file.model_dump_json(indent=2, by_alias=True) + "\n"


def _settings(view: PlanView) -> SettingsEntry:
    request = view.plan.request
    return SettingsEntry(
        role=request.role,
        levels=dict(sorted(request.levels.items())),
        hours_per_week=request.hours_per_week,
        start=request.start,
        paths=tuple(sorted(request.paths)),
    )


def _progress(view: PlanView) -> Iterator[ProgressEntry]:
    """Yield an entry for each step that has a mark or a remark, in the plan's order."""
    marks = {p.step.slug: p.mark for p in view.plan.steps} | dict(view.plan.kept)
    for slug in [*marks, *sorted(view.remarks.keys() - marks.keys())]:
        mark = marks.get(slug, Mark(State.TO_DO))
        remark = view.remarks.get(slug, Remark())
        if mark.state != State.TO_DO or remark != Remark():
            yield ProgressEntry(
                step=slug,
                state=mark.state,
                since=mark.since,
                note=remark.note,
                link=remark.link,
            )


def _step(planned: PlannedStep, view: PlanView) -> StepEntry:
    step, text = planned.step, view.texts[planned.step.slug]
    days = planned.calendar.middle if planned.calendar else None
    return StepEntry(
        step=step.slug,
        title=text.title,
        path=text.path,
        skill=text.skill,
        from_level=step.from_level,
        to_level=step.to_level,
        hours_low=step.hours_low,
        hours_high=step.hours_high,
        first_day=days.start if days else None,
        last_day=days.end if days else None,
        body=text.body,
        outcome=text.outcome,
        url=text.url,
        resources=tuple(
            ResourceEntry(title=r.title, url=r.url, provider=r.provider)
            for r in text.resources
        ),
    )


def _faults(error: ValidationError) -> list[str]:
    details = error.errors(include_url=False, include_context=False)
    faults = [
        ": ".join(filter(None, (".".join(map(str, fault["loc"])), fault["msg"])))
        for fault in details[:FAULTS_MAX]
    ]
    if len(details) > FAULTS_MAX:
        faults.append(f"and {len(details) - FAULTS_MAX} more")
    return faults
