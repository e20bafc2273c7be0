"""Forms: one renderer for the whole site, and the form of the display page."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.forms.renderers import BaseRenderer
from django.template.backends.django import DjangoTemplates
from django.utils.translation import gettext_lazy as _

OURS = Path(__file__).parent / "templates"
DJANGOS = Path(django.forms.__file__).parent / "templates"


class Renderer(BaseRenderer):
    """Writes every Django form in the markup of the vendored form parts: ``{{ form }}`` and ``{{ form.as_p }}`` alike.

    Our ``django/forms/...`` templates stand before Django's own of the same name, so widgets of packages follow too.
    """

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def engine(self) -> DjangoTemplates:
        return DjangoTemplates(
            {"NAME": "coproduce-forms", "APP_DIRS": False, "DIRS": [OURS, DJANGOS], "OPTIONS": {}},
        )

    def get_template(self, template_name: str) -> Any:
        return self.engine.get_template(template_name)


class DisplayForm(forms.Form):
    """How the pages look on this device."""

    scheme = forms.ChoiceField(
        label=_("Colours"),
        widget=forms.RadioSelect,
        choices=[
            ("device", _("As my device is set")),
            ("light", _("Light: dark letters on paper")),
            ("dark", _("Dark: light letters on a dark page")),
        ],
    )
