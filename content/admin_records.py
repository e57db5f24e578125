"""What every kind of record gets in the admin, whatever its own form looks like."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.admin_history import HistoryAdmin
from content.admin_order import OrderAdmin
from content.admin_review import ReviewAdmin
from content.drafts import save_text
from content.history import remember
from content.models import Change, Draft
from content.records import KINDS
from content.snapshots import take
from skills.models import Record, Status


class SafeRecordAdmin(OrderAdmin, HistoryAdmin, ReviewAdmin):
    """Drafts, history and order; goes before the admin of each kind."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = {
            "draft": ("<path:object_id>/draft/", self.draft_view),
            "review": ("<path:object_id>/draft/review/", self.review_view),
            "compare": ("<path:object_id>/history/compare/", self.compare_view),
        }
        return [
            path(place, self.admin_site.admin_view(view), name=f"{name}_{page}")
            for page, (place, view) in pages.items()
        ] + super().get_urls()

    def note_change(self, request: HttpRequest, record: Record, message: str) -> None:
        super().note_change(request, record, message)
        if text := take(self.kind, record.slug):
            remember(text, Change.EDIT, request.user, message)

    @admin.action(description=_("Take off the site"), permissions=["publish"])
    def take_off(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Hide records from visitors, which one person alone may always do."""
        for record in queryset:
            text = take(self.kind, record.slug)
            if text and record.is_published:
                save_text(
                    text.with_status(Status.DRAFT),
                    seen=text.digest,
                    editor=request.user,
                    comment=gettext("taken off the site"),
                )
                self.log_change(request, record, gettext("Taken off the site."))
        self.message_user(
            request,
            gettext("Visitors no longer see what you chose. Drafts bring it back."),
        )


def protect(site: admin.AdminSite) -> None:
    """Put `SafeRecordAdmin` before the registered admin of each kind of record."""
    for kind, (model, *_rest) in KINDS.items():
        plain = type(site.get_model_admin(model))
        site.unregister(model)
        name = f"Safe{plain.__name__}"
        more = {"kind": kind, "actions": [*(plain.actions or []), "take_off"]}
        site.register(model, type(name, (SafeRecordAdmin, plain), more))


class DraftAdmin(admin.ModelAdmin[Any]):
    """The drafts that wait; each leads to the page on which it is decided upon."""

    list_display = (
        *("title", "kind", "editor", "updated_at"),
        *("approved_by", "publish_at"),
    )
    list_filter = (
        "kind",
        ("approved_by", admin.EmptyFieldListFilter),
        ("publish_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("editor", "approved_by")
    search_fields = ("slug",)
    actions = None

    @admin.display(description=_("draft of"))
    def title(self, draft: Draft) -> str:
        return draft.title

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a draft is begun on the page of its record

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False  # it is discarded on its own page

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        draft = self.get_object(request, object_id)
        if draft is None:
            return super().change_view(request, object_id, form_url, extra_context)
        model = KINDS[draft.kind][0]
        record = model._default_manager.filter(slug=draft.slug).first()
        if record is None:
            raise Http404
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_review"
        return HttpResponseRedirect(reverse(name, args=[record.pk]))
