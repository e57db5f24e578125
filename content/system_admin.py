"""Who logged in and who changed what: lists to read, not to write."""

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from quiz.admin import VisitorDataAdmin

# The packages' own pages would show the secrets of the devices.
for device in (StaticDevice, TOTPDevice):
    admin.site.unregister(device)


class LogAdmin(VisitorDataAdmin):
    """A list that tells what happened, under a name that says so."""

    menu_name: Any = ""
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": self.menu_name, **(extra_context or {})}
        return super().changelist_view(request, context)


@admin.register(LogEntry)
class AuditLogAdmin(LogAdmin):
    menu_name = _("Audit log")
    date_hierarchy = "action_time"
    list_display = ("action_time", "user", "action", "content_type", "record", "what")
    list_filter = ("action_flag", "action_time", "content_type", "user")
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr", "change_message", "user__username")
    fields = ("action_time", "user", "action", "content_type", "record", "what")

    @admin.display(description=_("action"), ordering="action_flag")
    def action(self, entry: LogEntry) -> str:
        return str(entry.get_action_flag_display())

    @admin.display(description=_("record"), ordering="object_repr")
    def record(self, entry: LogEntry) -> str:
        url = None if entry.is_deletion() else entry.get_admin_url()
        return (
            format_html('<a href="{}">{}</a>', url, entry.object_repr)
            if url
            else entry.object_repr
        )

    @admin.display(description=_("what changed"))
    def what(self, entry: LogEntry) -> str:
        return entry.get_change_message()


@admin.register(AccessLog)
class LoginAdmin(LogAdmin):
    menu_name = _("Logins")
    date_hierarchy = "attempt_time"
    list_display = ("attempt_time", "username", "ip_address", "logout_time")
    list_filter = ("attempt_time",)
    search_fields = ("username", "ip_address")
    fields = (*list_display, "user_agent")


@admin.register(AccessFailureLog)
class FailedLoginAdmin(LogAdmin):
    menu_name = _("Failed logins")
    date_hierarchy = "attempt_time"
    list_display = ("attempt_time", "username", "ip_address", "locked_out")
    list_filter = ("locked_out", "attempt_time")
    search_fields = ("username", "ip_address")
    fields = (*list_display, "user_agent")


@admin.register(AccessAttempt)
class LockAdmin(LogAdmin):
    """Deleting an entry lets the person try again at once."""

    menu_name = _("Locked logins")
    list_display = ("username", "ip_address", "failures_since_start", "attempt_time")
    search_fields = ("username", "ip_address")
    fields = (*list_display, "user_agent")

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return VisitorDataAdmin.has_delete_permission(self, request)


@admin.register(TOTPDevice)
class DeviceAdmin(LogAdmin):
    """Deleting an entry lets its owner set up another phone at the next login."""

    menu_name = _("Two-step devices")
    list_display = ("user", "name", "confirmed", "created_at", "last_used_at")
    list_filter = ("confirmed",)
    list_select_related = ("user",)
    search_fields = ("user__username",)
    fields = list_display

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return VisitorDataAdmin.has_delete_permission(self, request)
