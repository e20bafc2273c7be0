"""M8, responsiveness: from a need to a decision to a service, how many arrive and how long each arrow takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coproduce.methods._measures import Measure, checked_ids, count_of
from coproduce.methods._shared import MethodError
from coproduce.methods.answerability.promises import Median, median_measure


@dataclass(frozen=True, slots=True)
class Journey:
    """One need: the days on which it was stated, decided on, and delivered, as far as it came."""

    id: str
    stated: date
    decided: date | None = None
    delivered: date | None = None

    def __post_init__(self) -> None:
        came = [day for day in (self.stated, self.decided, self.delivered) if day is not None]
        if came != sorted(came) or (self.decided is None and self.delivered is not None):
            raise MethodError("journey_unsound", {"need": self.id})


def responsiveness(needs: Iterable[Journey], *, on: date, median: Median, period: str = "") -> tuple[Measure, ...]:
    """Counts of needs, decided and delivered; median days of each arrow, what still waits counted up to the day ``on``.

    ``median``: how a median of (days, ended) pairs is found, such as ``waiting.median_days``.

    Raises:
        MethodError: ``journey_unsound``, also for a need stated after ``on``.
    """
    listed = sorted(needs, key=lambda need: need.id)
    checked_ids(need.id for need in listed)
    for need in listed:
        if max(day for day in (need.stated, need.decided, need.delivered) if day is not None) > on:
            raise MethodError("journey_unsound", {"need": need.id})
    decided = [need for need in listed if need.decided is not None]
    first = [((need.decided or on) - need.stated, need.decided is not None) for need in listed]
    second = [
        ((need.delivered or on) - need.decided, need.delivered is not None)
        for need in decided
        if need.decided is not None
    ]
    delivered = sum(need.delivered is not None for need in listed)
    return (
        count_of("needs_stated", len(listed), n=len(listed), period=period),
        count_of("needs_decided", len(decided), n=len(listed), period=period),
        count_of("needs_delivered", delivered, n=len(listed), period=period),
        median_measure("days_to_decide", [(gap.days, ended) for gap, ended in first], median, period),
        median_measure("days_to_deliver", [(gap.days, ended) for gap, ended in second], median, period),
    )
