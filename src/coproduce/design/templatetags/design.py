"""``{% load design %}``: who wrote it, as dozens of by-lines of one page say it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.design.queries import Shares
from coproduce.ui.bars import Bar
from coproduce.ui.formats import number
from coproduce.ui.said import said

register = template.Library()


@register.simple_tag
def by(party: Any, side: str) -> str:
    """The body somebody writes for, else as what; of a text without a party, its side."""
    if party is None:
        known = {"citizen": _("a citizen"), "professional": _("a professional"), "elected": _("an elected member")}
        return known.get(side, _("the blueprint"))
    return said(party.organisation.name) if party.organisation else str(party.get_standing_display())


@register.simple_tag
def share_bars(shares: Shares) -> list[Bar]:
    """How many lines of a version each side wrote, as bars; who is on neither side is drawn where there is somebody."""
    sides = [(_("Citizens"), shares.citizens, "citizens"), (_("Professionals"), shares.professionals, "professionals")]
    return [
        Bar(
            label=label,
            share=lines / max(1, shares.lines),
            shown=ngettext("%(n)s line", "%(n)s lines", lines) % {"n": number(lines)},
            side=side,
        )
        for label, lines, side in [*sides, *([(_("Others"), shares.other, "")] if shares.other else [])]
    ]
