"""A day of editors: draft, preview, publish, restore, order; and two on one text."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from tests.factories import make_editor

ROLE = "Natural Language Processing (NLP) Engineer"
SENTENCE = "Words that a browser test has written."


@pytest.fixture
def enter(browser: Browser, site, collector):
    """Open a browser of its own for an editor of the groups named, and log in."""
    cache.clear()
    contexts = []

    def log_in(*groups: str, javascript: bool = True) -> Page:
        editor = make_editor(*groups)
        context = browser.new_context(base_url=site, java_script_enabled=javascript)
        contexts.append(context)
        # The browser asks for this one by itself.
        context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page = context.new_page()
        collector.watch(page)
        page.goto("/admin/login/")
        page.get_by_label(re.compile("username", re.I)).fill(editor.username)
        page.get_by_label(re.compile("^password", re.I)).fill("secret")
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return page

    yield log_in
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(browser: Browser, site):
    context = browser.new_context(base_url=site)
    yield context.new_page()
    context.close()


def open_role(page: Page, name: str = ROLE) -> None:
    page.goto("/admin/roles/role/")
    page.locator("#result_list tbody th").get_by_role("link", name=name).click()
    expect(page.locator("#id_summary")).to_be_visible()


def test_from_a_draft_to_the_site_and_back(enter, visitor: Page):
    page = enter("Publisher")
    open_role(page)
    before = page.locator("#id_summary").input_value()
    page.locator("#id_summary").fill(SENTENCE)
    page.get_by_label("What did you change, and why?").fill("Shorter")
    page.get_by_role("button", name="Save as a draft").first.click()
    expect(page.locator("h1")).to_contain_text("Draft of")
    expect(page.locator("ins").first).to_be_visible()

    visitor.goto(page.get_by_label(re.compile("Link to send")).input_value())
    expect(visitor.get_by_text("Draft preview")).to_be_visible()
    expect(visitor.locator("main")).to_contain_text(SENTENCE)
    visitor.goto("/roles/nlp-engineer/")
    expect(visitor.locator("main")).not_to_contain_text(SENTENCE)

    page.get_by_role("button", name="Publish now").click()
    expect(page.locator("h1")).to_contain_text("History of")
    page.get_by_role("link", name="View on site").click()
    expect(page.locator("main")).to_contain_text(SENTENCE)
    page.go_back()

    page.get_by_role("link", name=re.compile("bring back")).last.click()
    expect(page.locator("del").first).to_be_visible()
    page.get_by_role("button", name="Bring the earlier text back for visitors").click()
    expect(page.get_by_text("The earlier version is back.")).to_be_visible()
    page.get_by_role("link", name="View on site").click()
    expect(page.locator("main")).to_contain_text(before)


def test_the_later_of_two_editors_sees_what_the_other_saved(enter):
    one, other = enter("Publisher"), enter("Publisher")
    open_role(one)
    open_role(other)
    other.locator("#id_focus").fill("the other focus")
    other.get_by_role("button", name="Save", exact=True).first.click()
    expect(other.locator(".messagelist")).to_contain_text("changed successfully")

    one.locator("#id_focus").fill("my very own words")
    one.get_by_role("button", name="Save", exact=True).first.click()
    expect(one.get_by_role("heading", name="Somebody else was faster")).to_be_visible()
    expect(one.locator("del").first).to_contain_text("the other focus")
    expect(one.locator("#id_focus")).to_have_value("my very own words")
    one.get_by_role("button", name="Save", exact=True).first.click()
    expect(one.locator(".messagelist")).to_contain_text("changed successfully")
    open_role(one)
    one.get_by_role("link", name="History").click()
    expect(one.locator(".version-list tbody tr")).to_have_count(3)


def names(page: Page) -> list[str]:
    return page.locator("#result_list tbody th").all_inner_texts()


@pytest.mark.parametrize("javascript", [True, False])
def test_topics_change_places_by_keyboard(enter, javascript):
    page = enter("Publisher", javascript=javascript)
    page.goto("/admin/skills/topic/?skill__id__exact=" + skill_number(page))
    first, second, *rest = names(page)
    button = page.get_by_role("button", name=f"Move {first} down", exact=True)
    button.focus()
    page.keyboard.press("Alt+ArrowDown" if javascript else "Enter")
    page.wait_for_url("**#move-*")
    assert names(page) == [second, first, *rest]
    if javascript:
        expect(page.locator(".move-buttons:focus")).to_be_visible()
        page.keyboard.press("Alt+ArrowUp")
        expect(page.locator(".messagelist")).to_contain_text("place 1")
        assert names(page) == [first, second, *rest]


def skill_number(page: Page) -> str:
    page.goto("/admin/skills/skill/")
    address = page.locator("#result_list tbody th a").first.get_attribute("href") or ""
    return address.split("/")[-3]
