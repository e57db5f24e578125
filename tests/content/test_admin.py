import pytest
from django.contrib import admin
from django.urls import reverse

from roles.models import Role
from tests.factories import make_item, make_role, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def models():
    return list(admin.site._registry)


def test_every_list_and_add_page_opens(admin_client, models):
    for model in models:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert admin_client.get(reverse(f"{name}_changelist")).status_code == 200
        assert admin_client.get(reverse(f"{name}_add")).status_code in (200, 403)


def test_shipped_records_open_for_editing(shipped, admin_client, models):
    for model in models:
        record = model._default_manager.first()
        if record is None:
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        url = reverse(name, args=[record.pk])
        assert admin_client.get(url).status_code == 200, url


def form_values(response) -> dict[str, object]:
    """Return what a browser would send back from an admin form, unchanged."""
    context = response.context["adminform"].form
    values = {name: bound.value() for name, bound in bound_fields(context)}
    for formset in response.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        values |= {bound.html_name: bound.value() for bound in management}
        for form in formset.formset.forms:
            values |= {b.html_name: b.value() for _, b in bound_fields(form)}
    return {name: "" if value is None else value for name, value in values.items()}


def bound_fields(form):
    return [(form.add_prefix(name), form[name]) for name in form.fields]


def test_saving_a_topic_renders_its_markdown(admin_client):
    topic = make_topic(slug="loops")
    url = reverse("admin:skills_topic_change", args=[topic.pk])
    values = form_values(admin_client.get(url)) | {"body": "**Bold**"}
    response = admin_client.post(url, values)
    assert response.status_code == 302, response.context["errors"]
    topic.refresh_from_db()
    assert topic.body_html == "<p><strong>Bold</strong></p>"


def test_broken_link_is_refused_with_the_nearest_match(admin_client):
    make_role(slug="nap-engineer")
    topic = make_topic()
    url = reverse("admin:skills_topic_change", args=[topic.pk])
    values = form_values(admin_client.get(url)) | {"body": "[x](role:nap-enginer)"}
    response = admin_client.post(url, values)
    assert "Did you mean “nap-engineer”?" in response.content.decode()
    topic.refresh_from_db()
    assert "enginer" not in topic.body


def test_evidence_is_edited_as_a_grid(admin_client):
    roles = [make_role() for _ in range(4)]
    item = make_item(roles)
    url = reverse("admin:quiz_item_change", args=[item.pk])
    values = form_values(admin_client.get(url))
    values[f"options-0-points_{roles[1].pk}"] = 1
    response = admin_client.post(url, values)
    assert response.status_code == 302, response.context["errors"]
    changed, other = item.options.all()[:2]
    assert changed.evidence.get(role=roles[1]).points == 1
    assert other.evidence.get(role=roles[1]).points != 1


def test_points_out_of_range_are_refused(admin_client):
    roles = [make_role() for _ in range(4)]
    item = make_item(roles)
    url = reverse("admin:quiz_item_change", args=[item.pk])
    values = form_values(admin_client.get(url))
    values[f"options-0-points_{roles[1].pk}"] = 9
    assert admin_client.post(url, values).status_code == 200
    assert not item.options.first().evidence.filter(points=9).exists()


def test_criteria_are_written_one_a_line(shipped, admin_client):
    role = Role.objects.get(slug="nlp-engineer")
    url = reverse("admin:roles_role_change", args=[role.pk])
    page = admin_client.get(url)
    project = role.projects.first()
    assert project.criteria[0][:30] in page.content.decode()
