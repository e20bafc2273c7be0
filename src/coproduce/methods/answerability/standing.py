"""How one promise, incident, need or decision stands on a day: the reason behind its part in a measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coproduce.methods._measures import Measure
from coproduce.methods._shared import Reason
from coproduce.methods.answerability.arrows import Journey
from coproduce.methods.answerability.promises import Incident, Promise, mandates

STANDING_CODES = frozenset(
    {
        "answer.promise.on_time",
        "answer.promise.late",
        "answer.promise.partly",
        "answer.promise.broken",
        "answer.promise.broken_with_reason",
        "answer.promise.withdrawn",
        "answer.promise.overdue",
        "answer.promise.open",
        "answer.incident.in_time",
        "answer.incident.late",
        "answer.incident.overdue",
        "answer.incident.open",
        "answer.need.stated",
        "answer.need.decided",
        "answer.need.delivered",
        "answer.mandate.valid",
        "answer.mandate.none",
        "answer.mandate.early",
        "answer.mandate.late",
    }
)


@dataclass(frozen=True, slots=True)
class Mandated:
    """A binding decision, its day, and the days on which its mandate begins and ends. ``begins`` None: no mandate."""

    id: str
    day: date
    begins: date | None = None
    ends: date | None = None

    @property
    def standing(self) -> Reason:
        """Whether the mandate was valid on the day of the decision, or why not."""
        if self.begins is None:
            return Reason("answer.mandate.none", {"decision": self.id})
        facts = {"decision": self.id, "day": self.day.isoformat()}
        if self.day < self.begins:
            return Reason("answer.mandate.early", {**facts, "begins": self.begins.isoformat()})
        if self.ends is not None and self.day > self.ends:
            return Reason("answer.mandate.late", {**facts, "ends": self.ends.isoformat()})
        return Reason("answer.mandate.valid", facts)


def mandated(decisions: tuple[Mandated, ...], *, period: str = "") -> Measure:
    """Share of binding decisions under a mandate that was valid on their day.

    >>> day = date(2026, 5, 1)
    >>> mandated((Mandated("park", day, day, day), Mandated("bins", day))).value
    Fraction(1, 2)
    """
    valid = sum(one.standing.code == "answer.mandate.valid" for one in decisions)
    return mandates(decisions=len(decisions), mandated=valid, period=period)


def promise_standing(promise: Promise, *, on: date) -> Reason:
    """How a promise stands, with the days it is early or late.

    >>> promise_standing(Promise("lamp", date(2026, 3, 1)), on=date(2026, 3, 11)).code
    'answer.promise.overdue'
    """
    facts = {"promise": promise.id, "due": promise.due.isoformat()}
    if promise.ended is None:
        days = (on - promise.due).days
        code = "answer.promise.overdue" if days > 0 else "answer.promise.open"
        return Reason(code, {**facts, "days": abs(days)})
    if promise.state == "kept":
        days = (promise.ended - promise.due).days
        code = "answer.promise.late" if days > 0 else "answer.promise.on_time"
        return Reason(code, {**facts, "days": abs(days)})
    codes = {
        "partly": "answer.promise.partly",
        "withdrawn": "answer.promise.withdrawn",
        "broken": "answer.promise.broken_with_reason" if promise.answered else "answer.promise.broken",
    }
    return Reason(codes[promise.state], facts)


def incident_standing(incident: Incident) -> Reason:
    """Whether an incident was answered in time, late, is past its time, or still within it."""
    over = incident.days > incident.within
    if incident.answered:
        code = "answer.incident.late" if over else "answer.incident.in_time"
    else:
        code = "answer.incident.overdue" if over else "answer.incident.open"
    return Reason(code, {"incident": incident.id, "days": incident.days, "within": incident.within})


def need_standing(need: Journey, *, on: date) -> Reason:
    """How far a need has come, and the days since it was stated or of the way it went."""
    if need.delivered is not None:
        return Reason("answer.need.delivered", {"need": need.id, "days": (need.delivered - need.stated).days})
    if need.decided is not None:
        return Reason("answer.need.decided", {"need": need.id, "days": (on - need.decided).days})
    return Reason("answer.need.stated", {"need": need.id, "days": (on - need.stated).days})
