"""What changed lately, for feed readers, and every page, for search engines."""

from datetime import datetime
from itertools import chain

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from content.models import Page
from learning.models import LearningPath, Step
from roles.models import Responsibility, Role
from skills.models import Record, Skill, Topic

WITH_A_PAGE: tuple[type[Record], ...] = (
    Role,
    Responsibility,
    Skill,
    Topic,
    LearningPath,
    Step,
    Page,
)
ENTRIES_MAX = 30


def published() -> list[Record]:
    records = chain.from_iterable(
        model._default_manager.filter(status="published").order_by("position", "slug")
        for model in WITH_A_PAGE
    )
    return list(records)


class RecordSitemap(Sitemap[Record]):
    def items(self) -> list[Record]:
        return published()

    def lastmod(self, item: Record) -> datetime:
        return item.updated_at


class ListSitemap(Sitemap[str]):
    """The pages that list records, and the tools."""

    def items(self) -> list[str]:
        return [
            *("content:home", "content:page-list", "content:source-list"),
            *("content:glossary", "roles:role-list", "roles:role-compare"),
            *("roles:responsibility-list", "skills:skill-list", "skills:topic-list"),
            *("learning:path-list", "quiz:start"),
        ]

    def location(self, item: str) -> str:
        return reverse(item)


sitemaps = {"lists": ListSitemap, "records": RecordSitemap}


class ChangesFeed(Feed[Record, None]):
    """The records changed last, the newest first."""

    feed_type = Atom1Feed
    title = _("AI Engineer Guide: what changed")
    subtitle = _("New and revised pages of the guide.")

    def link(self) -> str:
        return reverse("content:home")

    def items(self) -> list[Record]:
        newest = sorted(published(), key=lambda record: record.updated_at)
        return newest[: -ENTRIES_MAX - 1 : -1]

    def item_title(self, item: Record) -> str:
        return str(item)

    def item_description(self, item: Record) -> str:
        return str(getattr(item, "summary", "") or getattr(item, "outcome", ""))

    def item_updateddate(self, item: Record) -> datetime:
        return item.updated_at
