"""One page of every kind, looked at by axe in both themes."""

import pytest

from tests.browser.axe import violations
from tests.browser.test_walk import PAGES as WALKED

PAGES = (
    *WALKED,
    "/roles/compare/",
    "/topics/?kind=platform&role=nlp-engineer",
    "/search/?q=zzzzzz",
    "/topics/pytroch/",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_fault(browser, site, theme):
    context = browser.new_context(base_url=site, color_scheme=theme)
    page = context.new_page()
    faults = {}
    for address in PAGES:
        page.goto(address)
        if found := violations(page):
            faults[address] = found
    context.close()
    assert faults == {}


LAYOUT_SHIFT = """
() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({type: "layout-shift", buffered: true});
}
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_loads(browser, site, width):
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.add_init_script(f"({LAYOUT_SHIFT})()")
    for address in ("/", "/roles/nlp-engineer/", "/topics/"):
        page.goto(address)
        page.evaluate("document.fonts.ready")
        assert page.evaluate("window.shift") == 0, address
    context.close()


def test_theme_is_chosen_once_and_kept(browser, site):
    context = browser.new_context(base_url=site, color_scheme="light")
    page = context.new_page()
    page.goto("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_text("Dark", exact=True).click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.goto("/roles/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.get_by_role("radio", name="Dark").is_checked()
    page.get_by_text("System", exact=True).click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    assert context.cookies() == []
    context.close()
