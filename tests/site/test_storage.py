import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage

from aiengineer_site.storage import ManifestStorage

NAMES = ["site.webmanifest", *(f"img/{p.name}" for p in Path("static/img").iterdir())]


def test_icons_of_the_installed_site_are_found_under_their_hashed_names(tmp_path):
    source = StaticFilesStorage(location=settings.BASE_DIR / "static")
    storage = ManifestStorage(location=tmp_path, base_url="/static/")
    for name in NAMES:
        with source.open(name) as file:
            storage.save(name, file)
    list(storage.post_process({name: (storage, name) for name in NAMES}))
    with storage.open(storage.stored_name("site.webmanifest")) as file:
        manifest = json.load(file)
    icons = {icon["sizes"]: icon["src"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= icons.keys()
    for address in icons.values():
        assert (tmp_path / address.removeprefix("/static/")).is_file()
