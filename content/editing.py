"""The admin's own site: its groups, its home page and its login."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

# Models in the order of the menu; whatever else is registered stands under System.
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "content": (
        _("Content"),
        (
            *("roles.Role", "roles.Responsibility", "skills.Skill", "skills.Topic"),
            *("learning.LearningPath", "learning.Step", "content.Page"),
            *("skills.Source", "content.Draft", "content.Import"),
        ),
    ),
    "assessment": (_("Assessment"), ("quiz.Item", "quiz.ItemBank")),
    "readers": (_("Readers"), ("content.Feedback", "quiz.Attempt", "learning.Plan")),
    "system": (_("System"), ("auth.User", "auth.Group", "admin.LogEntry")),
}
GROUP_OF = {label: key for key, (_name, labels) in GROUPS.items() for label in labels}


class EditingSite(AdminSite):
    site_header = _("AI Engineer Guide: editing")
    site_title = _("Editing")
    index_title = _("What needs attention")

    def get_urls(self) -> list[Any]:
        from content import second_factor_views as two_step
        from content.attention import differences
        from content.markdown_preview import markdown_preview, markdown_records

        return [
            path("two-step/", two_step.overview, name="two-step"),
            path("two-step/code/", two_step.verify, name="two-step-verify"),
            path("two-step/set-up/", two_step.set_up, name="two-step-set-up"),
            path("differences/", self.admin_view(differences), name="differences"),
            path(
                "markdown/preview/",
                self.admin_view(markdown_preview),
                name="markdown-preview",
            ),
            path(
                "markdown/records/",
                self.admin_view(markdown_records),
                name="markdown-records",
            ),
            *super().get_urls(),
        ]

    def has_permission(self, request: HttpRequest) -> bool:
        from content import second_factor

        return super().has_permission(request) and not second_factor.is_missing(request)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send whoever owes only the second step on to it."""
        has_password = super().has_permission(request)
        if request.method == "GET" and has_password != self.has_permission(request):
            verify = reverse("admin:two-step-verify")
            return redirect(f"{verify}?{request.GET.urlencode()}")
        return super().login(request, extra_context)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        from content.attention import what_needs_attention

        context = {"attention": what_needs_attention(request.user)}
        return super().index(request, context | (extra_context or {}))

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """List the models by what they are for instead of by app."""
        if not self.has_permission(request):
            return []
        if app_label:
            return super().get_app_list(request, app_label)
        models: dict[str, list[Any]] = {key: [] for key in GROUPS}
        for app in super().get_app_list(request):
            for entry in app["models"]:
                key = GROUP_OF.get(entry["model"]._meta.label, "system")
                own = self._registry[entry["model"]]
                entry["name"] = getattr(own, "menu_name", entry["name"])
                models[key].append(entry)
        return [
            {
                "name": name,
                "app_label": key,
                "app_url": f"{reverse('admin:index')}#group-{key}",
                "has_module_perms": True,
                "models": sorted(models[key], key=lambda entry: place(entry, labels)),
            }
            for key, (name, labels) in GROUPS.items()
            if models[key]
        ]


def place(entry: dict[str, Any], labels: tuple[str, ...]) -> tuple[int, str]:
    label = entry["model"]._meta.label
    listed = labels.index(label) if label in labels else len(labels)
    return listed, str(entry["name"])
