"""Skills, their rubrics, the topics inside them, and the sources of facts."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skills.fields import MarkdownField, RenderedField, TextBlockField
from skills.markdown import standing_alone

LEVEL_MAX = 4  # every rubric runs from 0 (nothing yet) to 4 (others learn from you)

level_validators = [MinValueValidator(0), MaxValueValidator(LEVEL_MAX)]
https_only = URLValidator(
    schemes=["https"], message=_("Write a full address that starts with https://.")
)


def between(field: str, low: int, high: int) -> Q:
    return Q(**{f"{field}__gte": low, f"{field}__lte": high})


def one_of(field: str, choices: type[models.TextChoices]) -> Q:
    return Q(**{f"{field}__in": choices.values})


def https_or_empty(field: str) -> Q:
    return Q(**{field: ""}) | Q(**{f"{field}__startswith": "https://"})


class RecordQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def in_order(self) -> Self:
        return self.order_by("position", "slug")


class Status(models.TextChoices):
    PUBLISHED = "published", _("published")
    DRAFT = "draft", _("draft")
    RETIRED = "retired", _("retired")


class Record(models.Model):
    """One entry of the guide's content, known by its slug in files and addresses."""

    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The name in the address: lower-case letters, digits and hyphens."),
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Place in lists, counted from 1.")
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        default="en",
        help_text=_("Language of the text as a code, such as en or pt-BR."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.PUBLISHED,
        help_text=_("Only what is published is shown to visitors."),
    )
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects: ClassVar[RecordQuerySet] = RecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True
        ordering = ("position", "slug")
        constraints = [
            models.CheckConstraint(
                condition=one_of("status", Status),
                name="%(app_label)s_%(class)s_status",
            )
        ]

    def get_absolute_url(self) -> str:
        raise NotImplementedError  # items of the self-assessment have no page

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    def neighbors_in(self, records: RecordQuerySet) -> dict[str, Any]:
        """Return the records before and after this one, in the site's order."""
        ordered = list(records.in_order())
        if self not in ordered:
            return {"previous": None, "next": None}
        place = ordered.index(self)
        return {
            "previous": ordered[place - 1] if place else None,
            "next": ordered[place + 1] if place + 1 < len(ordered) else None,
        }


class Source(Record):
    """Where a fact comes from."""

    title = models.CharField(_("title"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=120)
    release = models.CharField(_("release"), max_length=80, blank=True)
    date = models.DateField(_("date of the release"))
    license = models.CharField(_("license"), max_length=80)
    url = models.URLField(_("address"), blank=True, validators=[https_only])
    note = models.CharField(
        _("note"),
        max_length=600,
        blank=True,
        help_text=_("What the source holds, with the number of cases behind it."),
    )

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=https_or_empty("url"), name="source_url"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('content:source-list')}#{self.slug}"


class Skill(Record):
    """One of the eight skill areas."""

    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(
        _("short name"), max_length=24, help_text=_("Used where space is tight.")
    )
    summary = models.CharField(_("summary"), max_length=240)
    purpose = MarkdownField(_("what it is for"))
    purpose_html = RenderedField(source="purpose")
    mistakes = MarkdownField(_("common mistakes"))
    mistakes_html = RenderedField(source="mistakes")
    practice = MarkdownField(_("how to practice alone"))
    practice_html = RenderedField(source="practice")

    class Meta(Record.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("skills:skill-detail", args=[self.slug])


class Level(models.Model):
    """One rung of a skill's rubric: what that level looks like in behavior."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField(_("level"), validators=level_validators)
    name = models.CharField(_("name"), max_length=40)
    description = models.CharField(
        _("description"),
        max_length=400,
        help_text=_("What someone at this level can be seen doing."),
    )

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("level",)
        constraints = [
            models.UniqueConstraint(fields=["skill", "level"], name="level_once"),
            models.CheckConstraint(
                condition=between("level", 0, LEVEL_MAX), name="level_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.name}"


class TopicKind(models.TextChoices):
    FIELD = "field", _("field")
    LANGUAGE = "language", _("language")
    FRAMEWORK = "framework", _("framework")
    TOOL = "tool", _("tool")
    PLATFORM = "platform", _("platform")
    METHOD = "method", _("method")
    CONCEPT = "concept", _("concept")
    PRACTICE = "practice", _("practice")
    CREDENTIAL = "credential", _("credential")
    PROVIDER = "provider", _("provider")


# What somebody makes, and so documents officially; of the rest there are only texts.
PRODUCT_KINDS = {
    TopicKind.LANGUAGE,
    TopicKind.FRAMEWORK,
    TopicKind.TOOL,
    TopicKind.PLATFORM,
    TopicKind.PROVIDER,
}


class Topic(Record):
    """A technology or concept, inside a skill or part of a learning path."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=TopicKind)
    skill = models.ForeignKey(
        Skill,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        help_text=_("Empty for a topic that belongs to a learning path instead."),
    )
    summary = models.CharField(_("summary"), max_length=240)
    body = MarkdownField(_("text"))
    body_html = RenderedField(source="body")
    docs_title = models.CharField(_("title of the documentation"), max_length=120)
    docs_url = models.URLField(
        _("official documentation"), validators=[https_only], max_length=300
    )
    docs_checked = models.DateField(_("documentation checked on"))
    example = TextBlockField(_("example"), blank=True)
    example_language = models.CharField(
        _("language of the example"), max_length=20, blank=True
    )
    related = models.ManyToManyField(
        "self", blank=True, symmetrical=False, verbose_name=_("related topics")
    )

    class Meta(Record.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(docs_url__startswith="https://"), name="topic_docs_url"
            ),
            models.CheckConstraint(
                condition=one_of("kind", TopicKind),
                name="topic_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("skills:topic-detail", args=[self.slug])

    @property
    def initial(self) -> str:
        """Return the letter under which a glossary lists the topic."""
        return self.name[0].upper() if self.name[0].isalpha() else "#"

    @property
    def has_maker(self) -> bool:
        """Whether `docs_url` is its maker's documentation, not a text about it."""
        return self.kind in PRODUCT_KINDS

    @property
    def article(self) -> str:
        """Return the text as it stands below the topic's own title."""
        return standing_alone(self.body_html)


class CountedAct(models.Model):
    """Something that an address did lately and that a limit counts, by masked address.

    `skills.limits` writes and forgets them.
    """

    limit = models.CharField(max_length=20)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("counted act")
        verbose_name_plural = _("counted acts")
        indexes = [
            models.Index(fields=["limit", "address", "at"], name="counted_act_address")
        ]

    def __str__(self) -> str:
        return f"{self.limit} {self.at:%Y-%m-%d %H:%M}"
