"""What a visitor may ask of a plan, checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.exports import Remark
from learning.models import NOTE_MAX, LearningPath, ProgressState
from learning.plan_file import FILE_BYTES_MAX, LINK_MAX, PlanFile, PlanFileError
from learning.plan_file import read_json as read_plan_file
from learning.plan_request import START_FIRST, START_LAST, WEEK_HOURS_MAX, State
from learning.plans import Settings
from quiz.readiness import Need
from skills.models import Skill

HOURS_DEFAULT = 6  # three evenings of two hours


@dataclass(frozen=True, slots=True)
class Rating:
    """One skill on the page: its rubric to choose from, and what the role asks."""

    skill: Skill
    field: BoundField
    need: Need | None


class PlanForm(forms.Form):
    """Levels today, hours a week, start and paths."""

    hours_per_week = forms.IntegerField(
        label=gettext_lazy("Hours a week"),
        min_value=1,
        max_value=WEEK_HOURS_MAX,
        help_text=gettext_lazy("The hours that you really have, in a normal week."),
        error_messages={
            "required": gettext_lazy("Say how many hours a week you have."),
            "invalid": gettext_lazy("Write the hours as a whole number, such as 6."),
            "min_value": gettext_lazy("With less than 1 hour a week no plan ends."),
            "max_value": gettext_lazy(
                "Write 80 hours or fewer; nobody learns for longer in a week."
            ),
        },
    )
    start_date = forms.DateField(
        label=gettext_lazy("Start"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Say on which day you start."),
            "invalid": gettext_lazy("Write the day as 2027-01-31."),
        },
    )
    paths = forms.ModelMultipleChoiceField(
        LearningPath.objects.none(),
        label=gettext_lazy("Paths that count"),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one learning path."),
            "invalid_choice": gettext_lazy("One of these paths is not in this guide."),
            "invalid_pk_value": gettext_lazy("One of these is not a path."),
        },
    )

    def __init__(
        self,
        skills: Sequence[Skill],
        needs: Sequence[Need],
        data: Any = None,
        *,
        initial: Settings,
    ) -> None:
        levels = {level_field(s): initial.levels.get(s.slug, 0) for s in skills}
        super().__init__(
            data,
            label_suffix="",
            initial={
                **levels,
                "hours_per_week": initial.hours_per_week,
                "start_date": initial.start_date,
                "paths": [path.slug for path in initial.paths],
            },
        )
        self.skills = skills
        self.needs = {need.skill: need for need in needs}
        self.fields["paths"].queryset = (  # type: ignore[attr-defined]
            LearningPath.objects.published().in_order()
        )
        for skill in skills:
            self.fields[level_field(skill)] = forms.TypedChoiceField(
                label=skill.name,
                coerce=int,
                widget=forms.RadioSelect,
                choices=[(level.level, level) for level in skill.levels.all()],
                error_messages={
                    "required": _("Choose a level for %(skill)s.")
                    % {"skill": skill.name},
                    "invalid_choice": _("Levels go from 0 to 4."),
                },
            )

    def clean_start_date(self) -> date:
        start: date = self.cleaned_data["start_date"]
        if not START_FIRST <= start <= START_LAST:
            raise forms.ValidationError(
                _("Choose a day from %(first)s to %(last)s."),
                params={"first": START_FIRST, "last": START_LAST},
            )
        return start

    def ratings(self) -> Iterator[Rating]:
        for skill in self.skills:
            yield Rating(skill, self[level_field(skill)], self.needs.get(skill.slug))

    def settings(self) -> Settings:
        cleaned = self.cleaned_data
        return Settings(
            levels={skill.slug: cleaned[level_field(skill)] for skill in self.skills},
            hours_per_week=cleaned["hours_per_week"],
            start_date=cleaned["start_date"],
            paths=list(cleaned["paths"]),
        )


def level_field(skill: Skill) -> str:
    return f"level-{skill.slug}"


class StateForm(forms.Form):
    state = forms.ChoiceField(choices=ProgressState.choices)

    def chosen(self) -> State:
        return State(self.cleaned_data["state"])


class RemarkForm(forms.Form):
    """Own words about a step, and an own address."""

    note = forms.CharField(
        label=gettext_lazy("Your note"),
        required=False,
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
    )
    link = forms.URLField(
        label=gettext_lazy("Your link"),
        required=False,
        max_length=LINK_MAX,
        assume_scheme="https",
        help_text=gettext_lazy("Where your work can be seen; starts with https://."),
        widget=forms.URLInput(attrs={"class": "wide", "placeholder": "https://"}),
    )

    def __init__(self, slug: str, remark: Remark, data: Any = None) -> None:
        super().__init__(
            data,
            auto_id=f"%s-{slug}",
            label_suffix="",
            initial={"note": remark.note, "link": remark.link},
        )

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError(
                _("Write a full address that starts with https://.")
            )
        return link

    def remark(self) -> Remark:
        note = self.cleaned_data["note"].replace("\r\n", "\n")
        return Remark(note, self.cleaned_data["link"])


class ImportForm(forms.Form):
    """A plan as JSON, written by this guide here or elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("Plan file"),
        help_text=gettext_lazy("The JSON file that a plan offers, 200 kB at most."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": gettext_lazy("Choose the file to bring in."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_file(self) -> PlanFile:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_BYTES_MAX:
            raise forms.ValidationError(_("A plan file has at most 200 kB."))
        try:
            return read_plan_file(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is no text in UTF-8.")) from error
        except PlanFileError as error:
            raise forms.ValidationError(list(error.faults)) from error

    def plan_file(self) -> PlanFile:
        file: PlanFile = self.cleaned_data["file"]
        return file
