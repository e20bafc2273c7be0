"""The rules of a rota told once more, hour by hour and without haste, and the best roster found by trying all.

Nothing here uses the code under test beyond its input values. Times in these rotas are whole hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise, product

from coproduce.methods.rostering import Assignment, Person, Roster, Rota, Shift, Slot

Choice = tuple[int | None, ...]
"""For each shift the slot a person takes on it, or None."""


def hours(span_from: str, span_to: str) -> list[int]:
    """Every hour of a span, counted from the year 1."""
    start, end = datetime.fromisoformat(span_from), datetime.fromisoformat(span_to)
    origin = datetime.fromisoformat("0001-01-02T00:00:00+00:00")
    return list(range((start - origin) // timedelta(hours=1), (end - origin) // timedelta(hours=1)))


def worked(shift: Shift) -> list[int]:
    return hours(shift.span.start.text, shift.span.end.text)


def may(person: Person, slot: Slot, shift: Shift) -> bool:
    """Whether side, qualifications and availability allow it."""
    if slot.side in ("citizen", "professional") and slot.side != person.side:
        return False
    if set(slot.needs) - set(person.qualifications):
        return False
    if person.available is None:
        return True
    free = {hour for span in person.available for hour in hours(span.start.text, span.end.text)}
    return set(worked(shift)) <= free


def bearable(rota: Rota, person: Person, choice: Choice) -> bool:
    """Whether one person may hold these shifts together."""
    rules = rota.rules
    mine = [(shift, slot) for shift, slot in zip(rota.shifts, choice, strict=True) if slot is not None]
    if not all(may(person, shift.slots[slot], shift) for shift, slot in mine):
        return False
    most = rules.max_shifts if person.max_shifts is None else person.max_shifts
    if most is not None and len(mine) > most:
        return False
    days = [shift.span.start.text[:10] for shift, _ in mine]
    if rules.shifts_per_day is not None and any(days.count(day) > rules.shifts_per_day for day in days):
        return False
    spans = sorted((worked(shift)[0], worked(shift)[-1] + 1) for shift, _ in mine)
    for (_, end), (start, _) in pairwise(spans):
        if start - end < rules.rest_hours:
            return False
    busy = sorted(hour for shift, _ in mine for hour in worked(shift))
    limit = rules.hours_in_24
    if limit is None:
        return True
    return all(sum(first <= hour < first + 24 for hour in busy) <= limit for first in busy)


def together(rota: Rota, choices: Sequence[Choice]) -> bool:
    """Whether the places suffice, nobody is left alone who may not be, and who is bound to others comes so."""
    at = {person.id: choice for person, choice in zip(rota.people, choices, strict=True)}
    numbers = {shift.id: number for number, shift in enumerate(rota.shifts)}
    if any(at[given.person][numbers[given.shift]] != given.slot - 1 for given in rota.fixed):
        return False
    for number in range(len(rota.shifts)):
        here = {p.id for p, choice in zip(rota.people, choices, strict=True) if choice[number] is not None}
        if any(0 < len(here & set(names)) < len(names) for names in rota.together):
            return False
        if any(len(here & set(names)) > 1 for names in rota.apart):
            return False
    for number, shift in enumerate(rota.shifts):
        there = [p for p, choice in zip(rota.people, choices, strict=True) if choice[number] is not None]
        for place, slot in enumerate(shift.slots):
            if sum(choice[number] == place for choice in choices) > slot.max:
                return False
        sides = {"citizen": ["citizen"], "anyone": ["citizen", "professional"], "off": []}[rota.rules.newcomer_beside]
        watched = [p for p in there if p.side in sides]
        if watched and all(not p.experienced for p in watched):
            return False
        if rota.rules.citizens_beside_professional and there and all(p.side == "citizen" for p in there):
            return False
    return True


def choices_of(rota: Rota, assignments: Sequence[Assignment]) -> list[Choice] | None:
    """A roster in this page's own form; None when somebody is twice on a shift or anything is unknown."""
    shifts = [shift.id for shift in rota.shifts]
    kept: dict[str, list[int | None]] = {person.id: [None] * len(shifts) for person in rota.people}
    for given in assignments:
        if (
            given.person not in kept
            or given.shift not in shifts
            or kept[given.person][shifts.index(given.shift)] is not None
        ):
            return None
        kept[given.person][shifts.index(given.shift)] = given.slot - 1
    return [tuple(kept[person.id]) for person in rota.people]


def asked(rota: Rota, roster: Roster) -> Rota:
    """The rota without what the roster says cannot stay."""
    gone = {one.given for one in roster.refused}
    return replace(rota, fixed=tuple(given for given in rota.fixed if given not in gone))


def keeps(rota: Rota, assignments: Sequence[Assignment]) -> bool:
    """Whether a roster keeps every rule."""
    choices = choices_of(rota, assignments)
    if choices is None:
        return False
    alone = all(bearable(rota, person, choice) for person, choice in zip(rota.people, choices, strict=True))
    return alone and together(rota, choices)


def merits(rota: Rota, choices: Sequence[Choice]) -> tuple[int, ...]:
    """The figures of the goals in order, each better when smaller."""
    filled = {
        (number, place): sum(choice[number] == place for choice in choices)
        for number, shift in enumerate(rota.shifts)
        for place in range(len(shift.slots))
    }
    missing = sum(max(0, rota.shifts[n].slots[k].min - count) for (n, k), count in filled.items())
    loads = [
        person.past_shifts + sum(slot is not None for slot in choice)
        for person, choice in zip(rota.people, choices, strict=True)
    ]
    granted = sum(
        slot is not None and shift.id in person.wants
        for person, choice in zip(rota.people, choices, strict=True)
        for shift, slot in zip(rota.shifts, choice, strict=True)
    )
    taken = sum(filled.values())
    return missing, -taken, sum(load**2 for load in loads), -granted


def best(rota: Rota) -> tuple[int, ...]:
    """The figures of the best roster there is, found by trying every one."""
    return min(merits(rota, choices) for choices in every(rota))


def every(rota: Rota) -> Iterator[tuple[Choice, ...]]:
    """Every roster that keeps the rules."""
    ways = [[c for c in _ways(rota) if bearable(rota, person, c)] for person in rota.people]
    return (choices for choices in product(*ways) if together(rota, choices))


def named_by_lot(rota: Rota, seed: str) -> tuple[Choice, ...]:
    """Of all rosters that none is better than, the one with the least sum of first numbers, then of second ones."""
    figures = best(rota)
    return min((c for c in every(rota) if merits(rota, c) == figures), key=lambda c: sums(rota, c, seed))


def sums(rota: Rota, choices: Sequence[Choice], seed: str) -> tuple[int, int]:
    """The sums of what is drawn for the places held, bit by bit."""
    first = second = 0
    for person, choice in zip(rota.people, choices, strict=True):
        for shift, slot in zip(rota.shifts, choice, strict=True):
            if slot is not None:
                text = "\0".join([seed, person.id, shift.id, str(slot + 1)])
                bits = "".join(f"{byte:08b}" for byte in sha256(text.encode()).digest())
                first, second = first + int(bits[:15], 2), second + int(bits[15:30], 2)
    return first, second


def _ways(rota: Rota) -> Iterator[Choice]:
    return product(*([None, *range(len(shift.slots))] for shift in rota.shifts))
