"""The item bank of the self-assessment, and visitors' attempts at it."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quiz.bank import POINTS_MAX
from roles.models import Role
from skills.models import LEVEL_MAX, Record, Skill, between, level_validators, one_of


class ItemKind(models.TextChoices):
    PROBLEM = "problem", _("preferred problem")
    DATA = "data", _("data")
    TRADE_OFF = "trade-off", _("trade-off")
    CONSTRAINT = "constraint", _("constraint")
    BUG = "bug", _("bug")
    WORKING_DAY = "working-day", _("working day")
    ENJOYED = "enjoyed", _("already enjoyed")


class Item(Record):
    """A question of the self-assessment."""

    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind)
    prompt = models.CharField(_("question"), max_length=300)
    experienced = models.BooleanField(
        _("needs experience"),
        default=False,
        help_text=_("Only someone who has written code can answer it."),
    )
    note = models.CharField(
        _("note for editors"),
        max_length=600,
        help_text=_("Why this question tells the roles apart."),
    )

    class Meta(Record.Meta):
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=one_of("kind", ItemKind),
                name="item_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.prompt


class Option(models.Model):
    """An answer that an item offers."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="options")
    slug = models.SlugField(_("slug"), max_length=80)
    text = models.CharField(_("text"), max_length=160)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["item", "slug"], name="option_once")
        ]

    def __str__(self) -> str:
        return self.text


class Evidence(models.Model):
    """The points that an option gives a role."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="evidence")
    role = models.ForeignKey(Role, models.CASCADE, related_name="evidence")
    points = models.SmallIntegerField(
        _("points"),
        validators=[MinValueValidator(-POINTS_MAX), MaxValueValidator(POINTS_MAX)],
        help_text=_("-3 (speaks against the role) to 3 (speaks for it)."),
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("role__position",)
        constraints = [
            models.UniqueConstraint(fields=["option", "role"], name="evidence_once"),
            models.CheckConstraint(
                condition=between("points", -POINTS_MAX, POINTS_MAX),
                name="evidence_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.points:+d}"


class ItemBank(models.Model):
    """All published items and their evidence as one immutable version."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    content = models.JSONField(_("content"))
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    is_current = models.BooleanField(_("in use"), default=False)

    class Meta:
        verbose_name = _("item bank")
        verbose_name_plural = _("item banks")
        ordering = ("-published_at", "-pk")
        permissions = [("publish_bank", _("Can put a new version into use"))]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="item_bank_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.published_at:%Y-%m-%d %H:%M} ({self.digest[:8]})"


class Attempt(models.Model):
    """One visitor's run through one version of the item bank."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bank = models.ForeignKey(ItemBank, models.PROTECT, related_name="attempts")
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="retakes"
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    resume_digest = models.CharField(
        max_length=64, null=True, blank=True, unique=True, editable=False
    )
    share_token = models.CharField(
        max_length=32, null=True, blank=True, unique=True, editable=False
    )

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("-started_at",)
        indexes = [models.Index(fields=["updated_at"], name="attempt_updated")]

    def __str__(self) -> str:
        return str(self.id)


class Answer(models.Model):
    """The option chosen for one item, or a skip when the option is empty.

    Item and option are kept by slug: they name entries of the attempt's own bank
    version, which stays as it is when an editor changes the items.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    item = models.SlugField(_("item"), max_length=80)
    option = models.SlugField(_("option"), max_length=80, blank=True)
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("answered_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "item"], name="answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.option or _('skipped')}"


class SelfRating(models.Model):
    """A visitor's own level on one skill's rubric."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="self_ratings")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="self_ratings")
    level = models.PositiveSmallIntegerField(_("level"), validators=level_validators)

    class Meta:
        verbose_name = _("self-rating")
        verbose_name_plural = _("self-ratings")
        ordering = ("skill__position",)
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "skill"], name="self_rating_once"
            ),
            models.CheckConstraint(
                condition=between("level", 0, LEVEL_MAX), name="self_rating_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill}: {self.level}"
