from django.db.models import Count, Prefetch, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aiengineer_site.http import public, render_page
from aiengineer_site.structured import Crumb, described
from learning.forms import StepFilter
from learning.models import LearningPath, Step
from learning.road import road
from learning.structured import course, learning_resource
from skills.views import published_topics


@require_safe
@public
def path_list(request: HttpRequest) -> HttpResponse:
    published = Q(steps__status="published")
    paths = (
        LearningPath.objects.published()
        .in_order()
        .annotate(
            step_count=Count("steps", published),
            hours_low=Sum("steps__hours_low", filter=published),
            hours_high=Sum("steps__hours_high", filter=published),
        )
    )
    context = {"paths": paths, **described(request, _("Paths"))}
    return render_page(request, "learning/path_list.html", context)


@require_safe
@public
def path_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a path as a road of steps, filtered by role and by level."""
    path = get_object_or_404(
        LearningPath.objects.published().prefetch_related(published_topics("topics")),
        slug=slug,
    )
    form = StepFilter(request.GET)
    steps = (
        path.steps.filter(status="published")
        .select_related("skill")
        .prefetch_related("requires")
        .order_by("from_level", "position")
    )
    if not form.is_valid():
        steps = steps.none()
    else:
        if role := form.cleaned_data["role"]:
            steps = steps.filter(roles=role)
        if (level := form.cleaned_data["level"]) is not None:
            steps = steps.filter(from_level=level)
    context = {
        "path": path,
        "form": form,
        "road": road(list(steps)),
        "is_filtered": form.is_valid() and form.has_changed(),
        **described(
            request,
            path.name,
            Crumb(_("Paths"), reverse("learning:path-list")),
            thing=course(path),
        ),
        **path.neighbors_in(LearningPath.objects.published()),
    }
    return render_page(request, "learning/path_detail.html", context, fragment="road")


@require_safe
@public
def step_detail(request: HttpRequest, slug: str) -> HttpResponse:
    published = Step.objects.published()
    step = get_object_or_404(
        Step.objects.published()
        .select_related("path", "skill")
        .prefetch_related(
            "resources",
            "roles",
            published_topics("topics"),
            Prefetch("requires", published),
            Prefetch("required_by", published),
        ),
        slug=slug,
    )
    siblings = Step.objects.published().filter(path=step.path)
    context = {
        "step": step,
        **described(
            request,
            step.title,
            Crumb(_("Paths"), reverse("learning:path-list")),
            Crumb(step.path.name, step.path.get_absolute_url()),
            thing=learning_resource(step),
        ),
        **step.neighbors_in(siblings),
    }
    return render_page(request, "learning/step_detail.html", context)
