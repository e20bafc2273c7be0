"""A field for plain words, the same in every room: what nobody can see is refused, the rest is NFC."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.ui.said import spoken

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
MARKS_IN_A_ROW, MARKS_AS_SENT = 4, 16


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


def stacked(text: str, most: int = MARKS_IN_A_ROW) -> bool:
    """Whether more marks stand on one letter than any language writes."""
    row = 0
    for sign in text:
        row = row + 1 if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me") else 0
        if row > most:
            return True
    return False


class PlainField(forms.CharField):
    """Plain words in NFC; characters that nobody can see are refused, not silently dropped.

    NFC and not NFKC, which would change what was meant: 10² is not 102. A display name is NFKC, so that no two look
    alike.
    """

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
        # Before NFC, which takes the square of how many marks stand on one letter.
        heaped = stacked(text, MARKS_AS_SENT)
        text = text if heaped else unicodedata.normalize("NFC", text)
        if heaped or stacked(text):
            raise ValidationError(gettext("Too many accents stand on one letter. Type the text anew."))
        return str(super().to_python(text))


class SaidForm(forms.Form):
    """A form whose texts are kept under the language of the page."""

    def said(self, name: str) -> dict[str, str]:
        """The field's text under that language; empty where nothing was typed."""
        return spoken(self.cleaned_data.get(name, ""))


class AddressField(forms.EmailField):
    """A mail address in small letters; letters outside ASCII are refused.

    So no two addresses look alike, and none grows in small letters beyond its column: İ becomes two signs.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault("error_messages", {}).setdefault(
            "invalid", _("Write an email address like name@example.org.")
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        address: str = super().clean(value)
        if not address.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address.lower()
