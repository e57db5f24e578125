from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from content.feedback import is_page
from content.models import Feedback

QUERY_MAX = 100  # longer than any title of the guide


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search"),
        max_length=QUERY_MAX,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class TrapField(forms.CharField):
    """A field that people do not see and programs fill in."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def validate(self, value: str) -> None:
        if value:
            raise ValidationError(
                _("The field that must stay empty was filled in. Empty it and send.")
            )


class VoteForm(forms.Form):
    """A vote on a page, sent by one of two buttons."""

    path = forms.CharField(max_length=Feedback._meta.get_field("path").max_length)
    useful = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])
    website = TrapField()

    def clean_path(self) -> str:
        path: str = self.cleaned_data["path"]
        if not is_page(path):
            raise ValidationError(_("That is no page of this site."))
        return path

    def first_error(self) -> str:
        """Return the sentence to show: forms that this site made have no error."""
        if "path" in self.errors:
            return str(_("Feedback is about a page of this site, and this names none."))
        if "useful" in self.errors:
            return str(_("Say whether the page was useful: yes or no."))
        return str(self.errors["website"][0])


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Your note or question"),
        max_length=Feedback._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "note-help"}),
    )
    website = TrapField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.errors:
            self.fields["note"].widget.attrs["aria-invalid"] = "true"
