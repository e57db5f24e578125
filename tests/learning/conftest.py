import pytest

from learning.models import Plan
from tests.learning.plans import World, make_plan


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.fixture
def plan(client, world) -> Plan:
    return make_plan(client)
