"""One attempt from beginning to end: keyboard, change, code, share, delete."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_walk import item_of

ANSWERS = 7
with_script = pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
without_script = pytest.mark.parametrize("page", ["without JavaScript"], indirect=True)


def start(page: Page) -> None:
    page.goto("/quiz/")
    page.get_by_role("button", name=re.compile("start", re.I)).press("Enter")
    page.wait_for_url("**/quiz/questions/**")


def answer_by_keyboard(page: Page, key: str) -> str:
    item = item_of(page)
    page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/questions/{item}/" not in url)
    return item


def delete_everything(page: Page) -> None:
    page.get_by_role("link", name="Delete everything").press("Enter")
    expect(page.locator("h1")).to_have_text("Delete everything?")
    page.get_by_role("button", name="Delete everything").press("Enter")
    expect(page.locator("h1")).to_have_text("Everything is deleted")


@with_script
def test_whole_life_of_an_attempt(page: Page, browser: Browser, site, collector):
    start(page)
    first = answer_by_keyboard(page, "1")
    page.keyboard.press("Backspace")
    page.wait_for_url(f"**/quiz/questions/{first}/")
    answer_by_keyboard(page, "2")
    for number in range(ANSWERS - 1):
        if "/quiz/result/" in page.url:
            break
        answer_by_keyboard(page, str(number % 4 + 1))
    page.goto("/quiz/result/")
    summary = page.locator("h1").inner_text()

    page.get_by_role("button", name="Make a code for another device").press("Enter")
    code = page.locator("#code").inner_text()
    context = browser.new_context(base_url=site)
    other = context.new_page()
    collector.watch(other)
    other.goto("/quiz/resume/")
    other.get_by_label("Resume code").fill(code.lower())
    other.get_by_role("button", name="Resume").press("Enter")
    expect(other.locator("h1")).to_have_text(summary)

    other.get_by_role("button", name="Make a read-only link").press("Enter")
    link = other.locator("#share-url").input_value()
    reader_context = browser.new_context()
    reader = reader_context.new_page()
    collector.watch(reader)
    reader.goto(link)
    answers = summary.removeprefix("Your answers")
    expect(reader.locator("h1")).to_contain_text(answers.strip().split("\n")[-1])
    expect(reader.get_by_text("Delete everything")).to_have_count(0)
    assert reader_context.cookies() == []

    delete_everything(other)
    page.goto("/quiz/result/")
    page.wait_for_url("**/quiz/")
    context.close()
    reader_context.close()


@without_script
def test_whole_life_without_a_script(page: Page, browser: Browser, site, collector):
    start(page)
    first = item_of(page)
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#error")).to_have_text(re.compile("Choose one of the answers"))
    expect(page.locator("#error")).to_be_focused()
    page.locator(".option").first.click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("link", name="Back").click()
    assert item_of(page) == first
    page.locator(".option").nth(1).click()
    page.get_by_role("button", name="Next").click()
    for _ in range(ANSWERS):
        if "/quiz/result/" in page.url:
            break
        page.locator(".option").nth(2).click()
        page.get_by_role("button", name="Next").click()
    page.goto("/quiz/answers/")
    page.get_by_role("link", name=re.compile("^Change")).first.click()
    expect(page.locator("input[name=option]").nth(1)).to_be_checked()
    page.locator(".option").first.click()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/quiz/answers/#{first}")

    page.goto("/quiz/result/")
    summary = page.locator("h1").inner_text()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.get_by_role("button", name="Make a code for another device").click()
    expect(page.get_by_role("button", name="Copy the code")).to_be_hidden()
    code = page.locator("#code").inner_text()
    context = browser.new_context(base_url=site, java_script_enabled=False)
    other = context.new_page()
    collector.watch(other)
    other.goto("/quiz/resume/")
    other.get_by_label("Resume code").fill(code)
    other.get_by_role("button", name="Resume").click()
    expect(other.locator("h1")).to_have_text(summary)
    delete_everything(other)
    context.close()
