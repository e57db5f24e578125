"""What waits for an editor: the first thing that the admin's home page shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from content.models import Draft, Feedback, FeedbackState
from content.records import KINDS, digest_of, records
from learning.models import Resource, Step
from quiz.audit import Fault
from quiz.item_statistics import items_below_par
from quiz.models import Item
from quiz.publishing import audit_snapshot, snapshot
from skills.admin import a_year_ago
from skills.admin_pages import admin_page
from skills.models import Record, Source, Status, Topic

Stamp = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of thing to do: how many there are, and where to do them."""

    count: int
    sentence: str
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that is not as the files last had it."""

    kind: str
    record: Record
    is_new: bool

    @property
    def kind_name(self) -> str:
        return str(self.record._meta.verbose_name)

    @property
    def url(self) -> str:
        return admin_url(type(self.record), "change", self.record.pk)


def admin_url(model: type[Model], page: str, *args: Any, query: str = "") -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=args) + (f"?{query}" if query else "")


def what_needs_attention(user: Any) -> list[Task]:
    """List what waits for this editor, without what the editor may not see."""

    def may_see(model: type[Model]) -> bool:
        options = model._meta
        return any(
            user.has_perm(f"{options.app_label}.{action}_{options.model_name}")
            for action in ("view", "change")
        )

    seen = [model for model, _related, _data in KINDS.values() if may_see(model)]
    tasks = [drafts(seen, with_texts=may_see(Draft))]
    if may_see(Feedback):
        tasks.append(feedback_to_read())
    if seen:
        tasks.append(edited_here(seen))
    if may_see(Item):
        tasks += [items_with_faults(), items_answered_badly()]
    if may_see(Source):
        tasks.append(old_sources())
    if may_see(Topic):
        tasks.append(unchecked_documentation())
    if may_see(Step):
        tasks.append(unchecked_resources())
    return [task for task in tasks if task.count]


def drafts(models: Sequence[type[Record]], *, with_texts: bool) -> Task:
    """Count records that are not published yet and, if seen, texts beside others."""
    counts: dict[type[Model], int] = {
        model: model._default_manager.filter(status=Status.DRAFT).count()
        for model in models
    }
    if with_texts:
        counts[Draft] = Draft.objects.count()
    links = [
        Link(
            named(model, count),
            admin_url(
                model,
                "changelist",
                query="" if model is Draft else "status__exact=draft",
            ),
        )
        for model, count in counts.items()
        if count
    ]
    total = sum(counts.values())
    sentence = ngettext(
        "draft waits to be published", "drafts wait to be published", total
    )
    return Task(total, sentence, links)


def named(model: type[Model], count: int) -> str:
    options = model._meta
    name = options.verbose_name if count == 1 else options.verbose_name_plural
    return f"{count} {name}"


def feedback_to_read() -> Task:
    count = Feedback.objects.filter(state=FeedbackState.NEW).count()
    sentence = ngettext("reader’s note to read", "readers’ notes to read", count)
    url = admin_url(Feedback, "changelist", query="state__exact=new")
    return Task(count, sentence, [Link(_("Read them"), url)])


def edited_here(models: list[type[Record]]) -> Task:
    found = [each for each in all_differences() if type(each.record) in models]
    sentence = ngettext(
        "record differs from the content files",
        "records differ from the content files",
        len(found),
    )
    return Task(
        len(found), sentence, [Link(_("See which"), reverse("admin:differences"))]
    )


def items_with_faults() -> Task:
    faults = item_faults(stamp("item", "role"))
    items = Item.objects.filter(slug__in=faults).in_order()
    links = [
        Link(f"{item}: {faults[item.slug]}", admin_url(Item, "change", item.pk))
        for item in items
    ]
    sentence = ngettext(
        "item of the self-assessment is below par",
        "items of the self-assessment are below par",
        len(links),
    )
    return Task(len(links), sentence, links)


def items_answered_badly() -> Task:
    weak = items_below_par()
    prompts = dict(
        Item.objects.filter(slug__in={fault.item for fault in weak}).values_list(
            "slug", "prompt"
        )
    )
    page = reverse("admin:quiz_statistics")
    links = [
        Link(
            f"{prompts.get(fault.item or '', fault.item)}: {fault.sentence}",
            f"{page}#item-{fault.item}",
        )
        for fault in weak
    ]
    sentence = ngettext(
        "weakness shows in what people answered",
        "weaknesses show in what people answered",
        len(links),
    )
    return Task(len(links), sentence, links)


def old_sources() -> Task:
    old = Source.objects.published().filter(date__lt=a_year_ago())
    count = old.count()
    sentence = ngettext(
        "source is older than a year", "sources are older than a year", count
    )
    url = admin_url(Source, "changelist", query="age=year&status__exact=published")
    return Task(count, sentence, [Link(_("Look for newer releases"), url)])


def unchecked_documentation() -> Task:
    old = Topic.objects.published().filter(docs_checked__lt=a_year_ago())
    count = old.count()
    sentence = ngettext(
        "topic’s documentation was not checked for a year",
        "topics’ documentation was not checked for a year",
        count,
    )
    url = admin_url(Topic, "changelist", query="age=year&status__exact=published")
    return Task(count, sentence, [Link(_("Open the links and check"), url)])


def unchecked_resources() -> Task:
    old = Resource.objects.filter(
        checked__lt=a_year_ago(), step__status=Status.PUBLISHED
    )
    count = old.count()
    sentence = ngettext(
        "resource of a step was not checked for a year",
        "resources of steps were not checked for a year",
        count,
    )
    url = admin_url(Step, "changelist", query="age=year&status__exact=published")
    return Task(count, sentence, [Link(_("Open the links and check"), url)])


# Comparing all records takes half a second, so it is done once for each state of
# the tables; the stamp tells the states apart.


def stamp(*kinds: str) -> Stamp:
    """Return what changes whenever a record of these kinds is written or loaded."""
    return tuple(
        tuple(KINDS[kind][0]._default_manager.values_list(*STAMPED).order_by("pk"))
        for kind in kinds
    )


STAMPED = ("pk", "updated_at", "loaded_digest", "position", "status")


def all_differences() -> list[Difference]:
    return list(differences_at(stamp(*KINDS)))


@lru_cache(maxsize=1)
def differences_at(stamped: Stamp) -> tuple[Difference, ...]:
    return tuple(find_differences())


def find_differences() -> Iterator[Difference]:
    for kind in KINDS:
        for record in records(kind).exclude(status=Status.RETIRED):
            if digest_of(kind, record) != record.loaded_digest:
                yield Difference(kind, record, is_new=not record.loaded_digest)


@lru_cache(maxsize=1)
def item_faults(stamped: Stamp) -> dict[str, str]:
    """Return the first fault of each item that the audit finds one in."""
    faults: list[Fault] = audit_snapshot(snapshot())
    return {fault.item: fault.sentence for fault in reversed(faults) if fault.item}


@require_safe
def differences(request: HttpRequest) -> HttpResponse:
    """List the records that were edited or made here since the last load."""
    seen = [
        each
        for each in all_differences()
        if admin.site._registry[type(each.record)].has_view_permission(request)
    ]
    title = _("What differs from the content files")
    context = {"differences": seen}
    return admin_page(request, "admin/differences.html", context, title=title)
