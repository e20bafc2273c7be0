"""What the two sides may write on a promise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from coproduce.ui.said import spoken
from coproduce.ui.texts import PlainField

MOST = 4000

CHOICES = (
    ("kept", pgettext_lazy("promise", "Kept: it is done")),
    ("partly", gettext_lazy("Partly kept")),
    ("broken", pgettext_lazy("promise", "Not kept")),
    ("withdrawn", gettext_lazy("Withdrawn: it will not be done")),
)


class AnswerForm(forms.Form):
    said = forms.ChoiceField(label=gettext_lazy("How does it stand?"), choices=CHOICES, widget=forms.RadioSelect)
    text = PlainField(
        label=gettext_lazy("What was done, or why not"),
        help_text=gettext_lazy("Everyone can read it. Name no private person."),
        required=False,
        max_length=MOST,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("said") not in (None, "kept") and not cleaned.get("text"):
            self.add_error("text", _("Say why, in a sentence or two."))
        return cleaned

    @property
    def words(self) -> dict[str, str]:
        return spoken(self.cleaned_data["text"])


class ContradictForm(forms.Form):
    text = PlainField(
        label=gettext_lazy("What is not done?"),
        help_text=gettext_lazy("Say what you saw and when. Everyone can read it. Name no private person."),
        max_length=MOST,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @property
    def words(self) -> dict[str, str]:
        return spoken(self.cleaned_data["text"])
