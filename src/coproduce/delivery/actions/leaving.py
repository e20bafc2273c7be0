"""What becomes of the places of a party whose part ends: what is still to come is free for somebody else."""

from __future__ import annotations

from datetime import datetime

from coproduce.delivery.models import ACTIVE, SignUp, TakenState, TakenTask
from coproduce.initiatives.models import Party

from .rota import hand_back
from .tasks import give_back_task


def free_places(party: Party, at: datetime) -> None:
    """Hand back the party's places in shifts to come and the tasks it has not finished.

    Who runs the rota learns it as when a place is handed back; what has begun or is done stays as it is.
    """
    places = SignUp.objects.filter(party=party, state__in=ACTIVE, slot__shift__starts__gt=at)
    for place in places.select_related("slot__shift__task__step", "slot__shift__task__initiative__town"):
        hand_back(sign_up=place, at=at)
    for taken in TakenTask.objects.filter(party=party, state=TakenState.TAKEN).select_related("task__step"):
        give_back_task(taken=taken)
