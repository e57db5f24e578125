"""An editor's way: points refused, mended and published; files with an error."""

import io
import re
import zipfile

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from content.archive import pack
from quiz.models import ItemBank
from tests.browser.axe import violations

PASSWORD = "browser-only-word"
GRID = "/admin/quiz/item/evidence/"
FILES = "/admin/content/import/"
PAGES = (GRID, "/admin/quiz/item/statistics/", FILES, f"{FILES}folder/")


@pytest.fixture
def editor(page: Page) -> Page:
    User.objects.create_superuser("editor", password=PASSWORD)
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def first_item(page: Page):
    return page.locator("table.evidence tbody").first


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved")


def spoiled(data: bytes) -> bytes:
    """Return the zip with one key misspelled on the second line of the pages."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "pages.yaml":
                text = re.sub(rb"^  title:", b"  titel:", text, count=1, flags=re.M)
            new.writestr(name, text)
    return made.getvalue()


def test_points_are_refused_mended_and_published(editor: Page):
    editor.goto(GRID)
    cells = first_item(editor).locator("input")
    before = [cell.input_value() for cell in cells.all()]
    for cell in cells.all():
        cell.fill("0")
    save(editor)
    expect(editor.locator("#draft")).to_contain_text("tells almost nothing")
    publish = editor.get_by_role("button", name="Publish as a new version")
    expect(publish).to_have_count(0)

    for cell, points in zip(cells.all(), before, strict=True):
        cell.fill(points)
    cells.first.fill("1" if before[0] != "1" else "2")
    save(editor)
    expect(editor.locator("#draft")).to_contain_text("The audit finds no fault.")
    publish.click()
    expect(editor.locator(".messagelist")).to_contain_text("new version")
    assert ItemBank.objects.count() == 2


def test_zip_with_an_error_names_its_line_and_a_good_one_is_taken(editor: Page):
    data = pack()
    editor.goto(FILES)
    field = editor.get_by_label("Zip of content files")
    name = "content.zip"
    for content, sentence in (
        (spoiled(data), 'did you mean "title"?'),
        (data, "files and database say the same"),
    ):
        field.set_input_files(
            {"name": name, "mimeType": "application/zip", "buffer": content}
        )
        editor.get_by_role("button", name="Check the files").click()
        expect(editor.locator("main")).to_contain_text(sentence)
        if content is not data:
            expect(editor.locator("main")).to_contain_text(
                re.compile(r"pages\.yaml:\d+:3")
            )


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
def test_arrow_keys_move_and_sums_and_audit_follow(editor: Page):
    editor.goto(GRID)
    rows = first_item(editor).locator("tr:has(input)")
    second = rows.nth(1).locator("input").nth(1)
    total = editor.locator("#draft .totals td").nth(1)
    points = int(total.inner_text())
    rows.nth(0).locator("input").nth(0).focus()
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("ArrowRight")
    expect(second).to_be_focused()
    best = max(int(row.locator("input").nth(1).input_value()) for row in rows.all())
    with editor.expect_response(lambda response: response.request.method == "POST"):
        editor.keyboard.type("3")
        expect(total).to_have_text(str(points - best + 3))
    expect(editor.locator("#draft h2")).to_have_text(re.compile("unsaved"))
    expect(total).to_have_text(str(points - best + 3))
    expect(editor.locator("#unsaved")).to_contain_text("1 unsaved change")
    save(editor)


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
def test_simulation_comes_into_the_page(editor: Page):
    editor.goto(GRID)
    editor.get_by_role("button", name="Let simulated people answer").click()
    expect(editor.locator("#trial")).to_contain_text(
        "percentage points", timeout=20_000
    )
    assert editor.url.endswith(GRID)


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_editors_pages_are_accessible(editor: Page, scheme):
    editor.emulate_media(color_scheme=scheme)
    bank = ItemBank.objects.get()
    for address in (*PAGES, f"/admin/quiz/itembank/{bank.pk}/change/"):
        editor.goto(address)
        assert violations(editor) == [], address
