"""How figures are written."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

MINUS = "\N{MINUS SIGN}"  # as wide as a plus, and read out as "minus"


@register.filter
def signed(value: Decimal) -> SafeString:
    """Write a figure with its sign, and with a hyphen-minus for machines."""
    text = f"{value:+}".replace("-", MINUS) if value else f"{value}"
    return format_html('<data value="{}">{}</data>', value, text)


@register.filter
def unsigned(value: Decimal) -> str:
    """Write a figure with a sign only where it is negative."""
    return f"{value}".replace("-", MINUS)
