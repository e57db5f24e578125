from django import forms
from django.utils.translation import gettext_lazy as _

from roles.comparison import Comparison, compare
from roles.models import Role

COMPARED_MAX = 5


class CompareForm(forms.Form):
    """Which roles to compare, and how to sort the rows."""

    SORTS = (
        ("difference", _("largest difference first")),
        ("skill", _("in the order of the guide")),
    )

    role = forms.ModelMultipleChoiceField(
        Role.objects.published().in_order(),
        label=_("Roles"),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose two or more roles."),
            "invalid_choice": _("There is no role called “%(value)s”."),
        },
    )
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)
    different = forms.BooleanField(label=_("Only where they differ"), required=False)

    def clean_role(self) -> list[Role]:
        roles = list(self.cleaned_data["role"])
        if not 2 <= len(roles) <= COMPARED_MAX:
            raise forms.ValidationError(_("Choose two to five roles."))
        return roles

    def comparison(self) -> Comparison:
        return compare(
            self.cleaned_data["role"],
            self.cleaned_data["sort"] or self.SORTS[0][0],
            only_different=self.cleaned_data["different"],
        )
