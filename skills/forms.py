from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from skills.models import Record, RecordQuerySet, Skill, Topic, TopicKind


def by_slug(records: RecordQuerySet, label: object) -> forms.ModelChoiceField[Record]:
    return forms.ModelChoiceField(
        records,
        label=label,  # type: ignore[arg-type]
        to_field_name="slug",
        required=False,
        empty_label=_("all"),
    )


class TopicFilter(forms.Form):
    """Filters of the list of topics, each optional."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *TopicKind.choices]
    )
    skill = by_slug(Skill.objects.published().in_order(), _("Skill"))

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        # Looked up by name: `skills` stands below `roles` and does not import it.
        roles = apps.get_model("roles", "Role")._default_manager
        self.fields["role"] = by_slug(
            roles.filter(status="published").order_by("position"), _("Role")
        )

    def is_filtered(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def topics(self) -> RecordQuerySet:
        """Return the published topics that pass the filters; none when one is wrong."""
        topics = Topic.objects.published().select_related("skill").order_by("name")
        if not self.is_valid():
            return topics.none()
        if kind := self.cleaned_data["kind"]:
            topics = topics.filter(kind=kind)
        if skill := self.cleaned_data["skill"]:
            topics = topics.filter(skill=skill)
        if role := self.cleaned_data["role"]:
            topics = topics.filter(usages__role=role)
        return topics
