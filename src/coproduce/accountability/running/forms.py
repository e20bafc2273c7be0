"""What closing asks for: what was learned, for whoever comes next."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from coproduce.ui.said import spoken
from coproduce.ui.texts import PlainField


class LessonsForm(forms.Form):
    lessons = PlainField(
        label=gettext_lazy("What did you learn?"),
        help_text=gettext_lazy("What worked, what did not, and where it would not work. Others will read it first."),
        max_length=8000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    @property
    def words(self) -> dict[str, str]:
        return spoken(self.cleaned_data["lessons"])
