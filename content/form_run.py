"""What one run of the admin's form knows, and how it tells rows apart."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Value, When

from content.history import versions
from content.models import Draft, Version
from content.snapshots import Snapshot, digest_or_empty, kept
from skills.models import Record


@dataclass
class Run:
    """One run of the stock form, and what came of it."""

    refusals: list[str] = field(default_factory=list)
    saved: Snapshot | None = None


@dataclass
class Editing:
    """What one request edits: a record, or the draft beside it."""

    kind: str
    record: Record | None
    text: Snapshot | None  # what visitors may see
    draft: Draft | None
    as_draft: bool
    base: Snapshot | None = None  # what the form was filled with

    @property
    def current(self) -> Snapshot | None:
        """Return what saving would replace."""
        return kept(self.draft) if self.as_draft and self.draft else self.text

    @property
    def seen(self) -> str:
        return digest_or_empty(self.current)

    @property
    def base_digest(self) -> str:
        return digest_or_empty(self.base)

    @property
    def text_has_moved(self) -> bool:
        """Say whether the visitors' text has changed since the draft was begun."""
        digest = digest_or_empty(self.text)
        return self.draft is not None and self.draft.base_digest != digest

    @property
    def last_version(self) -> Version | None:
        """Return the version that says who wrote what saving would replace."""
        if self.current is None:
            return None
        found = versions(self.kind, self.current.slug)
        return found.filter(digest=self.seen).first()


def refusing(form: type[forms.ModelForm[Any]], refusals: list[str]) -> Any:
    """Return a form class that finds these faults, so that it is shown again."""

    def clean(self: Any) -> Any:
        super(refuser, self).clean()
        raise ValidationError(refusals)

    refuser: Any = type(form.__name__, (form,), {"clean": clean})
    return refuser


def number_by_content(rows: models.QuerySet[Any]) -> None:
    """Give rows the keys -1, -2 ... in an order that follows from their content.

    Only in a rehearsal: the same content gets the same keys whenever it is shown.
    """
    model = rows.model
    names = [
        column.attname
        for column in model._meta.concrete_fields
        if not column.primary_key and column.name != "position"
    ]
    ordered = sorted(rows, key=lambda row: [str(getattr(row, n)) for n in names])
    if not ordered:
        return
    keys = {row.pk: -number for number, row in enumerate(ordered, 1)}
    for relation in model._meta.related_objects:
        if relation.one_to_many:
            renumber(relation.related_model, relation.field.attname, keys)
    renumber(model, model._meta.pk.attname, keys)


def renumber(model: Any, column: str, keys: dict[int, int]) -> None:
    cases = [When(**{column: old}, then=Value(new)) for old, new in keys.items()]
    model._default_manager.filter(**{f"{column}__in": keys}).update(
        **{
            column: Case(
                *cases, default=F(column), output_field=models.BigIntegerField()
            )
        }
    )
