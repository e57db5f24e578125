"""Small worlds to plan in, and visitors who plan, for the tests of the views."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learning.models import LearningPath, Plan, Resource, Step
from roles.models import Role
from skills.models import Skill
from tests.factories import (
    make_path,
    make_requirement,
    make_role,
    make_skill,
    make_step,
)

FROM_HERE = {"origin": "http://testserver"}
HTMX = {"hx-request": "true"}


@dataclass
class World:
    """A role that asks for level 2 of two skills, another that asks for one of them.

    Steps: code 0-1, code 1-2 (which requires the first), data 0-2.
    """

    role: Role = field(default_factory=lambda: make_role(slug="maker"))
    other: Role = field(default_factory=lambda: make_role(slug="thinker"))
    code: Skill = field(default_factory=lambda: make_skill(slug="code"))
    data: Skill = field(default_factory=lambda: make_skill(slug="data"))
    path: LearningPath = field(default_factory=lambda: make_path(slug="study"))
    steps: dict[str, Step] = field(default_factory=dict)

    def __post_init__(self) -> None:
        make_requirement(self.role, self.code, level=2)
        make_requirement(self.role, self.data, level=2)
        make_requirement(self.other, self.code, level=1)
        self.add("begin", self.code, "0-1", roles=[self.role, self.other])
        self.add("go-on", self.code, "1-2")
        self.steps["go-on"].requires.add(self.steps["begin"])
        self.add("tidy", self.data, "0-2")

    def add(self, slug: str, skill: Skill, levels: str, **values: Any) -> Step:
        low, high = map(int, levels.split("-"))
        values = {"roles": [self.role], "title": f"Title of {slug}", **values}
        self.steps[slug] = make_step(
            self.path, skill, slug=slug, from_level=low, to_level=high, **values
        )
        Resource.objects.create(
            step=self.steps[slug],
            title=f"Book of {slug}",
            url=f"https://example.org/{slug}",
            provider="Press",
            kind="book",
            cost="free",
            checked="2026-11-24",
        )
        return self.steps[slug]


def days_ago(days: int) -> str:
    return str(timezone.localdate() - timedelta(days=days))


def wanted(**values: Any) -> dict[str, Any]:
    """Return what the form of a plan sends; it began a week ago."""
    defaults = {
        "hours_per_week": "5",
        "start_date": days_ago(7),
        "paths": ["study"],
        "level-code": "0",
        "level-data": "0",
    }
    return {**defaults, **values}


def send_new(client: Client, role: str = "maker", **values: Any):
    address = reverse("learning:plan-new") + f"?role={role}"
    return client.post(address, wanted(**values), headers=FROM_HERE)


def make_plan(client: Client, role: str = "maker", **values: Any) -> Plan:
    response = send_new(client, role, **values)
    assert response.status_code == 302, response.content.decode()
    return Plan.objects.latest("created_at")


def tick(client: Client, plan: Plan, slug: str, state: str, **extra: Any):
    return client.post(address(plan, slug), {"state": state}, **extra)


def write(client: Client, plan: Plan, slug: str, note: str, link: str = "", **extra):
    data = {"note": note, "link": link}
    return client.post(address(plan, slug), data, **extra)


def take_back(client: Client, plan: Plan, number: int | str | None = None, **extra):
    plan.refresh_from_db()
    change = plan.last_change["number"] if number is None else number
    url = reverse("learning:plan-undo", args=[plan.pk])
    return client.post(url, {"change": change}, **extra)


def address(plan: Plan, slug: str) -> str:
    return reverse("learning:plan-step", args=[plan.pk, slug])


def page(client: Client, plan: Plan):
    return client.get(plan.get_absolute_url()).context["page"]
