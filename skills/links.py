"""Links between records, checked where an editor writes them."""

from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from skills.markdown import record_links

MODELS = {
    "role": "roles.Role",
    "responsibility": "roles.Responsibility",
    "skill": "skills.Skill",
    "topic": "skills.Topic",
    "path": "learning.LearningPath",
    "step": "learning.Step",
    "page": "content.Page",
    "source": "skills.Source",
}
SIMILAR_MIN = 60  # of 100


def published(*kinds: str) -> dict[tuple[str, str], Any]:
    """Return the published records of these kinds, by kind and slug."""
    # Looked up by name: the models stand above this app.
    return {
        (kind, record.slug): record
        for kind in kinds
        for record in apps.get_model(MODELS[kind])._default_manager.filter(
            status="published"
        )
    }


def check_links(text: str) -> None:
    """Refuse a link to a record that does not exist, and name the nearest one.

    Raises:
        ValidationError: with one message for each broken link.
    """

    @cache
    def known(kind: str) -> list[str]:
        records = apps.get_model(MODELS[kind])._default_manager
        return list(records.values_list("slug", flat=True))

    faults = []
    for kind, slug in record_links(text):
        if slug in known(kind):
            continue
        match = process.extractOne(
            slug, known(kind), scorer=fuzz.ratio, score_cutoff=SIMILAR_MIN
        )
        hint = _(" Did you mean “%(near)s”?") % {"near": match[0]} if match else ""
        faults.append(
            _("The link “%(link)s” leads nowhere.") % {"link": f"{kind}:{slug}"} + hint
        )
    if faults:
        raise ValidationError(faults)
