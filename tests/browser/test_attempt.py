"""One attempt from beginning to end: keyboard, change, code, share, delete."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_walk import item_of

ANSWERS = 7


def answer_by_keyboard(page: Page, key: str) -> str:
    item = item_of(page)
    page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/questions/{item}/" not in url)
    return item


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
def test_whole_life_of_an_attempt(page: Page, browser: Browser, site, collector):
    page.goto("/quiz/")
    page.get_by_role("button", name=re.compile("start", re.I)).press("Enter")
    page.wait_for_url("**/quiz/questions/**")
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

    page.get_by_role("button", name="Make a code for another device").click()
    code = page.locator("code").first.inner_text()
    context = browser.new_context(base_url=site)
    other = context.new_page()
    collector.watch(other)
    other.goto("/quiz/resume/")
    other.get_by_label("Resume code").fill(code.lower())
    other.get_by_role("button", name="Resume").click()
    expect(other.locator("h1")).to_have_text(summary)

    other.get_by_role("button", name="Make a read-only link").click()
    link = other.locator("#share-url").input_value()
    reader_context = browser.new_context()
    reader = reader_context.new_page()
    collector.watch(reader)
    reader.goto(link)
    expect(reader.locator("h1")).to_have_text(summary)
    expect(reader.get_by_role("button", name="Delete everything")).to_have_count(0)
    assert reader_context.cookies() == []

    other.get_by_role("button", name="Delete everything").click()
    expect(other.locator("h1")).to_contain_text("deleted")
    page.goto("/quiz/result/")
    page.wait_for_url("**/quiz/")
    context.close()
    reader_context.close()
