"""Roles, responsibilities, and what ties them to skills and topics."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skills.fields import MarkdownField, RenderedField
from skills.models import (
    LEVEL_MAX,
    Record,
    Skill,
    Source,
    Topic,
    between,
    level_validators,
    one_of,
)

weight_validators = [MinValueValidator(1), MaxValueValidator(5)]


class Responsibility(Record):
    """One of the six things an AI engineer answers for."""

    name = models.CharField(_("name"), max_length=80)
    summary = models.CharField(_("summary"), max_length=240)
    body = MarkdownField(_("what it is about"))
    body_html = RenderedField(source="body")
    done_well = MarkdownField(_("what it looks like done well"))
    done_well_html = RenderedField(source="done_well")
    goes_wrong = MarkdownField(_("what goes wrong"))
    goes_wrong_html = RenderedField(source="goes_wrong")
    works_with = MarkdownField(_("who you work with"))
    works_with_html = RenderedField(source="works_with")
    skills = models.ManyToManyField(
        Skill, through="ResponsibilitySkill", related_name="responsibilities"
    )

    class Meta(Record.Meta):
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("roles:responsibility-detail", args=[self.slug])


class ResponsibilitySkill(models.Model):
    """A skill that carries a responsibility, the most important first."""

    responsibility = models.ForeignKey(
        Responsibility, models.CASCADE, related_name="skill_links"
    )
    skill = models.ForeignKey(
        Skill, models.PROTECT, related_name="responsibility_links"
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("skill of the responsibility")
        verbose_name_plural = _("skills of the responsibility")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(
                fields=["responsibility", "skill"], name="responsibility_skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.responsibility}: {self.skill}"


class Facet(models.Model):
    """A part of a responsibility that the guide names."""

    responsibility = models.ForeignKey(
        Responsibility, models.CASCADE, related_name="facets"
    )
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=300)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("facet")
        verbose_name_plural = _("facets")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(
                fields=["responsibility", "name"], name="facet_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Role(Record):
    """One of the five kinds of AI engineer."""

    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(
        _("short name"), max_length=24, help_text=_("Used where space is tight.")
    )
    focus = models.CharField(
        _("focus"), max_length=120, help_text=_("The role in one line.")
    )
    summary = models.CharField(_("summary"), max_length=300)
    esco_code = models.CharField(_("ESCO code"), max_length=20, blank=True)
    esco_concept_id = models.CharField(
        _("ESCO concept id"), max_length=36, blank=True, help_text=_("A UUID.")
    )
    onet_code = models.CharField(_("O*NET-SOC code"), max_length=12, blank=True)
    occupation_note = models.CharField(
        _("note on the occupation"),
        max_length=400,
        blank=True,
        help_text=_("Which of these codes are our own judgment."),
    )
    what_you_do = MarkdownField(_("what you do"))
    what_you_do_html = RenderedField(source="what_you_do")
    week = MarkdownField(_("a week"))
    week_html = RenderedField(source="week")
    what_you_ship = MarkdownField(_("what you ship"))
    what_you_ship_html = RenderedField(source="what_you_ship")
    getting_in = MarkdownField(_("how people get in"))
    getting_in_html = RenderedField(source="getting_in")
    growth = MarkdownField(_("how the role grows"))
    growth_html = RenderedField(source="growth")
    market = MarkdownField(_("how common and how paid"))
    market_html = RenderedField(source="market")

    class Meta(Record.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("roles:role-detail", args=[self.slug])

    def usages_by_kind(self) -> dict[str, list["Usage"]]:
        """Group the role's topics by how often it works with them, core first."""
        usages = list(self.usages.all())
        return {
            kind.value: [usage for usage in usages if usage.kind == kind]
            for kind in UsageKind
        }

    def road(self) -> list[Any]:
        """List the published steps that serve this role, easiest first."""
        steps = (step for step in self.steps.all() if step.is_published)
        return sorted(steps, key=lambda s: (s.from_level, s.path.position, s.position))


class Fact(models.Model):
    """A figure about a role, with the source that it comes from."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="facts")
    label = models.CharField(_("label"), max_length=40)
    value = models.CharField(_("value"), max_length=40)
    detail = models.CharField(_("detail"), max_length=240)
    source = models.ForeignKey(Source, models.PROTECT, related_name="facts")
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["role", "label"], name="fact_once")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class Requirement(models.Model):
    """The level of a skill that a role asks for, and how much it matters there."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="requirements")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="requirements")
    level = models.PositiveSmallIntegerField(
        _("required level"), validators=level_validators, help_text=_("0 to 4.")
    )
    importance = models.PositiveSmallIntegerField(
        _("importance"), validators=weight_validators, help_text=_("1 to 5.")
    )
    why = models.CharField(
        _("why"), max_length=300, help_text=_("How this role uses the skill.")
    )

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("skill__position",)
        constraints = [
            models.UniqueConstraint(fields=["role", "skill"], name="requirement_once"),
            models.CheckConstraint(
                condition=between("level", 0, LEVEL_MAX), name="requirement_level"
            ),
            models.CheckConstraint(
                condition=between("importance", 1, 5), name="requirement_importance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.skill} {self.level}"


class Emphasis(models.Model):
    """How much a responsibility weighs in a role, and what it means there."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="emphases")
    responsibility = models.ForeignKey(
        Responsibility, models.PROTECT, related_name="emphases"
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"), validators=weight_validators, help_text=_("1 to 5.")
    )
    meaning = models.CharField(_("what it means in this role"), max_length=300)

    class Meta:
        verbose_name = _("emphasis")
        verbose_name_plural = _("emphases")
        ordering = ("-weight", "responsibility__position")
        constraints = [
            models.UniqueConstraint(
                fields=["role", "responsibility"], name="emphasis_once"
            ),
            models.CheckConstraint(
                condition=between("weight", 1, 5), name="emphasis_weight"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.responsibility} {self.weight}"


class UsageKind(models.TextChoices):
    CORE = "core", _("core")
    COMMON = "common", _("common")
    OCCASIONAL = "occasional", _("occasional")


class Usage(models.Model):
    """How often a role works with a topic."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="usages")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="usages")
    kind = models.CharField(_("how often"), max_length=10, choices=UsageKind)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("usage")
        verbose_name_plural = _("usages")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["role", "topic"], name="usage_once"),
            models.CheckConstraint(
                condition=one_of("kind", UsageKind),
                name="usage_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.topic} ({self.kind})"


class Neighbor(models.Model):
    """How one role differs from another."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="neighbors")
    other = models.ForeignKey(Role, models.CASCADE, related_name="neighbor_of")
    difference = models.CharField(_("difference"), max_length=400)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("neighbor")
        verbose_name_plural = _("neighbors")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["role", "other"], name="neighbor_once"),
            models.CheckConstraint(
                condition=~Q(role=F("other")),
                name="neighbor_is_another",
                violation_error_message=_(
                    "A role is not its own neighbor. Choose another role."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} / {self.other}"


class Project(models.Model):
    """A portfolio project that shows a role's work."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="projects")
    title = models.CharField(_("title"), max_length=100)
    brief = MarkdownField(_("brief"))
    brief_html = RenderedField(source="brief")
    criteria = models.JSONField(
        _("acceptance criteria"),
        default=list,
        help_text=_("What someone else can check when the project is done."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["role", "title"], name="project_once")
        ]

    def __str__(self) -> str:
        return self.title


class InterviewTheme(models.Model):
    """A theme of interviews for a role, and what a good answer shows."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="interview_themes")
    theme = models.CharField(_("theme"), max_length=120)
    good_answer = MarkdownField(_("what a good answer shows"))
    good_answer_html = RenderedField(source="good_answer")
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("interview theme")
        verbose_name_plural = _("interview themes")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["role", "theme"], name="theme_once")
        ]

    def __str__(self) -> str:
        return self.theme
