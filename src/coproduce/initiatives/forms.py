"""What a person types about an initiative: joining it, adding somebody, its who, what, how and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from coproduce.places.queries import organisations_of
from coproduce.ui.choices import NamedField, choose_among
from coproduce.ui.texts import PlainField

from .queries import CHOICES, step_choices, with_words

NOTHING = [("", _("none"))]
UNSAID = [("", _("not said"))]
Texts = Mapping[str, Mapping[str, str]]


class JoinForm(forms.Form):
    standing = forms.ChoiceField(
        label=_("How does this concern you?"),
        choices=CHOICES["citizen_standing"],
        widget=forms.RadioSelect,
        help_text=_("Choose what fits best. It is kept with what you do here, so that both sides can be seen."),
    )


class WordsForm(forms.Form):
    """Texts that are kept in several languages; the form asks for the page's language and keeps the others."""

    words: tuple[str, ...] = ()

    def __init__(self, *args: Any, language: str, texts: Texts, **kwargs: Any) -> None:
        kwargs["initial"] = {n: texts.get(n, {}).get(language, "") for n in self.words} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.language, self.texts = language, texts
        for name in self.words:
            self._show_others(name)

    def _show_others(self, name: str) -> None:
        """Under a field stands what was written in the other languages, so that one can translate it."""
        field = self.fields[name]
        others = {c: t for c, t in self.texts.get(name, {}).items() if c != self.language and t}
        if others and not self.texts[name].get(self.language):
            field.required = False
        for code, text in others.items():
            shown = gettext("%(language)s: “%(text)s”") % {
                "language": get_language_info(code)["name_translated"] if code in LANGUAGES else code,
                "text": text,
            }
            # Hints are drawn as they stand, so what somebody wrote is escaped here, also where it comes first.
            field.help_text = format_html("{} {}", field.help_text, shown) if field.help_text else escape(shown)

    def changed_texts(self) -> dict[str, dict[str, str]]:
        """The texts with this language's words put in."""
        return {name: with_words(self.texts.get(name), self.language, self.cleaned_data[name]) for name in self.words}


LANGUAGES = dict(settings.LANGUAGES)


def _long(label: Any, help_text: Any = "", *, required: bool = False) -> PlainField:
    return PlainField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=4000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DescribeForm(WordsForm):
    """The who, what, how and why of an initiative in one language."""

    words = (
        "title", "summary", "problem", "vision", "equality_note", "complaint_route", "no_floor_reason",
    )  # fmt: skip

    title = PlainField(label=_("Name"), max_length=120)
    summary = _long(_("In two sentences: what do you do together?"), required=True)
    problem = _long(_("Which problem do you take on?"), _("As those who live with it would say it."), required=True)
    orientation = forms.ChoiceField(
        label=_("Why do you do it together?"),
        choices=CHOICES["orientation"],
        widget=forms.RadioSelect,
        help_text=_("The one that counts most. Every choice later is held against it."),
    )
    second = forms.ChoiceField(label=_("And then?"), choices=[*NOTHING, *CHOICES["orientation"]], required=False)
    third = forms.ChoiceField(label=_("And last?"), choices=[*NOTHING, *CHOICES["orientation"]], required=False)
    promise_level = forms.ChoiceField(
        label=_("What is promised to those who take part?"),
        choices=CHOICES["promise_level"],
        help_text=_("Promise no more than the mandate allows: the public account shows whether it was kept."),
    )
    vision = _long(_("What should it look like when it works?"))
    equality_note = _long(
        _("Who could be left out or harmed?"), _("And what you do about it, above all for those who have least.")
    )
    complaint_route = _long(
        _("Where can somebody complain?"), _("To whom, how, and by when they are answered."), required=False
    )
    no_floor_reason = _long(
        _("If no guaranteed minimum applies: why?"), _("Leave it empty where the service has a guaranteed minimum.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        ranked = [code for code in (cleaned.get(n) for n in ("orientation", "second", "third")) if code]
        if len(set(ranked)) != len(ranked):
            self.add_error("second", _("Each reason once: choose another one, or none."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Field names of the initiative with their new values."""
        chosen = self.cleaned_data
        return {
            **self.changed_texts(),
            "orientation": chosen["orientation"],
            "other_orientations": [chosen[name] for name in ("second", "third") if chosen[name]],
            "promise_level": chosen["promise_level"],
        }


class ContextForm(WordsForm):
    """The frame that whoever learns from this initiative elsewhere must know."""

    words = ("culture_note",)

    regime = forms.ChoiceField(label=_("How is welfare organised in this country?"), choices=CHOICES["regime"])
    provider_mix = forms.ChoiceField(
        label=_("Who mostly provides this service here?"), choices=[*UNSAID, *CHOICES["provider_mix"]], required=False
    )
    contract_form = forms.ChoiceField(
        label=_("On which terms?"), choices=[*UNSAID, *CHOICES["contract_form"]], required=False
    )
    culture_note = _long(
        _("What should others know before they copy this?"),
        _("How offices and people here work together, what was reformed before, who decides: the State or the town."),
    )
    law = _long(_("Which laws bear on it?"), _("One on each line."))

    def __init__(self, *args: Any, laws: Sequence[Mapping[str, str]] = (), **kwargs: Any) -> None:
        language = kwargs["language"]
        lines = [line[language] for line in laws if line.get(language)]
        kwargs["initial"] = {"law": "\n".join(lines)} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.laws = laws

    def deed(self) -> dict[str, Any]:
        """What the action takes. A law that is not written in this language stays; an unchanged one keeps both."""
        typed = [line.strip() for line in self.cleaned_data["law"].splitlines() if line.strip()]
        known = {line[self.language]: line for line in self.laws if line.get(self.language)}
        elsewhere = [line for line in self.laws if not line.get(self.language)]
        law = [known.get(line, {self.language: line}) for line in typed]
        return {**self.cleaned_data, **self.changed_texts(), "law": [*law, *elsewhere]}


class StepForm(WordsForm):
    """One more step, of a kind that some room offers."""

    words = ("title",)

    kind = forms.ChoiceField(label=_("What kind of step?"), widget=forms.RadioSelect)
    title = PlainField(
        label=_("What do you call it?"),
        max_length=120,
        help_text=_("For instance: what should the new bench look like?"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = step_choices()


class ObstacleForm(forms.Form):
    bearing = forms.ChoiceField(
        label=_("Does it help or hinder?"), choices=CHOICES["bearing"], widget=forms.RadioSelect
    )
    text = PlainField(label=_("What is it?"), max_length=500)
    owner = NamedField(label=_("Which body can change it?"), required=False, empty_label=_("nobody yet"))

    def __init__(self, *args: Any, town: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, organisations_of(town), "owner")
