"""The rota as one viewer may see it: its shifts by week, one shift, one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from coproduce.delivery.models import ACTIVE, DELIVERY_KINDS, HOLDING, Shift, SignUp, SignUpState, Slot, TakenTask
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Initiative, Party, Side, Step, StepState
from coproduce.initiatives.queries import may_coordinate, parties_of, step_for

from .kinds import ROTA
from .words import missing_in_words, places_in_words

LAST_DAY = timedelta(hours=24)


def rota_for(viewer: Any, town: str, initiative: str, step: int) -> Step:
    """A rota step that the viewer may see; raises ``Step.DoesNotExist``."""
    return step_for(viewer, town, initiative, step, kind=ROTA)


def coordinated(viewer: Any, step: Step) -> Step:
    """The step, if the viewer runs its initiative; else it is not there for them."""
    if not may_coordinate(viewer, step.initiative):
        raise Step.DoesNotExist
    return step


def shift_of(step: Step, key: int) -> Shift:
    """One shift of this step; raises ``Shift.DoesNotExist`` for one of another."""
    shift = all_shifts().get(task__step=step, pk=key)
    shift.task.step, shift.task.initiative = step, step.initiative
    return shift


def named_shift_of(step: Step, key: int, viewer: Any) -> Shift:
    """The shift with the names on it, for those who may see them; for others it is not there."""
    if not names_shown_to(viewer, step.initiative):
        raise Shift.DoesNotExist
    return shift_of(step, key)


def check_movable(shift: Shift, at: datetime) -> None:
    """A shift that has begun, is over or is called off stays where it was: what was done then was done then."""
    if shift.called_off_at is not None:
        raise Refused("shift_called_off")
    if shift.starts <= at:
        raise Refused("shift_cannot_move")


def movable_shift_of(step: Step, key: int, at: datetime) -> Shift:
    """The shift, while it can be moved: nobody fills in a form in vain."""
    shift = shift_of(step, key)
    check_movable(shift, at)
    return shift


def times_of(shift: Shift) -> dict[str, Any]:
    """Its day and hours on the site's clock, as a form shows them, and how often it was moved."""
    starts, ends = timezone.localtime(shift.starts), timezone.localtime(shift.ends)
    return {"day": starts.date(), "start": starts.time(), "end": ends.time(), "moves": shift.moves}


def slot_of(shift: Shift, key: int) -> Slot:
    """One place of this shift; raises ``Slot.DoesNotExist`` for one of another."""
    slot = Slot.objects.get(shift=shift, pk=key)
    slot.shift = shift
    return slot


def sign_up_of(shift: Shift, key: int) -> SignUp:
    """One sign-up to this shift with whom it is of; raises ``SignUp.DoesNotExist`` for one of another."""
    return _sign_ups().get(slot__shift=shift, pk=key)


def confirmable_of(shift: Shift, key: int, viewer: Any) -> SignUp:
    """A place whose work the viewer, being of the other side, may speak of; else it is not there for them."""
    place = sign_up_of(shift, key)
    party = confirming_party(viewer, place)
    if party is None or not may_confirm(party, place):
        raise SignUp.DoesNotExist
    return place


def own_sign_up(shift: Shift, viewer: Any) -> SignUp:
    """The viewer's own place in a shift; raises ``SignUp.DoesNotExist``."""
    if not viewer.is_authenticated:
        raise SignUp.DoesNotExist
    return _sign_ups().get(slot__shift=shift, party__person=viewer, state__in=ACTIVE)


def _sign_ups() -> QuerySet[SignUp]:
    return SignUp.objects.select_related("slot__shift__task__step", "party__person", "contribution").order_by("id")


def all_shifts() -> QuerySet[Shift]:
    """Shifts with everything a page says of them, in three queries however many there are."""
    sign_ups = SignUp.objects.filter(state__in=(*HOLDING, SignUpState.MISSED)).select_related("party__person")
    slots = Slot.objects.order_by("id").prefetch_related(Prefetch("sign_ups", queryset=sign_ups.order_by("id")))
    return Shift.objects.select_related("task").prefetch_related(Prefetch("slots", queryset=slots))


@dataclass(frozen=True, slots=True)
class Line:
    """One shift as one viewer sees it."""

    shift: Shift
    slots: tuple[Slot, ...]
    mine: SignUp | None
    # Slots that the viewer may take now: on their side, with a place free.
    takeable: tuple[Slot, ...]
    over: bool
    begun: bool
    # How many people still wait for the other side, which is the viewer's, to say whether they came.
    to_confirm: int

    @property
    def missing(self) -> str:
        return missing_in_words(self.slots)

    @property
    def places(self) -> str:
        return places_in_words(self.slots)

    @property
    def full(self) -> bool:
        return all(slot.free <= 0 for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    lines: tuple[Line, ...]


def may_confirm(party: Party, sign_up: SignUp | TakenTask) -> bool:
    """Whether this party is the other side for that work: never oneself, never one's own side."""
    return (
        party.initiative_id == sign_up.party.initiative_id
        and party.until is None
        and party.side in (Side.CITIZEN, Side.PROFESSIONAL)
        and party.side != sign_up.party.side
        and (party.person_id is None or party.person_id != sign_up.party.person_id)
    )


def line(shift: Shift, parties: Sequence[Party], at: datetime) -> Line:
    """A shift seen through the viewer's parties (none for a stranger)."""
    slots = tuple(shift.slots.all())
    people = {p.person_id for p in parties}
    held = [s for slot in slots for s in slot.sign_ups.all()]
    mine = next((s for s in held if s.party.person_id in people and s.state in HOLDING), None)
    over = shift.ends <= at
    open_now = shift.starts > at and shift.called_off_at is None and shift.task.step.state == StepState.OPEN
    takeable = tuple(
        slot
        for slot in slots
        if open_now and mine is None and slot.free > 0 and any(slot.is_for(p.side) for p in parties)
    )
    waiting = [s for s in held if over and s.is_active and any(may_confirm(p, s) for p in parties)]
    return Line(shift, slots, mine, takeable, over, shift.starts <= at, 0 if shift.called_off_at else len(waiting))


def rota(step: Step, viewer: Any, at: datetime, *, past: bool = False) -> list[Week]:
    """The shifts of a rota by week: those to come, or those that are over with the latest first."""
    parties = parties_of(viewer, step.initiative)
    shifts = all_shifts().filter(task__step=step)
    shifts = shifts.filter(ends__lte=at).order_by("-starts", "-id") if past else shifts.filter(ends__gt=at)
    weeks: dict[date, list[Line]] = {}
    for shift in shifts:
        shift.task.step = step
        day = timezone.localtime(shift.starts).date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(line(shift, parties, at))
    return [Week(monday, tuple(lines)) for monday, lines in weeks.items()]


def last_shift(step: Step) -> Shift | None:
    """The shift that ends last of those that took place or will; None where none was ever planned."""
    return Shift.objects.filter(task__step=step, called_off_at=None).order_by("-ends", "-id").first()


def shift_line(shift: Shift, viewer: Any, at: datetime) -> Line:
    """A shift as the viewer sees it at that moment, with what they may do in it."""
    return line(shift, parties_of(viewer, shift.task.initiative), at)


def is_reminded(shift: Shift, since: datetime) -> bool:
    """Whether somebody who signed up then is reminded: who does so on the last day has just read it all."""
    return since < shift.starts - LAST_DAY


def names_shown_to(viewer: Any, initiative: Initiative) -> bool:
    """Names on the rota are for those who take part and for who runs it; the public sees numbers (I2)."""
    return bool(parties_of(viewer, initiative)) or may_coordinate(viewer, initiative)


def to_confirm(shift: Shift, viewer: Any) -> list[SignUp]:
    """Whose coming the viewer may confirm or deny, in order of signing up."""
    parties = parties_of(viewer, shift.task.initiative)
    return [
        s
        for s in _sign_ups().filter(slot__shift=shift).exclude(state=SignUpState.HANDED_BACK)
        if any(may_confirm(p, s) for p in parties)
    ]


def confirming_party(viewer: Any, sign_up: SignUp | TakenTask) -> Party | None:
    """The viewer's party on the other side; where there is none, whichever they have, which the act then refuses."""
    parties = parties_of(viewer, sign_up.party.initiative)
    other = [p for p in parties if p.side != sign_up.party.side]
    return next(iter(other or parties), None)


def party_for(viewer: Any, slot: Slot) -> Party | None:
    """The capacity in which the viewer would take this slot: one of the right side before any other."""
    parties = sorted(parties_of(viewer, slot.shift.task.initiative), key=lambda p: (not slot.is_for(p.side), p.pk))
    return parties[0] if parties else None


def kinds() -> list[tuple[str, str]]:
    """The kinds of work a task may be, with their words."""
    return [(kind.value, str(kind.label)) for kind in DELIVERY_KINDS]
