"""Visited pages can be read without a connection; personal ones are never kept."""

import re

import pytest
from playwright.sync_api import Page, expect

WAIT_FOR_WORKER = "navigator.serviceWorker.ready.then(() => true)"
KEPT = """
async () => {
  const names = await caches.keys();
  const stores = await Promise.all(names.map((name) => caches.open(name)));
  const kept = await Promise.all(stores.map((store) => store.keys()));
  return kept.flat().map((request) => new URL(request.url).pathname);
}
"""


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
def test_visited_pages_open_offline_and_personal_ones_are_not_kept(
    page: Page, collector
):
    page.goto("/")
    page.evaluate(WAIT_FOR_WORKER)
    page.reload()
    page.goto("/roles/nlp-engineer/")
    page.goto("/quiz/")
    page.get_by_role("button", name=re.compile("start", re.I)).click()
    page.wait_for_url("**/quiz/questions/**")
    kept = page.evaluate(KEPT)
    assert "/roles/nlp-engineer/" in kept
    assert not [path for path in kept if path.startswith(("/quiz", "/admin"))]

    page.context.set_offline(True)
    page.goto("/roles/nlp-engineer/")
    expect(page.locator("h1")).to_contain_text("NLP")
    page.goto("/roles/robotics-engineer/")
    expect(page.locator("h1")).to_have_text("You are offline")
    page.context.set_offline(False)
    collector.faults = [f for f in collector.faults if "ERR_INTERNET" not in f]
