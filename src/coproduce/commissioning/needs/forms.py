"""Cleaning what somebody typed about a need."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from coproduce.ui.said import said_plain

TITLE_LENGTH = 120
TEXT_LENGTH = 2_000
# Control, format (direction, zero width), surrogate, private, unassigned; line and paragraph separators.
REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# The two joiners are letters' business in these scripts, and one of them joins pictures; nowhere else.
JOINERS = frozenset("\u200c\u200d")
JOINING = (
    "ARABIC",
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "TAMIL",
    "TELUGU",
    "KANNADA",
    "MALAYALAM",
    "SINHALA",
)
MARKS_IN_A_ROW = 4


def unseen_in(text: str) -> str:
    """The first character that cannot be seen or that turns the text round; empty where there is none."""
    joins = any(unicodedata.name(sign, "").startswith(JOINING) for sign in text)
    for place, sign in enumerate(text):
        if unicodedata.category(sign) not in REFUSED or sign == "\n":
            continue
        if sign in JOINERS and (joins or unicodedata.category(text[place - 1 : place] or " ") in ("So", "Sk", "Mn")):
            continue
        return sign
    return ""


def stacked(text: str) -> bool:
    """Whether more marks stand on one letter than any language writes."""
    row = 0
    for sign in text:
        row = row + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if row > MARKS_IN_A_ROW:
            return True
    return False


class PlainField(forms.CharField):
    """Plain words in NFKC; characters that nobody can see are refused, not silently dropped."""

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        if self.max_length is not None and len(text) > 4 * self.max_length:
            raise ValidationError(
                gettext("This is too long. Keep it under %(limit)d characters."), params={"limit": self.max_length}
            )
        text = text if self.lines else text.replace("\n", " ")
        if sign := unseen_in(text):
            raise ValidationError(
                gettext("This holds a character that cannot be seen (%(name)s). Take it out, or type the text anew."),
                params={"name": unicodedata.name(sign, f"U+{ord(sign):04X}").lower()},
            )
        text = unicodedata.normalize("NFKC", text)
        if stacked(text):
            raise ValidationError(gettext("Too many accents stand on one letter. Type the text anew."))
        return str(super().to_python(text))


class AreaField(forms.TypedChoiceField):
    """A part of the town; gives the area itself, or None."""

    def __init__(self, areas: Iterable[Any], **kwargs: Any) -> None:
        known = {area.slug: area for area in areas}
        super().__init__(
            choices=[("", _("The whole place")), *((slug, said_plain(area.name)) for slug, area in known.items())],
            coerce=known.get,
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
