"""An editor at the admin's forms, as a browser would fill and send them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from skills.models import Record
from tests.factories import make_editor


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def editor(*groups: str) -> Client:
    return client_of(make_editor(*groups))


def admin_url(record: Record, page: str) -> str:
    name = f"{record._meta.app_label}_{record._meta.model_name}"
    return reverse(f"admin:{name}_{page}", args=[record.pk])


def form_values(response) -> dict[str, object]:
    """Return what a browser would send back from an admin form, unchanged."""
    form = response.context["adminform"].form
    values = {name: bound.value() for name, bound in bound_fields(form)}
    for formset in response.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        values |= {bound.html_name: bound.value() for bound in management}
        for form in formset.formset.forms:
            values |= {b.html_name: b.value() for _, b in bound_fields(form)}
    if editing := response.context.get("editing"):
        values |= {"seen_digest": editing.seen, "base_digest": editing.base_digest}
    return {name: "" if value is None else value for name, value in values.items()}


def bound_fields(form):
    return [(form.add_prefix(name), form[name]) for name in form.fields]


def opened(client: Client, record: Record, page: str = "change") -> dict[str, object]:
    response = client.get(admin_url(record, page))
    assert response.status_code == 200, response.status_code
    return form_values(response)


def decide(client: Client, record: Record, what: str, **values: str) -> Any:
    """Press a button on the page of a draft, having read it."""
    page = client.get(admin_url(record, "review"))
    seen = {
        "seen": page.context["draft"].digest,
        "seen_text": page.context["seen_text"],
    }
    return client.post(admin_url(record, "review"), {**seen, **values, "do": what})
