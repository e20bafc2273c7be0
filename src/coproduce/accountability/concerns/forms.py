"""What somebody may raise, and what may be written on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from coproduce.ui.choices import choose_from
from coproduce.ui.erased import plain_or_erased
from coproduce.ui.said import spoken
from coproduce.ui.texts import PlainField

from .queries import ACTIVITIES

MOST = 4000
KINDS = (
    ("concern", gettext_lazy("A concern: something worries me or could be better")),
    ("complaint", gettext_lazy("A complaint: something was not done as it should have been")),
    ("incident", gettext_lazy("An incident: somebody was or could have been hurt")),
)
READERS = (
    ("public", gettext_lazy("Everyone")),
    ("parties", gettext_lazy("Only the people who take part here, and the town hall")),
)


class ConcernForm(forms.Form):
    """``named``: the promises (and the thread) that it can be about, as (code, text of people)."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=KINDS, widget=forms.RadioSelect)
    text = PlainField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("Say what, where and when. Leave out names and anything about somebody’s health."),
        max_length=MOST,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    about = forms.ChoiceField(
        label=pgettext_lazy("concern", "What is it about?"),
        help_text=gettext_lazy("So that it reaches whoever answers for it."),
    )
    readers = forms.ChoiceField(
        label=gettext_lazy("Who may read your words?"), choices=READERS, widget=forms.RadioSelect, initial="public"
    )

    def __init__(self, *args: Any, named: Sequence[tuple[str, Mapping[str, str]]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(code, Truncator(plain_or_erased(text)).chars(80)) for code, text in named]
        choices: list[Any] = [(_("A part of the work"), list(ACTIVITIES))]
        if own:
            choices.insert(0, (_("A promise or a need"), own))
        choose_from(self, "about", choices)

    @property
    def words(self) -> dict[str, str]:
        return spoken(self.cleaned_data["text"])


class WordsForm(forms.Form):
    text = PlainField(max_length=MOST, lines=True, widget=forms.Textarea(attrs={"rows": 5}))

    @property
    def words(self) -> dict[str, str]:
        return spoken(self.cleaned_data["text"])


class AnswerForm(WordsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What was done, and what you learned from it")
        self.fields["text"].help_text = _("Whoever may read the concern can read your answer.")


class ReopenForm(WordsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What is still not right?")
