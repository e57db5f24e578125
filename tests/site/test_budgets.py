"""What a first visit may weigh."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from aiengineer_site.stylesheet import build
from roles.models import Role

STYLE_MAX = 14 * 1024
SCRIPT_MAX = 6 * 1024  # besides htmx
FIRST_VISIT_MAX = 60 * 1024
STATIC = settings.BASE_DIR / "static"
LOADED = re.compile(
    r'<(?:script[^>]* src|link rel="(?:preload|stylesheet|icon)" href)'
    r'="/static/([^"]+)"'
)
PACKED = {".woff2", ".ico"}


def weight(*files: Path) -> int:
    """Sum up what is sent; what is packed already is sent as it is."""
    return sum(
        len(file.read_bytes() if file.suffix in PACKED else packed(file))
        for file in files
    )


def packed(file: Path) -> bytes:
    return brotli.compress(file.read_bytes())


def test_stylesheet():
    assert weight(build()) <= STYLE_MAX


def test_own_scripts():
    assert weight(*STATIC.glob("js/*.js")) <= SCRIPT_MAX


@pytest.mark.django_db
def test_first_visit_to_the_page_of_a_role(shipped, client):
    for role in Role.objects.all():
        address = role.get_absolute_url()
        page = client.get(address, headers={"accept-encoding": "gzip"}).content
        names = LOADED.findall(client.get(address).content.decode())
        assert {"css/site.css", "fonts/newsreader-latin.woff2"} <= set(names)
        files = [Path(str(finders.find(name))) for name in names]
        assert len(page) + weight(*files) <= FIRST_VISIT_MAX, role
