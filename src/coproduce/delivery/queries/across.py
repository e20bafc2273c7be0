"""Across shifts and initiatives: what is next, what waits, and what the acts must know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from coproduce.delivery.models import ACTIVE, Shift, SignUp, SignUpState, Slot, TakenState, TakenTask
from coproduce.initiatives.models import Initiative, Party, PartyRole, Side, Step, StepState

from .kinds import ROTA
from .rota import all_shifts

SOON = timedelta(days=14)


def rotas_with_shifts() -> list[Step]:
    """Open rotas whose line says that shifts are to come or under way, or that none was planned where one was."""
    planned = Shift.objects.filter(task__step=OuterRef("pk"), called_off_at=None)
    said = Q(note_code__in=("rota_missing", "rota_filled", "rota_under_way"))
    said |= Q(Exists(planned), note_code="rota_empty")
    return list(Step.objects.filter(said, kind=ROTA, state=StepState.OPEN).select_related("initiative__town"))


def open_slots(initiatives: Sequence[Initiative], person: Any, at: datetime) -> list[Slot]:
    """Every slot of the next fortnight in open rotas, in order of time; one query for many initiatives.

    ``held`` says of each whether the person is signed up for its shift.
    """
    held: Any = Value(False)
    if person.is_authenticated:
        own = SignUp.objects.filter(slot__shift=OuterRef("shift"), party__person=person, state__in=ACTIVE)
        held = Exists(own)
    return list(
        Slot.objects.filter(
            shift__task__initiative__in=initiatives,
            shift__task__step__state=StepState.OPEN,
            shift__called_off_at=None,
            shift__starts__gt=at,
            shift__starts__lte=at + SOON,
        )
        .annotate(held=held)
        .select_related("shift__task__step")
        .order_by("shift__starts", "shift_id", "id")
    )


def coming_up(person: Any, at: datetime) -> list[SignUp]:
    """The person's shifts to come, called off ones too, everywhere."""
    return list(
        SignUp.objects.filter(party__person=person, state__in=ACTIVE, slot__shift__ends__gt=at)
        .select_related("slot__shift__task__step", "slot__shift__task__initiative__town")
        .order_by("slot__shift__starts", "id")
    )


def waiting_for(person: Any, at: datetime) -> list[Shift]:
    """Shifts of the last month that are over and wait for the person's side to say who came."""
    shifts = unsaid_shifts(person, at, month_before(at)).select_related("task__step", "task__initiative__town")
    return list(shifts.order_by("starts", "id"))


def month_before(at: datetime) -> datetime:
    """Thirty days before a moment: how far back a shift is still asked about."""
    return at - timedelta(days=30)


def unsaid_shifts(person: Any, at: Any, since: Any) -> QuerySet[Shift]:
    """Shifts that ended between two moments and wait for the person's side to say who of the other came."""
    own = Party.objects.filter(person=person, until=None)
    places = SignUp.objects.filter(~Q(party__person=person), slot__shift=OuterRef("pk"), state__in=ACTIVE)
    other = Q(pk=None)
    for mine, theirs in ((Side.CITIZEN, Side.PROFESSIONAL), (Side.PROFESSIONAL, Side.CITIZEN)):
        other |= Q(
            Exists(places.filter(party__side=theirs)),
            task__initiative__in=own.filter(side=mine).values("initiative"),
        )
    return Shift.objects.filter(other, called_off_at=None, ends__lte=at, ends__gt=since)


def overlapping(person_id: int, shift: Shift, states: Sequence[str]) -> QuerySet[SignUp]:
    """The person's places, in whatever initiative and capacity, in other shifts at the same time."""
    return SignUp.objects.filter(
        party__person_id=person_id,
        state__in=states,
        slot__shift__called_off_at=None,
        slot__shift__starts__lt=shift.ends,
        slot__shift__ends__gt=shift.starts,
    ).exclude(slot__shift=shift)


def minutes_on(person_id: int, day: date) -> int:
    """What already counts for a person on a local day, from the rota and from tasks (I13)."""
    start = datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
    end = start + timedelta(days=1)
    shifts = SignUp.objects.filter(
        party__person_id=person_id, state=SignUpState.DONE, slot__shift__ends__gte=start, slot__shift__ends__lt=end
    )
    tasks = TakenTask.objects.filter(
        party__person_id=person_id, state=TakenState.DONE, finished_at__gte=start, finished_at__lt=end
    )
    return sum(m or 0 for m in (*shifts.values_list("minutes", flat=True), *tasks.values_list("minutes", flat=True)))


def coordinators_of(initiative: Initiative) -> list[Party]:
    """The persons who coordinate now, in the order in which they came."""
    return list(
        Party.objects.filter(initiative=initiative, role=PartyRole.COORDINATOR, until=None, person__isnull=False)
        .select_related("person")
        .order_by("id")
    )


def shifts_between(start: datetime, end: datetime) -> list[Shift]:
    """Shifts that begin within a stretch of time and take place, with their slots and who holds them."""
    return list(
        all_shifts()
        .filter(starts__gt=start, starts__lte=end, called_off_at=None)
        .select_related("task__step", "task__initiative__town")
    )


def rota_numbers(step: Step, at: datetime) -> tuple[int, int]:
    """How many shifts are to come, and how many places in them are still needed."""
    slots = Slot.objects.filter(shift__task__step=step, shift__called_off_at=None, shift__starts__gt=at)
    rows = list(slots.values_list("shift_id", "minimum", "taken"))
    return len({shift for shift, _, _ in rows}), sum(max(least - taken, 0) for _, least, taken in rows)
