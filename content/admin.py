from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, Count, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from content import (
    admin_files,
    system_admin,  # noqa: F401 (registers its lists)
)
from content.admin_records import DraftAdmin, protect
from content.models import Draft, Feedback, FeedbackState, Import, Page
from skills.admin import RecordAdmin

NOTE_START = 100  # characters of a note in the list
PAGES_COUNTED = 200


@admin.register(Page)
class PageAdmin(RecordAdmin):
    list_display = ("title", "position", "status", "updated_at")
    search_fields = ("slug", "title", "summary")
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = [
        (None, {"fields": ["title", "slug", "position", "status", "summary"]}),
        (_("Text"), {"fields": ["body"]}),
        (_("More"), {"classes": ["collapse"], "fields": ["language", "updated_at"]}),
    ]


class NoteFilter(admin.SimpleListFilter):
    """Leaves votes without a note out of the queue unless they are asked for."""

    title = _("note")
    parameter_name = "note"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Any]:
        return [("all", _("with votes that have no note"))]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        with_note, *others = super().choices(changelist)
        yield with_note | {"display": _("with a note")}
        yield from others

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Feedback]
    ) -> QuerySet[Feedback]:
        return queryset if self.value() == "all" else queryset.exclude(note="")


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin[Any]):
    """The queue of readers' notes: what is new first, then the latest."""

    change_list_template = "admin/content/feedback/change_list.html"
    list_display = ("note_start", "page", "useful", "state", "created_at")
    list_filter = (NoteFilter, "state", "useful", "created_at")
    search_fields = ("path", "note", "reply")
    readonly_fields = ("page", "useful", "note", "created_at")
    fields = ("page", "useful", "note", "created_at", "reply", "state")
    radio_fields = {"state": admin.VERTICAL}
    list_per_page = 50
    actions = ["close"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_ordering(self, request: HttpRequest) -> Any:
        return [Case(When(state=FeedbackState.NEW, then=0), default=1), "-created_at"]

    @admin.display(description=_("note"))
    def note_start(self, feedback: Feedback) -> str:
        return Truncator(feedback.note).chars(NOTE_START) or gettext("(only a vote)")

    @admin.display(description=_("page"), ordering="path")
    def page(self, feedback: Feedback) -> str:
        return format_html('<a href="{}">{}</a>', feedback.path, feedback.path)

    @admin.action(description=_("Close without showing them"), permissions=["change"])
    def close(self, request: HttpRequest, queryset: QuerySet[Feedback]) -> None:
        count = queryset.update(state=FeedbackState.CLOSED)
        self.message_user(
            request,
            ngettext("%(n)d note is closed.", "%(n)d notes are closed.", count)
            % {"n": count},
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            "title": _("What readers say"),
            "votes": votes_by_page(),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)


def votes_by_page() -> QuerySet[Feedback, Any]:
    """Count the votes on each page, those with the most “no” first."""
    return (
        Feedback.objects.exclude(useful=None)
        .order_by()
        .values("path")
        .annotate(
            yes=Count("pk", filter=Q(useful=True)),
            no=Count("pk", filter=Q(useful=False)),
        )
        .order_by("-no", "-yes", "path")[:PAGES_COUNTED]
    )


@admin.register(Import)
class ImportAdmin(admin.ModelAdmin[Any]):
    """The entry in the menu behind which content files come and go."""

    menu_name = _("Content files")

    def get_urls(self) -> list[Any]:
        return [
            path("export/", admin_files.export_zip, name="content_export_zip"),
            path("folder/", admin_files.preview_folder, name="content_preview_folder"),
            path("<uuid:pk>/", admin_files.preview_zip, name="content_preview_zip"),
            path(
                "<uuid:pk>/discard/",
                admin_files.discard_zip,
                name="content_discard_zip",
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, str] | None = None
    ) -> HttpResponse:
        return admin_files.files(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return admin_files.may_export(request)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return admin_files.may_export(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


# The last of the apps' admins to be read, so that each kind is registered by now.
admin.site.register(Draft, DraftAdmin)
protect(admin.site)
