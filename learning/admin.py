from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from learning.models import LearningPath, PathTopic, Plan, Progress, Resource, Step
from quiz.admin import ReadOnlyInline, VisitorDataAdmin
from skills.admin import AgeFilter, BlockInline, RecordAdmin, RowInline, TopicAdmin


class PathLinkInline(RowInline):
    """The learning path to which a topic belongs that is part of no skill."""

    model = PathTopic
    fk_name = "topic"
    max_num = 1
    verbose_name_plural = _("learning path, for a topic that belongs to no skill")


# Set here, because topics stand below learning paths.
TopicAdmin.inlines = [*TopicAdmin.inlines, PathLinkInline]
TopicAdmin.ordering = ("skill__position", "path_link__path__position", "position")


@admin.register(LearningPath)
class LearningPathAdmin(RecordAdmin):
    fieldsets = [
        (None, {"fields": ["name", "slug", "position", "status", "summary"]}),
        (_("Text"), {"fields": ["body", "suits", "caution"]}),
        (_("More"), {"classes": ["collapse"], "fields": ["language", "updated_at"]}),
    ]


class ResourceInline(BlockInline):
    model = Resource
    min_num = 2


class ResourceAge(AgeFilter):
    title = _("a resource checked")
    field = "resources__checked"


@admin.register(Step)
class StepAdmin(RecordAdmin):
    list_display = (
        *("title", "path", "skill", "from_level", "to_level"),
        *("position", "status"),
    )
    list_filter = ("status", "path", "skill", "from_level", "roles", ResourceAge)
    list_select_related = ("path", "skill")
    ordering = ("path__position", "position", "slug")
    search_fields = ("slug", "title", "outcome")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ["requires", "topics"]
    filter_horizontal = ["roles"]
    inlines = [ResourceInline]
    fieldsets = [
        (
            None,
            {"fields": ["title", "slug", "path", "position", "status"]},
        ),
        (
            _("What it raises"),
            {
                "fields": [
                    ("skill", "from_level", "to_level"),
                    ("hours_low", "hours_high"),
                    *("hours_reason", "requires", "roles", "topics"),
                ]
            },
        ),
        (_("Text"), {"fields": ["body", "outcome"]}),
        (_("More"), {"classes": ["collapse"], "fields": ["language", "updated_at"]}),
    ]


class ProgressInline(ReadOnlyInline):
    model = Progress


@admin.register(Plan)
class PlanAdmin(VisitorDataAdmin):
    list_display = ("id", "role", "hours_per_week", "start_date", "created_at")
    list_filter = ("role", "created_at")
    inlines = [ProgressInline]
