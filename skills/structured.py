"""Skills and topics in the words of schema.org."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skills.models import Skill, Topic


def defined_term(record: Skill | Topic) -> dict[str, Any]:
    """Describe a skill or a topic as a term of this guide's glossary."""
    glossary = reverse("content:glossary")
    data: dict[str, Any] = {
        "@type": "DefinedTerm",
        "name": record.name,
        "description": record.summary,
        "termCode": record.slug,
        "inLanguage": record.language,
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": glossary,
            "name": _("Glossary of AI engineering"),
        },
    }
    if isinstance(record, Topic):
        data["subjectOf"] = {
            "@type": "CreativeWork",
            "name": record.docs_title,
            "url": record.docs_url,
        }
    return data
