"""Pages of prose, readers' notes, the search's index, and versions and drafts."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skills.fields import MarkdownField, RenderedField
from skills.markdown import standing_alone
from skills.models import Record, one_of


class Page(Record):
    """A page of prose under /about/."""

    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=240)
    body = MarkdownField(_("text"))
    body_html = RenderedField(source="body")

    class Meta(Record.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("content:page-detail", args=[self.slug])

    @property
    def article(self) -> str:
        """Return the text as it stands below the page's own title."""
        return standing_alone(self.body_html)


class Import(models.Model):
    """Content files that an editor sent and has not decided on; gone within a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports"
    )
    name = models.CharField(_("file"), max_length=100)
    data = models.BinaryField()
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("content files")
        verbose_name_plural = _("content files")
        ordering = ("-created_at",)
        default_permissions = ()
        permissions = [("import_content", _("Can import content files"))]

    def __str__(self) -> str:
        return self.name


class FeedbackState(models.TextChoices):
    NEW = "new", _("to read")
    SHOWN = "shown", _("shown on the page")
    CLOSED = "closed", _("read, not shown")


class Feedback(models.Model):
    """A reader's note on a page; nobody but editors sees it before it is shown."""

    path = models.CharField(_("page"), max_length=200, db_index=True)
    useful = models.BooleanField(_("useful"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    reply = models.TextField(_("reply"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=6, choices=FeedbackState, default=FeedbackState.NEW
    )
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(
                condition=one_of("state", FeedbackState),
                name="feedback_state",
            ),
            models.CheckConstraint(
                condition=~Q(useful=None, note=""), name="feedback_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(state=FeedbackState.SHOWN) | ~Q(note="") & ~Q(reply=""),
                name="feedback_shown_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.note[:60]}"

    def get_absolute_url(self) -> str:
        return self.path

    def clean(self) -> None:
        if self.state == FeedbackState.SHOWN and not (self.note and self.reply):
            raise ValidationError(
                _("Write a reply before you show a note: readers see both together.")
            )


class SearchEntry(models.Model):
    """What the search knows of one published record; `content.search_index` fills it.

    The migration adds what Django has no field for: an FTS5 table on SQLite, and on
    PostgreSQL a column `vector` that the database computes itself.
    """

    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300)
    text = models.TextField()
    url = models.CharField(max_length=200)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class DataField(models.TextField[Any, Any]):
    """Plain data as JSON text, so that its keys stay in the order of the files.

    PostgreSQL's type for JSON sorts them.
    """

    _pyi_private_set_type: Any  # for mypy, which takes any TextField for a text
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def from_db_value(self, value: str, expression: Any, connection: Any) -> Any:
        return json.loads(value)


def title_of(data: Mapping[str, Any], slug: str) -> str:
    """Return how a record's data names it, or its slug."""
    names = ("name", "title", "prompt")
    return next((str(data[name]) for name in names if name in data), slug)


class Kept(models.Model):
    """A record's whole content at one moment, as the exporter gives it."""

    kind = models.CharField(_("kind"), max_length=16)
    slug = models.SlugField(_("slug"), max_length=80)
    data = DataField(_("content"))
    position = models.PositiveIntegerField(_("position"))
    parent = models.CharField(_("belongs to"), max_length=100, blank=True)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        return title_of(self.data, self.slug)


class Change(models.TextChoices):
    FOUND = "found", _("as it stood before")
    LOAD = "load", _("loaded from the files")
    DRAFT = "draft", _("saved as a draft")
    EDIT = "edit", _("edited")
    PUBLISH = "publish", _("published from a draft")
    RESTORE = "restore", _("restored from an earlier version")


class Version(Kept):
    """What a record, or a draft of it, held from one moment on."""

    what = models.CharField(_("what happened"), max_length=7, choices=Change)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("editor"),
    )
    comment = models.CharField(_("comment"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=["kind", "slug", "digest"], name="version_record")
        ]
        constraints = [
            models.CheckConstraint(
                condition=one_of("what", Change), name="version_what"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug} {self.at:%Y-%m-%d %H:%M}"


class Draft(Kept):
    """A changed text of a record, beside the one that visitors see."""

    base_digest = models.CharField(
        max_length=64,
        editable=False,
        help_text="The visitors' text that the draft was last compared with.",
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("last editor"),
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    publish_at = models.DateTimeField(_("to be published"), null=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ("-updated_at",)
        permissions = [
            ("approve_draft", _("Can approve drafts")),
            ("publish_draft", _("Can publish drafts and change what visitors see")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="draft_once")
        ]

    def __str__(self) -> str:
        return self.title
