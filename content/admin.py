from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from content.admin_records import DraftAdmin, protect
from content.models import Draft, Feedback, Page
from skills.admin import RecordAdmin

admin.site.site_header = _("AI Engineer Guide: editing")
admin.site.site_title = _("Editing")
admin.site.index_title = _("What there is to edit")


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


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin[Any]):
    list_display = ("path", "note", "useful", "state", "created_at")
    list_filter = ("state", "useful", "created_at")
    list_editable = ("state",)
    search_fields = ("path", "note", "reply")
    readonly_fields = ("path", "useful", "note", "created_at")
    date_hierarchy = "created_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


# The last of the apps' admins to be read, so that each kind is registered by now.
admin.site.register(Draft, DraftAdmin)
protect(admin.site)
