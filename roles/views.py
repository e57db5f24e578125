import csv

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aiengineer_site.http import public, render_page
from aiengineer_site.structured import Crumb, described
from roles.comparison import skill_matrix
from roles.forms import CompareForm
from roles.models import Responsibility, Role, Usage
from roles.structured import occupation
from skills.charts import AXES_MIN, radar


@require_safe
@public
def role_list(request: HttpRequest) -> HttpResponse:
    roles = list(Role.objects.published().in_order())
    context = {
        "roles": roles,
        "matrix": skill_matrix(roles) if roles else None,
        **described(request, _("Roles")),
    }
    return render_page(request, "roles/role_list.html", context)


@require_safe
@public
def role_detail(request: HttpRequest, slug: str) -> HttpResponse:
    role = get_object_or_404(
        Role.objects.published().prefetch_related(
            "facts__source",
            "requirements__skill",
            "emphases__responsibility",
            Prefetch(
                "usages",
                Usage.objects.filter(topic__status="published").select_related("topic"),
            ),
            "neighbors__other",
            "projects",
            "interview_themes",
            "steps__path",
        ),
        slug=slug,
    )
    levels = [(r.skill.short_name, r.level) for r in role.requirements.all()]
    context = {
        "role": role,
        "radar": radar(levels) if len(levels) >= AXES_MIN else None,
        "usages": role.usages_by_kind(),
        "road": role.road(),
        **described(
            request,
            role.name,
            Crumb(_("Roles"), reverse("roles:role-list")),
            thing=occupation(role),
        ),
        **role.neighbors_in(Role.objects.published()),
    }
    return render_page(request, "roles/role_detail.html", context)


@require_safe
@public
def role_compare(request: HttpRequest) -> HttpResponse:
    """Set two to five roles side by side, as a page or, with format=csv, as a file."""
    form = CompareForm(request.GET)
    comparison = form.comparison() if form.is_valid() else None
    if comparison and request.GET.get("format") == "csv":
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="roles.csv"'
        csv.writer(response).writerows(comparison.as_rows())
        return response
    context = {
        "form": form,
        "comparison": comparison,
        **described(
            request, _("Compare"), Crumb(_("Roles"), reverse("roles:role-list"))
        ),
    }
    return render_page(
        request, "roles/role_compare.html", context, fragment="comparison"
    )


@require_safe
@public
def responsibility_list(request: HttpRequest) -> HttpResponse:
    responsibilities = (
        Responsibility.objects.published()
        .in_order()
        .prefetch_related("facets", "emphases__role")
    )
    context = {
        "responsibilities": responsibilities,
        **described(request, _("Responsibilities")),
    }
    return render_page(request, "roles/responsibility_list.html", context)


@require_safe
@public
def responsibility_detail(request: HttpRequest, slug: str) -> HttpResponse:
    responsibility = get_object_or_404(
        Responsibility.objects.published().prefetch_related(
            "facets", "skill_links__skill", "emphases__role"
        ),
        slug=slug,
    )
    context = {
        "responsibility": responsibility,
        "emphases": sorted(
            responsibility.emphases.all(), key=lambda emphasis: emphasis.role.position
        ),
        **described(
            request,
            responsibility.name,
            Crumb(_("Responsibilities"), reverse("roles:responsibility-list")),
        ),
        **responsibility.neighbors_in(Responsibility.objects.published()),
    }
    return render_page(request, "roles/responsibility_detail.html", context)
