"""Pages of the second step: type a code, set up an app, get recovery codes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as remember_device

from content import second_factor
from skills.admin_pages import admin_page

View = Callable[..., HttpResponse]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )


def for_editors(view: View) -> View:
    """Let in whoever gave an editor's password, with or without the second step."""

    @never_cache
    @csrf_protect
    @sensitive_post_parameters("code")
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_active and request.user.is_staff):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request, *args, **kwargs)

    return wrapper


def next_page(request: HttpRequest) -> str:
    """Return the page of this site that the editor was on the way to."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return reverse("admin:index")


def page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    return admin_page(request, f"admin/second_factor/{name}.html", context, title=title)


@for_editors
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code after the password; lead whoever has no app to set one up."""
    user: Any = request.user
    if second_factor.app_of(user) is None:
        return redirect(f"{reverse('admin:two-step-set-up')}?{request.GET.urlencode()}")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        device = second_factor.device_that_accepts(user, code)
        if device is not None:
            remember_device(request, device)
            return redirect(next_page(request))
        form.add_error("code", refusal())
    return page(request, "verify", _("Second step"), form=form)


@for_editors
def set_up(request: HttpRequest) -> HttpResponse:
    """Show an app's secret; take it into use when its first code comes back."""
    user: Any = request.user
    if second_factor.app_of(user) and not user.is_verified():
        here = request.get_full_path()
        return redirect(f"{reverse('admin:two-step-verify')}?next={here}")
    app = second_factor.app_to_set_up(user)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if app.verify_token(form.cleaned_data["code"].replace(" ", "")):
            codes = second_factor.put_into_use(app)
            remember_device(request, app)
            return codes_page(request, codes)
        form.add_error("code", refusal())
    return page(
        request,
        "set_up",
        _("Set up the second step"),
        form=form,
        drawing=second_factor.drawing_of(app),
        secret=second_factor.secret_of(app),
        is_asked_for=second_factor.is_missing(request),
    )


@for_editors
def overview(request: HttpRequest) -> HttpResponse:
    """Say how the editor's login is guarded; make new recovery codes on POST."""
    user: Any = request.user
    app = second_factor.app_of(user)
    if second_factor.is_missing(request) or (app and not user.is_verified()):
        here = request.get_full_path()
        return redirect(f"{reverse('admin:two-step-verify')}?next={here}")
    if request.method == "POST" and app:
        return codes_page(request, second_factor.make_codes(user))
    return page(
        request,
        "overview",
        _("Two-step login"),
        app=app,
        codes_left=second_factor.codes_left(user),
    )


def codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    title = _("Your recovery codes")
    return page(request, "codes", title, codes=codes, next=next_page(request))


def refusal() -> str:
    return _(
        "That code was not accepted. Codes from the app last 30 seconds and work once; "
        "after several wrong ones there is a pause. Wait for the next code and type it."
    )
