"""What a reader may ask of the account: as it stood at the end of an earlier day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.ui.widgets import DayInput


class AsOfForm(forms.Form):
    """``today`` is the last day that can be asked for."""

    as_of = forms.DateField(label=gettext_lazy("Show it as it stood on"), required=False, widget=DayInput)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day is not None and not date(2000, 1, 1) <= day <= self.today:
            raise forms.ValidationError(_("Choose a day between the year 2000 and today."))
        return day
