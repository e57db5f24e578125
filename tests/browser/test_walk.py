"""The way of a newcomer: home, a role, the self-assessment, the result."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.quiz.test_shipped_bank import PERSONAS

ANSWERS = PERSONAS["computer-vision-engineer"]
QUESTIONS_MAX = 40


def item_of(page: Page) -> str:
    found = re.search(r"/quiz/questions/([^/?]+)/", page.url)
    assert found, page.url
    return found[1]


def answer_until_result(page: Page) -> int:
    """Answer as someone who loves images; skip what they would not care about."""
    for asked in range(QUESTIONS_MAX):
        if "/quiz/result/" in page.url:
            return asked
        item = item_of(page)
        if item in ANSWERS:
            page.locator(f'input[name=option][value="{ANSWERS[item]}"]').check()
            page.get_by_role("button", name="Next").click()
        else:
            page.get_by_role("button", name=re.compile("skip", re.I)).click()
        page.wait_for_url(lambda url, item=item: f"/questions/{item}/" not in url)
    raise AssertionError("no result after all questions")


def test_from_home_over_a_role_to_a_result(page: Page):
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    page.get_by_role("link", name="Computer Vision Engineer").first.click()
    expect(page.locator("h1")).to_contain_text("Computer Vision Engineer")
    page.goto("/quiz/")
    assert page.context.cookies() == []
    page.get_by_role("button", name=re.compile("start", re.I)).click()
    page.wait_for_url("**/quiz/questions/**")
    assert answer_until_result(page) >= 6
    expect(page.locator("main")).to_contain_text("Computer Vision Engineer")
    expect(page.get_by_role("table").first).to_be_attached()


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
def test_keyboard_alone_answers_a_question(page: Page):
    page.goto("/quiz/")
    page.get_by_role("button", name=re.compile("start", re.I)).click()
    page.wait_for_url("**/quiz/questions/**")
    first = item_of(page)
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/questions/{first}/" not in url)
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Backspace")
    page.wait_for_url(f"**/quiz/questions/{first}/")
    expect(page.locator("input[name=option]").nth(1)).to_be_checked()


PAGES = (
    "/",
    "/roles/",
    "/roles/nlp-engineer/",
    "/roles/compare/?role=nlp-engineer&role=robotics-engineer",
    "/responsibilities/",
    "/responsibilities/collaboration/",
    "/skills/",
    "/skills/programming/",
    "/topics/",
    "/topics/pytorch/",
    "/paths/",
    "/paths/practical-experience/",
    "/steps/containerize-a-model/",
    "/about/",
    "/about/method/",
    "/about/sources/",
    "/about/glossary/",
    "/search/?q=kubernets",
    "/quiz/",
)


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
def test_every_kind_of_page_is_quiet_and_fits_a_narrow_screen(page: Page):
    page.set_viewport_size({"width": 320, "height": 640})
    for address in PAGES:
        response = page.goto(address)
        assert response is not None
        assert response.ok, address
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, f"{address} is {width} px wide"
