"""The page of a draft: what it changes, who may see it, and how it is published."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.admin_form import SafeFormAdmin
from content.drafts import (
    NotAllowed,
    Stale,
    approve,
    draft_of,
    faults,
    publish,
    schedule,
)
from content.models import Draft
from content.preview import PREVIEW_MAX_AGE_SECONDS, has_page, preview_path
from content.snapshots import as_text, digest_or_empty, kept, take
from content.textdiff import compare
from skills.models import Record

PUBLISH = "content.publish_draft"
PERMISSIONS = {
    "approve": "content.approve_draft",
    "publish": PUBLISH,
    "schedule": PUBLISH,
    "unschedule": PUBLISH,
    "discard": "content.change_draft",
}


class ScheduleForm(forms.Form):
    """When a draft is to be published."""

    at = forms.SplitDateTimeField(
        label=gettext_lazy("Publish at"),
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date"}, time_attrs={"type": "time"}
        ),
    )

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(
                _("Choose a time that is still to come, or publish now.")
            )
        return at


class ReviewAdmin(SafeFormAdmin):
    """Adds the page on which a draft is read, approved and published."""

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        record = self.record_or_404(request, object_id)
        draft = draft_of(self.kind, record.slug)
        if draft is None:
            self.message_user(
                request, _("There is no draft of this text."), messages.INFO
            )
            return HttpResponseRedirect(self.admin_url("change", record.pk))
        form = ScheduleForm(request.POST or None)
        if request.method == "POST" and (
            answer := self.decide(request, record, draft, form)
        ):
            return answer
        return self.show_review(request, record, draft, form)

    def decide(
        self, request: HttpRequest, record: Record, draft: Draft, form: ScheduleForm
    ) -> HttpResponse | None:
        """Do what a button asks for; None when the form has to be shown again."""
        name = request.POST.get("do", "")
        if name not in PERMISSIONS or not request.user.has_perm(PERMISSIONS[name]):
            raise PermissionDenied
        if name == "schedule" and not form.is_valid():
            return None
        here = HttpResponseRedirect(self.admin_url("review", record.pk))
        steps: dict[str, Callable[..., str]] = {
            "approve": self.do_approve,
            "publish": self.do_publish,
            "schedule": self.do_schedule,
            "unschedule": self.do_unschedule,
            "discard": self.do_discard,
        }
        seen = {
            "seen": request.POST.get("seen", ""),
            "seen_text": request.POST.get("seen_text", ""),
        }
        try:
            said = steps[name](request, draft, form, **seen)
        except Stale:
            self.message_user(
                request,
                _(
                    "The text has changed since you opened this page, so nothing was "
                    "done. Read it again, then decide."
                ),
                messages.ERROR,
            )
            return here
        except NotAllowed as reason:
            self.message_user(request, str(reason), messages.ERROR)
            return here
        self.log_change(request, record, said)
        self.message_user(request, said, messages.SUCCESS)
        if name in ("publish", "discard"):
            return HttpResponseRedirect(self.admin_url("history", record.pk))
        return here

    def do_approve(
        self, request: HttpRequest, draft: Draft, form: Any, **seen: str
    ) -> str:
        approve(draft, reviewer=request.user, **seen)
        return _("The draft is approved.")

    def do_publish(
        self, request: HttpRequest, draft: Draft, form: Any, **seen: str
    ) -> str:
        publish(draft, publisher=request.user, **seen)
        return _("The draft is published. Visitors see it now.")

    def do_schedule(
        self, request: HttpRequest, draft: Draft, form: Any, **seen: str
    ) -> str:
        schedule(draft, publisher=request.user, at=form.cleaned_data["at"], **seen)
        return _("The draft will be published at the time you chose.")

    def do_unschedule(
        self, request: HttpRequest, draft: Draft, form: Any, **seen: str
    ) -> str:
        schedule(draft, publisher=request.user, at=None, **seen)
        return _("The draft stays a draft until someone publishes it.")

    def do_discard(
        self, request: HttpRequest, draft: Draft, form: Any, **seen: str
    ) -> str:
        if draft.digest != seen["seen"]:
            raise Stale
        draft.delete()
        return _("The draft is discarded. Its text is still in the history.")

    def show_review(
        self, request: HttpRequest, record: Record, draft: Draft, form: ScheduleForm
    ) -> HttpResponse:
        text = take(self.kind, record.slug)
        path = preview_path(draft) if has_page(self.kind) else ""
        public = record.is_published
        context = {
            **self.page_context(request, record),
            "title": _("Draft of “%(name)s”") % {"name": draft.title},
            "draft": draft,
            "form": form,
            "rows": compare(as_text(text) if public else "", as_text(kept(draft))),
            "is_new": not public,
            "seen_text": digest_or_empty(text),
            "text_has_moved": draft.base_digest != digest_or_empty(text),
            "faults": faults(draft),
            "two_persons": settings.TWO_PERSON_RULE,
            "is_own": draft.editor_id == request.user.pk,
            "preview_url": request.build_absolute_uri(path) if path else "",
            "preview_days": PREVIEW_MAX_AGE_SECONDS // (24 * 60 * 60),
            "time_zone": timezone.get_current_timezone_name(),
            "may": {
                name: request.user.has_perm(permission)
                for name, permission in PERMISSIONS.items()
            },
            "edit_url": self.admin_url("draft", record.pk),
        }
        return TemplateResponse(request, "admin/draft_review.html", context)
