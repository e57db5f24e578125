"""Plans with their texts for the tests of the exports."""

from typing import Any

from learning.exports import PlanView, Remark, ResourceText, StepText
from learning.plan_request import Mark, State
from learning.planner import Plan, make_plan
from tests.learning.catalogs import MONDAY, request, rise

BODY = "Read [the chapter](https://example.org/a) on [trees](topic:tree).\n\n### How"


def text(title: str, **parts: Any) -> StepText:
    defaults = {
        "path": "Practical Experience",
        "skill": "Programming",
        "body": BODY,
        "outcome": "A script; it runs, alone.",
        "url": "https://guide.example/steps/a/",
        "resources": (
            ResourceText("A (good) book", "https://example.org/b_(1)", "Press"),
        ),
    }
    return StepText(title, **(defaults | parts))


def view(plan: Plan | None = None, **parts: Any) -> PlanView:
    """Return a view of a plan of two steps, or of the plan given."""
    plan = plan or two_steps()
    defaults = {
        "id": "0f8e",
        "role": "NLP Engineer",
        "texts": {slug: text(f"Step {slug}") for slug in plan.slugs},
        "skills": {"code": "Programming"},
    }
    return PlanView(plan=plan, **(defaults | parts))


def two_steps(**facts: Any) -> Plan:
    """Return a plan of two steps of a week each, the second not from a chosen path."""
    steps = [rise("a", "0-1"), rise("b", "1-2", path="practice")]
    return make_plan(request(steps, {"code": 3}, paths=frozenset({"study"}), **facts))


def noted(note: str = "", link: str = "") -> PlanView:
    """Return a view whose first step is done after the start, with a remark."""
    plan = two_steps(progress={"a": Mark(State.DONE, MONDAY.replace(day=9))})
    return view(plan, remarks={"a": Remark(note, link)})
