"""``{% load rules %}``: the settings a decision was counted by, as lines that a reader can follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import pgettext, pgettext_lazy

from coproduce.accountability.queries import setting
from coproduce.ui.formats import money, number
from coproduce.ui.said import said_plain

register = template.Library()

NAMES: Mapping[str, Any] = {
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
# Said above the list already: as a line to copy, as the rule itself, with each amount, and by the heading.
APART = frozenset({"command", "rule", "currency", "imported"})


@register.filter
def rule_rows(decision: Any, currency: str) -> list[dict[str, Any]]:
    """Each setting that says something: its ``name``, its ``value`` and whether that is a ``code`` without words."""
    told = {name: value for name, value in decision.options.items() if name not in APART and not _empty(value)}
    if "promised_by" in told and decision.carrier:
        told["promised_by"] = decision.carrier
    return [_row(name, value, currency) for name, value in told.items()]


@register.filter
def rule_name(decision: Any) -> str:
    """The rule in words; empty for one that no room has put into words."""
    return setting("rule", decision.method)


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
    words = setting(name, str(value))
    return {"name": known, "value": words or str(value), "code": not words}
