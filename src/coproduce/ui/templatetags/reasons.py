"""``{% load reasons %}``: a method's reason as a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from coproduce.ui.reasons import say
from coproduce.ui.said import Said

register = template.Library()


def _parts(reason: Any) -> tuple[str, Mapping[str, Any]]:
    """Code and values of a reason, of a stored ``{"code": ..., "params": {...}}``, or of a bare code."""
    if isinstance(reason, str):
        return reason, {}
    if isinstance(reason, Mapping):
        return str(reason["code"]), reason.get("params") or {}
    return str(reason.code), reason.params


@register.filter("reason")
def reason_filter(reason: Any, names: Mapping[str, Said] | None = None) -> str:
    """``{{ reason|reason }}`` or ``{{ reason|reason:names }}`` where ``names`` maps ids to texts. Empty for None."""
    if not reason:
        return ""
    code, params = _parts(reason)
    return say(code, params, names=names)


@register.simple_tag
def why(reason: Any, names: Mapping[str, Said] | None = None, currency: str = "EUR") -> str:
    """``{% why reason names=names currency="SEK" %}``: the same with the currency of the vote."""
    if not reason:
        return ""
    code, params = _parts(reason)
    return say(code, params, names=names, currency=currency)
