"""Three groups of editors, made with the database: writers, reviewers, publishers.

A group that is there already is left as it is: the operator may have changed it.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Model

from content.models import Draft, Feedback
from content.records import KINDS
from learning.models import PathTopic, Resource
from quiz.models import Attempt, Evidence, ItemBank, Option
from roles.models import (
    Emphasis,
    Facet,
    Fact,
    InterviewTheme,
    Neighbor,
    Project,
    Requirement,
    ResponsibilitySkill,
    Usage,
)
from skills.models import Level

READ = ("view",)
WRITE = ("view", "add", "change")
ALL = (*WRITE, "delete")

RECORDS: tuple[type[Model], ...] = tuple(model for model, *_rest in KINDS.values())
ROWS: tuple[type[Model], ...] = (
    *(Level, ResponsibilitySkill, Facet, Fact, Requirement, Emphasis, Usage),
    *(Neighbor, Project, InterviewTheme, Option, Evidence, Resource, PathTopic),
)
Grants = dict[type[Model], tuple[str, ...]]

WRITER: Grants = {
    **dict.fromkeys(RECORDS, WRITE),
    **dict.fromkeys(ROWS, ALL),
    Draft: ("view", "change"),
}
GROUPS: dict[str, Grants] = {
    "Writer": WRITER,
    "Reviewer": {
        **dict.fromkeys((*RECORDS, *ROWS), READ),
        Draft: ("view", "approve"),
        Feedback: ("view", "change"),
    },
    "Publisher": {
        **WRITER,
        **dict.fromkeys(RECORDS, ALL),
        Draft: ("view", "change", "publish"),
        ItemBank: READ,
        Attempt: READ,
    },
}
# Permissions that belong to no verb and model.
MORE = {"Publisher": {("quiz", "publish_bank"), ("content", "import_content")}}


def permissions(name: str) -> list[Permission]:
    wanted = MORE.get(name, set()) | {
        (model._meta.app_label, f"{verb}_{model._meta.model_name}")
        for model, verbs in GROUPS[name].items()
        for verb in verbs
    }
    found = Permission.objects.select_related("content_type").filter(
        codename__in={codename for _app, codename in wanted}
    )
    return [
        one for one in found if (one.content_type.app_label, one.codename) in wanted
    ]


def make_groups(**_signal: Any) -> None:
    """Make the groups that are missing; runs after migrations, as permissions do."""
    for name in GROUPS:
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(permissions(name))
