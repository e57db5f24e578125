from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roles.models import (
    Emphasis,
    Facet,
    Fact,
    InterviewTheme,
    Neighbor,
    Project,
    Requirement,
    Responsibility,
    ResponsibilitySkill,
    Role,
    Usage,
)
from skills.admin import BlockInline, RecordAdmin, RowInline


class FactInline(RowInline):
    model = Fact


class RequirementInline(RowInline):
    model = Requirement


class EmphasisInline(RowInline):
    model = Emphasis


class UsageInline(RowInline):
    model = Usage
    autocomplete_fields = ["topic"]


class NeighborInline(RowInline):
    model = Neighbor
    fk_name = "role"


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 5, "cols": 100})

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[str]:  # type: ignore[override]
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: object, data: object) -> bool:
        return self.to_python(initial) != self.to_python(data)


class ProjectForm(forms.ModelForm[Project]):
    criteria = LinesField(
        label=_("Acceptance criteria"),
        help_text=_("One a line: what someone else can check."),
    )

    class Meta:
        model = Project
        fields = ("title", "brief", "criteria", "position")


class ProjectInline(BlockInline):
    model = Project
    form = ProjectForm


class InterviewThemeInline(BlockInline):
    model = InterviewTheme


@admin.register(Role)
class RoleAdmin(RecordAdmin):
    search_fields = ("slug", "name", "summary", "focus")
    inlines = [
        FactInline,
        RequirementInline,
        EmphasisInline,
        UsageInline,
        NeighborInline,
        ProjectInline,
        InterviewThemeInline,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("name", "short_name", "slug", "position", "status"),
                    *("focus", "summary"),
                ]
            },
        ),
        (
            _("Text"),
            {
                "fields": [
                    *("what_you_do", "week", "what_you_ship", "getting_in"),
                    *("growth", "market"),
                ]
            },
        ),
        (
            _("Occupation"),
            {
                "classes": ["collapse"],
                "fields": [
                    *("esco_code", "esco_concept_id", "onet_code"),
                    "occupation_note",
                ],
            },
        ),
        (_("More"), {"classes": ["collapse"], "fields": ["language", "updated_at"]}),
    ]


class FacetInline(RowInline):
    model = Facet


class ResponsibilitySkillInline(RowInline):
    model = ResponsibilitySkill


@admin.register(Responsibility)
class ResponsibilityAdmin(RecordAdmin):
    inlines = [FacetInline, ResponsibilitySkillInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "position", "status", "summary"]}),
        (_("Text"), {"fields": ["body", "done_well", "goes_wrong", "works_with"]}),
        (_("More"), {"classes": ["collapse"], "fields": ["language", "updated_at"]}),
    ]
