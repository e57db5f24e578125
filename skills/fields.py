"""Model fields shared by every kind of content."""

import re
from typing import Any

from django.db import models

from skills.links import check_links
from skills.markdown import render


def normalize_text(text: str) -> str:
    """Return `text` with line feeds only, no tabs and no blanks at the ends of lines.

    Such text survives the way into a YAML block scalar and back unchanged.
    """
    text = re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text).expandtabs(4)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


class TextBlockField(models.TextField[str, str]):
    """Text of several lines, normalized whenever its row is written."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = normalize_text(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, text)
        return text


class MarkdownField(TextBlockField):
    """Prose written in Markdown; its HTML stands in a `RenderedField`."""

    default_validators = [check_links]


class RenderedField(models.TextField[str, str]):
    """The sanitized HTML of a Markdown field, rendered whenever its row is written.

    Rendering takes about 15 ms a kilobyte, so it happens on write and never while
    a page is shown. `bulk_create` renders too; `QuerySet.update` does not.
    """

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs |= {"editable": False, "blank": True, "default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("editable", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs | {"source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        html = render(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, html)
        return html
