"""What the minute's tick does for the rota; safe to run again, since each mail is sent once by its key."""

from __future__ import annotations

from datetime import datetime, timedelta

from coproduce.delivery.queries.across import shifts_between
from coproduce.delivery.queries.rota import is_reminded

from .letters import remind_of, tell_missing

DAY = timedelta(hours=24)
WARNINGS = (72, 24)


def remind(at: datetime) -> int:
    """Remind people the day before, and tell coordinators three days and one day before who is missing."""
    done = 0
    for shift in shifts_between(at, at + timedelta(hours=max(WARNINGS))):
        slots = list(shift.slots.all())
        left = shift.starts - at
        if left <= DAY:
            # Who signed up on the last day has just read it all.
            done += sum(
                remind_of(sign_up=sign_up, shift=shift, at=at)
                for slot in slots
                for sign_up in slot.sign_ups.all()
                if sign_up.is_active and is_reminded(shift, sign_up.at)
            )
        if any(slot.missing for slot in slots):
            hours = min(h for h in WARNINGS if left <= timedelta(hours=h))
            done += tell_missing(shift=shift, hours=hours, at=at)
    return done
