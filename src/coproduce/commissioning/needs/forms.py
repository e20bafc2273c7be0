"""Cleaning what somebody typed about a need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coproduce.ui.choices import told_apart
from coproduce.ui.texts import PlainField

TITLE_LENGTH = 120
TEXT_LENGTH = 2_000


class AreaField(forms.TypedChoiceField):
    """A part of the town; gives the area itself, or None."""

    def __init__(self, areas: Iterable[Any], **kwargs: Any) -> None:
        known = told_apart(areas)
        super().__init__(
            choices=[("", _("The whole place")), *((area.slug, name) for area, name in known)],
            coerce={area.slug: area for area, _name in known}.get,
            empty_value=None,
            required=False,
            **kwargs,
        )


class NeedForm(forms.Form):
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
            self.fields["area"] = AreaField(areas, label=_("Where?"))
        if may_follow:
            self.fields["follow"] = forms.BooleanField(label=_("Tell me what becomes of it"), required=False)

    def said(self, name: str) -> dict[str, str]:
        """The field's text under the language of the page; empty where nothing was typed."""
        text = self.cleaned_data[name]
        return {get_language() or "en": text} if text else {}


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
        return {get_language() or "en": self.cleaned_data["text"]}


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
