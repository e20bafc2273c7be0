"""Cleaning what somebody typed about a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.ui.said import said_plain
from coproduce.ui.texts import PlainField, SaidForm

TITLE_LENGTH = 120
DRAFT_LENGTH = 20_000
LINE_LENGTH = 1_000
LINES = 300
NOTE_LENGTH = 200
TEXT_LENGTH = 2_000


def _draft_field(**kwargs: Any) -> PlainField:
    return PlainField(
        lines=True,
        max_length=DRAFT_LENGTH,
        label=_("The text"),
        help_text=_(
            "One thought per line. Each line gets a number, shows which side wrote it, and can be commented on."
        ),
        widget=forms.Textarea(attrs={"rows": 18}),
        **kwargs,
    )


class TakingPartForm(SaidForm):
    """Asks somebody who is no party yet as what they write."""

    def __init__(self, *args: Any, standings: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if standings:
            self.fields["standing"] = forms.ChoiceField(
                label=_("You write as"),
                choices=standings,
                widget=forms.RadioSelect,
                initial=standings[0][0],
                help_text=_("You do not take part here yet. By sending you join as this."),
            )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return text


def check_lines(text: str) -> str:
    """Refuse a text with too many lines, or with one too long to be read as one thought."""
    lines = text.split("\n")
    if len([line for line in lines if line.strip()]) > LINES:
        raise ValidationError(
            gettext("These are more than %(limit)d lines. Split it into two drafts."), params={"limit": LINES}
        )
    if any(len(line) > LINE_LENGTH for line in lines):
        raise ValidationError(
            gettext("One line is longer than %(limit)d characters. Break it into shorter ones."),
            params={"limit": LINE_LENGTH},
        )
    return text


class DraftForm(TakingPartForm):
    """The first version of a draft."""

    title = PlainField(label=_("What is this a draft of?"), max_length=TITLE_LENGTH)
    text = _draft_field()

    def clean_text(self) -> str:
        return check_lines(super().clean_text())


class VersionForm(TakingPartForm):
    """The next version, written on the one that was read."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**6)
    text = _draft_field()
    note = PlainField(
        label=_("What did you change, and why?"), max_length=NOTE_LENGTH, required=False, help_text=_("One sentence.")
    )

    def clean_text(self) -> str:
        return check_lines(super().clean_text())


class CommentForm(TakingPartForm):
    """A remark on a version or on one of its lines."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**6)
    line = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=LINES * 2)
    text = PlainField(label=_("Your comment"), lines=True, max_length=TEXT_LENGTH)


class CommentAnswerForm(SaidForm):
    """A word back on a comment."""

    text = PlainField(
        label=_("Your answer"),
        lines=True,
        max_length=TEXT_LENGTH,
        help_text=_("If it settles the comment, say why: changed in the text, or not, and for which reason."),
    )
    settles = forms.BooleanField(label=_("This settles the comment"), required=False)


class AdoptForm(SaidForm):
    """Which version holds, why, and which promise it carries out."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**6)
    reason = PlainField(
        label=_("Why this version?"),
        lines=True,
        max_length=TEXT_LENGTH,
        help_text=_("Say what was taken up and what was not. Everybody can read it."),
    )

    def __init__(self, *args: Any, promises: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if promises:
            known = {str(promise.pk): promise for promise in promises}
            self.fields["promise"] = forms.TypedChoiceField(
                label=_("Which promise does it carry out?"),
                required=False,
                choices=[("", _("None of these")), *((pk, said_plain(p.text.text)) for pk, p in known.items())],
                coerce=known.get,
                empty_value=None,
            )
