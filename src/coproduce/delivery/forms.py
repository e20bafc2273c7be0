"""Cleaning what people type: a task, a shift, why it is called off, who came and how long it took."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coproduce.ui.choices import choose_from
from coproduce.ui.said import said_plain, spoken
from coproduce.ui.texts import PlainField
from coproduce.ui.widgets import DayInput, TimeInput

from .queries.rota import kinds
from .queries.tasks import promises_to_keep, tasks_of


class TaskForm(forms.Form):
    """Something to be done."""

    title = PlainField(label=_("What is to be done?"), max_length=120)
    kind = forms.ChoiceField(label=_("What kind of work is it?"), widget=forms.RadioSelect)
    text = PlainField(
        label=_("What should somebody know before they say yes?"),
        required=False,
        max_length=2000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    skill = PlainField(
        label=_("What must one be able to do?"),
        help_text=_("For instance: lift 10 kilos. Leave it empty if anyone can help."),
        required=False,
        max_length=120,
    )
    place = PlainField(label=_("Where?"), required=False, max_length=200)
    promise = forms.ChoiceField(
        label=_("Which promise does it help to keep?"),
        help_text=_("The work then shows on the page that follows this from the need to what changed."),
        required=False,
    )

    def __init__(self, *args: Any, step: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "kind", kinds())
        self.promises = {str(promise.pk): promise for promise in promises_to_keep(step)}
        offered = [
            ("", _("None in particular")),
            *((key, said_plain(promise.text.text)) for key, promise in self.promises.items()),
        ]
        choose_from(self, "promise", offered)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        promise = self.promises.get(cleaned.get("promise", ""))
        cleaned["promise"], cleaned["thread"] = promise, promise.thread if promise else None
        for name in ("title", "text", "skill", "place"):
            cleaned[name] = spoken(cleaned.get(name, ""))
        return cleaned


class LooseTaskForm(TaskForm):
    """A task without fixed hours."""

    wanted = forms.IntegerField(label=_("How many people are wanted?"), min_value=1, max_value=100, initial=1)
    due = forms.DateField(label=_("By which day?"), required=False, widget=DayInput)


FIRST_YEAR, LAST_YEAR = 2000, 2099
# From evening to morning; more is a slip of the finger.
LONGEST_NIGHT = timedelta(hours=14)


class TimesForm(forms.Form):
    """A day and its hours, cleaned into ``starts`` and ``ends``."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    start = forms.TimeField(label=pgettext_lazy("time", "From"), widget=TimeInput)
    end = forms.TimeField(label=pgettext_lazy("time", "Until"), widget=TimeInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (day := cleaned.get("day")) is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.add_error("day", gettext("Choose a day of this century."))
        elif all(cleaned.get(name) is not None for name in ("day", "start", "end")):
            cleaned["starts"], cleaned["ends"] = self._times(cleaned)
        return cleaned

    def _times(self, cleaned: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
        """Both ends in the site's zone; an end before the start is on the next day."""
        day, start, end = cleaned["day"], cleaned["start"], cleaned["end"]
        last = day if end > start else day + timedelta(days=1)
        if datetime.combine(last, end) - datetime.combine(day, start) > LONGEST_NIGHT and last > day:
            self.add_error("end", gettext("This is before it begins. Only a shift through the night may end so early."))
            return None, None
        try:
            return (
                from_current_timezone(datetime.combine(day, start)),
                from_current_timezone(datetime.combine(last, end)),
            )
        except forms.ValidationError:
            self.add_error("start", gettext("The clocks change that night. Choose another hour."))
            return None, None


class ShiftForm(TimesForm):
    """When something is done together, and who is needed for it."""

    field_order = ("task",)

    task = forms.ChoiceField(label=_("What is to be done?"))
    place = PlainField(label=_("Meeting point"), required=False, max_length=200)
    citizens = forms.IntegerField(label=_("Residents needed, at least"), min_value=0, max_value=200, initial=1)
    citizens_most = forms.IntegerField(label=_("Places for residents"), min_value=0, max_value=200, initial=6)
    professionals = forms.IntegerField(label=_("Professionals needed, at least"), min_value=0, max_value=200, initial=1)
    professionals_most = forms.IntegerField(label=_("Places for professionals"), min_value=0, max_value=200, initial=1)
    role = PlainField(
        label=_("What is the professional called?"),
        help_text=_("For instance: gardener. It stands in “1 gardener missing”."),
        required=False,
        max_length=40,
    )
    roles = PlainField(
        label=_("And several of them?"), help_text=_("For instance: gardeners."), required=False, max_length=40
    )
    weeks = forms.IntegerField(label=_("On how many weeks in a row?"), min_value=1, max_value=26, initial=1)

    def __init__(self, *args: Any, step: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = {str(task.pk): task for task in tasks_of(step)}
        choose_from(self, "task", ((key, said_plain(task.title)) for key, task in self.tasks.items()))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        for least, most in (("citizens", "citizens_most"), ("professionals", "professionals_most")):
            if cleaned[least] > cleaned[most]:
                self.add_error(most, gettext("There must be at least as many places as people needed."))
        if not cleaned["citizens_most"] + cleaned["professionals_most"]:
            self.add_error("citizens_most", gettext("Give at least one place."))
        return cleaned

    def places(self) -> list[dict[str, Any]]:
        """The places as the act takes them, one entry for each side that has any."""
        c = self.cleaned_data
        asked = [
            {"side": "citizen", "minimum": c["citizens"], "maximum": c["citizens_most"]},
            {
                "side": "professional",
                "minimum": c["professionals"],
                "maximum": c["professionals_most"],
                "role": spoken(c["role"]),
                "roles": spoken(c["roles"]),
            },
        ]
        return [places for places in asked if places["maximum"]]


class MoveForm(TimesForm):
    """The new time of a shift, and why; ``moves`` is how often it had been moved when the form was opened."""

    moves = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32_767)
    why = PlainField(
        label=_("Why?"),
        help_text=_("Everyone who is signed up gets this by mail."),
        max_length=500,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_why(self) -> dict[str, str]:
        return spoken(self.cleaned_data["why"])

    def asked(self) -> dict[str, Any]:
        """What the act of moving takes."""
        return {name: self.cleaned_data[name] for name in ("starts", "ends", "why", "moves")}


class SeenForm(forms.Form):
    """Which time of a shift somebody read before saying yes to it: how often it had been moved by then."""

    moves = forms.IntegerField(required=False, min_value=0, max_value=32_767)

    @property
    def moves_seen(self) -> int | None:
        return self.cleaned_data["moves"] if self.is_valid() else None


class CallOffForm(forms.Form):
    """Why a shift is called off."""

    why = PlainField(
        label=_("Why?"),
        help_text=_("Everyone who is signed up gets this by mail."),
        max_length=500,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_why(self) -> dict[str, str]:
        return spoken(self.cleaned_data["why"])


class AttendanceForm(forms.Form):
    """Whether somebody came, and for how long if not for the whole shift."""

    came = forms.TypedChoiceField(
        label=_("Did they come?"),
        choices=[("yes", pgettext_lazy("came", "Yes")), ("no", pgettext_lazy("came", "No"))],
        coerce=lambda value: value == "yes",
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=1440)


class MinutesForm(forms.Form):
    """The right number of minutes."""

    minutes = forms.IntegerField(
        label=_("How many minutes was it really?"),
        help_text=_("0 takes the work back altogether. The old line stays in the record, with this one after it."),
        min_value=0,
        max_value=1440,
    )


class FinishForm(forms.Form):
    """How long a task took."""

    minutes = forms.IntegerField(
        label=_("How many minutes did it take?"),
        help_text=_("All together, roughly. One hour is 60 minutes."),
        min_value=1,
        max_value=1440,
    )


class ConfirmForm(forms.Form):
    """The minutes that somebody read and confirms."""

    minutes = forms.IntegerField(min_value=1, max_value=1440)

    @property
    def minutes_seen(self) -> int | None:
        return self.cleaned_data["minutes"] if self.is_valid() else None
