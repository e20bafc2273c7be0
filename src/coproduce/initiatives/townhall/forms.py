"""What a clerk types about the town's bodies, services and areas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.forms import WordsForm
from coproduce.places.queries import (
    CHOICES,
    has_area,
    has_part,
    is_counted,
    may_hold_parts,
    organisations_of,
    possible_umbrellas,
)
from coproduce.ui.choices import NamedField, choose_among
from coproduce.ui.texts import AddressField, PlainField

FLOOR_ITEMS = tuple(code for code, _label in CHOICES["floor_item"])
MOST_LINES = 200
MOST_PEOPLE = 2_000_000_000
# Digits, in threes or all together: 5120, 5 120, 5,120, 5.120.
_NUMBER = re.compile(r"\d{1,3}([ \u00a0\u202f.,'’]\d{3})+|\d+")


class BodyForm(WordsForm):
    words = ("name",)

    name = PlainField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("What kind of body is it?"),
        choices=CHOICES["organisation_kind"],
        help_text=_("An informal group can take part and speak. It cannot answer in law for what is promised."),
    )
    functions = forms.MultipleChoiceField(
        label=_("What does it do?"),
        choices=CHOICES["organisation_function"],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    address = AddressField(
        label=_("Mail address"), required=False, help_text=_("Where the body reads its mail. It is not shown.")
    )
    umbrella = NamedField(
        label=_("Which umbrella body does it belong to?"),
        required=False,
        empty_label=_("none"),
        help_text=_("For instance the federation of associations, or the town for one of its services."),
    )

    def __init__(self, *args: Any, town: Any, body: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        umbrella: Any = self.fields["umbrella"]
        umbrella.queryset = possible_umbrellas(town, body)
        if body is not None and body.can_be_accountable:
            kinds.choices = [(code, label) for code, label in kinds.choices if code != "informal_group"]

    def deed(self) -> dict[str, Any]:
        return {**self.cleaned_data, **self.changed_texts()}


def _minimum(label: Any, help_text: Any) -> PlainField:
    return PlainField(label=label, help_text=help_text, max_length=500, required=False)


def _source(label: Any) -> PlainField:
    return PlainField(label=label, max_length=200, required=False)


class ServiceForm(WordsForm):
    """A service with its floor: one minimum and its source for each item."""

    words = ("name", "statutory_basis", *FLOOR_ITEMS)

    name = PlainField(label=_("Name"), max_length=120)
    sector = PlainField(label=_("Sector"), max_length=60, help_text=_("For instance: public space, health, schools."))
    provider = NamedField(label=_("Who provides it?"), required=False, empty_label=_("nobody yet"))
    statutory_basis = PlainField(
        label=_("Which law does it rest on?"), max_length=1000, lines=True, required=False,
        help_text=_("The law or decree that makes the town provide it. Leave it empty where it is the town’s choice."),
    )  # fmt: skip
    access = _minimum(_("Access: who can use it, at least?"), _("For instance: everyone who lives here."))
    access_source = _source(_("Access: where is that written?"))
    price = _minimum(_("Price: what may it cost, at most?"), _("For instance: free of charge."))
    price_source = _source(_("Price: where is that written?"))
    hours = _minimum(_("Hours: when is it there, at least?"), _("For instance: every day until 20:00."))
    hours_source = _source(_("Hours: where is that written?"))
    quality = _minimum(_("Quality: how good must it be, at least?"), _("For instance: repaired within two days."))
    quality_source = _source(_("Quality: where is that written?"))

    def __init__(self, *args: Any, town: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provider: Any = self.fields["provider"]
        provider.queryset = organisations_of(town)

    @property
    def about(self) -> list[Any]:
        return [self[name] for name in ("name", "sector", "provider", "statutory_basis")]

    @property
    def floor(self) -> list[Any]:
        return [self[name] for item in FLOOR_ITEMS for name in (item, f"{item}_source")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for item in FLOOR_ITEMS:
            kept = cleaned.get(item) or self._others(item)
            if cleaned.get(f"{item}_source") and not kept and item not in self.errors:
                self.add_error(item, _("Say what is guaranteed, not only where it is written."))
        return cleaned

    def _others(self, item: str) -> dict[str, str]:
        return {code: text for code, text in self.texts.get(item, {}).items() if code != self.language and text}

    def deed(self) -> dict[str, Any]:
        texts, given = self.changed_texts(), self.cleaned_data
        floors = {item: (texts[item], given[f"{item}_source"]) for item in FLOOR_ITEMS if texts[item]}
        about = {name: texts[name] for name in ("name", "statutory_basis")}
        return {**about, "sector": given["sector"], "provider": given["provider"], "floors": floors}


class AreaForm(WordsForm):
    words = ("name",)

    name = PlainField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("What is it?"), choices=CHOICES["part_kind"])
    parent = NamedField(label=_("What does it lie in?"), required=False, empty_label=_("in the town itself"))

    def __init__(self, *args: Any, town: Any, area: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town, self.area = town, area
        if area is None:
            choose_among(self, may_hold_parts(town), "parent")
        else:
            # Where an area lies stays: what is said of it was said of that place.
            del self.fields["parent"]
        if area is not None and area.is_town:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name, kind = cleaned.get("name"), cleaned.get("kind")
        place = (self.area.parent if self.area else cleaned.get("parent")) or self.town
        if name and kind and has_part(place, name, but=self.area):
            self.add_error(
                "name", _("Something in the same place already has this name. Choose one that tells them apart.")
            )
        elif name and kind and has_area(self.town, name, kind, but=self.area):
            self.add_error("name", _("An area of this kind already has this name. Choose one that tells them apart."))
        return cleaned

    def deed(self) -> dict[str, Any]:
        said = {**self.changed_texts(), "kind": self.cleaned_data.get("kind", "")}
        return said if self.area else {**said, "parent": self.cleaned_data["parent"] or self.town}


class CountsField(PlainField):
    """One group on each line: what is counted; the group; how many people. Cells pasted from a sheet work as well."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(str(value or "").replace("\t", ";"))
        lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip(" ;")]
        if len(lines) > MOST_LINES:
            raise ValidationError(gettext("These are too many lines. Keep it under %(limit)d."), params={"limit": 200})
        return _counted(lines)


def _counted(lines: list[tuple[int, str]]) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for n, line in lines:
        cells = [cell.strip() for cell in line.split(";")]
        if len(cells) != 3 or not cells[0] or not cells[1]:
            raise ValidationError(
                gettext("Line %(line)d: write what is counted, the group and the number, with ; between them."),
                params={"line": n},
            )
        dimension, group, number = cells
        if len(dimension) > 40 or len(group) > 60:
            raise ValidationError(gettext("Line %(line)d: these names are too long."), params={"line": n})
        digits = re.sub(r"\D", "", number) if _NUMBER.fullmatch(number) else ""
        if not 0 < len(digits) < 11 or int(digits) > MOST_PEOPLE:
            raise ValidationError(gettext("Line %(line)d: give the number of people in digits."), params={"line": n})
        if group in counts.setdefault(dimension, {}):
            raise ValidationError(gettext("Line %(line)d: this group is there twice."), params={"line": n})
        counts[dimension][group] = int(digits)
    return counts


class PopulationForm(forms.Form):
    source = PlainField(
        label=_("Who counted?"), max_length=200, help_text=_("For instance: the census of the statistics office.")
    )
    year = forms.IntegerField(
        label=_("For which year?"),
        min_value=1900,
        max_value=2200,
        error_messages={"min_value": _("Give a year from 1900 on.")},
    )
    counts = CountsField(
        label=_("How many people, by group?"),
        lines=True,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("One group on each line, for instance: age; 65 and over; 5120. You can paste from a spreadsheet."),
    )

    def __init__(self, *args: Any, area: Any, frame: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.frame = area, frame

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        source, year = cleaned.get("source"), cleaned.get("year")
        if source and year and is_counted(self.area, source, year, but=self.frame):
            self.add_error("year", _("This source is already here for that year. Correct that one instead."))
        return cleaned
