from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aiengineer_site.context import site
from aiengineer_site.http import public, render_page
from aiengineer_site.structured import Crumb, described
from content.cards import card as draw_card
from content.forms import SearchForm
from content.models import Page
from content.search import Answer
from content.search import search as find
from content.search_index import INDEXED
from learning.models import LearningPath
from quiz.length import MINUTES_TYPICAL, QUESTIONS_TYPICAL
from roles.comparison import skill_matrix
from roles.models import Responsibility, Role
from skills.models import Skill, Source, Topic


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    roles = list(Role.objects.published().in_order())
    context = {
        "roles": roles,
        "responsibilities": Responsibility.objects.published().in_order(),
        "skills": Skill.objects.published().in_order(),
        "paths": LearningPath.objects.published().in_order(),
        "matrix": skill_matrix(roles) if roles else None,
        "sources": Source.objects.published().count(),
        "questions": QUESTIONS_TYPICAL,
        "minutes": MINUTES_TYPICAL,
    }
    return render_page(request, "content/home.html", context)


def about() -> Crumb:
    return Crumb(_("About"), reverse("content:page-list"))


@require_safe
@public
def page_list(request: HttpRequest) -> HttpResponse:
    context = {
        "pages": Page.objects.published().in_order(),
        **described(request, _("About")),
    }
    return render_page(request, "content/page_list.html", context)


@require_safe
@public
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(Page.objects.published(), slug=slug)
    context = {
        "page": page,
        **described(request, page.title, about()),
        **page.neighbors_in(Page.objects.published()),
    }
    return render_page(request, "content/page_detail.html", context)


@require_safe
@public
def source_list(request: HttpRequest) -> HttpResponse:
    context = {
        "page": Page.objects.published().filter(slug="sources").first(),
        "sources": Source.objects.published().order_by("title"),
        **described(request, _("Sources"), about()),
    }
    return render_page(request, "content/source_list.html", context)


@require_safe
@public
def glossary(request: HttpRequest) -> HttpResponse:
    context = {
        "page": Page.objects.published().filter(slug="glossary").first(),
        "topics": sorted(Topic.objects.published(), key=lambda t: t.name.casefold()),
        **described(request, _("Glossary"), about()),
    }
    return render_page(request, "content/glossary.html", context)


@require_safe
@public
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    answer = find(query) if query else Answer()
    context = {
        "form": form,
        "query": query,
        "answer": answer,
        **described(request, _("Search")),
    }
    return render_page(
        request, "content/search.html", context, fragment="search-results"
    )


@require_safe
@public
def card(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Answer with the picture of a page for places where its address is shared."""
    if kind not in INDEXED:
        raise Http404
    model, summary = INDEXED[kind]
    record = get_object_or_404(
        model._default_manager.filter(status="published"), slug=slug
    )
    png = draw_card(
        title=str(record),
        text=getattr(record, summary),
        site_name=site(request)["site_name"],
        role=slug if kind == "role" else "",
    )
    response = HttpResponse(png, content_type="image/png")
    # Other sites show it beside the address that their readers share.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
@public
def offline(request: HttpRequest) -> HttpResponse:
    """Show what the service worker answers with when a page was not kept."""
    context = described(request, _("You are offline"))
    return render_page(request, "content/offline.html", context)


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether pages can be served: the database answers and holds content."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ready = Role.objects.published().exists()
    except DatabaseError:
        ready = False
    return HttpResponse(
        "ready" if ready else "not ready",
        content_type="text/plain",
        status=200 if ready else 503,
    )
