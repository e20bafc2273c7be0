"""Moments and spans of time as RFC 3339 writes them: with an offset, so that hours are real hours.

A shift from 22:00+01:00 to 06:00+02:00 lasts seven hours, for the clock went forward in between. A moment's day is
the date as written, in its own offset. Times without an offset are taken as those of one clock that is never changed;
a rota has either all its times with offsets or all without.

References:
    RFC 3339, Date and Time on the Internet, https://doi.org/10.17487/RFC3339
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from coproduce.methods._shared import MethodError

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(?::(\d{2})(?:\.0+)?)?(?:([Zz])|([+-])((?:[01]\d|2[0-3]):[0-5]\d))?",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOUR, DAY = 3600, 24 * 3600


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A second in time.

    ``seconds``: since 1970-01-01T00:00:00Z, or since that date on its own clock when ``local``; ``day``: the date as
    written; ``text``: as written; ``local``: written without an offset.
    """

    seconds: int
    day: str
    text: str
    local: bool = False

    @classmethod
    def of(cls, text: str) -> Moment:
        """Read an RFC 3339 moment; seconds and the offset may be left out, a fraction of a second may not be given.

        >>> Moment.of("2026-03-29T03:30:00+02:00").seconds - Moment.of("2026-03-29T01:30:00+01:00").seconds
        3600

        Raises:
            MethodError: ``roster_time_invalid``, also for a day that is none.
        """
        found = _MOMENT.fullmatch(text)
        try:
            if found is None:
                raise ValueError
            offset = f"{found[5]}{found[6]}" if found[5] else "+00:00"
            moment = datetime.fromisoformat(f"{found[1]}T{found[2]}:{found[3] or '00'}{offset}")
            since = moment - _EPOCH
        except (ValueError, OverflowError):
            raise MethodError("roster_time_invalid", {"text": text[:60]}) from None
        local = found[4] is None and found[5] is None
        return cls(since.days * DAY + since.seconds, found[1], text, local)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one moment up to a later one, the end not included."""

    start: Moment
    end: Moment

    def __post_init__(self) -> None:
        if self.start.seconds >= self.end.seconds:
            raise MethodError("roster_span_backwards", {"from": self.start.text, "to": self.end.text})

    @classmethod
    def of(cls, start: str, end: str) -> Span:
        """Read both ends.

        >>> Span.of("2026-03-28T22:00:00+01:00", "2026-03-29T06:00:00+02:00").seconds / 3600
        7.0

        Raises:
            MethodError: ``roster_time_invalid``, or ``roster_span_backwards`` for an end not after the start.
        """
        return cls(Moment.of(start), Moment.of(end))

    @property
    def seconds(self) -> int:
        """How long it lasts, in real seconds."""
        return self.end.seconds - self.start.seconds

    def shared(self, start: int, end: int) -> int:
        """How many seconds of it lie between two moments given in seconds."""
        return max(0, min(self.end.seconds, end) - max(self.start.seconds, start))


def joined(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    """Spans that touch or overlap, put together; in order, as pairs of seconds. O(n log n)."""
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        start, end = span.start.seconds, span.end.seconds
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
