from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skills.models import Skill

SLUG_MAX = 80


class AnswerForm(forms.Form):
    """One answer: an option's slug, or the button that skips the question."""

    option = forms.SlugField(required=False, max_length=SLUG_MAX)
    skip = forms.CharField(required=False, max_length=1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("option") or cleaned.get("skip")):
            raise forms.ValidationError(
                _("Choose one of the answers, or skip the question.")
            )
        return cleaned

    def option_slug(self) -> str | None:
        """Return the chosen option's slug, None for a skip."""
        if self.cleaned_data.get("skip"):
            return None
        return str(self.cleaned_data["option"])


class ResumeForm(forms.Form):
    code = forms.CharField(
        label=_("Resume code"),
        max_length=60,
        help_text=_("28 letters and digits. Case and dashes do not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "wide code-input",
                "aria-describedby": "code-help code-error",
            }
        ),
        error_messages={
            "required": _("Type in the code that the other device shows."),
            "max_length": _("That is longer than a code. Check each group."),
        },
    )


class SelfRatingForm(forms.Form):
    """The visitor's own level on each skill's rubric; each may be left out."""

    def __init__(self, skills: Sequence[Skill], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skills = {skill.slug: skill for skill in skills}
        for skill in skills:
            self.fields[skill.slug] = forms.TypedChoiceField(
                label=skill.name,
                help_text=skill.summary,
                required=False,
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                # The label is the level itself: the page lays out name and text.
                choices=[
                    *((level.level, level) for level in skill.levels.all()),
                    ("", _("Leave it out")),
                ],
                error_messages={"invalid_choice": _("Choose a level from 0 to 4.")},
            )

    def levels(self) -> dict[Skill, int]:
        return {
            self.skills[slug]: level
            for slug, level in self.cleaned_data.items()
            if level is not None
        }
