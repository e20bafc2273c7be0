"""What people type about themselves, cleaned."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from coproduce.ui.texts import AddressField, PlainField

from .queries import Purpose

# Categories that have no place in a name: control, format (zero width, direction), surrogate, private, unassigned,
# line and paragraph separators.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Scripts that hold letters which look like those of another one of these.
LOOKALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
# Two joiners are letters' business in Persian and Indian scripts, nowhere else.
JOINERS = {"\u200c", "\u200d"}
JOINING = ("ARABIC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM")


def clean_name(value: str) -> str:
    """A name in NFKC, refused when it hides signs, mixes look-alike alphabets or stacks marks."""
    name = " ".join(unicodedata.normalize("NFKC", value).split())
    _refuse_unseen(name)
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in name if c.isalpha()}
    if len(scripts & set(LOOKALIKE)) > 1:
        raise ValidationError(_("Write your name with letters of one alphabet."), code="mixed_alphabets")
    if _longest_run_of_marks(name) > 2 or not any(c.isalnum() for c in name):
        raise ValidationError(_("Write a name that people can read."), code="unreadable")
    return name


def _refuse_unseen(name: str) -> None:
    joins = any(unicodedata.name(c, "").startswith(JOINING) for c in name)
    for sign in name:
        if unicodedata.category(sign) in UNSEEN and not (joins and sign in JOINERS):
            raise ValidationError(
                _("Your name holds a sign that cannot be seen. Type it anew, with letters alone."), code="unseen"
            )


def _longest_run_of_marks(name: str) -> int:
    longest = run = 0
    for sign in name:
        run = run + 1 if unicodedata.combining(sign) or unicodedata.category(sign) == "Me" else 0
        longest = max(longest, run)
    return longest


class NameField(forms.CharField):
    """The name others see."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("The name others see"))
        kwargs.setdefault("help_text", _("Your own name or another one you like. You can change it at any time."))
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("error_messages", {"required": _("Write the name that others shall see.")})
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "nickname", "spellcheck": "false"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        return clean_name(super().clean(value))


class MailField(AddressField):
    """The address that a person signs in with."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Your email address"))
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}))
        kwargs.setdefault(
            "error_messages", {"required": _("Write your email address, so that we can send you the code.")}
        )
        super().__init__(**kwargs)


class SignInForm(forms.Form):
    """The one thing needed to sign in."""

    email = MailField(help_text=_("We send you a code. There is no password to remember."))


class JoinForm(forms.Form):
    """Who somebody is here: a name, an address, one agreement."""

    display_name = NameField()
    email = MailField(help_text=_("We send you a code there. Others never see the address."))
    take_part = forms.BooleanField(
        label=_("I agree that this site keeps what I do here under the name I chose."),
        help_text=_("You can take this back on your page, and have yourself erased."),
        error_messages={"required": _("Tick the box to join: without it nothing you do here can be kept.")},
    )

    def signup(self, request: Any, user: Any) -> None:
        """Asked for by the sign-in package; joining itself is ``actions.join``."""


class CodeForm(forms.Form):
    """The code from the mail, compared without regard to case, spaces and dashes."""

    code = forms.CharField(
        label=_("The code from the email"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the code from the email.")},
    )

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        self.expected = code
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        from allauth.core.internal.cryptokit import compare_user_code

        code: str = self.cleaned_data["code"]
        if not self.expected or not compare_user_code(actual=code, expected=self.expected):
            raise ValidationError(
                _("That is not the code. Look at the newest email and copy its code."), code="incorrect_code"
            )
        return code


class PasskeyForm(AddWebAuthnForm):
    """A passkey and what to call it."""

    name = PlainField(
        label=_("What to call this passkey"),
        help_text=_("For instance the device it lives on: my telephone."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})["name"] = gettext("My passkey")
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = PlainField(label=_("What to call this passkey"), max_length=60)


class NameForm(forms.Form):
    """Another name to be seen by."""

    display_name = NameField()


class ContactForm(forms.Form):
    """How to reach and welcome somebody; all of it by choice."""

    telephone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("Only if you wish to be called. It is never shown to others."),
    )
    access_needs = PlainField(
        label=_("What you need in order to take part"),
        max_length=1000,
        required=False,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For instance: step-free access, sign language, a lift home. Only you see this note."),
    )
    language = forms.ChoiceField(label=_("Language of the emails to you"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = languages_in_their_own_words()
        choice.initial = get_language()

    def clean_telephone(self) -> str:
        typed: str = self.cleaned_data["telephone"]
        if typed and not (set(typed) <= set("+0123456789 ()-./") and sum(c.isdigit() for c in typed) >= 5):
            raise ValidationError(_("Write a telephone number with digits, for instance 01 23 45 67 89."))
        return typed


class ConsentForm(forms.Form):
    """What a person agrees to, purpose by purpose."""

    def __init__(self, *args: Any, given: dict[str, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose in Purpose:
            self.fields[purpose.value] = forms.BooleanField(
                label=purpose.label, required=False, initial=given[purpose.value]
            )


class EraseForm(forms.Form):
    """The one question before there is no way back."""

    sure = forms.BooleanField(
        label=_("Yes, erase me. I know that this cannot be undone."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )


def languages_in_their_own_words() -> Sequence[tuple[str, str]]:
    from django.utils.translation import get_language_info

    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
