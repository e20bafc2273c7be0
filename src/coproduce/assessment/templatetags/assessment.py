"""``{% load assessment %}``: readings drawn as dots on a line, results as bars, numbers in their unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.assessment.queries.indicators import in_units
from coproduce.assessment.queries.kinds import page_name
from coproduce.assessment.queries.surveys import ENOUGH, SCALE, SIDES, Result, SideResult
from coproduce.ui import formats
from coproduce.ui.bars import Bar
from coproduce.ui.formats import number, percentage
from coproduce.ui.said import said_plain

register = template.Library()
register.filter("page_name", page_name)

WIDTH, HEIGHT, EDGE = 600, 180, 14
TONES = {"citizen": "citizens", "professional": "professionals"}


@register.filter
def measure(thousandths: int | None, indicator: Any) -> str:
    """A value with its unit, as the reader writes numbers: "21.5 °C"."""
    if thousandths is None:
        return ""
    return formats.measure(in_units(thousandths), said_plain(indicator.unit))


@register.filter
def change(thousandths: int | None, indicator: Any) -> str:
    """A difference with its sign."""
    if thousandths is None:
        return ""
    sign = "+" if thousandths > 0 else ""
    return sign + measure(thousandths, indicator)


@register.inclusion_tag("assessment/_line.html")
def reading_line(measured: Any) -> dict[str, Any]:
    """Dots over time; citizens' readings are round and professionals' square, and the table says the same."""
    readings = measured.readings
    first, last = readings[0].day, readings[-1].day
    values = [r.value for r in readings]
    low, high = min(values), max(values)
    days, span = max((last - first).days, 1), max(high - low, 1)
    dots = [
        {
            "x": _place((r.day - first).days, days, WIDTH),
            "y": HEIGHT - _place(r.value - low, span, HEIGHT),
            "square": r.side == "professional",
        }
        for r in readings
    ]
    return {
        "measured": measured,
        "dots": dots,
        "points": " ".join(f"{dot['x']},{dot['y']}" for dot in dots),
        "base": dots[0]["y"],
        "low": low,
        "high": high,
        "width": WIDTH,
        "height": HEIGHT,
    }


def _place(part: int, whole: int, length: int) -> int:
    """A whole number of units inside the picture's edges."""
    return EDGE + (length - 2 * EDGE) * part // whole


def mean_in_words(mean: Fraction) -> str:
    return number((Decimal(mean.numerator) / Decimal(mean.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def side_name(side: str) -> str:
    return _("Professionals") if side == "professional" else _("Citizens")


@register.simple_tag
def result_bars(result: Result) -> list[Bar]:
    """Bars of the sides with enough answers: means of a scale, or shares of each choice."""
    enough = [side for side in result.sides if side.enough and side.counts]
    if result.question.kind == "scale":
        return [_mean_bar(side) for side in enough if side.mean is not None]
    return [
        Bar(
            label=f"{said_plain(choice)} · {side_name(side.side)}",
            share=float(side.share(position)),
            shown=percentage(side.percents[position]),
            side=TONES[side.side],
        )
        for position, choice in enumerate(result.question.choices)
        for side in enough
    ]


def _mean_bar(side: SideResult) -> Bar:
    mean = side.mean or Fraction(0)
    shown = _("%(mean)s of 5") % {"mean": mean_in_words(mean)}
    answers = ngettext("%(count)s answer", "%(count)s answers", side.answers) % {"count": side.answers}
    return Bar(
        label=side_name(side.side), share=float(mean / SCALE[-1]), shown=shown, note=f"({answers})",
        side=TONES[side.side],
    )  # fmt: skip


@register.simple_tag
def too_few(result: Result) -> list[str]:
    """A sentence for each side with fewer than ten answers, which is not shown."""
    return [
        _("%(side)s: not enough answers to show (%(count)s of 10).")
        % {"side": side_name(side.side), "count": side.answers}
        for side in result.sides
        if not side.enough
    ]


@register.simple_tag
def still_missing(heads: dict[str, int]) -> str:
    """How many answers each side lacks before anything of it is shown; empty where both have enough."""
    lacking = [
        _("%(side)s: %(count)s") % {"side": side_name(side), "count": ENOUGH - heads[side]}
        for side in SIDES
        if heads[side] < ENOUGH
    ]
    return ", ".join(lacking)


@register.simple_tag
def gap_in_words(result: Result) -> str:
    """How far the two sides lie apart, where both have enough answers."""
    if result.gap is None:
        return ""
    if abs(result.gap) < Fraction(1, 10):
        return _("Both sides see it alike.")
    far = {"gap": mean_in_words(abs(result.gap))}
    if result.gap > 0:
        return _("Professionals rate this %(gap)s points higher than citizens.") % far
    return _("Citizens rate this %(gap)s points higher than professionals.") % far
