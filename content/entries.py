"""An entry of a content file into its record: its fields, then what hangs on it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models

from content.models import Page
from content.references import Entry
from learning.models import LearningPath, PathTopic, Resource, Step
from quiz.models import Evidence, Item, Option
from roles.models import (
    Emphasis,
    Facet,
    Fact,
    InterviewTheme,
    Neighbor,
    Project,
    Requirement,
    Responsibility,
    ResponsibilitySkill,
    Role,
    Usage,
)
from skills.models import Level, Record, Skill, Source, Topic

Find = Callable[[str, str], Any]
Fields = tuple[type[Record], dict[str, Any]]


def put(entry: Entry, record: Record | None, find: Find) -> Record:
    """Write an entry's own fields to its record, or to a new one."""
    model, values = FIELDS[entry.kind](entry, find)
    record = record or model(slug=entry.slug)
    values |= own(entry.doc, "language", "status") | {"position": entry.position}
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return record


def relate(record: Any, entry: Entry, find: Find) -> None:
    """Put what an entry says of other records, and its rows, in place of what was."""
    if entry.kind in RELATE:
        RELATE[entry.kind](record, entry, find)


# Own fields ---------------------------------------------------------------------


def own(doc: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(doc, name) for name in names}


def source_fields(entry: Entry, find: Find) -> Fields:
    return Source, own(
        entry.doc, "title", "publisher", "release", "date", "license", "url", "note"
    )


def skill_fields(entry: Entry, find: Find) -> Fields:
    return Skill, own(
        entry.doc, "name", "short_name", "summary", "purpose", "mistakes", "practice"
    )


def topic_fields(entry: Entry, find: Find) -> Fields:
    kind, _, slug = entry.parent.partition(":")
    values = own(
        entry.doc,
        *("name", "kind", "summary", "body", "docs_title", "docs_url"),
        *("docs_checked", "example", "example_language"),
    )
    return Topic, values | {"skill": find("skill", slug) if kind == "skill" else None}


def responsibility_fields(entry: Entry, find: Find) -> Fields:
    return Responsibility, own(
        entry.doc, "name", "summary", "body", "done_well", "goes_wrong", "works_with"
    )


def role_fields(entry: Entry, find: Find) -> Fields:
    values = own(
        entry.doc,
        *("name", "short_name", "focus", "summary", "what_you_do", "week"),
        *("what_you_ship", "getting_in", "growth", "market"),
    )
    occupation = entry.doc.occupation
    values |= own(occupation, "esco_code", "esco_concept_id", "onet_code")
    return Role, values | {"occupation_note": occupation.note}


def item_fields(entry: Entry, find: Find) -> Fields:
    return Item, own(entry.doc, "kind", "prompt", "experienced", "note")


def path_fields(entry: Entry, find: Find) -> Fields:
    return LearningPath, own(entry.doc, "name", "summary", "body", "suits", "caution")


def step_fields(entry: Entry, find: Find) -> Fields:
    doc = entry.doc
    values = own(doc, "title", "from_level", "to_level", "hours_low", "hours_high")
    values |= own(doc, "hours_reason", "body", "outcome")
    return Step, values | {
        "path": find("path", entry.parent.split(":")[1]),
        "skill": find("skill", doc.skill),
    }


def page_fields(entry: Entry, find: Find) -> Fields:
    return Page, own(entry.doc, "title", "summary", "body")


FIELDS: dict[str, Callable[[Entry, Find], Fields]] = {
    "source": source_fields,
    "skill": skill_fields,
    "topic": topic_fields,
    "responsibility": responsibility_fields,
    "role": role_fields,
    "item": item_fields,
    "path": path_fields,
    "step": step_fields,
    "page": page_fields,
}


# What hangs on a record ---------------------------------------------------------


def replace(children: Any, rows: Sequence[models.Model]) -> None:
    """Put `rows` in the place of all that hung on a record by this relation."""
    children.all().delete()
    children.model._default_manager.bulk_create(rows)


def relate_skill(skill: Any, entry: Entry, find: Find) -> None:
    rows = [Level(skill=skill, **level.model_dump()) for level in entry.doc.rubric]
    replace(skill.levels, rows)


def relate_topic(topic: Any, entry: Entry, find: Find) -> None:
    topic.related.set(find("topic", slug) for slug in entry.doc.related)
    kind, _, slug = entry.parent.partition(":")
    PathTopic.objects.filter(topic=topic).delete()
    if kind == "path":
        PathTopic.objects.create(path=find("path", slug), topic=topic)


def relate_responsibility(responsibility: Any, entry: Entry, find: Find) -> None:
    replace(
        responsibility.facets,
        [
            Facet(responsibility=responsibility, position=n, **facet.model_dump())
            for n, facet in enumerate(entry.doc.facets, 1)
        ],
    )
    replace(
        responsibility.skill_links,
        [
            ResponsibilitySkill(
                responsibility=responsibility, skill=find("skill", slug), position=n
            )
            for n, slug in enumerate(entry.doc.skills, 1)
        ],
    )


def relate_role(role: Any, entry: Entry, find: Find) -> None:
    doc = entry.doc
    replace(
        role.facts,
        [
            Fact(
                role=role,
                position=n,
                source=find("source", fact.source),
                **own(fact, "label", "value", "detail"),
            )
            for n, fact in enumerate(doc.facts, 1)
        ],
    )
    replace(
        role.requirements,
        [
            Requirement(
                role=role,
                skill=find("skill", requirement.skill),
                **own(requirement, "level", "importance", "why"),
            )
            for requirement in doc.requirements
        ],
    )
    replace(
        role.emphases,
        [
            Emphasis(
                role=role,
                responsibility=find("responsibility", emphasis.responsibility),
                **own(emphasis, "weight", "meaning"),
            )
            for emphasis in doc.emphases
        ],
    )
    replace(
        role.usages,
        [
            Usage(role=role, topic=find("topic", slug), kind=kind, position=n)
            for kind, slugs in doc.usages.model_dump().items()
            for n, slug in enumerate(slugs, 1)
        ],
    )
    replace(
        role.neighbors,
        [
            Neighbor(
                role=role,
                other=find("role", neighbor.role),
                difference=neighbor.difference,
                position=n,
            )
            for n, neighbor in enumerate(doc.neighbors, 1)
        ],
    )
    replace(
        role.projects,
        [
            Project(role=role, position=n, **project.model_dump())
            for n, project in enumerate(doc.projects, 1)
        ],
    )
    replace(
        role.interview_themes,
        [
            InterviewTheme(role=role, position=n, **theme.model_dump())
            for n, theme in enumerate(doc.interview_themes, 1)
        ],
    )


def relate_item(item: Any, entry: Entry, find: Find) -> None:
    replace(
        item.options,
        [
            Option(item=item, slug=option.slug, text=option.text, position=n)
            for n, option in enumerate(entry.doc.options, 1)
        ],
    )
    options = {option.slug: option for option in item.options.all()}
    Evidence.objects.bulk_create(
        Evidence(option=options[doc.slug], role=find("role", slug), points=points)
        for doc in entry.doc.options
        for slug, points in doc.evidence.items()
    )


def relate_step(step: Any, entry: Entry, find: Find) -> None:
    doc = entry.doc
    step.requires.set(find("step", slug) for slug in doc.requires)
    step.roles.set(find("role", slug) for slug in doc.roles)
    step.topics.set(find("topic", slug) for slug in doc.topics)
    replace(
        step.resources,
        [
            Resource(step=step, position=n, **resource.model_dump())
            for n, resource in enumerate(doc.resources, 1)
        ],
    )


# Sources, paths and pages have only fields of their own.
RELATE: dict[str, Callable[[Any, Entry, Find], None]] = {
    "skill": relate_skill,
    "topic": relate_topic,
    "responsibility": relate_responsibility,
    "role": relate_role,
    "item": relate_item,
    "step": relate_step,
}
