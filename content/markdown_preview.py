"""Markdown as visitors will see it, while an editor types."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe
from rapidfuzz import fuzz, process, utils

from skills.links import MODELS, check_links, published
from skills.markdown import render

RECORDS_MAX = 8
QUERY_MAX = 100
SIMILAR_MIN = 55  # of 100
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


@require_safe
def markdown_records(request: HttpRequest) -> JsonResponse:
    """List the published records whose titles or slugs are most like `q`, as links."""
    titles = {
        f"{kind}:{slug}": str(record)
        for (kind, slug), record in published(*MODELS).items()
    }
    texts = {link: f"{title} {link}" for link, title in titles.items()}
    found = process.extract(
        request.GET.get("q", "")[:QUERY_MAX],
        texts,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=SIMILAR_MIN,
        limit=RECORDS_MAX,
    )
    records = [{"link": link, "title": titles[link]} for _text, _score, link in found]
    return JsonResponse({"records": records})
