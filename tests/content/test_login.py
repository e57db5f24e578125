import pytest
from axes.models import AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.urls import reverse

from tests.factories import PASSWORD, make_superuser

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/?next=/admin/"


@pytest.fixture
def editor():
    return make_superuser()


def log_in(client, password=PASSWORD, **headers):
    values = {"username": "ada", "password": password}
    return client.post(LOGIN, values, **headers)


def test_editor_logs_in_and_is_logged(editor, client):
    assert log_in(client)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert AccessLog.objects.get().username == "ada"


def test_five_wrong_passwords_lock_name_and_address(editor, client):
    for _each in range(4):
        assert log_in(client, "wrong").status_code == 200
    assert log_in(client, "wrong").status_code == 429
    response = log_in(client)
    assert response.status_code == 429
    assert "Wait 15 minutes" in response.content.decode()
    assert response["Retry-After"] == "900"
    assert log_in(client, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_behind_a_proxy_the_visitor_is_counted_and_not_the_proxy(
    editor, client, settings
):
    settings.BEHIND_PROXY = True
    for _each in range(5):
        log_in(client, "wrong", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.1")
    response = log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.1")
    assert response.status_code == 429
    assert log_in(client, HTTP_X_FORWARDED_FOR="192.0.2.2").status_code == 302
    assert set(AccessFailureLog.objects.values_list("ip_address", flat=True)) == {
        "192.0.2.1"
    }


@pytest.mark.parametrize("address", ["", "unknown", "192.0.2.1:8443"])
def test_unreadable_address_does_not_break_the_login(editor, client, settings, address):
    settings.BEHIND_PROXY = True
    assert log_in(client, "wrong", HTTP_X_FORWARDED_FOR=address).status_code == 200
    assert log_in(client, HTTP_X_FORWARDED_FOR=address).status_code == 302


def test_other_sessions_end_when_the_password_changes(editor, client, client_class):
    elsewhere = client_class()
    log_in(client)
    log_in(elsewhere)
    new = "another walk by the sea"
    values = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", values).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


@pytest.fixture
def client_class(client):
    return type(client)


@pytest.mark.parametrize("password", ["short one", "password1234", "123456789012345"])
def test_weak_password_is_refused(editor, client, password):
    client.force_login(editor)
    values = {
        "old_password": PASSWORD,
        "new_password1": password,
        "new_password2": password,
    }
    assert client.post("/admin/password_change/", values).status_code == 200
    assert User.objects.get().check_password(PASSWORD)


def test_logs_are_read_and_not_written(editor, client):
    log_in(client, "wrong")
    log_in(client)
    for model in ("axes_accesslog", "axes_accessfailurelog", "admin_logentry"):
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:{model}_add")).status_code == 403
    entry = AccessLog.objects.get()
    url = reverse("admin:axes_accesslog_change", args=[entry.pk])
    assert client.post(url, {"username": "eve"}).status_code == 403
    url = reverse("admin:axes_accesslog_delete", args=[entry.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403


def test_audit_log_names_who_changed_what(editor, client):
    client.force_login(editor)
    url = reverse("admin:auth_group_add")
    client.post(url, {"name": "Teachers"})
    page = client.get("/admin/admin/logentry/?action_flag__exact=1")
    assert page.context["title"] == "Audit log"
    assert "Teachers" in page.content.decode()
    assert "ada" in page.content.decode()
