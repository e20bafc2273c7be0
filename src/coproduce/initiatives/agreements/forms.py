"""What a person types about the agreements: power, expectations, room, answerability, support."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.queries import with_words
from coproduce.places.queries import accountable_bodies_of, organisations_of
from coproduce.ui.choices import NamedField
from coproduce.ui.money import MoneyField
from coproduce.ui.texts import PlainField
from coproduce.ui.widgets import DayInput

from .queries import CHOICES


def _long(label: Any, help_text: Any = "", *, required: bool = True) -> PlainField:
    return PlainField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=4000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AgreedForm(forms.Form):
    """A form on agreements: ``words`` are texts in the page's language, put beside those of the version before."""

    words: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, town: Any, language: str, before: Mapping[str, Mapping[str, str]] | None = None, **kwargs: Any
    ) -> None:
        self.language, self.before = language, before or {}
        texts = {name: self.before.get(name, {}).get(language, "") for name in self.words}
        kwargs["initial"] = texts | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, NamedField):
                field.queryset = accountable_bodies_of(town) if name == "accountable" else organisations_of(town)

    def agreed(self) -> dict[str, Any]:
        """The cleaned values, each text as ``{language: text}``."""
        texts = {n: with_words(self.before.get(n), self.language, self.cleaned_data[n]) for n in self.words}
        return {**self.cleaned_data, **texts}


class CheckForm(AgreedForm):
    """Whether to do it together at all: a reply to each question, the outcome, and why."""

    words = ("reasons",)

    outcome = forms.ChoiceField(
        label=_("So: shall we do it together?"),
        choices=CHOICES["outcome"],
        widget=forms.RadioSelect,
        help_text=_("No is a good answer too. It saves everybody’s time."),
    )
    reasons = _long(_("Why?"), _("Everyone reads this. Say above all what speaks against, and what you do about it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            code: forms.ChoiceField(label=label, choices=CHOICES["reply"], widget=forms.RadioSelect)
            for code, label in CHOICES["question"]
        }
        self.fields = {**asked, **self.fields}

    def agreed(self) -> dict[str, Any]:
        found = super().agreed()
        return {"replies": {code: found.pop(code) for code, _label in CHOICES["question"]}, **found}


class MandateForm(AgreedForm):
    words = ("to_body", "scope")

    sponsor = NamedField(label=_("Who gives the power?"), empty_label=None)
    to_body = PlainField(label=_("Who receives it?"), max_length=200, help_text=_("For instance: the residents’ vote."))
    scope = _long(_("To decide what?"))
    veto = _long(_("Who can still say no, and on what grounds?"), _("One on each line."), required=False)
    legal_text = PlainField(label=_("Legal basis"), required=False, max_length=300)
    valid_from = forms.DateField(label=_("From"), widget=DayInput)
    valid_to = forms.DateField(label=_("Until"), widget=DayInput, required=False)

    def __init__(self, *args: Any, town: Any, **kwargs: Any) -> None:
        super().__init__(*args, town=town, **kwargs)
        self.fields["limit"] = MoneyField(
            label=_("Up to how much money?"),
            required=False,
            currency=town.currency,
            help_text=_("Leave it empty where no amount limits it."),
        )
        self.order_fields(["sponsor", "to_body", "scope", "limit"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("It cannot end before it begins."))
        return cleaned

    def agreed(self) -> dict[str, Any]:
        found = super().agreed()
        limit, veto = found.pop("limit"), found.pop("veto")
        lines = [line.strip() for line in veto.splitlines() if line.strip()]
        return {
            **found,
            "limit_amount": limit,
            "vetoes": [{self.language: line} for line in lines],
        }


class ExpectationForm(AgreedForm):
    words = ("expected_of_citizens", "expected_of_professionals", "given", "risk_sharing", "exit_without_loss")

    expected_of_citizens = _long(_("What is expected of citizens?"), _("How much time, how often, for how long."))
    expected_of_professionals = _long(
        _("What is expected of professionals?"), _("What they do, what they leave to others, how fast they answer.")
    )
    given = _long(_("What does everyone get for it?"), _("Expenses, training, insurance, a say."))
    risk_sharing = _long(_("Who carries what if it goes wrong?"))
    exit_without_loss = _long(
        _("How can somebody stop without losing anything?"),
        _("Nobody’s right to the service may depend on taking part."),
    )
    time_budget_hours = forms.IntegerField(
        label=_("Paid hours a month for the professionals"), required=False, min_value=0, max_value=5000
    )
    time_agreed_by = NamedField(
        label=_("Which management agreed to these hours?"), required=False, empty_label=_("nobody yet")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("time_budget_hours") and not cleaned.get("time_agreed_by"):
            self.add_error("time_agreed_by", _("Name the body whose management agreed to the hours."))
        return cleaned


class RoomForm(AgreedForm):
    words = ("item", "reason")

    item = PlainField(label=_("What is it about?"), max_length=300)
    fixed_by = forms.ChoiceField(label=_("Fixed by"), choices=CHOICES["fixed_by"])
    negotiable = forms.BooleanField(label=_("It can be talked about here"), required=False)
    expertise_boundary = forms.BooleanField(
        label=_("From here on a professional decides: this part stays clinical, technical or legal"), required=False
    )
    reason = _long(_("Why?"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("negotiable") and not cleaned.get("reason"):
            self.add_error("reason", _("Say why it is closed. Whoever takes part can then understand it."))
        if cleaned.get("negotiable") and cleaned.get("expertise_boundary"):
            self.add_error("negotiable", _("What a professional decides alone is not open. Choose one of the two."))
        return cleaned


class ResponsibilityForm(AgreedForm):
    words = ("standard", "failure_rule", "remedy", "insurance")

    activity = forms.ChoiceField(label=_("For which activity?"), choices=CHOICES["activity"])
    accountable = NamedField(
        label=_("Who answers for it?"),
        empty_label=None,
        help_text=_("Exactly one body that exists in law. An informal group cannot answer."),
    )
    responsible = NamedField(label=_("Who does the work?"), required=False, empty_label=_("the same body"))
    standard = _long(_("What must it be like?"), _("How good, how often, how fast."))
    failure_rule = _long(_("What happens if it fails?"))
    remedy = _long(_("What does somebody get who was let down?"))
    insurance = _long(_("Who is insured, and for what?"), required=False)
    answer_days = forms.IntegerField(label=_("Days to answer a concern"), min_value=1, max_value=365, initial=30)
    safety_relevant = forms.BooleanField(label=_("People could be hurt if it fails"), required=False)
    valid_from = forms.DateField(label=_("From"), widget=DayInput)


class SupportForm(AgreedForm):
    words = ("text",)

    kind = forms.ChoiceField(label=_("What kind of help?"), choices=CHOICES["support"])
    text = _long(_("What exactly, for whom, and whom to ask?"))
