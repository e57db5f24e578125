"""What holds for every page that a link leads to."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
import yaml
from django.db import connection

from tests.content import vnu
from tests.content.crawl import HREF, all_pages

pytestmark = pytest.mark.django_db
INVENTORY = yaml.safe_load(Path(__file__).with_name("inventory.yaml").read_text())
ID = re.compile(r'\sid="([^"]+)"')
needs_checker = pytest.mark.skipif(
    not vnu.available(), reason="needs Java and the HTML checker (make tools)"
)


@pytest.fixture(scope="module")
def pages(shipped, django_db_blocker) -> dict[str, str]:
    with django_db_blocker.unblock():
        return all_pages()


def test_every_inventory_slug_has_its_page(pages):
    for kind, slugs in INVENTORY.items():
        for slug in slugs:
            assert f"/{kind}/{slug}/" in pages, f"{kind}/{slug}"


def test_every_page_has_one_h1_a_title_and_a_description(pages):
    for address, html in pages.items():
        if "<html" not in html:
            continue
        assert html.count("<h1") == 1, address
        assert re.search(r"<title>[^<]{5,}</title>", html), address
        if not address.startswith("/quiz/"):
            assert re.search(r'name="description"\s+content="[^"]{20,}"', html), address


def test_every_anchor_exists(pages):
    for address, html in pages.items():
        for link in HREF.findall(html):
            target, anchor = urldefrag(urljoin(address, link))
            if anchor and target in pages:
                assert anchor in ID.findall(pages[target]), f"{address}: {link}"


def test_titles_are_unique(pages):
    titles: dict[str, str] = {}
    for address, html in pages.items():
        if found := re.search(r"<title>([^<]*)</title>", html):
            title = found[1]
            assert title not in titles, f"{address} and {titles[title]}: {title}"
            titles[title] = address


def test_no_page_has_inline_style_or_script(pages):
    for address, html in pages.items():
        assert " style=" not in html, address
        assert "<style" not in html, address
        for tag in re.findall(r"<script[^>]*>", html):
            assert "src=" in tag or "application/" in tag, address


def test_topics_name_roles_and_skills_name_steps(pages):
    assert "/roles/deep-learning-engineer/" in pages["/topics/pytorch/"]
    assert "/steps/" in pages["/skills/programming/"]
    assert "/topics/pytorch/" in pages["/roles/deep-learning-engineer/"]


@needs_checker
def test_every_page_is_valid(pages, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the pages are the same on every database")
    for number, (address, html) in enumerate(pages.items()):
        if "<html" in html:
            name = address.strip("/").replace("/", "-") or "home"
            (tmp_path / f"{name[:80]}-{number}.html").write_text(html)
    found = vnu.faults(tmp_path)
    kinds = Counter(line.split(": ", 1)[1] for line in found)
    assert not found, "\n".join([*map(str, kinds.most_common(12)), *found[:12]])


@needs_checker
def test_an_invalid_page_is_seen(tmp_path):
    (tmp_path / "bad.html").write_text("<!doctype html><title>x</title><p id=a id=b>")
    assert vnu.faults(tmp_path)
