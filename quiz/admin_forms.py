from django import forms
from django.utils.translation import gettext_lazy as _

from quiz.models import ItemBank
from quiz.trial import SIZES


class TrialForm(forms.Form):
    respondents = forms.TypedChoiceField(
        label=_("People in each group"),
        coerce=int,
        choices=[(size, f"{size:,}") for size in SIZES],
        initial=SIZES[0],
    )


class VersionForm(forms.Form):
    """Choose one version of the item bank; without a choice, the one in use."""

    version = forms.ModelChoiceField(
        ItemBank.objects.defer("content"), label=_("Version"), empty_label=None
    )


class VersionsForm(forms.Form):
    """Choose two versions of the item bank."""

    old = forms.ModelChoiceField(
        ItemBank.objects.defer("content"), label=_("Before"), empty_label=None
    )
    new = forms.ModelChoiceField(
        ItemBank.objects.defer("content"), label=_("After"), empty_label=None
    )
