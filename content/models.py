"""Pages of prose, readers' notes on any page, and the index of the search."""

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
