"""Markdown to sanitized HTML, with links between records written `kind:slug`.

The whole site writes its prose through `render`; nothing else calls the libraries.
"""

import re
from functools import cache

import nh3
from django.urls import reverse
from markdown import Markdown

RENDERER_VERSION = 2  # raise it when the same Markdown gives other HTML

LINK_TARGETS = {
    "role": "roles:role-detail",
    "responsibility": "roles:responsibility-detail",
    "skill": "skills:skill-detail",
    "topic": "skills:topic-detail",
    "path": "learning:path-detail",
    "step": "learning:step-detail",
    "page": "content:page-detail",
}
RECORD_LINK = re.compile(
    r"\]\((role|responsibility|skill|topic|path|step|page|source):([a-z0-9-]+)\)"
)
TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "a"),
    *("ul", "ol", "li", "dl", "dt", "dd", "h2", "h3", "h4", "h5"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}}


def record_links(text: str) -> list[tuple[str, str]]:
    """List the (kind, slug) pairs of all links to other records in `text`."""
    return [(kind, slug) for kind, slug in RECORD_LINK.findall(text)]


def record_url(kind: str, slug: str) -> str:
    if kind == "source":
        return f"{reverse('content:source-list')}#{slug}"
    return reverse(LINK_TARGETS[kind], args=[slug])


@cache
def cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"https", "mailto"},
        link_rel="noopener",
    )


def render(text: str) -> str:
    """Return the HTML of `text`: record links resolved, unsafe markup removed."""
    linked = RECORD_LINK.sub(lambda m: f"]({record_url(m[1], m[2])})", text)
    return without_dead_links(cleaner().clean(converter().convert(linked)))


def converter() -> Markdown:
    """Make a converter, which is not safe to share between threads.

    The format has no raw HTML: what looks like a tag is shown as it is written.
    """
    markdown = Markdown(extensions=["extra", "sane_lists"])
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    return markdown


def without_dead_links(html: str) -> str:
    """Replace links whose address was refused by their text."""
    return re.sub(r"<a(?![^>]*\bhref=)[^>]*>(.*?)</a>", r"\1", html, flags=re.S)


def standing_alone(html: str) -> str:
    """Raise headings by one rank, for a text that follows the title of its page."""
    return re.sub(r"<(/?)h([3-5])>", lambda m: f"<{m[1]}h{int(m[2]) - 1}>", html)
