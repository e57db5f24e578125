"""A walk over every page from the home page, following every link."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

HREF = re.compile(r'\s(?:href|src|action)="([^"]*)"')
# Static files are not collected in tests, a card is a picture, and a vote is sent.
LEFT_ALONE = ("/admin/", "/static/", "/cards/", "/feedback/")


def all_pages() -> dict[str, str]:
    """Return every page by its address, filters and other query strings left out."""
    client = Client()
    found: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        found[address] = response.content.decode()
        waiting += [
            target
            for target in internal_links(address, found[address])
            if target not in found and "?" not in target
        ]
    return found


def internal_links(address: str, html: str) -> set[str]:
    targets = {urldefrag(urljoin(address, link))[0] for link in HREF.findall(html)}
    return {
        target
        for target in targets
        if not urlsplit(target).netloc
        and target.startswith("/")
        and not target.startswith(LEFT_ALONE)
    }
