"""Moving a record up or down among its siblings, by button and by keyboard."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.admin_form import SafeFormAdmin
from content.history import remember, remember_as_found
from content.models import Change
from content.records import parent_of, records
from content.snapshots import snapshot_of
from skills.models import Record, Status

STEPS = {"up": -1, "down": 1}


def siblings(kind: str, record: Record) -> list[Any]:
    """List the records among which this one has its place, in the site's order."""
    parent = parent_of(kind, record)
    others = records(kind).exclude(status=Status.RETIRED)
    return [other for other in others if parent_of(kind, other) == parent]


@transaction.atomic
def move(kind: str, record: Record, step: int, editor: Any) -> int | None:
    """Move a record by `step` places and return its new one, None at the end."""
    ordered = siblings(kind, record)
    place = ordered.index(record) if record in ordered else -1
    if place < 0 or not 0 <= place + step < len(ordered):
        return None
    ordered.insert(place + step, ordered.pop(place))
    for position, other in enumerate(ordered, 1):
        if other.position != position:
            remember_as_found(snapshot_of(kind, other))
            other.position = position
            other.save(update_fields=["position", "updated_at"])
            remember(snapshot_of(kind, other), Change.EDIT, editor, _("moved"))
    return place + step + 1


class OrderAdmin(SafeFormAdmin):
    """Adds a column with two buttons to lists whose order editors decide."""

    class Media:
        css = {"all": ["css/admin-editing.css"]}
        js = ["js/admin-order.js"]

    def may_order(self, request: HttpRequest) -> bool:
        return self.has_publish_permission(request) and self.has_change_permission(
            request
        )

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = super().get_list_display(request)
        if "position" not in columns or not self.may_order(request):
            return columns
        return [columns[0], "move_buttons", *columns[1:]]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        if not self.may_order(request):
            changelist.list_editable = ()
        return changelist

    @admin.display(description=gettext_lazy("move"))
    def move_buttons(self, record: Record) -> str:
        return format_html(
            '<span class="move-buttons" id="move-{0}" tabindex="-1">'
            '<button type="submit" name="_move" value="up-{0}" aria-label="{1}">'
            '<span aria-hidden="true">↑</span></button>'
            '<button type="submit" name="_move" value="down-{0}" aria-label="{2}">'
            '<span aria-hidden="true">↓</span></button></span>',
            record.pk,
            _("Move %(name)s up") % {"name": record},
            _("Move %(name)s down") % {"name": record},
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        if request.method == "POST" and "_move" in request.POST:
            return self.move_view(request)
        return super().changelist_view(request, extra_context)

    def move_view(self, request: HttpRequest) -> HttpResponse:
        if not self.may_order(request):
            raise PermissionDenied
        way, _dash, number = request.POST["_move"].partition("-")
        record = self.get_object(request, number) if number.isdecimal() else None
        if record is None or way not in STEPS:
            self.message_user(
                request, _("There is nothing to move here."), messages.ERROR
            )
            return HttpResponseRedirect(request.get_full_path())
        place = move(self.kind, record, STEPS[way], request.user)
        if place is None:
            said = _("“%(name)s” is already at the end.") % {"name": record}
        else:
            said = _("“%(name)s” is now in place %(place)d.") % {
                "name": record,
                "place": place,
            }
            self.log_change(request, record, said)
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(f"{request.get_full_path()}#move-{record.pk}")
