"""Moving a shift to another day or hour: the places stay, and those who hold them are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from coproduce.delivery.models import Shift, SignUp, SignUpState
from coproduce.delivery.queries.rota import check_movable
from coproduce.initiatives.actions import Refused

from .letters import tell_moved
from .rota import as_read, checked_times, note_rota


def move_shift(
    *,
    shift: Shift,
    starts: datetime,
    ends: datetime,
    why: Mapping[str, str],
    at: datetime,
    moves: int | None = None,
) -> Shift:
    """Give a shift that is still to come another time, with a reason, and write to everyone who is signed up.

    Their places stay, and each may be handed back; "I will be there" was said of the old time and is asked anew.
    ``moves`` is how often it had been moved when its time was read: two who run the rota do not move it blindly.
    """
    if not any(words.strip() for words in why.values()):
        raise Refused("reason_missing")
    starts, ends = checked_times(starts, ends, at)
    with transaction.atomic():
        there = as_read(shift, moves=moves)
        check_movable(there, at)
        places = SignUp.objects.filter(slot__shift=there)
        if places.filter(state__in=(SignUpState.DONE, SignUpState.MISSED)).exists():
            raise Refused("shift_cannot_move")
        if (there.starts, there.ends) == (starts, ends):
            raise Refused("shift_at_that_time")
        there.moved_from, there.moved_from_end, there.moved_why = there.starts, there.ends, dict(why)
        there.starts, there.ends, there.moves = starts, ends, there.moves + 1
        there.save(update_fields=["starts", "ends", "moves", "moved_from", "moved_from_end", "moved_why"])
        places.filter(state=SignUpState.CONFIRMED).update(state=SignUpState.PLANNED)
        note_rota(step=there.task.step, at=at)
        tell_moved(shift=there, at=at)
    return there
