"""Working days between two days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coproduce.methods._shared import MethodError


def working_days(start: date, end: date, *, holidays: Iterable[date] = (), weekend: tuple[int, ...] = (5, 6)) -> int:
    """Working days after ``start`` up to and including ``end``. O(holidays).

    ``weekend``: days of the week off, Monday is 0. A request filed on Friday and granted on Monday took one.

    Raises:
        MethodError: ``case_ends_before_it_begins``.

    >>> working_days(date(2026, 5, 1), date(2026, 5, 4)), working_days(date(2026, 5, 1), date(2026, 5, 31))
    (1, 20)
    >>> working_days(date(2026, 5, 1), date(2026, 5, 31), holidays=[date(2026, 5, 8), date(2026, 5, 14)])
    18
    """
    if end < start:
        raise MethodError("case_ends_before_it_begins", {"value": end.isoformat()})
    length = (end - start).days
    off = set(weekend)
    weeks, rest = divmod(length, 7)
    days = weeks * (7 - len(off))
    days += sum((start.weekday() + one) % 7 not in off for one in range(1, rest + 1))
    return days - sum(start < day <= end and day.weekday() not in off for day in set(holidays))
