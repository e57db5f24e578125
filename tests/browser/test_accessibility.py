"""One page of every kind, looked at by axe in both themes."""

import pytest

from tests.browser.axe import violations

PAGES = (
    "/",
    "/roles/",
    "/roles/nlp-engineer/",
    "/roles/compare/",
    "/roles/compare/?role=nlp-engineer&role=robotics-engineer",
    "/responsibilities/",
    "/responsibilities/collaboration/",
    "/skills/",
    "/skills/programming/",
    "/topics/",
    "/topics/?kind=platform&role=nlp-engineer",
    "/topics/pytorch/",
    "/paths/",
    "/paths/practical-experience/",
    "/about/",
    "/about/method/",
    "/about/sources/",
    "/about/glossary/",
    "/search/?q=kubernets",
    "/search/?q=zzzzzz",
    "/topics/pytroch/",
    "/quiz/",
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
