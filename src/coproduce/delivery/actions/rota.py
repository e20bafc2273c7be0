"""Planning shifts and taking places in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coproduce.accountability.actions import open_thread
from coproduce.accountability.models import Promise, Thread
from coproduce.delivery.models import ACTIVE, HOLDING, Shift, SignUp, SignUpState, Slot, Task
from coproduce.delivery.queries.across import overlapping, rota_numbers, rotas_with_shifts
from coproduce.delivery.queries.kinds import ROTA
from coproduce.delivery.queries.rota import last_shift
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.models import Party, Step, StepState
from coproduce.people.models import Person

from .letters import tell_called_off, tell_handed_back

Text = Mapping[str, str]
LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one kind in a shift that is being planned."""

    side: str
    minimum: int = 1
    maximum: int = 1
    role: Text = field(default_factory=dict)
    roles: Text = field(default_factory=dict)


def add_task(
    *,
    step: Step,
    title: Text,
    kind: str,
    at: datetime,
    text: Text | None = None,
    skill: Text | None = None,
    place: Text | None = None,
    thread: Thread | None = None,
    promise: Promise | None = None,
    wanted: int = 1,
    due: date | None = None,
) -> Task:
    """Write down something to be done; without a thread it begins its own. ``wanted`` is for tasks without hours."""
    initiative = step.initiative
    page = "rota" if step.kind == ROTA else "tasks"
    with transaction.atomic():
        return Task.objects.create(
            initiative=initiative,
            step=step,
            thread=thread
            or open_thread(
                initiative=initiative,
                title=title,
                url=f"/{initiative.town.slug}/i/{initiative.slug}/{page}/{step.position}/",
                at=at,
            ),
            promise=promise,
            title=dict(title),
            text=dict(text or {}),
            kind=kind,
            skill=dict(skill or {}),
            place=dict(place or {}),
            wanted=wanted,
            due=due,
            at=at,
        )


def plan_shift(
    *,
    task: Task,
    starts: datetime,
    ends: datetime,
    slots: Sequence[Places],
    at: datetime,
    place_note: Text | None = None,
) -> Shift:
    """Plan one shift with its places; a day long at most, and never in the past."""
    starts, ends = checked_times(starts, ends, at)
    if not slots or any(p.maximum < 1 or p.minimum > p.maximum or p.minimum < 0 for p in slots):
        raise Refused("shift_without_places")
    with transaction.atomic():
        shift = Shift.objects.create(task=task, starts=starts, ends=ends, place_note=dict(place_note or {}))
        Slot.objects.bulk_create(
            Slot(
                shift=shift,
                side=places.side,
                minimum=places.minimum,
                maximum=places.maximum,
                role=dict(places.role),
                roles=dict(places.roles),
            )
            for places in slots
        )
        note_rota(step=task.step, at=at)
    return shift


def checked_times(starts: datetime, ends: datetime, at: datetime) -> tuple[datetime, datetime]:
    """Both ends in UTC, since two times of one zone subtract as if the clocks never changed."""
    starts, ends = starts.astimezone(UTC), ends.astimezone(UTC)
    if ends <= starts:
        raise Refused("shift_ends_before_it_starts")
    if ends - starts > LONGEST:
        raise Refused("shift_too_long")
    if starts <= at:
        raise Refused("shift_in_the_past")
    return starts, ends


def plan_shifts(
    *,
    task: Task,
    starts: datetime,
    ends: datetime,
    slots: Sequence[Places],
    weeks: int,
    at: datetime,
    place_note: Text | None = None,
) -> list[Shift]:
    """The same shift on so many weeks in a row, at the same hour of the clock also when the clocks change."""
    zone = timezone.get_current_timezone()
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    with transaction.atomic():
        return [
            plan_shift(
                task=task,
                starts=first + timedelta(weeks=n),
                ends=last + timedelta(weeks=n),
                slots=slots,
                place_note=place_note,
                at=at,
            )
            for n in range(weeks)
        ]


def sign_up(*, slot: Slot, party: Party | None, at: datetime, moves: int | None = None) -> SignUp:
    """Take a place. Twice is once; the last place goes to one person alone, whoever asks at the same moment.

    ``moves`` is how often the shift had been moved when its time was read: nobody takes a place at a time not seen.
    """
    party, person = _check_place(slot, party, at)
    with transaction.atomic():
        # One person, one act at a time: two places at the same hour cannot be taken side by side.
        Person.objects.select_for_update(no_key=True).get(pk=person)
        shift = as_read(slot.shift, moves=moves)
        slot.shift = shift
        _check_place(slot, party, at)
        there = SignUp.objects.filter(slot__shift=shift, party__person_id=person, state__in=HOLDING).first()
        if there is not None:
            return there
        if overlapping(person, shift, HOLDING).exists():
            raise Refused("already_somewhere_then")
        # The condition and the count are one statement, so the database decides who was first.
        if not Slot.objects.filter(pk=slot.pk, taken__lt=F("maximum")).update(taken=F("taken") + 1):
            raise Refused("slot_full")
        place = SignUp.objects.create(slot=slot, party=party, at=at)
        note_rota(step=shift.task.step, at=at)
    return place


def _check_place(slot: Slot, party: Party | None, at: datetime) -> tuple[Party, int]:
    """The party and its person, where this place is open to them."""
    shift = slot.shift
    if party is None or party.initiative_id != shift.task.initiative_id:
        raise Refused("not_a_party")
    if party.until is not None or party.person_id is None:
        raise Refused("not_a_party")
    if not slot.is_for(party.side):
        raise Refused("slot_for_other_side")
    if shift.task.step.state != StepState.OPEN:
        raise Refused("rota_not_open")
    if shift.called_off_at is not None:
        raise Refused("shift_called_off")
    if shift.starts <= at:
        raise Refused("shift_begun")
    return party, party.person_id


def as_read(shift: Shift, *, moves: int | None) -> Shift:
    """The shift as it is now, held until this transaction ends; refused if it was moved since it was read."""
    now = Shift.objects.select_for_update(of=("self",), no_key=True).get(pk=shift.pk)
    now.task = shift.task
    if moves is not None and now.moves != moves:
        raise Refused("shift_moved_meanwhile")
    return now


def say_coming(*, sign_up: SignUp, moves: int | None = None) -> SignUp:
    """ "I will be there": a word to the others, not yet the work; ``moves`` as for signing up."""
    with transaction.atomic():
        as_read(sign_up.slot.shift, moves=moves)
        return _say_coming(sign_up)


def _say_coming(sign_up: SignUp) -> SignUp:
    if SignUp.objects.filter(pk=sign_up.pk, state=SignUpState.PLANNED).update(state=SignUpState.CONFIRMED):
        sign_up.state = SignUpState.CONFIRMED
    return sign_up


def hand_back(*, sign_up: SignUp, at: datetime) -> SignUp:
    """Give a place back before the shift begins; the place is free at once, and nothing is lost by it (I10)."""
    shift = sign_up.slot.shift
    if shift.starts <= at:
        raise Refused("shift_begun")
    with transaction.atomic():
        if not SignUp.objects.filter(pk=sign_up.pk, state__in=ACTIVE).update(state=SignUpState.HANDED_BACK):
            raise Refused("not_signed_up")
        Slot.objects.filter(pk=sign_up.slot_id).update(taken=F("taken") - 1)
        sign_up.state = SignUpState.HANDED_BACK
        note_rota(step=shift.task.step, at=at)
        tell_handed_back(sign_up=sign_up, at=at)
    return sign_up


def call_off(*, shift: Shift, why: Text, at: datetime) -> Shift:
    """Call a shift off, with a reason, and write to everyone who is signed up."""
    if not any(words.strip() for words in why.values()):
        raise Refused("reason_missing")
    if shift.ends <= at:
        raise Refused("shift_is_over")
    with transaction.atomic():
        called = Shift.objects.filter(pk=shift.pk, called_off_at=None)
        if not called.update(called_off_at=at, called_off_why=dict(why)):
            raise Refused("shift_called_off")
        shift.called_off_at, shift.called_off_why = at, dict(why)
        note_rota(step=shift.task.step, at=at)
        tell_called_off(shift=shift, at=at)
    return shift


def note_rota(*, step: Step, at: datetime, just_read: bool = False) -> bool:
    """Push the current line of the rota: how many shifts are to come, and how many places are still needed.

    Without a shift to come it tells whether one is under way, when the last was, or that none was ever planned. A
    step that was ``just_read`` and says so already is left alone. Answers whether the line was written.
    """
    shifts, missing = rota_numbers(step, at)
    params: dict[str, Any] = {"shifts": shifts, "missing": missing}
    last = None if shifts else last_shift(step)
    if last is None:
        code = "rota_missing" if missing else "rota_filled" if shifts else "rota_empty"
    elif last.ends > at:
        code = "rota_under_way"
    else:
        code = "rota_over"
        params["day"] = timezone.localtime(last.starts).date().isoformat()
    if just_read and (step.note_code, step.note_params) == (code, params):
        return False
    note_step(step=step, code=code, params=params)
    return True


def renote_rotas(at: datetime) -> int:
    """Set right the lines of rotas whose shifts have passed since: time goes on where nobody acts."""
    return sum(note_rota(step=step, at=at, just_read=True) for step in rotas_with_shifts())


def set_up_rota(step: Step, content: Mapping[str, Any], at: datetime) -> None:
    """Make the tasks and the first shifts that a blueprint gives.

    ``content["tasks"]`` lists tasks: ``title`` and ``text`` by language, ``kind``, ``skill``, ``place``, and
    ``shifts``: ``weekday`` (0 is Monday), ``from`` and ``to`` ("09:00"), ``weeks`` how many, ``slots`` (side, minimum,
    maximum, role, roles).
    """
    for given in content.get("tasks", ()):
        task = add_task(
            step=step,
            title=given["title"],
            kind=given.get("kind", "deliver"),
            text=given.get("text"),
            skill=given.get("skill"),
            place=given.get("place"),
            at=at,
        )
        for shifts in given.get("shifts", ()):
            starts, ends = _first_times(shifts, at)
            plan_shifts(
                task=task,
                starts=starts,
                ends=ends,
                weeks=int(shifts.get("weeks", 1)),
                slots=[Places(**places) for places in shifts["slots"]],
                at=at,
            )
    note_rota(step=step, at=at)


def _first_times(shifts: Mapping[str, Any], at: datetime) -> tuple[datetime, datetime]:
    """The first such weekday at least a week ahead, so that people have time to take a place."""
    zone = timezone.get_current_timezone()
    earliest = timezone.localtime(at).date() + timedelta(days=7)
    day = earliest + timedelta(days=(int(shifts["weekday"]) - earliest.weekday()) % 7)
    start, end = (time.fromisoformat(shifts[name]) for name in ("from", "to"))
    last = day if end > start else day + timedelta(days=1)
    return datetime.combine(day, start, tzinfo=zone), datetime.combine(last, end, tzinfo=zone)
