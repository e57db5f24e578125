"""The history of a record: its versions, what changed between two, the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from content.admin_form import SafeFormAdmin
from content.drafts import Stale, draft_of, save_draft, save_text
from content.history import remember_as_found, versions
from content.models import Change, Version
from content.snapshots import Snapshot, as_text, digest_or_empty, kept, take
from content.textdiff import compare
from content.writing import problems
from skills.models import Record

VERSIONS_PER_PAGE = 50


class HistoryAdmin(SafeFormAdmin):
    """Replaces the admin's list of actions by one that shows and restores texts."""

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        record = self.record_or_404(request, object_id)
        text = take(self.kind, record.slug)
        if text:
            remember_as_found(text)
        pages = Paginator(versions(self.kind, record.slug), VERSIONS_PER_PAGE)
        page = pages.get_page(request.GET.get("page"))
        context = {
            **self.page_context(request, record),
            "title": _("History of “%(name)s”") % {"name": record},
            "page": page,
            "now": digest_or_empty(text),
            "draft": draft_of(self.kind, record.slug),
        }
        return TemplateResponse(request, "admin/record_history.html", context)

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what changed from one version to another, or to the text of today."""
        record = self.record_or_404(request, object_id)
        before = self.version_or_404(record, request.GET.get("from", ""))
        to = request.GET.get("to", "")
        after = self.version_or_404(record, to) if to else None
        text = take(self.kind, record.slug)
        later = kept(after) if after else text
        restorable = after is None and self.has_change_permission(request, record)
        if request.method == "POST":
            if not restorable:
                raise PermissionDenied
            return self.restore(request, record, before)
        context = {
            **self.page_context(request, record),
            "title": _("Two versions of “%(name)s”") % {"name": record},
            "before": before,
            "after": after,
            "rows": compare(as_text(kept(before)), as_text(later)),
            "restorable": restorable,
            "may_write": self.may_write(request),
            "draft": draft_of(self.kind, record.slug),
            "seen": digest_or_empty(text),
        }
        return TemplateResponse(request, "admin/record_compare.html", context)

    def version_or_404(self, record: Record, number: str) -> Version:
        found = None
        if number.isdecimal() and len(number) < 19:
            found = versions(self.kind, record.slug).filter(pk=int(number)).first()
        if found is None:
            raise Http404
        return found

    def restore(
        self, request: HttpRequest, record: Record, version: Version
    ) -> HttpResponse:
        """Bring an earlier text back: at once, or as a draft."""
        # Whether visitors see the record is not a matter of its text.
        snapshot = kept(version).with_status(record.status)
        at_once = self.may_write(request) and request.POST.get("do") == "restore"
        if found := problems(snapshot):
            self.message_user(
                request,
                _("This version cannot come back as it is: %(reasons)s")
                % {"reasons": "; ".join(found)},
                messages.ERROR,
            )
            return HttpResponseRedirect(request.get_full_path())
        try:
            said = self.bring_back(request, record, snapshot, version, at_once)
        except Stale:
            self.message_user(
                request,
                _(
                    "The text has changed since you opened this page, so nothing was "
                    "done. Look at the difference again, then decide."
                ),
                messages.ERROR,
            )
            return HttpResponseRedirect(request.get_full_path())
        self.log_change(request, record, said)
        self.message_user(request, said, messages.SUCCESS)
        name = "history" if at_once else "review"
        return HttpResponseRedirect(self.admin_url(name, record.pk))

    def bring_back(
        self,
        request: HttpRequest,
        record: Record,
        snapshot: Snapshot,
        version: Version,
        at_once: bool,
    ) -> str:
        comment = _("as of %(when)s") % {"when": f"{version.at:%Y-%m-%d %H:%M}"}
        if at_once:
            save_text(
                snapshot,
                seen=request.POST.get("seen", ""),
                editor=request.user,
                what=Change.RESTORE,
                comment=comment,
            )
            return _("The earlier version is back. Visitors see it now.")
        draft = draft_of(self.kind, record.slug)
        text = take(self.kind, record.slug)
        seen = draft.digest if draft else digest_or_empty(text)
        save_draft(snapshot, seen=seen, editor=request.user, comment=comment)
        return _("The earlier version is a draft now. Visitors do not see it yet.")
