"""What is typed to add a body or to ask a person, and what the person adds of themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.queries import CHOICES
from coproduce.places.queries import organisations_of
from coproduce.ui.choices import NamedField, choose_among
from coproduce.ui.texts import AddressField


class AddPartyForm(forms.Form):
    """A professional, an elected member, or a body without a person."""

    address = AddressField(
        label=_("Mail address"),
        required=False,
        help_text=_("The person is asked by mail and answers for themselves. Leave it empty to add a body alone."),
    )
    organisation = NamedField(label=_("For which body?"), required=False, empty_label=_("none"))
    standing = forms.ChoiceField(label=_("Sector"), choices=CHOICES["professional_standing"])
    role = forms.ChoiceField(label=_("What do they do here?"), choices=CHOICES["role"])

    def __init__(self, *args: Any, town: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, organisations_of(town), "organisation")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("address") and not cleaned.get("organisation"):
            self.add_error("address", _("Give a mail address, a body, or both."))
        return cleaned


class AcceptForm(forms.Form):
    """``shown``: a digest of what the page said, so that nobody accepts what they did not read."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    lived_experience = forms.BooleanField(
        label=_("I work here because of my own experience of the service"), required=False
    )
