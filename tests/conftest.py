import pytest
from django.test import Client

from content.loader import load


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Serve static files by their own names: nothing is collected for tests."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
    }


@pytest.fixture
def browser_client() -> Client:
    """A client that checks CSRF and names its origin, as a browser does."""
    return Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})


@pytest.fixture(scope="session")
def shipped(django_db_setup, django_db_blocker):
    """The shipped content, loaded once for all tests that only read it."""
    from django.conf import settings

    with django_db_blocker.unblock():
        load(settings.CONTENT_DIR)
        yield
        from tests.factories import empty_database

        empty_database()
