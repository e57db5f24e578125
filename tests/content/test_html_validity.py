from collections import Counter

import pytest
from django.db import connection

from tests.content import vnu
from tests.content.crawl import all_pages

pytestmark = pytest.mark.skipif(
    not vnu.available(), reason="needs Java and the HTML checker (make tools)"
)


def test_every_page_is_valid(shipped, db, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the pages are the same on every database")
    for number, (address, html) in enumerate(all_pages().items()):
        if "<html" in html:
            name = address.strip("/").replace("/", "-") or "home"
            (tmp_path / f"{name[:80]}-{number}.html").write_text(html)
    found = vnu.faults(tmp_path)
    kinds = Counter(line.split(": ", 1)[1] for line in found)
    assert not found, "\n".join([*map(str, kinds.most_common(12)), *found[:12]])


def test_an_invalid_page_is_seen(tmp_path):
    (tmp_path / "bad.html").write_text("<!doctype html><title>x</title><p id=a id=b>")
    assert vnu.faults(tmp_path)
