from django.apps import apps
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aiengineer_site.http import public, render_page
from aiengineer_site.structured import Crumb, described
from skills.forms import TopicFilter
from skills.models import Skill, Topic, TopicKind
from skills.structured import defined_term


@require_safe
@public
def skill_list(request: HttpRequest) -> HttpResponse:
    skills = (
        Skill.objects.published()
        .in_order()
        .prefetch_related(published_topics("topics"), requirements_by_role())
    )
    context = {"skills": skills, **described(request, _("Skills"))}
    return render_page(request, "skills/skill_list.html", context)


@require_safe
@public
def skill_detail(request: HttpRequest, slug: str) -> HttpResponse:
    skill = get_object_or_404(
        Skill.objects.published().prefetch_related(
            "levels",
            published_topics("topics"),
            "requirements__role",
            "responsibilities",
            "steps__path",
        ),
        slug=slug,
    )
    kinds = TopicKind.values
    context = {
        "skill": skill,
        "requirements": sorted(
            skill.requirements.all(), key=lambda requirement: requirement.role.position
        ),
        "topics": sorted(skill.topics.all(), key=lambda topic: kinds.index(topic.kind)),
        "steps": sorted(
            (step for step in skill.steps.all() if step.is_published),
            key=lambda step: (step.from_level, step.path.position, step.position),
        ),
        **described(
            request,
            skill.name,
            Crumb(_("Skills"), reverse("skills:skill-list")),
            thing=defined_term(skill),
        ),
        **skill.neighbors_in(Skill.objects.published()),
    }
    return render_page(request, "skills/skill_detail.html", context)


@require_safe
@public
def topic_list(request: HttpRequest) -> HttpResponse:
    """List topics, filtered by kind, skill and role; an unknown filter is named."""
    form = TopicFilter(request.GET)
    context = {
        "form": form,
        "topics": form.topics(),
        "is_filtered": form.is_filtered(),
        **described(request, _("Topics")),
    }
    return render_page(
        request, "skills/topic_list.html", context, fragment="topic-results"
    )


@require_safe
@public
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(
        Topic.objects.published()
        .select_related("skill")
        .prefetch_related(
            "usages__role", published_topics("related"), "paths", "steps__path"
        ),
        slug=slug,
    )
    siblings = Topic.objects.published().filter(skill=topic.skill)
    if topic.skill is None:
        siblings = siblings.filter(paths__in=topic.paths.all()).distinct()
    context = {
        "topic": topic,
        "usages": sorted(topic.usages.all(), key=lambda usage: usage.role.position),
        "steps": [step for step in topic.steps.all() if step.is_published],
        **described(request, topic.name, *above(topic), thing=defined_term(topic)),
        **topic.neighbors_in(siblings),
    }
    return render_page(request, "skills/topic_detail.html", context)


def above(topic: Topic) -> list[Crumb]:
    """Return the pages above a topic: the list, and its skill where it has one."""
    trail = [Crumb(_("Topics"), reverse("skills:topic-list"))]
    if topic.skill:
        trail.append(Crumb(topic.skill.name, topic.skill.get_absolute_url()))
    return trail


def requirements_by_role() -> "Prefetch[str]":
    requirements = apps.get_model("roles", "Requirement")._default_manager
    return Prefetch(
        "requirements",
        requirements.select_related("role").order_by("role__position"),
    )


def published_topics(lookup: str) -> "Prefetch[str]":
    return Prefetch(lookup, Topic.objects.published().order_by("position", "slug"))
