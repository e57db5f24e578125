"""The shape of the content files, one strict model for each kind of record.

docs/content-format.md says the same for people. Key order here is the order in
which `export_content` writes.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from learning.models import STEP_HOURS_MAX, ResourceCost, ResourceKind
from quiz.bank import POINTS_MAX
from quiz.models import ItemKind
from skills.fields import normalize_text
from skills.models import LEVEL_MAX, TopicKind


def choice(values: list[str], **default: Any) -> Any:
    """Return a text field that takes one of `values`."""
    return Field(
        **default,
        pattern=f"^({'|'.join(values)})$",
        json_schema_extra={"enum": [*values]},
    )


ONE_LINE = r"^(\S([^\n]*\S)?)?$"
Line = Annotated[str, StringConstraints(min_length=1, pattern=ONE_LINE)]
MaybeLine = Annotated[str, StringConstraints(pattern=ONE_LINE)]
Criterion = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE)
]
Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
]
Prose = Annotated[
    str,
    StringConstraints(min_length=1, max_length=20_000),
    AfterValidator(normalize_text),
]
Code = Annotated[
    str, StringConstraints(max_length=4_000), AfterValidator(normalize_text)
]
Https = Annotated[str, StringConstraints(pattern=r"^https://\S+$", max_length=300)]
LanguageCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=12)
]
LevelNumber = Annotated[int, Field(ge=0, le=LEVEL_MAX)]
Weight = Annotated[int, Field(ge=1, le=5)]
Points = Annotated[int, Field(ge=-POINTS_MAX, le=POINTS_MAX)]
Hours = Annotated[int, Field(ge=1, le=STEP_HOURS_MAX)]
Position = Annotated[int, Field(ge=1, le=10_000)]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class RecordDoc(Strict):
    slug: Slug
    language: LanguageCode = "en"
    status: str = choice(["published", "draft"], default="published")


class SourceDoc(RecordDoc):
    title: Line = Field(max_length=200)
    publisher: Line = Field(max_length=120)
    release: MaybeLine = Field(max_length=80)
    date: date
    license: Line = Field(max_length=80)
    url: Annotated[str, StringConstraints(pattern=r"^(https://\S+)?$", max_length=200)]
    note: MaybeLine = Field(max_length=600)


class LevelDoc(Strict):
    level: LevelNumber
    name: Line = Field(max_length=40)
    description: Line = Field(max_length=400)


class TopicDoc(RecordDoc):
    name: Line = Field(max_length=80)
    kind: str = choice(TopicKind.values)
    summary: Line = Field(max_length=240)
    body: Prose
    docs_title: Line = Field(max_length=120)
    docs_url: Https
    docs_checked: date
    related: list[Slug]
    example: Code = ""
    example_language: MaybeLine = Field("", max_length=20)


class SkillDoc(RecordDoc):
    name: Line = Field(max_length=80)
    short_name: Line = Field(max_length=24)
    position: Position
    summary: Line = Field(max_length=240)
    purpose: Prose
    mistakes: Prose
    practice: Prose
    rubric: list[LevelDoc]
    topics: list[TopicDoc]

    @model_validator(mode="after")
    def has_each_level_once(self) -> "SkillDoc":
        if [level.level for level in self.rubric] != list(range(LEVEL_MAX + 1)):
            raise ValueError("the rubric needs the levels 0, 1, 2, 3 and 4, in order")
        return self


class FacetDoc(Strict):
    name: Line = Field(max_length=60)
    description: Line = Field(max_length=300)


class ResponsibilityDoc(RecordDoc):
    name: Line = Field(max_length=80)
    summary: Line = Field(max_length=240)
    body: Prose
    done_well: Prose
    goes_wrong: Prose
    works_with: Prose
    facets: list[FacetDoc]
    skills: list[Slug]


class OccupationDoc(Strict):
    esco_code: MaybeLine = Field(max_length=20)
    esco_concept_id: MaybeLine = Field(max_length=36)
    onet_code: MaybeLine = Field(max_length=12)
    note: MaybeLine = Field(max_length=400)


class FactDoc(Strict):
    label: Line = Field(max_length=40)
    value: Line = Field(max_length=40)
    detail: Line = Field(max_length=240)
    source: Slug


class RequirementDoc(Strict):
    skill: Slug
    level: LevelNumber
    importance: Weight
    why: Line = Field(max_length=300)


class EmphasisDoc(Strict):
    responsibility: Slug
    weight: Weight
    meaning: Line = Field(max_length=300)


class UsagesDoc(Strict):
    core: list[Slug]
    common: list[Slug]
    occasional: list[Slug]


class NeighborDoc(Strict):
    role: Slug
    difference: Line = Field(max_length=400)


class ProjectDoc(Strict):
    title: Line = Field(max_length=100)
    brief: Prose
    criteria: Annotated[list[Criterion], Field(min_length=1, max_length=12)]


class InterviewThemeDoc(Strict):
    theme: Line = Field(max_length=120)
    good_answer: Prose


class RoleDoc(RecordDoc):
    name: Line = Field(max_length=80)
    short_name: Line = Field(max_length=24)
    position: Position
    focus: Line = Field(max_length=120)
    summary: Line = Field(max_length=300)
    occupation: OccupationDoc
    facts: list[FactDoc]
    what_you_do: Prose
    week: Prose
    what_you_ship: Prose
    getting_in: Prose
    growth: Prose
    market: Prose
    requirements: list[RequirementDoc]
    emphases: list[EmphasisDoc]
    usages: UsagesDoc
    neighbors: list[NeighborDoc]
    projects: list[ProjectDoc]
    interview_themes: list[InterviewThemeDoc]


class OptionDoc(Strict):
    slug: Slug
    text: Line = Field(max_length=160)
    evidence: dict[Slug, Points]


class ItemDoc(RecordDoc):
    kind: str = choice(ItemKind.values)
    prompt: Line = Field(max_length=300)
    experienced: bool
    note: Line = Field(max_length=600)
    options: Annotated[list[OptionDoc], Field(min_length=4, max_length=5)]


class QuizDoc(Strict):
    items: list[ItemDoc]


class ResourceDoc(Strict):
    title: Line = Field(max_length=160)
    url: Https
    provider: Line = Field(max_length=80)
    kind: str = choice(ResourceKind.values)
    cost: str = choice(ResourceCost.values)
    language: LanguageCode
    checked: date


class StepDoc(RecordDoc):
    title: Line = Field(max_length=100)
    skill: Slug
    from_level: LevelNumber
    to_level: LevelNumber
    hours_low: Hours
    hours_high: Hours
    hours_reason: Line = Field(max_length=300)
    requires: list[Slug]
    roles: Annotated[list[Slug], Field(min_length=1)]
    topics: list[Slug]
    body: Prose
    outcome: Line = Field(max_length=300)
    resources: Annotated[list[ResourceDoc], Field(min_length=2)]

    @model_validator(mode="after")
    def raises_a_level(self) -> "StepDoc":
        if self.from_level >= self.to_level:
            raise ValueError("to_level must be above from_level")
        if self.hours_low > self.hours_high:
            raise ValueError("hours_low must not be above hours_high")
        return self


class PathDoc(RecordDoc):
    name: Line = Field(max_length=80)
    position: Position
    summary: Line = Field(max_length=240)
    body: Prose
    suits: Prose
    caution: Prose
    topics: list[TopicDoc]
    steps: list[StepDoc]


class PageDoc(RecordDoc):
    title: Line = Field(max_length=120)
    summary: Line = Field(max_length=240)
    body: Prose
