"""The life of a plan: made, ticked, noted, taken along, changed, deleted."""

import re

import icalendar
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import violations


def make_plan(page: Page, role: str = "nlp-engineer") -> None:
    page.goto(f"/roles/{role}/")
    page.get_by_role("link", name="Make a plan").click()
    page.locator("label.rung").nth(1).click()
    page.get_by_label("Hours a week").fill("8")
    page.get_by_role("button", name="Make the plan").click()
    page.wait_for_url(re.compile(r"/plan/[0-9a-f-]{36}/$"))


def step(page: Page, number: int) -> Locator:
    return page.locator(".plan-step").nth(number)


def press(page: Page, number: int, state: str) -> None:
    button = step(page, number).get_by_role("button", name=state, exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def settled(page: Page) -> Locator:
    return page.locator(".plan-numbers dd").first


def opened(page: Page, number: int) -> Locator:
    """Return a step with its texts and note in sight."""
    card = step(page, number)
    details = card.locator("details")
    if not details.evaluate("one => one.open"):
        card.locator("summary").click()
    return card


def saved(page: Page, name: re.Pattern[str]) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return download.value.path().read_bytes()


def test_whole_life_of_a_plan(page: Page, browser: Browser, site, collector):
    make_plan(page)
    assert {c["name"] for c in page.context.cookies()} == {"plans", "csrftoken"}
    expect(settled(page)).to_have_text("0")

    press(page, 0, "Done")
    press(page, 1, "Doing")
    expect(settled(page)).to_have_text("1")
    step(page, 1).get_by_role("button", name="Undo").click()
    expect(
        step(page, 1).get_by_role("button", name="To do", exact=True)
    ).to_have_attribute("aria-pressed", "true")
    expect(settled(page)).to_have_text("1")

    card = opened(page, 2)
    card.get_by_label("Your note").fill("Two evenings")
    card.get_by_label("Your link").fill("https://example.org/mine")
    card.get_by_role("button", name="Save note").click()
    expect(opened(page, 2).get_by_role("link", name="Open your link")).to_be_visible()

    assert b"Two evenings" in saved(page, re.compile("Markdown"))
    calendar = icalendar.Calendar.from_ical(saved(page, re.compile("Calendar")))
    assert len(calendar.walk("VEVENT")) >= 3
    data = saved(page, re.compile("JSON"))
    assert b"Two evenings" in data

    page.get_by_role("link", name="Change the plan").click()
    page.get_by_label("Hours a week").fill("16")
    page.get_by_role("button", name="Plan anew").click()
    expect(page.locator(".plan-anew")).to_contain_text("sooner")
    expect(settled(page)).to_have_text("1")
    page.locator(".plan-anew").get_by_role("button", name="Undo").click()
    expect(page.locator(".plan-anew")).to_contain_text("later")

    context = browser.new_context(base_url=site)
    other = context.new_page()
    collector.watch(other)
    other.goto("/plan/")
    other.get_by_label("Plan file").set_input_files(
        {"name": "plan.json", "mimeType": "application/json", "buffer": data}
    )
    other.get_by_role("button", name="Bring it in").click()
    expect(settled(other)).to_have_text("1")
    expect(opened(other, 2).get_by_label("Your note")).to_have_value("Two evenings")
    context.close()

    page.get_by_role("link", name="Delete the plan").click()
    page.get_by_role("button", name="Delete the plan").click()
    page.wait_for_url("**/plan/")
    expect(page.locator("main")).to_contain_text("no plan in this browser")
    assert "plans" not in {c["name"] for c in page.context.cookies()}


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
def test_a_tick_by_keyboard_keeps_the_focus_and_says_so(page: Page):
    make_plan(page)
    button = step(page, 1).get_by_role("button", name="Done", exact=True)
    identity = button.get_attribute("id")
    button.press("Enter")
    expect(page.locator(f"#{identity}")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#{identity}")).to_be_focused()
    expect(page.locator("#status")).to_contain_text("1 of")
    expect(page.locator("#failure")).to_be_empty()


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
def test_printing_asks_once_after_a_tick_too(page: Page):
    make_plan(page)
    count = "() => { window.asked = 0; window.print = () => { window.asked += 1; }; }"
    page.evaluate(count)
    press(page, 0, "Done")
    page.locator("[data-print]").first.click()
    assert page.evaluate("window.asked") == 1


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_a_plan_are_accessible_and_narrow(page: Page, theme):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": 320, "height": 640})
    faults = []

    def look(name: str) -> None:
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            faults.append(f"{name}: is wider than the window")
        faults.extend(f"{name}: {fault}" for fault in violations(page))

    for address in ("/plan/", "/plan/new/?role=nlp-engineer", "/plan/import/"):
        page.goto(address)
        look(address)
    make_plan(page)
    plan = page.url
    look("new plan")
    for number, state in enumerate(("Done", "Doing", "Skipped")):
        press(page, number, state)
    look("ticked plan")
    for part in ("change/", "other-roles/?role=robotics-engineer", "delete/"):
        page.goto(plan + part)
        look(part)
    make_plan(page, "robotics-engineer")
    page.goto("/plan/")
    look("list of plans")
    page.get_by_role("link", name="Delete all plans").click()
    look("deleting all")
    page.get_by_role("button", name="Delete all plans").click()
    expect(page.locator("main")).to_contain_text("no plan in this browser yet")
    assert not faults, "\n".join(faults[:20])


def test_a_form_with_a_slip_is_shown_again_with_what_was_typed(page: Page, collector):
    page.goto("/plan/new/?role=robotics-engineer")
    page.locator("form.plan-form").evaluate("form => { form.noValidate = true; }")
    page.locator("label.rung").nth(2).click()
    page.get_by_label("Hours a week").fill("0")
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_role("alert").first).to_contain_text("no plan ends")
    expect(page.locator("label.rung").nth(2).locator("input")).to_be_checked()
    # A browser logs every answer that says a request was wrong.
    assert all("422" in fault for fault in collector.faults)
    collector.faults.clear()
