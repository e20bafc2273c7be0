"""What people type about votes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coproduce.ui.money import MoneyField
from coproduce.ui.said import said_plain
from coproduce.ui.texts import PlainField
from coproduce.ui.widgets import MomentInput

from .queries import Ballot, Eligibility, words

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE


class ChosenCodes(forms.Field):
    """The ticked projects exactly as they were sent; the action decides whether they stand on this ballot."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        return [str(code) for code in value or []]


class BallotForm(forms.Form):
    """One ballot: ticked projects or a blank vote, and a code for whoever votes without an account."""

    choice = ChosenCodes(required=False, label=_("Projects"))
    blank = forms.BooleanField(
        required=False,
        label=_("I hand in a blank vote"),
        help_text=_("It counts as taking part and supports no project."),
    )
    code = forms.CharField(
        required=False,
        max_length=60,
        label=_("Your voting code"),
        help_text=_("Twelve letters and digits from your letter. Spaces and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    key = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, key: str = "", needs_code: bool = False) -> None:
        super().__init__(data, initial={"key": key})
        self.fields["code"].required = needs_code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        choice, blank = cleaned.get("choice"), cleaned.get("blank")
        if not choice and not blank:
            self.add_error("choice", _("Tick at least one project, or tick the blank vote below the list."))
        if choice and blank:
            self.add_error("choice", _("You ticked projects and the blank vote. Keep one of the two."))
        return cleaned


class RuleForm(forms.Form):
    """How a vote will be held and counted."""

    eligibility = forms.ChoiceField(choices=Eligibility.choices, widget=forms.RadioSelect, label=_("Who may vote"))
    rule = forms.ChoiceField(choices=words.rules_of_a_form(), widget=forms.RadioSelect, label=_("How it is counted"))
    max_choices = forms.IntegerField(
        required=False, min_value=1, max_value=1000, label=_("At most so many projects on one ballot"),
        help_text=_("Empty: as many as one likes."),
    )  # fmt: skip
    spend_limit = forms.BooleanField(
        required=False, label=_("The projects on one ballot may not cost more than the money there is")
    )
    promised_by = forms.ChoiceField(
        required=False, label=_("Who carries the winners out"),
        help_text=_("This body promises it in public, with a date."),
    )  # fmt: skip
    promise_days = forms.IntegerField(min_value=1, max_value=3650, label=_("Within how many days after the vote"))
    significance = forms.IntegerField(
        min_value=1, max_value=5, label=_("How much depends on it, from 1 to 5"), help_text=_("5 is the most.")
    )
    threshold = forms.IntegerField(
        required=False, min_value=1, max_value=1_000_000, label=_("Least number of votes for a project"),
        help_text=_("Empty: none."),
    )  # fmt: skip
    utility = forms.ChoiceField(
        choices=[(code, words.UTILITY_NAMES[code]) for code in words.UTILITIES_OF_A_FORM],
        label=_("Equal Shares: what a project counts for"),
    )
    completion = forms.ChoiceField(
        choices=list(words.COMPLETION_NAMES.items()), label=_("Equal Shares: what happens to money that is left")
    )
    stop = forms.ChoiceField(choices=list(words.STOP_NAMES.items()), label=_("Equal Shares: when raising ends"))
    start = forms.ChoiceField(choices=list(words.START_NAMES.items()), label=_("Equal Shares: the first share"))
    ties = forms.ChoiceField(choices=list(words.TIES_NAMES.items()), label=_("When two projects stand exactly equal"))

    MORE = ("threshold", "utility", "completion", "stop", "start", "ties")

    def __init__(self, data: Any = None, *, ballot: Ballot, bodies: Sequence[Any]) -> None:
        super().__init__(data, initial={**ballot.rule, "budget": ballot.budget or None})
        budget = MoneyField(label=_("Money to share out"), currency=ballot.currency, least=1)
        self.fields = {"budget": budget, **self.fields}
        field = self.fields["promised_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Whoever answers for delivery here")), *((b.slug, said_plain(b.name)) for b in bodies)]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.MORE]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    def settings(self) -> dict[str, Any]:
        """The settings as a vote keeps them: money in minor units."""
        return dict(self.cleaned_data)


class OpenForm(forms.Form):
    closes = forms.DateTimeField(
        label=_("Closes on"),
        help_text=_("It closes by itself. Nobody can move the time once the vote is open."),
        widget=MomentInput,
    )


class OptionForm(forms.Form):
    """A project that whoever coordinates types onto the ballot."""

    title = PlainField(label=_("What can be chosen?"), max_length=120, help_text=_("One sentence."))

    def __init__(self, data: Any = None, *, currency: str) -> None:
        super().__init__(data)
        self.fields["cost"] = MoneyField(label=_("What does it cost?"), currency=currency, least=1)

    def deed(self) -> dict[str, Any]:
        language = get_language() or "en"
        return {"title": {language: self.cleaned_data["title"]}, "cost": self.cleaned_data["cost"]}


class CodesForm(forms.Form):
    count = forms.IntegerField(min_value=1, max_value=5000, label=_("How many codes"))


class ImportForm(forms.Form):
    """A vote held elsewhere, as a Pabulib file."""

    file = forms.FileField(label=_("The file (.pb)"), help_text=_("At most 20 megabytes."))

    def __init__(self, data: Any = None, files: MultiValueDict[str, Any] | None = None) -> None:
        super().__init__(data, files)

    @property
    def too_large(self) -> bool:
        sent = self.files.get("file")
        return sent is not None and (sent.size or 0) > LARGEST_FILE

    def clean_file(self) -> Any:
        if self.too_large:
            raise forms.ValidationError(_("The file is larger than 20 megabytes. Use the command on the server."))
        return self.cleaned_data["file"]


class FindForm(forms.Form):
    receipt = forms.CharField(
        max_length=60,
        label=_("The code on your receipt"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
