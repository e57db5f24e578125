import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from content import second_factor
from tests.factories import PASSWORD, make_superuser

pytestmark = pytest.mark.django_db
CODE_PAGE = "/admin/two-step/code/"
SET_UP = "/admin/two-step/set-up/"


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.ADMIN_2FA = True


@pytest.fixture
def editor(client):
    """An editor who has given the password and nothing more."""
    user = make_superuser()
    values = {"username": user.username, "password": PASSWORD}
    client.post("/admin/login/", values)
    return user


def code_of(app):
    return f"{totp(app.bin_key):06}"


def with_app(user):
    app = second_factor.app_to_set_up(user)
    return app, second_factor.put_into_use(app)


def test_editor_sets_up_an_app_and_gets_in(editor, client):
    page = client.get("/admin/skills/topic/?q=loops", follow=True)
    assert page.redirect_chain[-1][0].startswith(SET_UP)
    app = TOTPDevice.objects.get(user=editor)
    assert second_factor.secret_of(app) in page.content.decode()
    address = page.redirect_chain[-1][0]
    done = client.post(address, {"code": code_of(app)})
    assert len(re.findall(r"<code>[a-z2-7]{4}-[a-z2-7]{4}</code>", done.text)) == 10
    assert 'href="/admin/skills/topic/?q=loops"' in done.text
    assert client.get("/admin/skills/topic/").status_code == 200


def test_password_alone_opens_nothing(editor, client):
    with_app(editor)
    for address in ("/admin/", "/admin/auth/user/", "/admin/password_change/"):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith(CODE_PAGE), address
    assert "Users" not in response.text
    assert client.post("/admin/markdown/preview/", {"text": "x"}).status_code == 302


def test_code_from_the_app_opens_the_page_that_was_wanted(editor, client):
    app, _codes = with_app(editor)
    address = f"{CODE_PAGE}?next=/admin/skills/skill/"
    response = client.post(address, {"code": code_of(app)})
    assert response["Location"] == "/admin/skills/skill/"
    assert client.get("/admin/skills/skill/").status_code == 200


def test_no_other_site_is_gone_on_to(editor, client):
    app, _codes = with_app(editor)
    address = f"{CODE_PAGE}?next=https://example.org/"
    assert client.post(address, {"code": code_of(app)})["Location"] == "/admin/"


def test_recovery_code_works_once(editor, client):
    _app, codes = with_app(editor)
    assert client.post(CODE_PAGE, {"code": codes[0].upper()}).status_code == 302
    client.post("/admin/logout/")
    client.force_login(editor)
    assert client.post(CODE_PAGE, {"code": codes[0]}).status_code == 200
    assert second_factor.codes_left(editor) == 9


@pytest.mark.parametrize(
    "code", ["", "000000", "abcd-efgh", "1" * 21, "\0", "１２３４５６"]
)
def test_wrong_code_is_refused_with_a_sentence(editor, client, code):
    with_app(editor)
    response = client.post(CODE_PAGE, {"code": code})
    assert response.status_code == 200
    assert response.context["form"].errors["code"]
    assert client.get("/admin/").status_code == 302


def test_guessing_is_slowed_down(editor, client):
    app, _codes = with_app(editor)
    for _each in range(5):
        client.post(CODE_PAGE, {"code": "000000"})
    assert client.post(CODE_PAGE, {"code": code_of(app)}).status_code == 200


def test_app_is_not_replaced_by_whoever_knows_the_password(editor, client):
    app, _codes = with_app(editor)
    assert client.get(SET_UP)["Location"].startswith(CODE_PAGE)
    assert client.post(SET_UP, {"code": "000000"}).status_code == 302
    assert second_factor.app_of(editor) == app


def test_verified_editor_makes_new_recovery_codes(editor, client):
    app, codes = with_app(editor)
    client.post(CODE_PAGE, {"code": code_of(app)})
    assert "10 recovery codes" in client.get("/admin/two-step/").text
    page = client.post("/admin/two-step/")
    assert codes[0] not in page.text
    assert second_factor.codes_left(editor) == 10


def test_switched_off_a_password_is_enough(editor, client, settings):
    settings.ADMIN_2FA = False
    assert client.get("/admin/").status_code == 200
    assert "A password alone" in client.get("/admin/two-step/").text


@pytest.mark.parametrize("address", [CODE_PAGE, SET_UP, "/admin/two-step/"])
def test_visitors_are_sent_to_the_login(client, address):
    assert client.get(address)["Location"].startswith("/admin/login/")


def test_command_gives_the_first_editor_an_app(editor, client):
    out = StringIO()
    call_command("make_editor_device", "ada", stdout=out)
    app = second_factor.app_of(editor)
    assert second_factor.secret_of(app) in out.getvalue()
    assert client.post(CODE_PAGE, {"code": code_of(app)}).status_code == 302


def test_command_replaces_an_app_only_when_told_so(editor):
    app, _codes = with_app(editor)
    with pytest.raises(CommandError, match="--replace"):
        call_command("make_editor_device", "ada")
    call_command("make_editor_device", "ada", "--replace", stdout=StringIO())
    assert second_factor.app_of(editor) != app


def test_command_names_an_unknown_editor():
    with pytest.raises(CommandError, match="no editor called eve"):
        call_command("make_editor_device", "eve")
