"""The database's content as plain data, and that data as byte-stable YAML.

The data of a record has the keys of its model in `content.schema`, in the same
order; the loader compares it with the files to see what has changed.
"""

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from content.models import Page
from content.schema import (
    PageDoc,
    PathDoc,
    QuizDoc,
    ResponsibilityDoc,
    RoleDoc,
    SkillDoc,
    SourceDoc,
)
from learning.models import LearningPath, Step
from quiz.models import Item
from roles.models import Responsibility, Role
from skills.models import Record, Skill, Source, Status, Topic

Data = dict[str, Any]


def common(record: Record) -> Data:
    return {
        "slug": record.slug,
        "language": record.language,
        "status": record.status,
    }


def pick(record: object, *names: str) -> Data:
    return {name: getattr(record, name) for name in names}


def slugs(records: Iterable[Record]) -> list[str]:
    return [record.slug for record in records]


def source_data(source: Source) -> Data:
    return common(source) | pick(
        source, "title", "publisher", "release", "date", "license", "url", "note"
    )


def skill_data(skill: Skill) -> Data:
    return (
        common(skill)
        | pick(skill, "name", "short_name", "position", "summary")
        | pick(skill, "purpose", "mistakes", "practice")
        | {
            "rubric": [
                pick(level, "level", "name", "description")
                for level in skill.levels.all()
            ],
            "topics": [],
        }
    )


def topic_data(topic: Topic) -> Data:
    return (
        common(topic)
        | pick(topic, "name", "kind", "summary", "body")
        | pick(topic, "docs_title", "docs_url", "docs_checked")
        | {"related": sorted(slugs(topic.related.all()))}
        | pick(topic, "example", "example_language")
    )


def responsibility_data(responsibility: Responsibility) -> Data:
    return (
        common(responsibility)
        | pick(responsibility, "name", "summary", "body")
        | pick(responsibility, "done_well", "goes_wrong", "works_with")
        | {
            "facets": [
                pick(facet, "name", "description")
                for facet in responsibility.facets.all()
            ],
            "skills": [link.skill.slug for link in responsibility.skill_links.all()],
        }
    )


def role_data(role: Role) -> Data:
    usages = role.usages_by_kind()
    return (
        common(role)
        | pick(role, "name", "short_name", "position", "focus", "summary")
        | {
            "occupation": pick(role, "esco_code", "esco_concept_id", "onet_code")
            | {"note": role.occupation_note},
            "facts": [
                pick(fact, "label", "value", "detail") | {"source": fact.source.slug}
                for fact in role.facts.all()
            ],
        }
        | pick(role, "what_you_do", "week", "what_you_ship", "getting_in", "growth")
        | pick(role, "market")
        | {
            "requirements": [
                {"skill": requirement.skill.slug}
                | pick(requirement, "level", "importance", "why")
                for requirement in role.requirements.all()
            ],
            "emphases": [
                {"responsibility": emphasis.responsibility.slug}
                | pick(emphasis, "weight", "meaning")
                for emphasis in sorted(
                    role.emphases.all(), key=lambda e: e.responsibility.position
                )
            ],
            "usages": {
                kind: [usage.topic.slug for usage in group]
                for kind, group in usages.items()
            },
            "neighbors": [
                {"role": neighbor.other.slug, "difference": neighbor.difference}
                for neighbor in role.neighbors.all()
            ],
            "projects": [
                pick(project, "title", "brief", "criteria")
                for project in role.projects.all()
            ],
            "interview_themes": [
                pick(theme, "theme", "good_answer")
                for theme in role.interview_themes.all()
            ],
        }
    )


def item_data(item: Item) -> Data:
    return (
        common(item)
        | pick(item, "kind", "prompt", "experienced", "note")
        | {
            "options": [
                pick(option, "slug", "text")
                | {
                    "evidence": {
                        evidence.role.slug: evidence.points
                        for evidence in option.evidence.all()
                    }
                }
                for option in item.options.all()
            ]
        }
    )


def path_data(path: LearningPath) -> Data:
    return (
        common(path)
        | pick(path, "name", "position", "summary", "body", "suits", "caution")
        | {"topics": [], "steps": []}
    )


def step_data(step: Step) -> Data:
    return (
        common(step)
        | {"title": step.title, "skill": step.skill.slug}
        | pick(step, "from_level", "to_level", "hours_low", "hours_high")
        | pick(step, "hours_reason")
        | {
            "requires": sorted(slugs(step.requires.all())),
            "roles": slugs(sorted(step.roles.all(), key=lambda role: role.position)),
            "topics": sorted(slugs(step.topics.all())),
        }
        | pick(step, "body", "outcome")
        | {
            "resources": [
                pick(resource, "title", "url", "provider", "kind", "cost")
                | pick(resource, "language", "checked")
                for resource in step.resources.all()
            ]
        }
    )


def page_data(page: Page) -> Data:
    return common(page) | pick(page, "title", "summary", "body")


# For each kind of record: its model, what to fetch with it, and its data.
KINDS: dict[str, tuple[type[Record], tuple[str, ...], Callable[[Any], Data]]] = {
    "source": (Source, (), source_data),
    "skill": (Skill, ("levels",), skill_data),
    "topic": (Topic, ("related", "skill", "path_link__path"), topic_data),
    "responsibility": (
        Responsibility,
        ("facets", "skill_links__skill"),
        responsibility_data,
    ),
    "role": (
        Role,
        (
            "facts__source",
            "requirements__skill",
            "emphases__responsibility",
            "usages__topic",
            "neighbors__other",
            "projects",
            "interview_themes",
        ),
        role_data,
    ),
    "item": (Item, ("options__evidence__role",), item_data),
    "path": (LearningPath, (), path_data),
    "step": (
        Step,
        ("path", "skill", "requires", "roles", "topics", "resources"),
        step_data,
    ),
    "page": (Page, (), page_data),
}


def records(kind: str) -> QuerySet[Any]:
    """Return all records of a kind, retired ones too, with what their data needs."""
    model, related, _ = KINDS[kind]
    return model._default_manager.order_by("position", "slug").prefetch_related(
        *related
    )


def data_of(kind: str, record: Record) -> Data:
    return KINDS[kind][2](record)


def parent_of(kind: str, record: Any) -> str:
    """Name the record in whose file this one stands: "skill:programming", or ""."""
    if kind == "step":
        return f"path:{record.path.slug}"
    if kind == "topic":
        if record.skill:
            return f"skill:{record.skill.slug}"
        link = getattr(record, "path_link", None)
        return f"path:{link.path.slug}" if link else "nowhere"
    return ""


def digest(data: Data, position: int, parent: str) -> str:
    """Return the SHA-256 of a record's data and place, as 64 hex digits."""
    text = json.dumps([data, position, parent], default=str, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def digest_of(kind: str, record: Record) -> str:
    return digest(data_of(kind, record), record.position, parent_of(kind, record))


# YAML ---------------------------------------------------------------------------

PROSE = {
    *("purpose", "mistakes", "practice", "body", "done_well", "goes_wrong"),
    *("works_with", "what_you_do", "week", "what_you_ship", "getting_in"),
    *("growth", "market", "brief", "good_answer", "suits", "caution", "example"),
}
OPTIONAL: dict[str, Any] = {
    "language": "en",
    "status": Status.PUBLISHED.value,
    "example": "",
    "example_language": "",
}


class Block(str):
    """A text that YAML writes as a block scalar."""


class Dumper(yaml.SafeDumper):
    """Write lists indented under their key, and prose as it is read."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


Dumper.add_representer(
    Block,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", f"{text}\n", style="|"
    ),
)


def styled(data: Any, key: str = "", inside: str = "") -> Any:
    """Leave out what has its default, and mark prose as block scalars."""
    if isinstance(data, dict):
        return {
            name: styled(value, name, key)
            for name, value in data.items()
            if name not in OPTIONAL
            or value != OPTIONAL[name]
            or (inside or key) == "resources"
        }
    if isinstance(data, list):
        return [styled(value, key, key) for value in data]
    if isinstance(data, str) and key in PROSE and data:
        return Block(data)
    return str(data) if isinstance(data, str) else data


def to_yaml(data: Any) -> str:
    return yaml.dump(
        styled(data),
        Dumper=Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=1_000_000,
    )


class ExportError(Exception):
    """Some records have no place in the files."""


def export(folder: Path) -> list[str]:
    """Write the content files below `folder` and return their names.

    A content file of a record that is gone is removed; other files stay.

    Raises:
        ExportError: if a topic belongs to no skill and no path.
    """
    texts = {name: to_yaml(data) for name, data in file_data().items()}
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_bytes() != text.encode():
            file.write_bytes(text.encode())
    for kind in ("skills", "roles", "paths"):
        for file in (folder / kind).glob("*.yaml"):
            if f"{kind}/{file.name}" not in texts:
                file.unlink()
    return sorted(texts)


def file_data() -> dict[str, Any]:
    """Return what each content file holds, by the file's name."""
    data: dict[str, list[Data]] = {}
    children: dict[str, dict[str, list[Data]]] = {}
    for kind in KINDS:
        for record in records(kind).exclude(status=Status.RETIRED):
            own, parent = data_of(kind, record), parent_of(kind, record)
            if parent == "nowhere":
                raise ExportError(
                    f'The topic "{record.slug}" belongs to no skill and no learning '
                    "path. Choose one in the admin, then export again."
                )
            data.setdefault(kind, []).append(own)
            children.setdefault(parent, {}).setdefault(kind, []).append(own)
    files: dict[str, Any] = {
        "sources.yaml": data.get("source", []),
        "responsibilities.yaml": data.get("responsibility", []),
        "quiz.yaml": {"items": data.get("item", [])},
        "pages.yaml": data.get("page", []),
    }
    for kind, folder in (("skill", "skills"), ("role", "roles"), ("path", "paths")):
        for own in data.get(kind, []):
            below = children.get(f"{kind}:{own['slug']}", {})
            for child, field in (("topic", "topics"), ("step", "steps")):
                if field in own:
                    own[field] = below.get(child, [])
            files[f"{folder}/{own['slug']}.yaml"] = own
    return files


def schemas() -> dict[str, str]:
    """Return a JSON Schema for each kind of content file, by its file's name."""
    from pydantic import TypeAdapter

    kinds: dict[str, Any] = {
        "sources": list[SourceDoc],
        "responsibilities": list[ResponsibilityDoc],
        "pages": list[PageDoc],
        "quiz": QuizDoc,
        "skill": SkillDoc,
        "role": RoleDoc,
        "path": PathDoc,
    }
    return {
        f"schema/{name}.json": json.dumps(
            TypeAdapter(kind).json_schema(), indent=2, ensure_ascii=False
        )
        + "\n"
        for name, kind in kinds.items()
    }
