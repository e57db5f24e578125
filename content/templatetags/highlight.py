"""Show in a text the words that a query asks for."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from rapidfuzz import utils

from content.search import closest

register = template.Library()
WORDS = re.compile(r"([\w+#]+)")
MARKED_MIN = 2  # letters: a single one would speckle the page


@register.filter
def highlight(text: str, query: str) -> SafeString:
    """Mark each word of `text` that the search takes for a word of `query`."""
    wanted = [w for w in utils.default_process(query).split() if len(w) >= MARKED_MIN]
    parts = (
        f"<mark>{conditional_escape(part)}</mark>"
        if WORDS.fullmatch(part) and matches(part, wanted)
        else conditional_escape(part)
        for part in WORDS.split(text)
    )
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


def matches(word: str, wanted: list[str]) -> bool:
    return any(closest(one, [word.lower()]) for one in wanted)
