"""The admin as an editor meets it: login, preview, and nothing in anyone's way."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from content.models import Feedback
from learning.models import Step
from quiz.models import Item
from roles.models import Role
from skills.models import Skill, Topic
from tests.browser.axe import violations
from tests.factories import PASSWORD, make_superuser


@pytest.fixture
def editor(site):
    return make_superuser()


def log_in(page: Page, editor, site: str) -> None:
    client = Client()
    client.force_login(editor)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


@pytest.fixture
def desk(browser, site, editor, collector) -> Iterator[Page]:
    """A page of the admin, logged in."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    collector.watch(page)
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("h1")).to_have_text("What needs attention")
    yield page
    context.close()


def topic_form(page: Page, slug: str = "pytorch") -> None:
    page.goto(f"/admin/skills/topic/{Topic.objects.get(slug=slug).pk}/change/")


def test_preview_follows_what_is_typed(desk: Page):
    topic_form(desk)
    area = desk.get_by_label("Text:")
    preview = desk.locator(".markdown__preview")
    area.focus()
    expect(preview.locator("p").first).to_be_visible()
    area.fill("Learn **loops** with [it](topic:pytorch).")
    expect(preview.locator("strong")).to_have_text("loops")
    expect(preview.locator("a")).to_have_attribute("href", "/topics/pytorch/")
    dark = "document.documentElement.dataset.theme = 'dark'"
    color = "node => getComputedStyle(node).color"
    light_ink = preview.locator("p").evaluate(color)
    desk.evaluate(dark)
    assert preview.locator("p").evaluate(color) != light_ink


def test_broken_link_is_named_while_typing_and_refused_on_save(desk: Page):
    topic_form(desk)
    area = desk.get_by_label("Text:")
    area.fill("See [it](topic:pytorhc).")
    fault = desk.locator(".markdown__faults li")
    expect(fault).to_contain_text("Did you mean “pytorch”?")
    desk.get_by_role("button", name="Save", exact=True).first.click()
    expect(desk.locator(".errorlist")).to_contain_text("Did you mean “pytorch”?")
    desk.get_by_label("Text:").fill("See [it](topic:pytorch).")
    expect(desk.locator(".markdown__faults li")).to_have_count(0)


def test_toolbar_works_by_keyboard_and_is_undone_by_the_browser(desk: Page):
    topic_form(desk)
    area = desk.get_by_label("Text:")
    area.fill("loops")
    area.select_text()
    desk.keyboard.press("Control+b")
    expect(area).to_have_value("**loops**")
    desk.keyboard.press("Control+b")
    expect(area).to_have_value("loops")
    desk.keyboard.press("Control+z")
    expect(area).to_have_value("**loops**")
    desk.keyboard.press("Shift+Tab")
    expect(desk.get_by_role("button", name="Bold").first).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("button", name="Italic").first).to_be_focused()


def test_record_is_linked_by_its_title(desk: Page):
    topic_form(desk)
    area = desk.get_by_label("Text:")
    area.fill("Use ")
    desk.get_by_role("button", name="Link to a record").click()
    desk.get_by_label("Find a role").fill("kubernets")
    desk.get_by_role("button", name=re.compile("topic:kubernetes$")).click()
    expect(area).to_have_value("Use [Kubernetes](topic:kubernetes)")


def test_added_row_gets_an_editor_of_its_own(desk: Page):
    role = Role.objects.get(slug="nlp-engineer")
    desk.goto(f"/admin/roles/role/{role.pk}/change/")
    before = desk.locator(".markdown__bar:visible").count()
    desk.get_by_role("button", name="Add another Project").click()
    expect(desk.locator(".markdown__bar:visible")).to_have_count(before + 1)


@pytest.mark.parametrize("page", ["without JavaScript"], indirect=True)
def test_without_a_script_the_field_is_a_text_area(page: Page, editor, site):
    log_in(page, editor, site)
    topic_form(page)
    area = page.get_by_label("Text:")
    area.fill("Only **words**.")
    expect(page.locator(".markdown__bar")).to_be_hidden()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    assert "<strong>words</strong>" in Topic.objects.get(slug="pytorch").body_html


def places() -> list[str]:
    role, skill = Role.objects.first(), Skill.objects.first()
    step, item = Step.objects.first(), Item.objects.first()
    note = Feedback.objects.create(path="/roles/", useful=True, note="Why?")
    return [
        "/admin/",
        "/admin/differences/",
        "/admin/roles/role/",
        f"/admin/roles/role/{role.pk}/change/",
        "/admin/roles/role/add/",
        f"/admin/roles/role/{role.pk}/history/",
        f"/admin/skills/skill/{skill.pk}/change/",
        "/admin/skills/topic/",
        f"/admin/learning/step/{step.pk}/change/",
        f"/admin/learning/step/{step.pk}/delete/",
        f"/admin/quiz/item/{item.pk}/change/",
        "/admin/content/feedback/",
        f"/admin/content/feedback/{note.pk}/change/",
        "/admin/admin/logentry/",
        "/admin/auth/user/",
        "/admin/auth/user/add/",
        "/admin/password_change/",
        "/admin/two-step/",
        "/admin/two-step/set-up/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_admin_stands_in_anyones_way(desk: Page, scheme):
    desk.emulate_media(color_scheme=scheme)
    found = []
    for address in places():
        desk.goto(address)
        found += [f"{address}: {fault}" for fault in violations(desk)]
    desk.context.clear_cookies()
    desk.goto("/admin/login/")
    found += [f"login: {fault}" for fault in violations(desk)]
    assert found == []


def test_admin_fits_a_narrow_screen(desk: Page):
    desk.set_viewport_size({"width": 390, "height": 800})
    for address in places():
        desk.goto(address)
        width = desk.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"{address} is {width} px wide"
