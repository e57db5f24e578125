from django import forms
from django.utils.translation import gettext_lazy as _

QUERY_MAX = 100  # longer than any title of the guide


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search"),
        max_length=QUERY_MAX,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
