"""Cleaning what somebody typed about a need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.ui.choices import OneOfField
from coproduce.ui.said import spoken
from coproduce.ui.texts import PlainField, SaidForm

TITLE_LENGTH = 120
TEXT_LENGTH = 2_000


class NeedForm(SaidForm):
    """One need in the language of the page."""

    title = PlainField(
        label=_("What is missing?"), max_length=TITLE_LENGTH, help_text=_("One sentence, in your own words.")
    )
    text = PlainField(
        label=_("Tell more"),
        lines=True,
        max_length=TEXT_LENGTH,
        required=False,
        help_text=_("Where, when, for whom? Please name no other person: everybody can read this."),
    )

    def __init__(self, *args: Any, areas: Sequence[Any] = (), may_follow: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if areas:
            self.fields["area"] = OneOfField(areas, empty_label=_("The whole place"), label=_("Where?"))
        if may_follow:
            self.fields["follow"] = forms.BooleanField(label=_("Tell me what becomes of it"), required=False)


class PaperForm(NeedForm):
    """A need as it was said by several people, on paper or at a meeting."""

    headcount = forms.IntegerField(
        label=_("How many people said it?"), min_value=1, max_value=100_000, help_text=_("A number only, no names.")
    )


class AnswerForm(forms.Form):
    """A professional's answer."""

    text = PlainField(
        label=_("Your answer"),
        lines=True,
        max_length=TEXT_LENGTH,
        help_text=_("Say what will happen and why, or why it cannot. Everybody can read it."),
    )

    def said(self) -> dict[str, str]:
        return spoken(self.cleaned_data["text"])


class HideForm(forms.Form):
    """Why a need will no longer be shown."""

    reason = forms.ChoiceField(
        label=_("Why?"), widget=forms.RadioSelect, help_text=_("The page will go on showing this reason.")
    )

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.ChoiceField(
            label=_("Why?"),
            widget=forms.RadioSelect,
            choices=reasons,
            help_text=_("The page will go on showing this reason."),
        )
