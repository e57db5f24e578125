import pytest
from django.core.cache import cache

from quiz.models import ItemBank
from roles.models import Role
from tests.factories import make_bank, make_role


@pytest.fixture
def roles(db) -> list[Role]:
    """Four roles, with a bank in use that tells them apart."""
    made = [make_role() for _ in range(4)]
    make_bank(made)
    return made


@pytest.fixture
def bank(db) -> ItemBank:
    """The bank in use, of five roles and eight items, without figures kept."""
    cache.clear()
    make_bank([make_role() for _ in range(5)])
    return ItemBank.objects.get()
