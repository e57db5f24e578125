from django import forms
from django.utils.translation import gettext_lazy as _

from roles.models import Role
from skills.forms import by_slug
from skills.models import LEVEL_MAX


class StepFilter(forms.Form):
    """Which steps of a path to show."""

    role = by_slug(Role.objects.published().in_order(), _("Role"))
    level = forms.TypedChoiceField(
        label=_("From level"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("all")), *((str(n), str(n)) for n in range(LEVEL_MAX))],
    )
