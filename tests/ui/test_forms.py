"""Every form speaks to screen readers: labels, hints, errors and groups are tied to their controls."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from coproduce.ui.problems import PLAINLY
from coproduce.ui.widgets import DayInput, MomentInput, TimeInput


class NeedForm(forms.Form):
    title = forms.CharField(label="What is needed?", help_text="One sentence.")
    more = forms.CharField(label="More", widget=forms.Textarea, required=False)
    day = forms.DateField(label="Day", widget=DayInput)
    at = forms.DateTimeField(label="Closes", widget=MomentInput)
    start = forms.TimeField(label="From", widget=TimeInput, required=False)
    side = forms.ChoiceField(label="I come as", widget=forms.RadioSelect, choices=[("c", "resident"), ("p", "nurse")])
    ways = forms.MultipleChoiceField(
        label="Help with", help_text="All that fit.", widget=forms.CheckboxSelectMultiple, choices=[("a", "Tools")]
    )
    area = forms.ChoiceField(label="Area", choices=[("", "Choose"), ("1", "Érables")])
    agree = forms.BooleanField(label="I agree")
    count = forms.IntegerField(label="How many", required=False, widget=forms.NumberInput(attrs={"class": "wide"}))
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def summary(form: forms.Form) -> str:
    return Template("{% load ui %}{% error_summary form %}").render(Context({"form": form}))


def test_a_label_a_hint_and_an_error_belong_to_their_field() -> None:
    page = str(NeedForm({}))
    assert '<label class="govuk-label" for="id_title">What is needed?</label>' in page
    assert '<div class="govuk-hint" id="id_title_helptext">One sentence.</div>' in page
    assert '<p class="govuk-error-message" id="id_title_error">' in page
    control = re.search(r'<input type="text" name="title"[^>]*>', page)
    assert control
    assert 'aria-invalid="true"' in control[0]
    assert 'aria-describedby="id_title_helptext id_title_error"' in control[0]
    assert 'class="govuk-input"' in control[0]


def test_groups_are_fieldsets_with_legends() -> None:
    page = str(NeedForm({}))
    assert (
        '<fieldset class="govuk-fieldset" id="id_ways_group" aria-describedby="id_ways_helptext id_ways_error">' in page
    )
    assert '<legend class="govuk-fieldset__legend">I come as</legend>' in page
    assert '<label class="govuk-label govuk-radios__label" for="id_side_1">Nurse</label>' in page
    assert page.count(">Nurse<") == 1
    assert 'class="govuk-checkboxes__input"' in page


def test_what_may_be_left_out_says_so() -> None:
    page = str(NeedForm())
    assert 'for="id_more">More <span class="optional">(optional)</span></label>' in page
    assert "I agree <span" not in page


def test_every_visible_control_has_a_label_and_every_id_is_unique() -> None:
    page = str(NeedForm({}))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    controls = re.findall(r"<(?:input|select|textarea)\b[^>]*>", page)
    for control in controls:
        if 'type="hidden"' in control:
            continue
        own = re.search(r'\sid="([^"]+)"', control)
        assert own, control
        assert f'for="{own[1]}"' in page, control
    assert len(controls) == 12


def test_days_and_times_use_what_the_device_offers() -> None:
    page = str(NeedForm({"day": "2026-05-04", "at": "2026-05-04T18:00", "start": "09:30"}))
    assert '<input type="date" name="day" value="2026-05-04" class="govuk-input govuk-input--number"' in page
    assert '<input type="datetime-local" name="at" value="2026-05-04T18:00"' in page
    assert '<input type="time" name="start" value="09:30"' in page
    assert NeedForm({"at": "2026-05-04T18:00"}).fields["at"].clean("2026-05-04T18:00").hour == 18


def test_own_classes_are_kept_and_hidden_fields_stay_hidden() -> None:
    page = str(NeedForm())
    assert 'class="govuk-input govuk-input--number wide"' in page
    assert '<input type="hidden" name="token" id="id_token">' in page


def test_the_summary_leads_to_each_field_by_name() -> None:
    form = NeedForm({"side": "x"})
    page = summary(form)
    assert 'role="alert"' in page
    assert '<a href="#id_title">What is needed? Fill this in.</a>' in page
    assert '<a href="#id_side_0">I come as: ' in page
    assert '<a href="#id_ways_0">Help with: ' in page
    targets = re.findall(r'href="#([^"]+)"', page)
    rendered = str(form)
    assert all(f'id="{target}"' in rendered for target in targets)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Fill this in.", "Choose one.", "Choose at least one.", "Tick the box.", "Write a whole number"]),
        ("fr", ["Remplissez ce champ.", "Faites un choix.", "Faites au moins un choix.", "Cochez la case.", "Écrivez"]),
    ],
)
def test_what_is_wrong_says_what_to_do_in_plain_words(language: str, said: list[str]) -> None:
    with translation.override(language):
        errors = NeedForm({"count": "many"}).errors
        found = [errors[name][0] for name in ("title", "side", "ways", "agree", "count")]
    assert all(message.startswith(words) for message, words in zip(found, said, strict=True)), found


def test_no_field_of_django_keeps_words_of_its_own() -> None:
    """Where a new version of Django brings a message, somebody writes it in plain words."""
    kinds = {kind for kind in vars(forms).values() if isinstance(kind, type) and issubclass(kind, forms.Field)}
    own = {(kind.__name__, code) for kind in kinds for code in vars(kind).get("default_error_messages", {})}
    plain = {(kind.__name__, code) for kind, said in PLAINLY.items() for code in said}
    # No page has such fields.
    unused = ("DurationField", "ImageField", "SplitDateTimeField", "UUIDField", "JSONField", "InlineForeignKeyField")
    assert {(kind, code) for kind, code in own - plain if kind not in unused} <= {("FileField", "contradiction")}


@pytest.mark.parametrize("form", [NeedForm(), forms.Form({})])
def test_no_error_no_summary(form: forms.Form) -> None:
    assert summary(form).strip() == ""


def test_errors_of_the_whole_form_are_said_too() -> None:
    form = forms.Form({})
    form.add_error(None, "Both <days> cannot be.")
    assert "<li>Both &lt;days&gt; cannot be.</li>" in summary(form)
    assert '<p class="govuk-error-message">Both &lt;days&gt; cannot be.</p>' in str(form)


def test_packages_that_ask_for_paragraphs_get_the_same_markup() -> None:
    assert 'class="govuk-form-group"' in NeedForm().as_p()


def test_what_can_be_chosen_begins_with_a_capital_whatever_the_code_is_called() -> None:
    class Chosen(forms.Form):
        order = forms.ChoiceField(choices=[("first", "the oldest first"), ("quay", "quai Nord")])

    assert [f">{label}</option>" in str(Chosen()) for label in ("The oldest first", "Quai Nord")] == [True, True]
