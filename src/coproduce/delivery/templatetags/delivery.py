"""``{% load delivery %}``: hours of a shift, names of places, and who came, in words."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.delivery.queries.kinds import page_name
from coproduce.delivery.queries.words import before_in_words, called, hours_in_words

register = template.Library()

register.filter("page_name", page_name)
register.filter("hours", hours_in_words)
register.filter("before", before_in_words)


@register.simple_tag
def slot_name(slot: Any) -> str:
    """What the people of a slot are called, with a capital: "Residents", "Gardener"."""
    name = called(slot, slot.maximum)
    return name[:1].upper() + name[1:]


@register.simple_tag
def came(line: Any) -> str:
    """How many came to a shift that is over, and how many still wait to be confirmed."""
    held = [place for slot in line.slots for place in slot.sign_ups.all()]
    there = sum(1 for place in held if place.state == "done")
    waiting = sum(1 for place in held if place.is_active)
    if not there and not waiting:
        return _("Nobody came")
    parts = []
    if there:
        parts.append(ngettext("%(n)s person came", "%(n)s people came", there) % {"n": there})
    if waiting:
        parts.append(
            ngettext("%(n)s person not confirmed yet", "%(n)s people not confirmed yet", waiting) % {"n": waiting}
        )
    return ", ".join(parts)
