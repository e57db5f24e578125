"""Having plans: listed, made, changed, compared, taken along, deleted."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_safe,
)

from aiengineer_site.errors import csrf_failure
from aiengineer_site.http import render_page
from aiengineer_site.origin import is_same_origin
from learning import plans, visitors
from learning.catalog import all_paths, needs_of, read_catalog, stored_settings
from learning.exports import to_markdown
from learning.icalendar import to_icalendar
from learning.models import Plan
from learning.plan_access import with_plan, with_visitor
from learning.plan_file import to_json
from learning.plan_forms import HOURS_DEFAULT, ImportForm, PlanForm
from learning.plan_import import UnknownRole, import_plan
from learning.plan_page import road_of, view_of
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
    mine = plans.plans_of(visitor).prefetch_related(
        "paths", "progress__step", "role__requirements__skill"
    )
    for plan in mine:
        try:
            rows.append((plan, road_of(plan, catalog, plan.progress.all())))
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
        return to_plan(plan)
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


def to_plan(plan: Plan) -> HttpResponse:
    """Lead to a plan, whose owner the browser remembers from now on."""
    response = redirect(plan)
    visitors.remember(response, plan.owner)
    return response


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
        return to_plan(plan)
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
            return to_plan(plan)
    return render_page(
        request,
        "learning/plan_import.html",
        {"form": form},
        status=422 if form.errors else 200,
    )
