import hypothesis
import pytest
from django.conf import settings
from django.test import override_settings

from content.loader import load
from tests.factories import empty_database

# How long an example takes depends on what else the machine does.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """Serve static files by their own names: nothing is collected for tests."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": plain}}
    with override_settings(STORAGES=storages):
        yield


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """The shipped content, loaded once for all tests of a module that read it."""
    with django_db_blocker.unblock():
        load(settings.CONTENT_DIR)
    yield
    with django_db_blocker.unblock():
        empty_database()
