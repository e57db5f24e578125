from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quiz import admin_bank, admin_statistics
from quiz.admin_bank import version_context
from quiz.bank import POINTS_MAX
from quiz.models import Answer, Attempt, Evidence, Item, ItemBank, Option, SelfRating
from roles.models import Role
from skills.admin import RecordAdmin, RowInline
from skills.admin_pages import admin_page


class OptionForm(forms.ModelForm[Option]):
    """An option with its points for each role, as one row of a grid."""

    class Meta:
        model = Option
        fields = ("position", "slug", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "cols": 50})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for evidence in self.instance.evidence.all():
                field = self.fields.get(points_field(evidence.role))
                if field:
                    field.initial = evidence.points

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        for role in Role.objects.published():
            Evidence.objects.update_or_create(
                option=self.instance,
                role=role,
                defaults={"points": self.cleaned_data[points_field(role)]},
            )


def points_field(role: Role) -> str:
    return f"points_{role.pk}"


class OptionInline(RowInline):
    """The evidence grid: options down, roles across."""

    model = Option
    formfield_overrides = {}
    min_num, max_num = 4, 5
    verbose_name_plural = gettext_lazy("options, and their points for each role")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        columns = {
            points_field(role): forms.IntegerField(
                label=role.short_name,
                min_value=-POINTS_MAX,
                max_value=POINTS_MAX,
                initial=0,
            )
            for role in Role.objects.published().in_order()
        }
        kwargs["form"] = type("OptionRow", (OptionForm,), columns)
        kwargs["fields"] = OptionForm.Meta.fields
        return super().get_formset(request, obj, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        roles = Role.objects.published().in_order()
        return [*OptionForm.Meta.fields, *(points_field(role) for role in roles)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Option]:
        evidence = Evidence.objects.select_related("role")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("evidence", evidence))
        )


@admin.register(Item)
class ItemAdmin(RecordAdmin):
    list_display = ("prompt", "kind", "experienced", "position", "status")
    list_filter = ("status", "kind", "experienced")
    search_fields = ("slug", "prompt", "note", "options__text")
    prepopulated_fields = {"slug": ("prompt",)}
    view_on_site = False  # an item has no page of its own
    inlines = [OptionInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("prompt", "slug", "kind", "experienced", "position", "status"),
                    "note",
                ]
            },
        ),
        (
            gettext_lazy("More"),
            {"classes": ["collapse"], "fields": ["language", "updated_at"]},
        ),
    ]

    def get_urls(self) -> list[Any]:
        return [
            path("evidence/", admin_bank.evidence, name="quiz_evidence"),
            path("evidence/trial/", admin_bank.trial, name="quiz_trial"),
            path("evidence/publish/", admin_bank.publish, name="quiz_publish"),
            path("statistics/", admin_statistics.statistics, name="quiz_statistics"),
            *super().get_urls(),
        ]


class VisitorDataAdmin(admin.ModelAdmin[Any]):
    """What visitors made: to look at and to delete, never to change."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(ItemBank)
class ItemBankAdmin(VisitorDataAdmin):
    """The versions: to look at and to compare, never to change or to delete."""

    list_display = (
        *("published_at", "short_digest", "is_current", "item_count"),
        "attempt_count",
    )
    list_filter = ("is_current",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ItemBank]:
        banks: QuerySet[ItemBank] = super().get_queryset(request)
        return banks.annotate(attempts_begun=Count("attempts"))

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        name = "quiz_compare_versions"
        return [
            path("compare/", admin_bank.compare_versions, name=name),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a version on a page of its own: there is nothing to fill in."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        bank = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, bank):
            raise PermissionDenied
        if bank is None:
            raise Http404
        return admin_page(
            request,
            "admin/quiz/version.html",
            version_context(bank),
            title=_("Version of the item bank"),
        )

    @admin.display(description=gettext_lazy("digest"))
    def short_digest(self, bank: ItemBank) -> str:
        return bank.digest[:12]

    @admin.display(description=gettext_lazy("items"))
    def item_count(self, bank: ItemBank) -> int:
        return len(bank.content["items"])

    @admin.display(description=gettext_lazy("attempts"))
    def attempt_count(self, bank: Any) -> int:
        count: int = bank.attempts_begun
        return count


class ReadOnlyInline(RowInline):
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class AnswerInline(ReadOnlyInline):
    model = Answer


class SelfRatingInline(ReadOnlyInline):
    model = SelfRating


@admin.register(Attempt)
class AttemptAdmin(VisitorDataAdmin):
    list_display = ("id", "started_at", "updated_at", "finished_at", "bank")
    list_filter = ("started_at", "finished_at", "bank")
    list_select_related = ("bank",)
    date_hierarchy = "started_at"
    fields = ("bank", "previous", "started_at", "updated_at", "finished_at")
    inlines = [AnswerInline, SelfRatingInline]
