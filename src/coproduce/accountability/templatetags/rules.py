"""``{% load rules %}``: the settings a decision was counted by, as lines that a reader can follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from coproduce.ui.formats import money, number
from coproduce.ui.said import said_plain

register = template.Library()

NAMES: Mapping[str, Any] = {
    "rule": pgettext_lazy("setting", "Way of counting"),
    "utility": pgettext_lazy("setting", "What a project counts for"),
    "completion": pgettext_lazy("setting", "What happens to money that is left"),
    "stop": pgettext_lazy("setting", "When raising ends"),
    "start": pgettext_lazy("setting", "The first share"),
    "ties": pgettext_lazy("setting", "When two projects stand equal"),
    "threshold": pgettext_lazy("setting", "Least number of votes"),
    "budget": pgettext_lazy("setting", "Money to share out"),
    "eligibility": pgettext_lazy("setting", "Who could vote"),
    "max_choices": pgettext_lazy("setting", "Most projects on one ballot"),
    "spend_limit": pgettext_lazy("setting", "One ballot may not cost more than the money there is"),
    "promised_by": pgettext_lazy("setting", "Who carries the winners out"),
    "promise_days": pgettext_lazy("setting", "Days to carry them out"),
    "significance": pgettext_lazy("setting", "How much depends on it, from 1 to 5"),
}
VALUES: Mapping[tuple[str, str], Any] = {
    ("eligibility", "citizens"): gettext_lazy("everyone on the citizens’ side"),
    ("eligibility", "everyone"): gettext_lazy("everyone on both sides"),
    ("eligibility", "codes"): gettext_lazy("people with a voting code"),
}
# Said above the list already, as a line to copy.
APART = frozenset({"command"})


@register.filter
def rule_rows(options: Mapping[str, Any], currency: str) -> list[dict[str, Any]]:
    """Each setting that says something: its ``name``, its ``value`` and whether that is a ``code`` of the method."""
    return [_row(name, value, currency) for name, value in options.items() if name not in APART and not _empty(value)]


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _row(name: str, value: Any, currency: str) -> dict[str, Any]:
    known = NAMES.get(name, name)
    if isinstance(value, bool):
        said = pgettext("setting", "yes") if value else pgettext("setting", "no")
        return {"name": known, "value": said, "code": False}
    if name == "budget" and isinstance(value, int):
        return {"name": known, "value": money(value, currency), "code": False}
    if isinstance(value, int):
        return {"name": known, "value": number(value), "code": False}
    if isinstance(value, Mapping):
        return {"name": known, "value": said_plain(dict(value)), "code": False}
    if isinstance(value, list | tuple):
        return {"name": known, "value": ", ".join(str(item) for item in value), "code": True}
    word = VALUES.get((name, str(value)))
    return {"name": known, "value": word or str(value), "code": word is None}
