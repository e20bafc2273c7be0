"""Who came: said by the other side, after the shift, and entered in the record in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from coproduce.accountability.actions import note_took_part, record_contribution
from coproduce.accountability.models import Contribution
from coproduce.delivery.models import ACTIVE, SignUp, SignUpState, Task
from coproduce.delivery.queries.across import minutes_on, overlapping
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Party, Side
from coproduce.people.models import Person

DAY_MINUTES = 24 * 60


def confirm_attendance(
    *, sign_up: SignUp, came: bool, by: Party | None, at: datetime, minutes: int | None = None
) -> SignUp:
    """The other side says that somebody came, for the whole shift or for fewer minutes, or that they did not.

    Only work that was done enters the record; missing a shift leaves no trace there.
    """
    shift = sign_up.slot.shift
    by = check_other_side(by=by, of=sign_up.party)
    if shift.called_off_at is not None:
        raise Refused("shift_called_off")
    if shift.ends > at:
        raise Refused("shift_not_over")
    worked = shift.minutes if minutes is None else minutes
    if not 1 <= worked <= shift.minutes:
        raise Refused("minutes_outside_shift", longest=shift.minutes)
    with transaction.atomic():
        there = _lock(sign_up)
        if there.state not in (*ACTIVE, SignUpState.MISSED):
            raise Refused("attendance_already_said")
        if came:
            _check_hours(there, worked)
            there.contribution = _enter(there, worked, by=by)
            there.minutes = worked
        there.state = SignUpState.DONE if came else SignUpState.MISSED
        there.save(update_fields=["state", "minutes", "contribution"])
    sign_up.state, sign_up.minutes, sign_up.contribution = there.state, there.minutes, there.contribution
    return sign_up


def correct_minutes(*, sign_up: SignUp, minutes: int, by: Party | None) -> SignUp:
    """Put wrong minutes right: a new row of the record takes the place of the old one, which stays (I11).

    Zero minutes take the work back altogether.
    """
    by = check_other_side(by=by, of=sign_up.party)
    shift = sign_up.slot.shift
    if not 0 <= minutes <= shift.minutes:
        raise Refused("minutes_outside_shift", longest=shift.minutes)
    with transaction.atomic():
        there = _lock(sign_up)
        if there.state != SignUpState.DONE or there.contribution is None:
            raise Refused("nothing_to_correct")
        if minutes == there.minutes:
            return sign_up
        if minutes:
            _check_hours(there, minutes - (there.minutes or 0))
        there.contribution = _enter(there, minutes, by=by, corrects=there.contribution)
        there.minutes = minutes
        there.state = SignUpState.DONE if minutes else SignUpState.MISSED
        there.save(update_fields=["state", "minutes", "contribution"])
    sign_up.state, sign_up.minutes, sign_up.contribution = there.state, there.minutes, there.contribution
    return sign_up


def check_other_side(*, by: Party | None, of: Party) -> Party:
    """The two-party rule: a citizen's work is confirmed by a professional, and the reverse."""
    if by is None or by.initiative_id != of.initiative_id or by.until is not None:
        raise Refused("not_a_party")
    if by.person_id is not None and by.person_id == of.person_id:
        raise Refused("confirmed_by_oneself")
    if by.side == of.side or by.side == Side.ELECTED:
        raise Refused("confirmed_by_same_side")
    return by


def level_of(task: Task) -> str:
    """Whether the work counts as individual or collective, as the step was set up; collective where it does not say."""
    return str(task.step.settings.get("level", "collective"))


def _lock(sign_up: SignUp) -> SignUp:
    """The person first and then the place, in the same order as signing up."""
    if sign_up.party.person_id is not None:
        Person.objects.select_for_update(no_key=True).get(pk=sign_up.party.person_id)
    return (
        SignUp.objects.select_for_update(of=("self",), no_key=True)
        .select_related(
            "party", "slot__shift__task__step", "slot__shift__task__initiative", "slot__shift__task__thread"
        )
        .get(pk=sign_up.pk)
    )


def _check_hours(sign_up: SignUp, more: int) -> None:
    """No hour counts twice, in no initiative, and no day has more than twenty-four (I13)."""
    shift, person = sign_up.slot.shift, sign_up.party.person_id
    if person is None:
        return
    if overlapping(person, shift, (SignUpState.DONE,)).exists():
        raise Refused("hours_counted_already")
    if minutes_on(person, timezone.localtime(shift.ends).date()) + more > DAY_MINUTES:
        raise Refused("more_than_a_day")


def _enter(sign_up: SignUp, minutes: int, *, by: Party, corrects: Contribution | None = None) -> Contribution:
    """The record's row, dated to the end of the shift, so that a correction falls in the same month."""
    shift = sign_up.slot.shift
    task = shift.task
    if sign_up.party.person_id is not None:
        note_took_part(initiative=task.initiative, funnel_step="delivered", persons=[sign_up.party.person_id])
    # After work was denied or taken back, the next row takes the place of the last one.
    last = corrects or sign_up.contribution
    return record_contribution(
        initiative=task.initiative,
        kind=task.kind,
        level=level_of(task),
        party=sign_up.party,
        minutes=minutes,
        source="rota",
        confirmed_by=by,
        thread=task.thread,
        at=shift.ends,
        corrects=last,
        counts=minutes > 0,
    )
