from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skills.fields import MarkdownField
from skills.models import Level, Record, Skill, Source, Topic

MARKDOWN_HELP = _(
    "Markdown: **bold**, *emphasis*, lists, `code`, headings from ### on, ## in pages. "
    "Link to a record with [text](topic:pytorch); kinds are role, responsibility, "
    "skill, topic, path, step, page and source."
)


CHECKED_FOR = timedelta(days=365)  # an address or a figure is trusted for a year


def a_year_ago() -> date:
    return timezone.localdate() - CHECKED_FOR


class AgeFilter(admin.SimpleListFilter):
    """Narrows a list to what was last looked at more than a year ago."""

    parameter_name = "age"
    field = ""

    def lookups(
        self, request: HttpRequest, model_admin: object
    ) -> list[tuple[str, Any]]:
        return [("year", _("more than a year ago"))]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> models.QuerySet[Any]:
        if self.value() != "year":
            return queryset
        return queryset.filter(**{f"{self.field}__lt": a_year_ago()}).distinct()


class MarkdownArea(forms.Textarea):
    """A text area with a toolbar and a preview where JavaScript runs."""

    template_name = "admin/widgets/markdown.html"

    class Media:
        js = ("js/admin/markdown.js",)

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 14, "cols": 100, "spellcheck": "true"})


class LabeledRowForm(forms.ModelForm[Any]):
    """A row of a list that can be edited, each field named after its record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""  # stands nowhere in a list
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance}"


class RecordAdmin(admin.ModelAdmin[Any]):
    """What the pages for editing all kinds of content have in common."""

    formfield_overrides = {
        MarkdownField: {"widget": MarkdownArea, "help_text": MARKDOWN_HELP},
        models.URLField: {"assume_scheme": "https"},
    }
    list_per_page = 50
    save_on_top = True
    show_full_result_count = False
    readonly_fields = ("updated_at",)
    prepopulated_fields = {"slug": ("name",)}
    search_fields: ClassVar[tuple[str, ...]] = ("slug", "name", "summary")
    list_display: tuple[Any, ...] = ("name", "position", "status", "updated_at")
    list_editable: ClassVar[tuple[str, ...]] = ("position",)
    list_filter: ClassVar[tuple[Any, ...]] = ("status",)
    ordering: ClassVar[tuple[str, ...]] = ("position", "slug")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Say whether this editor may change what visitors see."""
        return bool(request.user.has_perm("content.publish_draft"))

    def note_change(self, request: HttpRequest, record: Record, message: str) -> None:
        """Leave a line in the history of a record that another page has changed."""
        self.log_change(request, record, message)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Record | None = None
    ) -> tuple[Any, ...]:
        """Keep the slug of what exists: other sites link to its address."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "slug") if obj else fields

    def get_changelist_form(
        self, request: HttpRequest, **kwargs: Any
    ) -> type[forms.ModelForm[Any]]:
        kwargs.setdefault("form", LabeledRowForm)
        return super().get_changelist_form(request, **kwargs)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Record | None = None
    ) -> dict[str, Any]:
        return {} if obj else self.prepopulated_fields


class RowInline(admin.TabularInline[Any, Any]):
    """Rows below a record, with one empty row to add another."""

    extra = 0
    show_change_link = False
    formfield_overrides = {
        models.CharField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 60})},
        models.URLField: {"assume_scheme": "https"},
    }


class BlockInline(admin.StackedInline[Any, Any]):
    extra = 0
    formfield_overrides = RecordAdmin.formfield_overrides


class LevelInline(RowInline):
    model = Level
    min_num = max_num = 5
    can_delete = False


@admin.register(Skill)
class SkillAdmin(RecordAdmin):
    inlines = [LevelInline]
    fieldsets = [
        (
            None,
            {"fields": ["name", "short_name", "slug", "position", "status", "summary"]},
        ),
        (_("Text"), {"fields": ["purpose", "mistakes", "practice"]}),
        (_("More"), {"classes": ["collapse"], "fields": ["language", "updated_at"]}),
    ]


class DocumentationAge(AgeFilter):
    title = _("documentation checked")
    field = "docs_checked"


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ("name", "kind", "skill", "position", "status", "updated_at")
    list_filter = ("status", "kind", "skill", DocumentationAge)
    list_select_related = ("skill",)
    autocomplete_fields = ["related"]
    fieldsets = [
        (
            None,
            {"fields": ["name", "slug", "kind", "skill", "position", "status"]},
        ),
        (_("Text"), {"fields": ["summary", "body", "example", "example_language"]}),
        (
            _("Documentation"),
            {"fields": ["docs_title", "docs_url", "docs_checked", "related"]},
        ),
        (_("More"), {"classes": ["collapse"], "fields": ["language", "updated_at"]}),
    ]


class ReleaseAge(AgeFilter):
    title = _("released")
    field = "date"


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("title", "publisher", "release", "date", "status")
    list_editable = ()
    search_fields = ("slug", "title", "publisher", "note")
    prepopulated_fields = {"slug": ("title",)}
    date_hierarchy = "date"
    ordering = ("title",)
    list_filter = ("status", ReleaseAge, "publisher")
