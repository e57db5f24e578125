"""Learning paths, their steps and resources, and a visitor's plan."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from learning.plan_request import WEEK_HOURS_MAX
from quiz.models import Attempt
from roles.models import Role
from skills.fields import MarkdownField, RenderedField
from skills.models import (
    LEVEL_MAX,
    Record,
    Skill,
    Topic,
    between,
    https_only,
    https_or_empty,
    level_validators,
    one_of,
)

STEP_HOURS_MAX = 2000  # a year of full-time work: anything longer is several steps
NOTE_MAX = 2000  # characters: a page of text for each step


class LearningPath(Record):
    """One of the four ways to become an AI engineer."""

    name = models.CharField(_("name"), max_length=80)
    summary = models.CharField(_("summary"), max_length=240)
    body = MarkdownField(_("text"))
    body_html = RenderedField(source="body")
    suits = MarkdownField(_("whom it suits"))
    suits_html = RenderedField(source="suits")
    caution = MarkdownField(_("what it does not give"))
    caution_html = RenderedField(source="caution")
    topics = models.ManyToManyField(
        Topic,
        through="PathTopic",
        blank=True,
        related_name="paths",
        verbose_name=_("topics"),
    )

    class Meta(Record.Meta):
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("learning:path-detail", args=[self.slug])


class PathTopic(models.Model):
    """A topic that belongs to a learning path and to no skill."""

    path = models.ForeignKey(LearningPath, models.CASCADE, related_name="topic_links")
    topic = models.OneToOneField(Topic, models.CASCADE, related_name="path_link")

    class Meta:
        verbose_name = _("topic of the path")
        verbose_name_plural = _("topics of the path")
        ordering = ("topic__position",)

    def __str__(self) -> str:
        return str(self.topic)


class Step(Record):
    """A piece of a path that raises one skill from a level to a level."""

    path = models.ForeignKey(LearningPath, models.PROTECT, related_name="steps")
    title = models.CharField(_("title"), max_length=100)
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="steps")
    from_level = models.PositiveSmallIntegerField(
        _("from level"), validators=level_validators
    )
    to_level = models.PositiveSmallIntegerField(
        _("to level"), validators=level_validators
    )
    hours_low = models.PositiveIntegerField(
        _("hours, at least"),
        validators=[MinValueValidator(1), MaxValueValidator(STEP_HOURS_MAX)],
    )
    hours_high = models.PositiveIntegerField(
        _("hours, at most"),
        validators=[MinValueValidator(1), MaxValueValidator(STEP_HOURS_MAX)],
    )
    hours_reason = models.CharField(_("where the hours come from"), max_length=300)
    body = MarkdownField(_("what you do"))
    body_html = RenderedField(source="body")
    outcome = models.CharField(
        _("outcome"),
        max_length=300,
        help_text=_("What can be shown at the end, so that someone else can check it."),
    )
    requires = models.ManyToManyField(
        "self",
        blank=True,
        symmetrical=False,
        related_name="required_by",
        verbose_name=_("prerequisites"),
    )
    roles = models.ManyToManyField(
        Role, related_name="steps", verbose_name=_("roles it serves")
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="steps", verbose_name=_("topics")
    )

    class Meta(Record.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(from_level__lt=F("to_level"))
                & between("to_level", 1, LEVEL_MAX),
                name="step_raises",
            ),
            models.CheckConstraint(
                condition=Q(hours_low__gte=1)
                & Q(hours_low__lte=F("hours_high"))
                & Q(hours_high__lte=STEP_HOURS_MAX),
                name="step_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:step-detail", args=[self.slug])


class ResourceKind(models.TextChoices):
    DOCUMENTATION = "documentation", _("documentation")
    COURSE = "course", _("course")
    BOOK = "book", _("book")
    PAPER = "paper", _("paper")
    TUTORIAL = "tutorial", _("tutorial")
    VIDEO = "video", _("video")
    DATASET = "dataset", _("dataset")
    PRACTICE = "practice", _("practice")
    COMMUNITY = "community", _("community")


class ResourceCost(models.TextChoices):
    FREE = "free", _("free")
    FREEMIUM = "freemium", _("free in part")
    PAID = "paid", _("paid")


class Resource(models.Model):
    """Something to learn from, outside this guide."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="resources")
    title = models.CharField(_("title"), max_length=160)
    url = models.URLField(_("address"), validators=[https_only], max_length=300)
    provider = models.CharField(_("provider"), max_length=80)
    kind = models.CharField(_("kind"), max_length=14, choices=ResourceKind)
    cost = models.CharField(_("cost"), max_length=10, choices=ResourceCost)
    language = models.CharField(_("language"), max_length=12, default="en")
    checked = models.DateField(_("checked on"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["step", "url"], name="resource_once"),
            models.CheckConstraint(
                condition=Q(url__startswith="https://"), name="resource_url"
            ),
            models.CheckConstraint(
                condition=one_of("kind", ResourceKind),
                name="resource_kind",
            ),
            models.CheckConstraint(
                condition=one_of("cost", ResourceCost),
                name="resource_cost",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Plan(models.Model):
    """A visitor's road to one role, from the levels that they have today.

    `owner` is the unguessable name that the visitor's cookie holds. `last_change` says
    what was changed last and what stood there before, so that it can be undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    attempt = models.ForeignKey(
        Attempt, models.CASCADE, null=True, blank=True, related_name="plans"
    )
    role = models.ForeignKey(Role, models.CASCADE, related_name="plans")
    levels = models.JSONField(
        _("levels today"), default=dict, help_text=_("Skill slug to level 0-4.")
    )
    hours_per_week = models.PositiveSmallIntegerField(
        _("hours a week"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(WEEK_HOURS_MAX)],
    )
    start_date = models.DateField(_("start date"))
    paths = models.ManyToManyField(LearningPath, verbose_name=_("paths that count"))
    last_change = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("-created_at",)
        indexes = [models.Index(fields=["updated_at"], name="plan_updated")]
        constraints = [
            models.CheckConstraint(
                condition=between("hours_per_week", 1, WEEK_HOURS_MAX),
                name="plan_hours",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.start_date})"

    def get_absolute_url(self) -> str:
        return reverse("learning:plan-detail", args=[self.pk])


class ProgressState(models.TextChoices):
    TO_DO = "to_do", _("to do")
    DOING = "doing", _("doing")
    DONE = "done", _("done")
    SKIPPED = "skipped", _("skipped")


class Progress(models.Model):
    """What a visitor has done with one step of their plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="progress")
    step = models.ForeignKey(Step, models.CASCADE, related_name="progress")
    state = models.CharField(
        _("state"), max_length=8, choices=ProgressState, default=ProgressState.TO_DO
    )
    since = models.DateField(_("since"), null=True, blank=True)
    note = models.TextField(_("own note"), blank=True, max_length=NOTE_MAX)
    link = models.URLField(
        _("own link"), blank=True, max_length=300, validators=[https_only]
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [
            models.UniqueConstraint(fields=["plan", "step"], name="progress_once"),
            models.CheckConstraint(
                condition=one_of("state", ProgressState),
                name="progress_state",
            ),
            models.CheckConstraint(
                condition=https_or_empty("link"), name="progress_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.state}"
