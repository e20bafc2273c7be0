"""The result as bars: what each round asked of one person, and how far support reached for those that lost."""

from __future__ import annotations

from coproduce.ui.bars import Bar
from coproduce.ui.formats import money, percent, percentage
from coproduce.ui.said import said_plain

from .results import Result


def round_bars(result: Result, currency: str) -> list[Bar]:
    """One bar for each project bought with shares, in the order of the rounds: the most that anyone paid for it.

    Words beside a bar stay short: on a phone they share its line. The sentence under each project tells the rest.
    """
    rows = [row for row in result.winners if row.round is not None]
    most = max((row.payment or 0 for row in rows), default=0)
    return [
        Bar(
            label=f"{row.round}. {said_plain(row.option.title)}",
            share=(row.payment or 0) / most if most else 0.0,
            shown=money(row.payment, currency),
        )
        for row in sorted(rows, key=lambda row: row.round or 0)
    ]


def support_bars(result: Result) -> list[Bar]:
    """For projects that lost: how much of the cost their supporters could still have paid at the end."""
    rows = sorted((row for row in result.losers if row.support is not None), key=lambda row: -(row.support or 0))
    return [
        Bar(
            label=said_plain(row.option.title),
            share=float(row.support or 0),
            shown=percent(row.support),
            mark=1.0,
            mark_shown=percentage(100),
        )
        for row in rows
    ]
