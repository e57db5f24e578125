"""The pages of a visitor's plans."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from aiengineer_site.errors import csrf_failure, error_page
from aiengineer_site.http import render_page, wants_fragment
from aiengineer_site.origin import is_same_origin
from learning import plans, visitors
from learning.catalog import all_paths, needs_of, read_catalog, stored_settings
from learning.exports import to_markdown
from learning.icalendar import to_icalendar
from learning.models import Plan
from learning.plan_access import with_plan, with_visitor
from learning.plan_file import to_json
from learning.plan_forms import (
    HOURS_DEFAULT,
    ImportForm,
    PlanForm,
    RemarkForm,
    StateForm,
)
from learning.plan_import import UnknownRole, import_plan
from learning.plan_page import PlanPage, page_of, road_of, view_of
from learning.plan_request import PlanError
from learning.plan_switch import switches
from learning.planner import Plan as Road
from learning.plans import Settings
from learning.visitors import Visitor
from quiz import attempts
from quiz.scoring import score
from roles.models import Role
from skills.models import Skill

FILES = {
    "md": "text/markdown; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
}


@require_safe
@with_visitor
def plan_list(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """List the visitor's plans, each with how far it is."""
    catalog = read_catalog()
    rows: list[tuple[Plan, Road | None]] = []
    for plan in plans.plans_of(visitor):
        try:
            rows.append((plan, road_of(plan, catalog)))
        except PlanError:
            rows.append((plan, None))
    context = {
        "rows": rows,
        "roles": Role.objects.published().in_order(),
        "leaders": leaders_of(visitor),
        "form": ImportForm(),
    }
    return render_page(request, "learning/plan_list.html", context)


@csrf_exempt  # checked below by origin: the page must not set a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@with_visitor
def plan_new(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Ask for levels, hours, start and paths; make the plan on POST."""
    role = asked_role(request, visitor)
    if role is None:
        return redirect(reverse("learning:plan-list") + "#roles")
    form = plan_form(request, role, first_settings(request, visitor))
    if request.method == "POST" and not is_same_origin(request):
        return csrf_failure(request)
    if request.method == "POST" and form.is_valid():
        plan = plans.make(visitor, role, form.settings())
        response = redirect(plan)
        visitors.remember(response, plan.owner)
        return response
    context = {
        "role": role,
        "form": form,
        "roles": Role.objects.published().in_order().exclude(pk=role.pk),
        "existing": plans.plans_of(visitor).filter(role=role),
    }
    return render_page(
        request,
        "learning/plan_new.html",
        context,
        status=422 if form.errors else 200,
    )


def plan_form(request: HttpRequest, role: Role, initial: Settings) -> PlanForm:
    """Return the form of a plan for the role.

    Raises:
        PlanError: the role asks for nothing.
    """
    needs = needs_of(role)
    if not needs:
        raise PlanError([f"The role {role.slug} asks for no skill."])
    skills = Skill.objects.published().in_order().prefetch_related("levels")
    data = request.POST if request.method == "POST" else None
    return PlanForm(list(skills), needs, data, initial=initial)


def asked_role(request: HttpRequest, visitor: Visitor) -> Role | None:
    """Return the role that the address names, else the one that answers point to."""
    if slug := request.GET.get("role", ""):
        if "\0" in slug:
            raise Http404
        role: Role = get_object_or_404(Role.objects.published(), slug=slug[:80])
        return role
    return next(iter(leaders_of(visitor)), None)


def leaders_of(visitor: Visitor) -> list[Role]:
    """Return the roles to which the visitor's answers point."""
    if not visitor.attempts:
        return []
    attempt = visitor.attempts[0]
    bank = attempts.attempt_version(attempt).bank
    slugs = score(bank, attempts.answers_of(attempt)).leaders
    return list(Role.objects.published().in_order().filter(slug__in=slugs))


def first_settings(request: HttpRequest, visitor: Visitor) -> Settings:
    """Return what the form starts with: another plan's, or the own ratings."""
    if key := request.GET.get("from", ""):
        try:
            return stored_settings(plans.find(visitor, UUID(key)))
        except ValueError as error:
            raise plans.NoPlan from error
    levels: dict[str, int] = {}
    if visitor.attempts:
        ratings = visitor.attempts[0].self_ratings
        levels = dict(ratings.values_list("skill__slug", "level"))
    return Settings(levels, HOURS_DEFAULT, timezone.localdate(), all_paths())


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
    return changes(request, page, states=[], remarks=[slug])


def after_change(
    request: HttpRequest, before: PlanPage, after: PlanPage, slug: str
) -> HttpResponse:
    """Answer with the parts that changed; with the whole plan when dates moved."""
    if not wants_fragment(request):
        return redirect(anchor(after.plan, slug))
    calendars = [planned.calendar for planned in after.road.steps]
    if calendars != [planned.calendar for planned in before.road.steps]:
        return changes(request, after, states=[], remarks=[], whole=True)
    remarks = [slug] if after.change.kind == "note" else []
    # The step that was changed before loses its way to undo.
    states = {slug, before.change.step}
    return changes(request, after, states=states, remarks=remarks)


def changes(
    request: HttpRequest,
    page: PlanPage,
    *,
    states: Iterable[str],
    remarks: Iterable[str],
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


@require_http_methods(["GET", "HEAD", "POST"])
@with_plan
def plan_change(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Plan anew with other levels, hours, start or paths; progress stays."""
    stored = stored_settings(plan)
    if "today" in request.GET:
        stored = replace(stored, start_date=timezone.localdate())
    form = plan_form(request, plan.role, stored)
    if request.method == "POST" and form.is_valid():
        plans.change_settings(plan, form.settings(), today=timezone.localdate())
        response = redirect(plan)
        visitors.remember(response, plan.owner)
        return response
    context = {"plan": plan, "role": plan.role, "form": form}
    return render_page(
        request,
        "learning/plan_change.html",
        context,
        status=422 if form.errors else 200,
    )


@require_safe
@with_plan
def plan_switch(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Set the plan beside what the same levels would need for each other role."""
    catalog = read_catalog()
    rows = switches(plan, catalog)
    context: dict[str, Any] = {"plan": plan, "rows": rows}
    if slug := request.GET.get("role", ""):
        chosen = next((row for row in rows if row.role.slug == slug), None)
        if chosen is None:
            raise Http404
        context["chosen"] = chosen
    return render_page(request, "learning/plan_switch.html", context, fragment="switch")


@require_safe
@with_plan
def plan_file(request: HttpRequest, plan: Plan, kind: str) -> HttpResponse:
    """Hand the plan out as Markdown, calendar entries or data."""
    if kind not in FILES:
        raise Http404
    view = view_of(plan, read_catalog(), request.build_absolute_uri)
    now = timezone.now()
    if kind == "md":
        text = to_markdown(view)
    elif kind == "ics":
        text = to_icalendar(view, stamp=now, host=request.get_host())
    else:
        text = to_json(view, exported=now)
    response = HttpResponse(text, content_type=FILES[kind])
    name = f"plan-{plan.role.slug}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@with_plan
def plan_delete(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Ask, then delete the plan with its progress and notes."""
    if request.method != "POST":
        return render_page(request, "learning/plan_delete.html", {"plan": plan})
    owner = plan.owner
    plans.delete(plan)
    response = redirect("learning:plan-list")
    if not Plan.objects.filter(owner=owner).exists():
        visitors.forget(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@with_visitor
def plan_delete_all(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Ask, then delete all of the visitor's plans."""
    mine = plans.plans_of(visitor)
    if request.method != "POST" and mine:
        return render_page(request, "learning/plan_delete_all.html", {"plans": mine})
    mine.delete()
    response = redirect("learning:plan-list")
    visitors.forget(response)
    return response


@csrf_exempt  # checked below by origin: the page must not set a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@with_visitor
def plan_import(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Bring in a plan that this guide wrote as JSON, here or elsewhere."""
    if request.method == "POST" and not is_same_origin(request):
        return csrf_failure(request)
    is_sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
    if is_sent and form.is_valid():
        try:
            plan = import_plan(visitor, form.plan_file(), read_catalog())
        except UnknownRole as error:
            form.add_error("file", error.sentence)
        else:
            response = redirect(plan)
            visitors.remember(response, plan.owner)
            return response
    return render_page(
        request,
        "learning/plan_import.html",
        {"form": form},
        status=422 if form.errors else 200,
    )
