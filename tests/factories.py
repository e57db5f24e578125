"""Plain functions that make what a test needs and nothing else."""

from datetime import date
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User

from content.models import Page
from learning.models import LearningPath, Step
from quiz.models import Evidence, Item, Option
from quiz.publishing import publish_bank
from roles.models import Requirement, Responsibility, Role
from skills.models import Level, Skill, Topic

PASSWORD = "a long walk by the sea"
numbers = count(1)
APPS = ("content", "learning", "quiz", "roles", "skills")


def make_skill(**values: Any) -> Skill:
    n = next(numbers)
    defaults = {"slug": f"skill-{n}", "name": f"Skill {n}", "short_name": f"S{n}"}
    prose = dict.fromkeys(("purpose", "mistakes", "practice"), "Words about it.")
    skill = Skill.objects.create(**{**defaults, **prose, "position": n, **values})
    Level.objects.bulk_create(
        Level(skill=skill, level=k, name=f"Rung {k}", description=f"Does {k} things.")
        for k in range(5)
    )
    return skill


def make_topic(**values: Any) -> Topic:
    n = next(numbers)
    defaults = {
        "slug": f"topic-{n}",
        "name": f"Topic {n}",
        "kind": "concept",
        "summary": "What it is.",
        "body": "What it is for.",
        "docs_title": "Manual",
        "docs_url": "https://example.org/manual",
        "docs_checked": date(2026, 11, 24),
    }
    return Topic.objects.create(**{**defaults, "position": n, **values})


def make_role(**values: Any) -> Role:
    n = next(numbers)
    defaults = {
        "slug": f"role-{n}",
        "name": f"Role {n}",
        "short_name": f"R{n}",
        "focus": "one thing",
        "summary": "Does one thing.",
    }
    sections = [
        "what_you_do",
        "week",
        "what_you_ship",
        "getting_in",
        "growth",
        "market",
    ]
    prose = dict.fromkeys(sections, "Words about it.")
    return Role.objects.create(**{**defaults, **prose, "position": n, **values})


def make_requirement(role: Role, skill: Skill, **values: Any) -> Requirement:
    defaults = {"level": 3, "importance": 4, "why": "It is needed."}
    return Requirement.objects.create(role=role, skill=skill, **{**defaults, **values})


def make_responsibility(**values: Any) -> Responsibility:
    n = next(numbers)
    prose = dict.fromkeys(["body", "done_well", "goes_wrong", "works_with"], "Words.")
    defaults = {"slug": f"duty-{n}", "name": f"Duty {n}", "summary": "A duty."}
    return Responsibility.objects.create(**{**defaults, **prose, **values})


def make_path(**values: Any) -> LearningPath:
    n = next(numbers)
    prose = dict.fromkeys(["body", "suits", "caution"], "Words.")
    defaults = {"slug": f"path-{n}", "name": f"Path {n}", "summary": "A way."}
    return LearningPath.objects.create(**{**defaults, **prose, **values})


def make_step(path: LearningPath, skill: Skill, **values: Any) -> Step:
    n = next(numbers)
    defaults = {
        "slug": f"step-{n}",
        "title": f"Step {n}",
        "from_level": 0,
        "to_level": 1,
        "hours_low": 10,
        "hours_high": 20,
        "hours_reason": "Ten lessons.",
        "body": "Do it.",
        "outcome": "It is done.",
    }
    roles = values.pop("roles", [])
    step = Step.objects.create(path=path, skill=skill, **{**defaults, **values})
    step.roles.set(roles)
    return step


def make_item(roles: list[Role], **values: Any) -> Item:
    """Make an item with one option for each role, strongly for it."""
    n = next(numbers)
    defaults = {"slug": f"item-{n}", "kind": "data", "prompt": f"Which {n}?"}
    item = Item.objects.create(
        **{**defaults, "position": n, "note": "Tells them apart.", **values}
    )
    # Another role's option stands first in each item, as in a bank fit for use.
    turn = n % len(roles)
    for position, favored in enumerate([*roles[turn:], *roles[:turn]], 1):
        option = Option.objects.create(
            item=item,
            slug=f"like-{favored.slug}",
            text=f"Like {favored.name}",
            position=position,
        )
        Evidence.objects.bulk_create(
            Evidence(option=option, role=role, points=3 if role == favored else -2)
            for role in roles
        )
    return item


def make_bank(roles: list[Role], items: int = 8) -> list[Item]:
    """Make items that tell the roles apart, and put them into use."""
    made = [make_item(roles) for _ in range(items)]
    publish_bank()
    return made


def make_page(**values: Any) -> Page:
    n = next(numbers)
    defaults = {"slug": f"page-{n}", "title": f"Page {n}", "summary": "A page."}
    return Page.objects.create(**{**defaults, "body": "Words.", **values})


def make_editor(*groups: str) -> User:
    """Make somebody who may log in to the admin, in the groups named."""
    name = f"{'-'.join(groups) or 'nobody'}-{next(numbers)}".lower()
    user = User.objects.create_user(name, password="secret", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def empty_database() -> None:
    """Delete every record of the guide's own apps, whatever points at it."""
    waiting = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    while waiting:
        model = waiting.pop(0)
        try:
            model._default_manager.all().delete()
        except Exception:  # protected by a model whose turn comes later
            waiting.append(model)


def make_superuser(username: str = "ada", **values: Any) -> User:
    return User.objects.create_superuser(username, password=PASSWORD, **values)
