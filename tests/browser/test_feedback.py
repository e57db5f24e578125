"""A reader says whether a page was useful, and asks something."""

from playwright.sync_api import Page, expect

from content import feedback
from content.models import Feedback
from tests.browser.axe import violations

PATH = "/roles/nlp-engineer/"


def test_vote_and_note(page: Page, monkeypatch):
    monkeypatch.setattr(feedback, "NOTE_AFTER", feedback.timedelta(0))
    page.goto(PATH)
    page.get_by_role("button", name="No", exact=True).click()
    thanks = page.get_by_role("heading", name="Thank you. Your vote is counted.")
    expect(thanks).to_be_visible()
    page.get_by_label("Your note or question").fill("What is a corpus?")
    page.get_by_role("button", name="Send the note").click()
    expect(page.locator("main")).to_contain_text("An editor will read your note.")
    assert page.context.cookies() == []
    given = Feedback.objects.get()
    assert (given.path, given.useful, given.note) == (PATH, False, "What is a corpus?")


def test_answer_of_an_editor_stands_on_the_page(page: Page):
    Feedback.objects.create(
        path=PATH, note="What is a corpus?", reply="Texts to learn from.", state="shown"
    )
    page.goto(PATH)
    questions = page.get_by_role("region", name="Questions and answers")
    expect(questions).to_contain_text("Texts to learn from.")


def test_script_keeps_the_reader_in_place(browser, site, collector, monkeypatch):
    monkeypatch.setattr(feedback, "NOTE_AFTER", feedback.timedelta(0))
    page = browser.new_context(base_url=site).new_page()
    collector.watch(page)
    page.goto(PATH)
    assert violations(page, "#feedback") == []
    page.get_by_role("button", name="Yes", exact=True).click()
    heading = page.get_by_role("heading", name="Thank you. Your vote is counted.")
    expect(heading).to_be_focused()
    assert violations(page, "#feedback") == []
    assert page.url.endswith(PATH)
    page.context.close()
