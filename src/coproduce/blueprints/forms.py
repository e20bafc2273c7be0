"""What a clerk fills in to set an initiative up from a blueprint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from coproduce.places.queries import accountable_bodies_of, areas_of, organisations_of, services_of
from coproduce.ui.choices import NamedField
from coproduce.ui.money import MoneyField
from coproduce.ui.texts import PlainField

from .queries import orientations


def _said(text: dict[str, str]) -> str:
    return text.get(get_language() or "en") or next(iter(text.values()), "")


class NamedService(NamedField):
    """Services that guarantee nothing yet say so."""

    def __init__(self, *, without_floor: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(**options)
        self.without_floor = without_floor

    def label_from_instance(self, obj: Any) -> str:
        said = super().label_from_instance(obj)
        return gettext("%(service)s (no guaranteed minimum)") % {"service": said} if obj in self.without_floor else said


class SetUpForm(forms.Form):
    title = PlainField(label=_("Name of the initiative"), max_length=120)
    problem = PlainField(
        label=_("What is the matter?"),
        help_text=_("In two or three sentences, as residents would say it."),
        lines=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    area = NamedField(label=_("Where?"), required=False, empty_label=_("The whole town"))
    service = NamedService(label=_("Which public service?"), empty_label=_("Choose a service"))
    no_floor_reason = PlainField(
        label=_("If nobody is guaranteed a minimum: why?"),
        help_text=_("Only for a service without a guaranteed minimum. The initiative cannot start without it."),
        lines=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    accountable = NamedField(
        label=_("Who answers for it?"),
        help_text=_("One body that can answer in law. It is named beside every promise."),
        empty_label=_("Choose a body"),
    )
    employer = NamedField(
        label=_("Which body do you work for?"),
        help_text=_("You coordinate the initiative for it, until somebody else does."),
        empty_label=_("The one that answers for it"),
        required=False,
    )
    orientation = forms.ChoiceField(
        label=_("Why together?"),
        help_text=_("Choose the one that matters most. It decides which signs are watched."),
        widget=forms.RadioSelect,
    )
    complaint_route = PlainField(
        label=_("Where can people complain?"),
        help_text=_("A name, and an address or a telephone number."),
        max_length=300,
    )

    def __init__(
        self, *arguments: Any, town: Any, blueprint: Any, without_floor: Sequence[Any] = (), **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.without_floor, self.blueprint = without_floor, blueprint
        choices: dict[str, Any] = dict(self.fields)
        choices["area"].queryset = areas_of(town)
        choices["service"].queryset, choices["service"].without_floor = services_of(town), without_floor
        choices["accountable"].queryset = accountable_bodies_of(town)
        choices["employer"].queryset = organisations_of(town)
        choices["employer"].initial = organisations_of(town).filter(kind="public_body").order_by("id").first()
        for name in ("service", "accountable"):
            # Nothing is chosen for anybody, unless there is nothing to choose.
            if len(only := list(choices[name].queryset[:2])) == 1:
                choices[name].initial = only[0]
        choices["orientation"].choices = orientations()
        choices["orientation"].initial = blueprint.orientation
        choices["problem"].initial = _said(dict(blueprint.problem))
        choices["title"].initial = _said(dict(blueprint.title))
        if blueprint.asks_budget:
            self.fields["budget"] = MoneyField(label=_("Budget"), currency=town.currency, least=1)
        if not without_floor:
            del self.fields["no_floor_reason"]

    def deed(self) -> dict[str, Any]:
        """What the action takes: texts by language, money in minor units."""
        language = get_language() or "en"
        cleaned = dict(self.cleaned_data)
        offered = {"title": self.blueprint.title, "problem": self.blueprint.problem}
        for name in ("title", "problem", "complaint_route"):
            # What was left as it was offered is said in every language of the blueprint.
            left = cleaned[name] == _said(dict(offered.get(name, {})))
            cleaned[name] = dict(offered[name]) if left else {language: cleaned[name]}
        reason = cleaned.pop("no_floor_reason", "")
        if reason and cleaned["service"] in self.without_floor:
            cleaned["no_floor_reason"] = {language: reason}
        return cleaned
