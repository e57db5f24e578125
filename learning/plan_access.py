"""Whose plan it is: hands the visitor or the plan to a view, or says what is wrong."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aiengineer_site.errors import error_page
from aiengineer_site.http import personal
from learning import plans, visitors
from learning.plan_request import PlanError
from learning.visitors import Visitor
from quiz import attempts

PlanView = Callable[..., HttpResponse]


def with_visitor(view: PlanView) -> Callable[..., HttpResponse]:
    """Hand the visitor to the view, or explain what is wrong with the request."""

    @wraps(view)
    @personal
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, visitors.visitor_of(request), *args, **kwargs)
        except visitors.TamperedPlans:
            message = _(
                "The cookie that names your plans cannot be read, so it has been "
                "removed. If you kept a plan as a file, you can bring it in again."
            )
            return without_cookie(request, message, visitors.forget)
        except attempts.TamperedAttempt:
            message = _(
                "The cookie that names your self-assessment cannot be read, so it "
                "has been removed. Open this page again to see your plans."
            )
            return without_cookie(request, message, attempts.forget)
        except plans.NoPlan:
            message = _(
                "There is no such plan in this browser. It may have been deleted, or "
                "made on another device. The menu entry “Plan” lists those you have."
            )
            return error_page(request, 404, message)
        except plans.UnknownStep:
            message = _("That step is not part of this plan. Nothing was changed.")
            return error_page(request, 404, message)
        except plans.TooManyPlans:
            message = ngettext(
                "You have %(n)d plan, and no more are kept. Delete it first.",
                "You have %(n)d plans, and no more are kept. Delete one first.",
                plans.PLANS_MAX,
            )
            return error_page(request, 409, message % {"n": plans.PLANS_MAX})
        except PlanError:
            message = _(
                "No plan can be made for this role at the moment, because the guide "
                "lists no steps or requirements for it. Your notes are kept."
            )
            return error_page(request, 409, message)

    return wrapper


def without_cookie(
    request: HttpRequest, message: str, forget: Callable[[HttpResponse], None]
) -> HttpResponse:
    """Say that a cookie cannot be read, and remove it."""
    response = error_page(request, 400, message)
    forget(response)
    return response


def with_plan(view: PlanView) -> Callable[..., HttpResponse]:
    """Hand one of the visitor's own plans to the view."""

    @wraps(view)
    @with_visitor
    def wrapper(
        request: HttpRequest, visitor: Visitor, key: UUID, **kwargs: Any
    ) -> HttpResponse:
        return view(request, plans.find(visitor, key), **kwargs)

    return wrapper
