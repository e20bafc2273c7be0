"""The result as bars: how strong the support was in each round, and how far it reached for those that lost."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.ui.bars import Bar
from coproduce.ui.formats import money, number, percent
from coproduce.ui.said import said_plain

from .results import Result, Row


def round_bars(result: Result, currency: str) -> list[Bar]:
    """One bar for each project bought with shares, in the order of the rounds: who paid how much of it."""
    most = result.most_effective
    rows = [row for row in result.winners if row.round is not None]
    return [
        Bar(
            label=f"{row.round}. {said_plain(row.option.title)}",
            share=float(Fraction(row.effective_votes) / most) if most else 0.0,
            shown=_paid(row, currency),
        )
        for row in sorted(rows, key=lambda row: row.round or 0)
    ]


def _paid(row: Row, currency: str) -> str:
    people = row.payers or 0
    said = ngettext("%(n)s person paid, up to %(money)s", "%(n)s people paid, up to %(money)s each", people)
    return said % {"n": number(people), "money": money(row.payment, currency)}


def support_bars(result: Result) -> list[Bar]:
    """For projects that lost: how much of the cost their supporters could still have paid at the end."""
    rows = [row for row in result.losers if row.support is not None]
    rows.sort(key=lambda row: -(row.support or 0))
    return [
        Bar(label=said_plain(row.option.title), share=float(row.support or 0), shown=percent(float(row.support or 0)),
            mark=1.0, mark_shown=percent(1.0), note=_needed(row))
        for row in rows
    ]  # fmt: skip


def _needed(row: Row) -> str:
    if row.needed is None:
        return ""
    said = ngettext("%(n)s more supporter needed", "%(n)s more supporters needed", row.needed)
    return f"· {said % {'n': number(row.needed)}}" if row.needed else _("· enough supporters")
