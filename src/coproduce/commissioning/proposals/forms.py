"""Cleaning what somebody typed about a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.ui.choices import OneOfField
from coproduce.ui.money import MoneyField
from coproduce.ui.said import said_plain
from coproduce.ui.texts import PlainField, SaidForm

TITLE_LENGTH = 120
TEXT_LENGTH = 4_000
NOTE_LENGTH = 2_000


class ProposalForm(SaidForm):
    """A proposal; the place, the kind and in which standing one writes are asked where there is a choice."""

    title = PlainField(label=_("What do you propose?"), max_length=TITLE_LENGTH, help_text=_("One sentence."))
    text = PlainField(
        label=_("Describe it"),
        lines=True,
        max_length=TEXT_LENGTH,
        help_text=_("What, where, for whom, and who could look after it later? Please name no other person."),
    )

    def __init__(
        self,
        *args: Any,
        currency: str,
        areas: Sequence[Any] = (),
        categories: Sequence[Mapping[str, Any]] = (),
        standings: Sequence[tuple[str, Any]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if areas:
            self.fields["area"] = OneOfField(areas, empty_label=_("The whole place"), label=_("Where?"))
        if categories:
            named = [(item["code"], said_plain(item["name"])) for item in categories]
            self.fields["category"] = forms.ChoiceField(label=_("What is it about?"), choices=named)
        self.fields["cost_asked"] = MoneyField(
            currency=currency,
            label=_("What would it cost?"),
            required=False,
            help_text=_("Your own guess. Professionals will check it."),
        )
        if standings:
            self.fields["standing"] = forms.ChoiceField(
                label=_("You write as"),
                choices=standings,
                widget=forms.RadioSelect,
                initial=standings[0][0],
                help_text=_("You do not take part here yet. By sending you join as this."),
            )
        self.fields["follow"] = forms.BooleanField(label=_("Tell me what becomes of it"), required=False)


class CheckForm(SaidForm):
    """What professionals found: admitted with its cost and what upkeep it needs, or not admitted with the reason."""

    verdict = forms.ChoiceField(
        label=_("Can it stand on the ballot?"),
        widget=forms.RadioSelect,
        choices=[("admit", _("Yes, admit it")), ("refuse", _("No, do not admit it"))],
    )
    note = PlainField(
        label=_("Your reasons"),
        lines=True,
        max_length=NOTE_LENGTH,
        help_text=_("For a yes: can it be built, who would look after it, what does that take? For a no: why exactly?"),
    )

    def __init__(self, *args: Any, currency: str, reasons: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cost"] = MoneyField(
            currency=currency,
            label=_("If yes: what it costs"),
            required=False,
            help_text=_("As checked by you."),
        )
        self.fields["refusal"] = forms.ChoiceField(
            label=_("If no: the reason"), required=False, choices=[("", _("Choose a reason")), *reasons]
        )
        self.order_fields(["verdict", "cost", "refusal", "note"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("verdict") == "admit" and found.get("cost") is None and "cost" not in self.errors:
            self.add_error("cost", gettext("Write what it costs. Voters pay for it from the budget."))
        if found.get("verdict") == "refuse" and not found.get("refusal") and "refusal" not in self.errors:
            self.add_error("refusal", gettext("Choose a reason from the list."))
        return found


class AppealForm(SaidForm):
    """Why a refusal is wrong."""

    text = PlainField(
        label=_("Why should it be admitted?"),
        lines=True,
        max_length=NOTE_LENGTH,
        help_text=_("Answer the reason that was given. Somebody else than the one who refused decides."),
    )


class VerdictForm(SaidForm):
    """The decision on an appeal."""

    upheld = forms.TypedChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("The appeal is right: admit the proposal")), ("no", _("The refusal stands"))],
        coerce=lambda value: value == "yes",
    )
    note = PlainField(label=_("Your reasons"), lines=True, max_length=NOTE_LENGTH)

    def __init__(self, *args: Any, currency: str, capacities: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if capacities:
            self.fields["capacity"] = forms.ChoiceField(
                label=_("For whom do you decide?"),
                choices=capacities,
                widget=forms.RadioSelect,
                help_text=_("You have more than one part here. Everybody reads for whom you decided."),
            )
        self.fields["cost"] = MoneyField(
            currency=currency,
            label=_("If it is admitted: what it costs"),
            required=False,
        )
        self.order_fields(["upheld", "cost", "capacity", "note"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("upheld") is True and found.get("cost") is None and "cost" not in self.errors:
            self.add_error("cost", gettext("Write what it costs. Voters pay for it from the budget."))
        return found
