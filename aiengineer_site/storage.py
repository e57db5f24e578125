"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class ManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also renames the icons inside the web app's manifest."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "*.webmanifest",
            ((r'(?P<matched>"src":\s*"(?P<url>[^"]+)")', '"src": "%(url)s"'),),
        ),
    )
