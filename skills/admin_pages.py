"""Pages in the admin that are no list and no form of a record."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from aiengineer_site.http import personal, render_page

View = Callable[..., HttpResponse]


class EditorRequest(HttpRequest):
    """A request of someone who is logged in and on the staff."""

    user: User


def editors(may: str | Callable[[EditorRequest], bool]) -> Callable[[View], View]:
    """Open a page only to editors who may; send others to the login.

    Args:
        may: the name of a permission, or a function that decides.
    """

    def decides(request: EditorRequest) -> bool:
        return request.user.has_perm(may) if isinstance(may, str) else may(request)

    def decorate(view: View) -> View:
        @wraps(view)
        @personal
        def wrapper(request: EditorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not decides(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return admin.site.admin_view(wrapper)

    return decorate


def admin_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    fragment: str = "",
) -> HttpResponse:
    """Render a page with the admin's menu, or its fragment when htmx asks for one."""
    common = admin.site.each_context(request) | {"title": title}
    return render_page(request, template, common | context, fragment=fragment)
