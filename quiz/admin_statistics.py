"""Item statistics for editors: a page and a file, the same figures in both."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quiz.admin_forms import VersionForm
from quiz.audit import INFORMATION_MIN_NAT, Fault
from quiz.item_statistics import ATTEMPTS_MAX, Overview, overview
from quiz.models import ItemBank
from quiz.publishing import ItemText, current_bank, version
from quiz.statistics import PAUSE_SECONDS, SITTINGS_MIN, ItemStatistics
from skills.admin_pages import admin_page, editors

HEADER = (
    *("item", "question", "met", "answered", "skipped_share", "median_seconds"),
    *("observed_information_nat", "observed_information_standard_error_nat"),
    *("expected_information_nat", "item_rest_correlation", "drop_off_share"),
    *("option", "option_text", "option_share"),
)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its texts, its figures and what is wrong with it."""

    item: ItemText
    statistics: ItemStatistics
    weaknesses: tuple[Fault, ...]

    @property
    def shares(self) -> list[tuple[str, int]]:
        """Each option's text and its share in whole percent."""
        if not self.statistics.figures:
            return []
        texts = (option.text for option in self.item.options)
        shares = self.statistics.figures.shares
        return [(t, round(100 * s)) for t, s in zip(texts, shares, strict=True)]


@editors("quiz.view_item")
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Show how the items of a version did; with format=csv as a file."""
    form = VersionForm(request.GET) if "version" in request.GET else None
    bank = current_bank()
    if form and form.is_valid():
        bank = form.cleaned_data["version"]
    found = overview(bank) if bank else None
    lines = list(lines_of(bank, found)) if bank and found else []
    if request.GET.get("format") == "csv":
        return as_csv(lines)
    context: dict[str, Any] = {
        "bank": bank,
        "form": form or VersionForm(initial={"version": bank}),
        "overview": found,
        "lines": lines,
        "least": SITTINGS_MIN,
        "most": ATTEMPTS_MAX,
        "pause_minutes": round(PAUSE_SECONDS / 60),
        "information_least": INFORMATION_MIN_NAT,
    }
    return admin_page(
        request, "admin/quiz/statistics.html", context, title=_("Item statistics")
    )


def lines_of(bank: ItemBank, found: Overview) -> Iterator[Line]:
    texts = version(bank.digest).items
    for row in found.items:
        weaknesses = (fault for fault in found.weaknesses if fault.item == row.item)
        yield Line(texts[row.item], row, tuple(weaknesses))


def as_csv(lines: list[Line]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="item-statistics.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADER)
    for line in lines:
        writer.writerows(csv_rows(line))
    return response


def csv_rows(line: Line) -> Iterator[list[object]]:
    """Yield one row an option; of an item that few answered, one without figures."""
    row, figures = line.statistics, line.statistics.figures
    head: list[object] = [row.item, plain(line.item.prompt)]
    if figures is None:
        blank = [""] * (len(HEADER) - len(head) - 1)
        yield [*head, f"under {SITTINGS_MIN}", *blank]
        return
    head += [row.met, row.answered, rounded(figures.skipped), figures.seconds]
    head += map(rounded, (figures.information, figures.information_error))
    head += map(rounded, (figures.expected, figures.item_rest, figures.left))
    for option, share in zip(line.item.options, figures.shares, strict=True):
        yield [*head, option.slug, plain(option.text), rounded(share)]


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
