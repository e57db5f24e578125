"""The self-assessment in its states, looked at by axe, and as wide as the window."""

import random

import pytest
from django.http import HttpResponse

from quiz import attempts
from quiz.models import Attempt
from quiz.publishing import current_bank, version
from quiz.scoring import State, score
from skills.models import Skill
from tests.browser.axe import violations
from tests.quiz.test_shipped_bank import PERSONAS

LEVELS = (3, 2, 2, 1, 3, 0, 2, 1)


def attempt_with(answers: dict) -> Attempt:
    bank = current_bank()
    assert bank
    attempt = attempts.begin(bank)
    for item, option in answers.items():
        attempts.record_answer(attempt, item=item, option=option)
    return attempt


def answers_that_give(state: State) -> dict:
    """Return the first random answers, from a fixed seed, that give a state."""
    bank_in_use = current_bank()
    assert bank_in_use
    bank, chance = version(bank_in_use.digest).bank, random.Random(3)
    while True:
        items = chance.sample(bank.items, 8)
        answers = {item.slug: chance.choice(item.options).slug for item in items}
        if score(bank, answers).state is state:
            return answers


def cookie_of(attempt: Attempt, site: str) -> dict:
    response = HttpResponse()
    attempts.remember(response, attempt)
    return {"name": "attempt", "value": response.cookies["attempt"].value, "url": site}


@pytest.fixture
def states(site) -> list[tuple[str, Attempt | None, str]]:
    leader = attempt_with(PERSONAS["computer-vision-engineer"])
    skills = Skill.objects.published().in_order()
    attempts.rate(leader, dict(zip(skills, LEVELS, strict=True)))
    none = attempt_with(answers_that_give(State.NO_PATTERN))
    few = attempt_with(dict(list(PERSONAS["nlp-engineer"].items())[:3]))
    return [
        ("start", None, "/quiz/"),
        ("resume", None, "/quiz/resume/"),
        ("question", few, "/quiz/next/"),
        ("error", few, "/quiz/next/"),
        ("too few", few, "/quiz/result/"),
        ("leader", leader, "/quiz/result/"),
        ("tie", attempt_with(answers_that_give(State.TIE)), "/quiz/result/"),
        ("no pattern", none, "/quiz/result/"),
        ("levels", leader, "/quiz/skills/"),
        ("review", leader, "/quiz/answers/"),
        ("code", leader, "/quiz/resume-code/"),
        ("delete", leader, "/quiz/delete/"),
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_state_has_a_fault(browser, site, collector, states, theme, width):
    faults = {}
    for name, attempt, address in states:
        context = browser.new_context(
            base_url=site,
            color_scheme=theme,
            reduced_motion="reduce",
            viewport={"width": width, "height": 800},
        )
        if attempt:
            context.add_cookies([cookie_of(attempt, site)])
        page = context.new_page()
        collector.watch(page)
        page.goto(address)
        if name == "error":
            page.get_by_role("button", name="Next").click()
            page.locator("#error").wait_for()
        if found := violations(page):
            faults[name] = found
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults[f"{name} is wide"] = wide
        context.close()
    assert faults == {}
