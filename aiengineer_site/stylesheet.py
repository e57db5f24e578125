"""One stylesheet out of many small ones.

`static/css/manifest.txt` lists the parts in order. The finder joins them into
`css/site.css` when static files are collected, and in development at each look-up.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

NAME = "css/site.css"
SOURCES = settings.BASE_DIR / "static" / "css"
BUILD = settings.DATA_DIR / "build"


def parts() -> list[Path]:
    """List the stylesheets that the manifest names, in its order."""
    lines = (SOURCES / "manifest.txt").read_text(encoding="utf-8").splitlines()
    names = (line.strip() for line in lines)
    return [SOURCES / name for name in names if name and not name.startswith("#")]


def build() -> Path:
    """Write the joined stylesheet where it differs from the one there."""
    text = "\n".join(part.read_text(encoding="utf-8") for part in parts())
    # Parts point at fonts and images from their own folder, the whole from css/.
    text = text.replace("../../fonts/", "../fonts/").replace("../../img/", "../img/")
    target: Path = BUILD / NAME
    if not target.is_file() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return target


class StylesheetFinder(BaseFinder):
    """Finds `css/site.css`."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        return [str(build())] if find_all else str(build())

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, Storage]]:
        build()
        yield NAME, FileSystemStorage(location=str(BUILD))
