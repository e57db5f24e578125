from django import template
from django.db.models import QuerySet

from content.feedback import shown_on
from content.models import Feedback

register = template.Library()


@register.simple_tag
def notes_shown_on(path: str) -> QuerySet[Feedback]:
    return shown_on(path)
