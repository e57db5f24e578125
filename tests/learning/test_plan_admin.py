"""What operators see of plans: to look at and to delete, never to change."""

import pytest
from django.urls import reverse

from learning.models import Plan
from tests.learning.plans import World, make_plan, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(client) -> Plan:
    World()
    plan = make_plan(client)
    write(client, plan, "begin", "Mine")
    return plan


def test_a_plan_is_shown_with_its_progress(admin_client, plan):
    url = reverse("admin:learning_plan_change", args=[plan.pk])
    html = admin_client.get(url).content.decode()
    assert "Title of begin" in html
    assert 'name="_save"' not in html
    assert plan.owner.hex not in html
    assert (
        admin_client.get(reverse("admin:learning_plan_changelist")).status_code == 200
    )


def test_a_plan_is_not_changed_or_added(admin_client, plan):
    url = reverse("admin:learning_plan_change", args=[plan.pk])
    assert admin_client.post(url, {"hours_per_week": "9"}).status_code == 403
    assert admin_client.get(reverse("admin:learning_plan_add")).status_code == 403


def test_a_plan_is_deleted(admin_client, plan):
    url = reverse("admin:learning_plan_delete", args=[plan.pk])
    admin_client.post(url, {"post": "yes"})
    assert not Plan.objects.exists()
