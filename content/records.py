"""Each record of the database as plain data, and its fingerprint.

The data of a record has the keys of its model in `content.schema`, in the same
order; the loader compares it with the files to see what has changed.
"""

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from content.models import Page
from learning.models import LearningPath, Step
from quiz.models import Item
from roles.models import Responsibility, Role
from skills.models import Record, Skill, Source, Topic

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
