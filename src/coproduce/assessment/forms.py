"""Cleaning what people type: answers, questions, indicators, readings, findings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from coproduce.ui.choices import choose_from
from coproduce.ui.money import MoneyField
from coproduce.ui.said import said_plain, spoken
from coproduce.ui.texts import PlainField
from coproduce.ui.widgets import DayInput

from .queries import indicators as choices

SCALE = (
    (1, _("1 · not at all")),
    (2, "2"),
    (3, "3"),
    (4, "4"),
    (5, _("5 · fully")),
)


def _short(text: Any) -> str:
    return Truncator(said_plain(text)).chars(80)


class AnswerForm(forms.Form):
    """The questions of a survey; any of them may be left out."""

    def __init__(self, *args: Any, questions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = _field(question)

    def answers(self) -> dict[int, Any]:
        """Question id to answer, without what was left out."""
        given = ((self.questions[name].pk, self.cleaned_data.get(name)) for name in self.questions)
        return {key: answer for key, answer in given if answer not in (None, "")}


def _field(question: Any) -> forms.Field:
    label = said_plain(question.text)
    if question.kind == "text":
        hint = _("Read by who runs the initiative once the survey is closed, without your name. Never published.")
        widget = forms.Textarea(attrs={"rows": 3})
        return PlainField(label=label, help_text=hint, required=False, max_length=2000, lines=True, widget=widget)
    options = (
        SCALE
        if question.kind == "scale"
        else [(position, said_plain(choice)) for position, choice in enumerate(question.choices)]
    )
    # The five points of a scale stand in one row where there is room; on a phone the style stacks them.
    look = {"class": "govuk-radios--inline"} if question.kind == "scale" else {}
    return forms.TypedChoiceField(
        label=label, required=False, choices=options, coerce=int, empty_value=None, widget=forms.RadioSelect(look)
    )


class QuestionForm(forms.Form):
    """One more question."""

    text = PlainField(
        label=_("The question"),
        help_text=_("For a scale, write a sentence that people can agree with: “The alley is a good place to sit.”"),
        max_length=300,
    )
    kind = forms.ChoiceField(
        label=_("How do people answer?"),
        widget=forms.RadioSelect,
        initial="scale",
        choices=[
            ("scale", _("From 1, not at all, to 5, fully")),
            ("choice", _("By choosing one of several answers")),
            ("text", _("In their own words")),
        ],
    )
    choices = PlainField(
        label=_("The answers to choose from"),
        help_text=_("One on each line. Only for a question with several answers."),
        required=False,
        max_length=2000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_text(self) -> dict[str, str]:
        return spoken(self.cleaned_data["text"])

    def clean_choices(self) -> list[dict[str, str]]:
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        return [spoken(line) for line in lines if line][:20]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == "choice" and len(cleaned.get("choices", [])) < 2:
            self.add_error("choices", gettext("Write at least two answers, one on each line."))
        if cleaned.get("kind") != "choice":
            cleaned["choices"] = []
        return cleaned


class IndicatorForm(forms.Form):
    """What will be measured."""

    title = PlainField(label=_("What is measured?"), help_text=_("For instance: heat at noon in July."), max_length=120)
    unit = PlainField(
        label=_("In what unit?"),
        help_text=_("For instance: °C, hours, people."),
        max_length=30,
        required=False,
    )
    direction = forms.ChoiceField(label=_("Which way is better?"), widget=forms.RadioSelect, initial="up")
    observer = forms.ChoiceField(label=_("Who measures?"), widget=forms.RadioSelect, initial="both")
    about = forms.ChoiceField(
        label=_("Which need or promise does it measure?"),
        help_text=_("What is found then stands on its thread, as what changed."),
        required=False,
    )
    how = PlainField(
        label=_("How is it measured, so that everyone does it the same way?"),
        required=False,
        max_length=1000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    settle_days = forms.IntegerField(
        label=_("How many days must pass before a change counts as one?"), min_value=0, max_value=3650, initial=90
    )

    def __init__(self, *args: Any, initiative: Any, attached: str = "", **kwargs: Any) -> None:
        """``attached``: the thread that it measures already. It may go on for another one, but not for none."""
        super().__init__(*args, **kwargs)
        threads = choices.threads_of(initiative)
        self.threads = {str(thread.pk): thread for thread in threads}
        self.fields["about"].widget = forms.Select()
        named: list[Any] = [] if attached else [("", gettext("None of them: it stands for itself"))]
        if attached and attached not in self.threads:
            named = [("", gettext("As it is now"))]
        if threads:
            named.append((gettext("What was said or proposed"), [(t.pk, _short(t.title.text)) for t in threads]))
        if promised := choices.promises_on_threads(initiative):
            # Several promises may stand on one thread, and a list names each value once: the sign parts them.
            keys = [(f"{key}:{place}", _short(text)) for place, (key, text) in enumerate(promised)]
            named.append((gettext("What was promised"), keys))
        choose_from(self, "about", named)
        choose_from(self, "direction", choices.directions())
        choose_from(self, "observer", choices.observers())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("title", "unit", "how"):
            cleaned[name] = spoken(cleaned.get(name, ""))
        cleaned["thread"] = self.threads.get(cleaned.pop("about", "").partition(":")[0])
        return cleaned


class ChangeIndicatorForm(IndicatorForm):
    """What is measured, put differently. ``begins_anew``: it was read before, so a new version will begin."""

    begins_anew = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, measured: Any, **kwargs: Any) -> None:
        self.kept = measured.indicator
        attached = "" if choices.stands_alone(self.kept) else str(self.kept.thread_id)
        super().__init__(*args, initiative=self.kept.initiative, attached=attached, **kwargs)
        self.initial = {name: _in_this_language(getattr(self.kept, name)) for name in ("title", "unit", "how")}
        self.initial |= {name: getattr(self.kept, name) for name in ("direction", "observer", "settle_days")}
        self.initial["begins_anew"] = bool(measured.readings)
        self.initial["about"] = attached if attached in self.threads else ""

    def clean(self) -> dict[str, Any]:
        """Words that were not touched stay in every language; touched ones stand in this language alone."""
        cleaned = super().clean()
        for name in ("title", "unit", "how"):
            if name not in self.changed_data:
                cleaned[name] = getattr(self.kept, name)
        return cleaned


class ReadingForm(forms.Form):
    """A measured value, to three decimals. After the first one it finds something, which lands in a service."""

    value = forms.DecimalField(label=_("The value"), max_digits=15, decimal_places=3)
    day = forms.DateField(label=_("Measured on which day?"), widget=DayInput)
    lands_in = forms.ChoiceField(
        label=_("In which public service does the change land?"),
        help_text=_("Often another one than the service that pays."),
        required=False,
    )

    def __init__(self, *args: Any, measured: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if measured.baseline is None:
            # The first reading finds nothing yet.
            del self.fields["lands_in"]
            return
        initiative = measured.indicator.initiative
        self.services = {str(s.pk): s for s in choices.services_to_land_in(initiative)}
        named = [(key, said_plain(service.name)) for key, service in self.services.items()]
        choose_from(self, "lands_in", [("", gettext("not said")), *named])
        self.initial.setdefault("lands_in", initiative.service_id)

    def clean_lands_in(self) -> Any:
        return self.services.get(self.cleaned_data["lands_in"])

    def clean_value(self) -> int:
        """In thousandths of the unit."""
        return int(self.cleaned_data["value"].scaleb(3))


class FindingForm(forms.Form):
    """Where a cost falls, or where a benefit lands."""

    text = PlainField(
        label=_("What was found?"),
        help_text=_("For instance: the fire service was called out three times less."),
        max_length=1000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    lands_in = forms.ChoiceField(
        label=_("In which public service does it land?"),
        help_text=_("Often another one than the service that pays."),
        required=False,
    )
    paying = forms.ChoiceField(label=_("Who pays?"), required=False)
    gaining = forms.ChoiceField(label=_("Who gains?"), required=False)
    year = forms.IntegerField(label=_("In which year?"), min_value=1990, max_value=2100)
    counterfactual = PlainField(
        label=_("What would have happened anyway?"),
        help_text=_("For every benefit: what is known of places without this work, or of the years before it."),
        required=False,
        max_length=1000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    grade = forms.ChoiceField(
        label=_("How sure is it?"),
        help_text=_("Corroborated: two sources that do not depend on each other say so."),
        widget=forms.RadioSelect,
        initial="mentioned",
    )

    def __init__(self, *args: Any, initiative: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {str(s.pk): s for s in choices.services_to_land_in(initiative)}
        self.bodies = {str(b.pk): b for b in choices.bodies(initiative)}
        currency, none = initiative.town.currency, _("Leave all three amounts empty where it is not about money.")
        amounts = {
            "low": MoneyField(label=_("Amount, at least"), help_text=none, currency=currency, required=False),
            "central": MoneyField(label=_("Amount, most likely"), currency=currency, required=False),
            "high": MoneyField(label=_("Amount, at most"), currency=currency, required=False),
        }
        order = list(self.fields)
        order[order.index("year") + 1 : order.index("year") + 1] = amounts
        self.fields |= amounts
        self.order_fields(order)
        nobody = [("", gettext("not said"))]
        of_bodies = nobody + [(key, said_plain(body.name)) for key, body in self.bodies.items()]
        named = {
            "kind": choices.finding_kinds(),
            "grade": choices.grades(),
            "lands_in": nobody + [(key, said_plain(service.name)) for key, service in self.services.items()],
            "paying": of_bodies,
            "gaining": of_bodies,
        }
        for name, options in named.items():
            choose_from(self, name, options)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("text", "counterfactual"):
            cleaned[name] = spoken(cleaned.get(name, ""))
        cleaned["lands_in"] = self.services.get(cleaned.get("lands_in", ""))
        for name in ("paying", "gaining"):
            cleaned[name] = self.bodies.get(cleaned.get(name, ""))
        for name in ("low", "central", "high"):
            cleaned[name] = cleaned.get(name)
        return cleaned


class CorrectFindingForm(FindingForm):
    """A finding put right: what it says now, or that it is taken back altogether."""

    takes_back = forms.BooleanField(label=_("It was entered by mistake: take it back altogether"), required=False)

    def __init__(self, *args: Any, finding: Any, **kwargs: Any) -> None:
        self.finding = finding
        super().__init__(*args, **kwargs)
        words = {"text": finding.text, "counterfactual": finding.counterfactual}
        self.initial = {name: _in_this_language(kept.text) if kept else "" for name, kept in words.items()}
        self.initial |= {name: getattr(finding, name) for name in ("kind", "grade", "year")}
        self.initial |= {name: getattr(finding, f"{name}_id") for name in ("lands_in", "paying", "gaining")}
        for name in ("low", "central", "high"):
            self.initial[name] = getattr(finding, name)

    def clean(self) -> dict[str, Any]:
        """Words that were not touched stay in every language; touched ones stand in this language alone."""
        cleaned = super().clean()
        for name in ("text", "counterfactual"):
            kept = getattr(self.finding, name)
            if kept and name not in self.changed_data:
                cleaned[name] = kept.text
        return cleaned


def _in_this_language(text: Any) -> str:
    """The words as the reader sees them: in this language, else in the one that there is."""
    return str(text.get(get_language() or "en") or said_plain(text))
