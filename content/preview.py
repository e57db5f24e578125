"""Markdown as visitors will see it, while an editor types."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from skills.links import check_links
from skills.markdown import render

TEXT_MAX = 60_000  # five times the longest text of the guide


class TextForm(forms.Form):
    text = forms.CharField(max_length=TEXT_MAX, required=False, strip=False)


@require_POST
def markdown_preview(request: HttpRequest) -> JsonResponse:
    """Render `text`; say which of its links to records lead nowhere."""
    form = TextForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"html": "", "faults": form.errors["text"]}, status=400)
    text = form.cleaned_data["text"]
    faults: list[str] = []
    try:
        check_links(text)
    except ValidationError as error:
        faults = error.messages
    return JsonResponse({"html": render(text), "faults": faults})
