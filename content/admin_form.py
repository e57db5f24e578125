"""The stock admin form, made safe: nothing is overwritten unseen, drafts stay apart.

A form is always run in a rehearsal. What it would have saved is taken as a snapshot,
everything is undone, and only then is the snapshot written: where visitors see it, or
as a draft. So one check and one comparison cover a record with all its rows.

Rows are known to the form by numbers made from their content, not by their keys in
the database. A form that was open while somebody else saved, restored or loaded the
record can therefore still be read; its own starting text is taken from history.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from content.drafts import Stale, draft_of, rehearsal, save_draft, save_text
from content.form_run import Editing, Run, number_by_content, refusing
from content.history import held, remember, remember_as_found
from content.models import Change, Draft
from content.snapshots import Snapshot, as_text, digest_or_empty, take
from content.textdiff import compare
from content.writing import completed, problems, write
from skills.admin import RecordAdmin
from skills.models import Record, Status


class SafeFormAdmin(RecordAdmin):
    """Saves through snapshots; set before the admin of each kind of record."""

    kind: str
    change_form_template = "admin/record_form.html"

    def may_write(self, request: HttpRequest) -> bool:
        """Say whether this editor may change at once what visitors see."""
        return self.has_publish_permission(request) and not settings.TWO_PERSON_RULE

    def admin_url(self, name: str, *args: Any) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args
        )

    def record_or_404(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def page_context(self, request: HttpRequest, record: Record) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "record": record,
            "history_url": self.admin_url("history", record.pk),
            "compare_url": self.admin_url("compare", record.pk),
            "review_url": self.admin_url("review", record.pk),
            "site_url_of_record": self.get_view_on_site_url(record),
        }

    # The form ----------------------------------------------------------------------

    def draft_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Edit the draft beside a record in the record's own form."""
        request.on_draft = True  # type: ignore[attr-defined]
        response: HttpResponse = self.changeform_view(request, object_id)
        return response

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        record = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and record is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        on_draft = getattr(request, "on_draft", False)
        self.check_access(request, record)
        if record and not on_draft and self.only_drafts(request, record):
            return HttpResponseRedirect(self.admin_url("draft", record.pk))
        text = take(self.kind, record.slug) if record else None
        if text:
            remember_as_found(text)
        editing = Editing(
            kind=self.kind,
            record=record,
            text=text,
            draft=draft_of(self.kind, record.slug) if record else None,
            as_draft=on_draft
            or "_draft" in request.POST
            or not self.may_write(request),
        )
        try:
            if request.method == "POST":
                return self.save_form_as_snapshot(request, editing)
            return self.run(request, editing, Run())
        except ObjectDoesNotExist:
            self.message_user(
                request,
                _("The draft names something that is no longer there."),
                messages.ERROR,
            )
            assert record is not None  # noqa: S101 a new record has no draft
            return HttpResponseRedirect(self.admin_url("review", record.pk))

    def check_access(self, request: HttpRequest, record: Record | None) -> None:
        if record is None:
            allowed = self.has_add_permission(request)
        elif request.method == "POST":
            allowed = self.has_change_permission(request, record)
        else:
            allowed = self.has_view_or_change_permission(request, record)
        if not allowed:
            raise PermissionDenied

    def only_drafts(self, request: HttpRequest, record: Record) -> bool:
        return (
            request.method == "GET"
            and not self.may_write(request)
            and self.has_change_permission(request, record)
        )

    def run(
        self,
        request: HttpRequest,
        editing: Editing,
        run: Run,
        conflict: Any = None,
    ) -> HttpResponse:
        """Run the stock form in a rehearsal and render it there, if it is shown."""
        editing.base = editing.base or editing.current
        request.run = run  # type: ignore[attr-defined]
        context = {
            "editing": editing,
            "conflict": conflict,
            "may_write": self.may_write(request),
            "review_url": self.admin_url("review", editing.record.pk)
            if editing.record
            else "",
        }
        with rehearsal():
            self.prepare(request, editing)
            pk = str(editing.record.pk) if editing.record else None
            response: HttpResponse = super().changeform_view(request, pk, "", context)
            if isinstance(response, TemplateResponse):
                response.render()
        return response

    def prepare(self, request: HttpRequest, editing: Editing) -> None:
        """Make the database hold what the form was filled with."""
        if editing.record is None or editing.base is None:
            return
        if editing.text is None or editing.base.digest != editing.text.digest:
            write(editing.base)
        for inline in self.get_inline_instances(request, editing.record):
            model: Any = inline.model
            key = _get_foreign_key(self.model, model, inline.fk_name)
            rows = model._default_manager.filter(**{key.name: editing.record.pk})
            number_by_content(rows)

    def save_form_as_snapshot(
        self, request: HttpRequest, editing: Editing
    ) -> HttpResponse:
        """Take what the form says, and write it unless something speaks against it."""
        seen = request.POST.get("seen_digest", editing.seen)
        base = request.POST.get("base_digest", "")
        if editing.record:
            editing.base = held(self.kind, editing.record.slug, base)
        first = Run()
        try:
            response = self.run(request, editing, first)
        except IntegrityError as error:
            refusal = self.words_for(request, editing, error)
            return self.run(request, editing, Run(refusals=[refusal]))
        if first.saved is None:
            return response  # the form has faults of its own, and says so
        mine = completed(first.saved)
        if editing.as_draft:
            mine = mine.with_status(Status.PUBLISHED)
        if mine.digest == editing.seen:
            return self.after_no_change(request, editing)
        if found := problems(mine):
            return self.run(request, editing, Run(refusals=found))
        if seen != editing.seen:
            return self.show_conflict(request, editing, mine)
        try:
            return self.write_down(request, editing, mine, seen)
        except Stale:
            editing.text = take(self.kind, mine.slug)
            editing.draft = draft_of(self.kind, mine.slug)
            return self.show_conflict(request, editing, mine)

    def words_for(
        self, request: HttpRequest, editing: Editing, error: IntegrityError
    ) -> str:
        """Say where the database found a contradiction that no field could see."""
        for inline in self.get_inline_instances(request, editing.record):
            for rule in inline.model._meta.constraints:
                if rule.name not in str(error):
                    continue
                if rule.violation_error_message != rule.default_violation_error_message:
                    return str(rule.violation_error_message)
                return _(
                    "A row under “%(rows)s” contradicts another one or this record. "
                    "Change it, then save again."
                ) % {"rows": inline.verbose_name_plural}
        return _("Two of these values contradict each other. Compare them, then save.")

    def show_conflict(
        self, request: HttpRequest, editing: Editing, mine: Snapshot
    ) -> HttpResponse:
        """Show what somebody else saved meanwhile beside what this editor wrote."""
        rows = compare(as_text(editing.current), as_text(mine))
        refusal = _("Somebody else has changed this text while you were editing it.")
        return self.run(request, editing, Run(refusals=[refusal]), conflict=rows)

    def write_down(
        self, request: HttpRequest, editing: Editing, mine: Snapshot, seen: str
    ) -> HttpResponse:
        comment = request.POST.get("version_comment", "").strip()
        editor: Any = request.user
        with transaction.atomic():
            if not editing.as_draft:
                record = save_text(mine, seen=seen, editor=editor, comment=comment)
            else:
                record = editing.record or save_text(
                    mine.with_status(Status.DRAFT), seen="", editor=editor
                )
                seen = seen or digest_or_empty(take(self.kind, mine.slug))
                save_draft(mine, seen=seen, editor=editor, comment=comment)
            what = _("Saved a draft.") if editing.as_draft else _("Changed the text.")
            note = f"{what} {comment}".strip()
            request.run = None  # type: ignore[attr-defined]
            if editing.record:
                self.log_change(request, record, note)
            else:
                self.log_addition(request, record, note)
        return self.after_saving(request, editing, record)

    def after_saving(
        self, request: HttpRequest, editing: Editing, record: Record
    ) -> HttpResponse:
        if not editing.as_draft or IS_POPUP_VAR in request.POST:
            answer = self.response_change if editing.record else self.response_add
            return answer(request, record)
        self.message_user(
            request,
            _("The draft is saved. Visitors do not see it yet."),
            messages.SUCCESS,
        )
        name = "draft" if "_continue" in request.POST else "review"
        return HttpResponseRedirect(self.admin_url(name, record.pk))

    def after_no_change(self, request: HttpRequest, editing: Editing) -> HttpResponse:
        self.message_user(
            request, _("Nothing was different, so nothing was saved."), messages.INFO
        )
        if "_continue" in request.POST or "_draft" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(self.admin_url("changelist"))

    # The stock form's own steps, which a rehearsal only listens to -------------------

    def get_form(
        self,
        request: HttpRequest,
        obj: Record | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        run = getattr(request, "run", None)
        return refusing(form, run.refusals) if run and run.refusals else form

    def get_fieldsets(self, request: HttpRequest, obj: Record | None = None) -> Any:
        """Leave out the status where publishing decides about it."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.may_write(request) and not getattr(request, "on_draft", False):
            return fieldsets
        return [
            (
                title,
                {**options, "fields": [f for f in options["fields"] if f != "status"]},
            )
            for title, options in fieldsets
        ]

    def save_model(
        self, request: HttpRequest, obj: Record, form: Any, change: bool
    ) -> None:
        if not is_rehearsal(request) and (text := take(self.kind, obj.slug)):
            remember_as_found(text)
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        snapshot = take(self.kind, form.instance.slug)
        if is_rehearsal(request):
            request.run.saved = snapshot  # type: ignore[attr-defined]
        elif snapshot:  # the list of records, where positions are edited
            remember(snapshot, Change.EDIT, request.user)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if not is_rehearsal(request):
            return super().log_addition(request, obj, message)
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if not is_rehearsal(request):
            return super().log_change(request, obj, message)
        return None

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        if is_rehearsal(request):
            return HttpResponse()
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if is_rehearsal(request):
            return HttpResponse()
        return super().response_change(request, obj)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Lead to the page as it is now, past what the browser has kept of it."""
        if obj is None or not self.view_on_site or not obj.is_published:
            return None
        path, mark, place = obj.get_absolute_url().partition("#")
        return f"{path}?edited={obj.updated_at:%Y%m%d%H%M%S}{mark}{place}"

    # Deletion ------------------------------------------------------------------------

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.forget(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for record in queryset:
            self.forget(record)
        super().delete_queryset(request, queryset)

    def forget(self, record: Record) -> None:
        """Keep a deleted record's last text in history, and drop its draft."""
        if text := take(self.kind, record.slug):
            remember_as_found(text)
        Draft.objects.filter(kind=self.kind, slug=record.slug).delete()


def is_rehearsal(request: HttpRequest) -> bool:
    return getattr(request, "run", None) is not None
