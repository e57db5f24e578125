"""Editors' pages for content files: get them, send them back, settle differences."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from content.archive import UPLOAD_BYTES_MAX, pack, unpacked
from content.changes import field_of, fingerprint, kind_name, shown
from content.exporter import ExportError
from content.loader import load, preview
from content.models import Import
from content.parsing import ContentError, Problem
from content.records import KINDS
from content.report import EditedHere, Key, RecordChange, Report, Side
from skills.admin_pages import EditorRequest, admin_page, editors

KEPT = timedelta(days=1)
PERMISSION = "content.import_content"


class ChangedMeanwhile(Exception):
    """The records or the files are no longer those that the editor was shown."""


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Zip of content files"),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > UPLOAD_BYTES_MAX:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB. Pack only content files.")
                % {"most": UPLOAD_BYTES_MAX // 1_000_000}
            )
        return file


@dataclass(frozen=True, slots=True)
class Origin:
    """Where content files come from: an editor's zip, or the folder on the server."""

    name: str
    open: Callable[[], Any]


def may_import(request: HttpRequest) -> bool:
    return request.user.has_perm(PERMISSION)


def may_export(request: HttpRequest) -> bool:
    """Say whether someone may see all that is in the zip, drafts and notes too."""
    models = [model._meta for model, _related, _data in KINDS.values()]
    return may_import(request) or all(
        request.user.has_perm(f"{meta.app_label}.view_{meta.model_name}")
        for meta in models
    )


@editors(may_export)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: EditorRequest) -> HttpResponse:
    """Offer the zip of all content, and take one in."""
    Import.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    form = UploadForm()
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        if not may_import(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            data = file.read()
            try:
                dry_run(zip_origin(file.name, data))
            except ContentError as error:
                problems = error.problems
            else:
                sent = Import.objects.create(
                    user=request.user, name=file.name[-100:], data=data
                )
                return redirect("admin:content_preview_zip", pk=sent.pk)
    context = {"form": form, "problems": problems, "may_import": may_import(request)}
    return admin_page(
        request, "admin/content/files.html", context, title=_("Content files")
    )


@editors(may_export)
@require_safe
def export_zip(request: EditorRequest) -> HttpResponse:
    try:
        data = pack()
    except ExportError as error:
        messages.error(request, str(error))
        return redirect("admin:content_import_changelist")
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="content.zip"'
    return response


@editors(may_import)
@require_http_methods(["GET", "HEAD", "POST"])
def preview_zip(request: EditorRequest, pk: UUID) -> HttpResponse:
    """Show what a zip would change; on POST change it."""
    sent = get_object_or_404(
        Import, pk=pk, user=request.user, created_at__gte=timezone.now() - KEPT
    )
    response = settle(request, zip_origin(sent.name, bytes(sent.data)), sent)
    if response is None:
        sent.delete()
        return redirect("admin:content_import_changelist")
    return response


@editors(may_import)
@require_POST
def discard_zip(request: EditorRequest, pk: UUID) -> HttpResponse:
    Import.objects.filter(pk=pk, user=request.user).delete()
    messages.info(request, _("The files were thrown away. Nothing was changed."))
    return redirect("admin:content_import_changelist")


@editors(may_import)
@require_http_methods(["GET", "HEAD", "POST"])
def preview_folder(request: EditorRequest) -> HttpResponse:
    """Show what the files on the server would change; on POST change it."""
    response = settle(request, folder_origin())
    return response or redirect("admin:content_import_changelist")


def zip_origin(name: str, data: bytes) -> Origin:
    return Origin(name, lambda: unpacked(data))


def folder_origin() -> Origin:
    return Origin(
        _("the files that came with the site"),
        lambda: nullcontext(settings.CONTENT_DIR),
    )


def settle(
    request: EditorRequest, origin: Origin, sent: Import | None = None
) -> HttpResponse | None:
    """Show the changes, or make them on POST; None when they were made."""
    problems: tuple[Problem, ...] = ()
    sentence = ""
    sides: dict[Key, Side] = {}
    try:
        report = dry_run(origin)
        if request.method == "POST":
            if settings.TWO_PERSON_RULE:
                raise PermissionDenied
            sides = sides_of(report.changes, request.POST)
            seen = request.POST.get("seen", "")
            messages.success(request, applied(request, origin, sides, seen))
            return None
    except ContentError as error:
        report, problems = Report(), error.problems
    except EditedHere:
        sentence = _("Choose for each record that was edited here which side is right.")
    except ChangedMeanwhile:
        sentence = _(
            "Something was changed here meanwhile, and nothing was imported. "
            "These are the changes as they are now."
        )
    changes = shown(report.changes, sides)
    context = {
        "origin": origin.name,
        "sent": sent,
        "needs_two": settings.TWO_PERSON_RULE,
        "problems": problems,
        "sentence": sentence,
        "conflicts": [change for change in changes if change.change.is_conflict],
        "others": [change for change in changes if not change.change.is_conflict],
        "counts": [(kind_name(kind), of) for kind, of in report.counts.items()],
        "seen": fingerprint(report.changes),
        "bank_waits": report.bank_waits,
        "bank_published": report.bank_published,
    }
    title = _("What the files would change")
    return admin_page(request, "admin/content/preview.html", context, title=title)


def sides_of(changes: list[RecordChange], posted: Any) -> dict[Key, Side]:
    """Read which side the editor chose for each conflict; "all" speaks for the rest."""
    names = {"ours": Side.OURS, "theirs": Side.THEIRS}
    chosen = {
        (change.kind, change.slug): posted.get("all")
        or posted.get(field_of(change.kind, change.slug), "")
        for change in changes
        if change.is_conflict
    }
    return {key: names[value] for key, value in chosen.items() if value in names}


def dry_run(origin: Origin) -> Report:
    """Return what a load would do.

    Raises:
        ContentError: the files have faults, or the database would refuse them.
    """
    with origin.open() as folder, as_problems():
        return preview(folder)


@contextmanager
def as_problems() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError) as error:
        sentence = f"the database refuses the content: {error}"
        raise ContentError([Problem("the files", 1, 1, "", sentence)]) from error


def applied(
    request: EditorRequest, origin: Origin, sides: dict[Key, Side], seen: str
) -> str:
    """Load the files and say in a sentence what was done; all of it or nothing.

    Raises:
        ChangedMeanwhile: the changes are not those that were shown.
        EditedHere: a record that was edited here has no side.
        ContentError: the files have faults.
    """
    with origin.open() as folder, as_problems(), transaction.atomic():
        report = load(folder, sides=sides)
        if fingerprint(report.changes) != seen:
            raise ChangedMeanwhile
        note(request, report, origin)
    return done_sentence(report)


def note(request: EditorRequest, report: Report, origin: Origin) -> None:
    """Leave a line in the history of each record that the files have changed."""
    message = _("Imported from %(name)s.") % {"name": origin.name}
    kept = set(report.kept)
    for flag, what in ((ADDITION, {"created"}), (CHANGE, {"updated", "retired"})):
        for kind, (model, _related, _data) in KINDS.items():
            slugs = [
                change.slug
                for change in report.changes
                if change.kind == kind
                and change.what in what
                and f"{kind} {change.slug}" not in kept
            ]
            if slugs:
                LogEntry.objects.log_actions(
                    user_id=request.user.pk,
                    queryset=model._default_manager.filter(slug__in=slugs),
                    action_flag=flag,
                    change_message=message,
                )


def done_sentence(report: Report) -> str:
    counts = report.counts.values()
    changed = sum(c.created + c.updated + c.retired for c in counts)
    sentences = [
        ngettext(
            "%(count)d record was imported.",
            "%(count)d records were imported.",
            changed,
        )
        % {"count": changed}
    ]
    if report.kept:
        sentences.append(
            ngettext(
                "%(count)d was kept as it is here.",
                "%(count)d were kept as they are here.",
                len(report.kept),
            )
            % {"count": len(report.kept)}
        )
    if report.bank_published:
        sentences.append(_("A new version of the item bank is in use."))
    if report.bank_waits:
        sentences.append(
            _("The item bank waits until someone publishes it in the evidence grid.")
        )
    return " ".join(sentences)
