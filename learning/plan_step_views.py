"""Working in a plan: its page, and what changes on it at each tick and note."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from aiengineer_site.errors import error_page
from aiengineer_site.http import render_page, wants_fragment
from learning import plans
from learning.catalog import read_catalog
from learning.models import Plan
from learning.plan_access import with_plan
from learning.plan_forms import RemarkForm, StateForm
from learning.plan_page import PlanPage, page_of


@require_safe
@with_plan
def plan_detail(request: HttpRequest, plan: Plan) -> HttpResponse:
    return plan_page(request, page_of(plan, read_catalog()))


def plan_page(request: HttpRequest, page: PlanPage, status: int = 200) -> HttpResponse:
    context = {"page": page, "plan": page.plan, "road": page.road}
    return render_page(
        request, "learning/plan_detail.html", context, fragment="plan", status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_plan
def plan_step(request: HttpRequest, plan: Plan, slug: str) -> HttpResponse:
    """Store how far the visitor is with a step, or what they wrote about it."""
    catalog = read_catalog()
    before = page_of(plan, catalog)
    card = before.card(slug)
    if card is None:
        raise plans.UnknownStep
    if request.method != "POST":
        return redirect(anchor(plan, slug))
    if "state" in request.POST:
        state = StateForm(request.POST)
        if not state.is_valid():
            message = _("A step is to do, doing, done or skipped. Nothing was changed.")
            return error_page(request, 422, message)
        plans.set_state(plan, card.step, state.chosen(), today=timezone.localdate())
    else:
        remark = RemarkForm(slug, card.remark, request.POST)
        if not remark.is_valid():
            return remark_again(request, page_of(plan, catalog, {slug: remark}), slug)
        plans.set_remark(plan, card.step, remark.remark())
    return after_change(request, before, page_of(plan, catalog), slug)


def remark_again(request: HttpRequest, page: PlanPage, slug: str) -> HttpResponse:
    """Show the note once more, with what is wrong with it."""
    if not wants_fragment(request):
        return plan_page(request, page, status=422)
    return changes(request, page, remarks=[slug])


def after_change(
    request: HttpRequest, before: PlanPage, after: PlanPage, slug: str
) -> HttpResponse:
    """Answer with the parts that changed; with the whole plan when dates moved."""
    if not wants_fragment(request):
        return redirect(anchor(after.plan, slug))
    calendars = [planned.calendar for planned in after.road.steps]
    if calendars != [planned.calendar for planned in before.road.steps]:
        return changes(request, after, whole=True)
    remarks = [slug] if after.change.kind == "note" else []
    # The step that was changed before loses its way to undo.
    states = {slug, before.change.step}
    return changes(request, after, states=states, remarks=remarks)


def changes(
    request: HttpRequest,
    page: PlanPage,
    *,
    states: Iterable[str] = (),
    remarks: Iterable[str] = (),
    whole: bool = False,
) -> HttpResponse:
    """Render the parts of the page that htmx puts in the place of the old ones."""
    context = {
        "page": page,
        "plan": page.plan,
        "road": page.road,
        "states": [card for slug in states if (card := page.card(slug))],
        "remarks": [card for slug in remarks if (card := page.card(slug))],
        "whole": whole,
        "oob": True,
    }
    return render_page(request, "learning/plan_changes.html", context)


def anchor(plan: Plan, slug: str = "") -> str:
    return plan.get_absolute_url() + (f"#step-{slug}" if slug else "")


@require_POST
@with_plan
def plan_undo(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Take the last change back."""
    number = request.POST.get("change", "")
    catalog = read_catalog()
    before = page_of(plan, catalog)
    try:
        change = plans.undo(plan, int(number) if number.isdecimal() else 0)
    except (plans.Outdated, ValueError):
        message = _(
            "There is nothing to take back: the plan has changed since that page "
            "was made, or it was undone already. Nothing was changed."
        )
        return error_page(request, 409, message)
    return after_change(request, before, page_of(plan, catalog), change.step)
