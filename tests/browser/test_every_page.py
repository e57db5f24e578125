"""Every public page in a narrow window: none is too wide, logs, or stumbles."""

import re

import pytest
from django.db import connection
from playwright.sync_api import Page

from tests.browser.axe import violations

ADDRESS = re.compile(r"<loc>[a-z]+://[^/]+(/[^<]*)</loc>")


@pytest.mark.parametrize("page", ["with JavaScript"], indirect=True)
def test_every_page_is_quiet_narrow_and_accessible(page: Page, client):
    if connection.vendor != "sqlite":
        pytest.skip("the pages are the same on every database")
    page.set_viewport_size({"width": 320, "height": 640})
    addresses = ADDRESS.findall(client.get("/sitemap.xml").content.decode())
    assert len(addresses) > 150
    faults = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            faults.append(f"{address}: is wider than the window")
        faults += [f"{address}: {fault}" for fault in violations(page)]
    assert not faults, "\n".join(faults[:20])
