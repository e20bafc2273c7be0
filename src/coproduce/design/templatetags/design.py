"""``{% load design %}``: who wrote it, as dozens of by-lines of one page say it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from coproduce.ui.said import said

register = template.Library()


@register.simple_tag
def by(party: Any, side: str) -> str:
    """The body somebody writes for, else as what; of a text without a party, its side."""
    if party is None:
        known = {"citizen": _("a resident"), "professional": _("the town")}
        return known.get(side, _("the blueprint"))
    return said(party.organisation.name) if party.organisation else str(party.get_standing_display())
