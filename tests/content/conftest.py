import pytest

from content.loader import load
from roles.models import Role
from tests.content.small import content, write


@pytest.fixture
def loaded(db, tmp_path) -> None:
    """The smallest content that has everything."""
    load(write(tmp_path, content()))


@pytest.fixture
def maker(loaded) -> Role:
    return Role.objects.get(slug="maker")
