"""Editors' pages about the whole bank: the grid, its trial, its versions."""

from typing import Any, cast

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from quiz.admin_forms import TrialForm, VersionsForm
from quiz.audit import item_information
from quiz.differences import differences
from quiz.draft import draft
from quiz.grid import Grid, make_grid, overlay, save
from quiz.models import Item, ItemBank
from quiz.publishing import (
    ChangedMeanwhileError,
    NotFitError,
    current_bank,
    digest_of,
    make_bank_of,
    publish_bank,
    snapshot,
)
from quiz.selection import prepare
from quiz.trial import CannotTryError, run_trial
from skills.admin import RecordAdmin
from skills.admin_pages import EditorRequest, admin_page, editors


@editors("quiz.view_item")
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: EditorRequest) -> HttpResponse:
    """Show the points of all items; on POST save what was changed, or only check it."""
    number = request.GET.get("page", 1)
    if request.method != "POST":
        return evidence_page(request, make_grid(number))
    if not request.user.has_perm("quiz.change_item"):
        raise PermissionDenied
    with transaction.atomic():
        grid = make_grid(number, request.POST)
        if grid.errors or "check" in request.POST:
            return evidence_page(request, grid)
        items = save(grid)
        note(request, items)
    messages.success(request, saved_sentence(len(grid.changes), len(items)))
    return redirect(request.get_full_path())


def saved_sentence(points: int, items: int) -> str:
    if not points:
        return _("Nothing was changed.")
    return _("Saved: %(points)s in %(items)s.") % {
        "points": ngettext("%d number", "%d numbers", points) % points,
        "items": ngettext("%d item", "%d items", items) % items,
    }


def note(request: EditorRequest, items: list[Item]) -> None:
    """Leave a line in the history of each item whose points were changed."""
    kind = cast("RecordAdmin", admin.site.get_model_admin(Item))
    for item in items:
        kind.note_change(request, item, _("Changed points in the evidence grid."))


def evidence_page(request: EditorRequest, grid: Grid) -> HttpResponse:
    context = {
        "grid": grid,
        "draft": draft(overlay(snapshot(), grid)),
        "is_unsaved": bool(grid.changes or grid.errors),
        "may_change": request.user.has_perm("quiz.change_item"),
        "may_publish": may_publish(request),
        "trial_form": TrialForm(),
    }
    return admin_page(
        request,
        "admin/quiz/evidence.html",
        context,
        title=_("Evidence of the self-assessment"),
        fragment="draft",
    )


def may_publish(request: EditorRequest) -> bool:
    """Say whether this editor may put the items into use.

    Where two persons are asked for, whoever changed items since the last version
    leaves that to somebody else.
    """
    if not request.user.has_perm("quiz.publish_bank"):
        return False
    bank = current_bank()
    if not settings.TWO_PERSON_RULE or bank is None:
        return True
    changes = LogEntry.objects.filter(
        user=request.user,
        content_type=ContentType.objects.get_for_model(Item),
        action_time__gt=bank.published_at,
    )
    return not changes.exists()


@editors("quiz.view_item")
@require_safe
def trial(request: EditorRequest) -> HttpResponse:
    """Let simulated people answer the items as they are saved."""
    form = TrialForm(request.GET)
    context: dict[str, Any] = {"trial_form": form}
    if form.is_valid():
        try:
            context["trial"] = run_trial(snapshot(), form.cleaned_data["respondents"])
        except CannotTryError:
            context["cannot"] = True
    return admin_page(
        request,
        "admin/quiz/trial.html",
        context,
        title=_("Simulation of the draft bank"),
        fragment="trial",
    )


@editors(may_publish)
@require_POST
def publish(request: EditorRequest) -> HttpResponse:
    """Put the items into use as a new version, unless the audit finds faults."""
    try:
        if publish_bank(seen=request.POST.get("digest", "")):
            messages.success(request, _("The items are in use as a new version."))
        else:
            messages.info(request, _("Nothing has changed since the version in use."))
    except ChangedMeanwhileError:
        messages.error(
            request,
            _("The items were changed meanwhile. Look at them again, then publish."),
        )
    except NotFitError as error:
        for fault in error.faults:
            about = f"{fault.item}: " if fault.item else ""
            messages.error(request, about + fault.sentence)
    return redirect("admin:quiz_evidence")


@editors("quiz.view_itembank")
@require_safe
def compare_versions(request: EditorRequest) -> HttpResponse:
    """Say in words what one version has otherwise than another."""
    form = VersionsForm(request.GET or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        context |= {
            "old": old,
            "new": new,
            "differences": differences(old.content, new.content),
        }
    return admin_page(
        request,
        "admin/quiz/compare_versions.html",
        context,
        title=_("Compare two versions of the item bank"),
    )


def version_context(bank: ItemBank) -> dict[str, Any]:
    """Return what the page of one version shows."""
    content = bank.content
    information = item_information(prepare(make_bank_of(content)))
    roles = content["roles"]
    return {
        "bank": bank,
        "roles": roles,
        "items": [
            {
                "item": item,
                "information": information[item["slug"]],
                "rows": [
                    (option["text"], [option["evidence"][r["slug"]] for r in roles])
                    for option in item["options"]
                ],
            }
            for item in content["items"]
        ],
        "attempts": bank.attempts.count(),
        "is_intact": digest_of(content) == bank.digest,
        "form": VersionsForm(initial={"old": version_before(bank), "new": bank}),
    }


def version_before(bank: ItemBank) -> ItemBank | None:
    earlier = ItemBank.objects.filter(published_at__lt=bank.published_at)
    return earlier.defer("content").first()
