"""What a question does in a browser: focus, words, keys, failures."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_attempt import answer_by_keyboard, start, with_script
from tests.browser.test_walk import item_of

pytestmark = with_script


def test_the_next_question_has_the_focus_and_says_where_it_is(page: Page):
    start(page)
    answer_by_keyboard(page, "1")
    expect(page.locator("#prompt")).to_be_focused()
    expect(page).to_have_title(re.compile("^Question 2"))
    expect(page.locator("#status")).to_have_text(re.compile(r"^Question 2\. Too early"))


def test_going_on_without_a_choice_is_said_at_the_place(page: Page):
    start(page)
    page.keyboard.press("Enter")
    expect(page.locator("#error")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Question 1"))
    page.keyboard.press("3")
    expect(page.locator("input[name=option]").nth(2)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Question 2"))


def test_keys_stay_with_what_has_the_focus(page: Page):
    start(page)
    page.locator("input[name=theme]").first.focus()
    page.keyboard.press("2")
    expect(page.locator("input[name=option]:checked")).to_have_count(0)
    page.locator("#site-search").focus()
    page.keyboard.type("12")
    expect(page.locator("input[name=option]:checked")).to_have_count(0)


def test_browser_back_shows_the_question_with_its_answer(page: Page):
    start(page)
    first = answer_by_keyboard(page, "2")
    answer_by_keyboard(page, "1")
    page.go_back()
    page.go_back()
    page.wait_for_url(f"**/quiz/questions/{first}/")
    expect(page.locator("input[name=option]").nth(1)).to_be_checked()
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Question 3"))


def test_fast_keys_lose_no_answer(page: Page):
    start(page)
    for number in range(2, 6):
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        expect(page).to_have_title(re.compile(f"^Question {number}"))
    page.goto("/quiz/answers/")
    expect(page.locator(".review > li")).to_have_count(4)


def test_two_tabs_agree_on_the_last_answer(page: Page, collector):
    start(page)
    item = item_of(page)
    tab = page.context.new_page()
    collector.watch(tab)
    tab.goto(f"/quiz/questions/{item}/")
    answer_by_keyboard(page, "1")
    answer_by_keyboard(tab, "3")
    page.goto(f"/quiz/questions/{item}/")
    expect(page.locator("input[name=option]").nth(2)).to_be_checked()


def test_a_finish_is_offered_once_there_is_a_result(page: Page):
    start(page)
    expect(page.get_by_text("5 more answers, and there is a result")).to_be_visible()
    finish = page.get_by_role("link", name="Finish now and see the result")
    for number in range(1, 6):
        expect(finish).to_have_count(0)
        answer_by_keyboard(page, str(number))
    finish.click()
    expect(page).to_have_url(re.compile("/quiz/result/$"))


def test_motion_stands_still_when_less_is_asked_for(page: Page):
    page.emulate_media(reduced_motion="reduce")
    start(page)
    answer_by_keyboard(page, "1")
    moving = page.evaluate(
        "document.getAnimations().filter(a => a.effect.getTiming().duration > 1).length"
    )
    assert moving == 0


@pytest.fixture
def quiet_page(browser, site):
    """A page whose console is not watched: a lost connection is logged there."""
    context = browser.new_context(base_url=site)
    yield context.new_page()
    context.close()


def test_a_failed_save_is_said_and_keeps_the_choice(page: Page, quiet_page: Page):
    start(quiet_page)
    item = item_of(quiet_page)
    quiet_page.context.set_offline(True)
    quiet_page.keyboard.press("2")
    quiet_page.keyboard.press("Enter")
    expect(quiet_page.locator("#failure")).to_contain_text("did not reach the site")
    expect(quiet_page.locator("input[name=option]").nth(1)).to_be_checked()
    quiet_page.context.set_offline(False)
    quiet_page.keyboard.press("Enter")
    quiet_page.wait_for_url(lambda url: f"/questions/{item}/" not in url)
    expect(quiet_page.locator("#failure")).to_be_empty()


def test_an_answer_to_a_deleted_attempt_says_why(page: Page, quiet_page: Page):
    start(quiet_page)
    quiet_page.context.clear_cookies(name="attempt")
    quiet_page.keyboard.press("1")
    quiet_page.keyboard.press("Enter")
    expect(quiet_page.locator("#failure")).to_contain_text("no self-assessment under")


def test_link_and_code_can_be_copied(page: Page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    start(page)
    for key in "12345":
        answer_by_keyboard(page, key)
    page.goto("/quiz/result/")
    page.get_by_role("button", name="Make a read-only link").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#share-url").input_value()
    page.get_by_role("button", name="Make a code for another device").click()
    page.get_by_role("button", name="Copy the code").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#code").inner_text()
