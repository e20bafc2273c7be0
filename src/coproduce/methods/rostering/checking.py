"""Whether a roster keeps the rules: written from their definitions, apart from the code that makes rosters.

It knows nothing of how a roster came about, so it serves for one made by hand too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from coproduce.methods._shared import Reason
from coproduce.methods.rostering.times import DAY, HOUR
from coproduce.methods.rostering.types import Assignment, Person, Rota, Shift


def broken_rules(rota: Rota, assignments: Iterable[Assignment]) -> tuple[Reason, ...]:
    """Every rule that a roster breaks, with whom and where; none when it is sound.

    Codes ``broken.person``, ``broken.shift``, ``broken.slot`` (not in the rota), ``broken.twice`` (a person twice on a
    shift), ``broken.side``, ``broken.qualified``, ``broken.available``, ``broken.places`` (more people than a slot
    has), ``broken.overlap``, ``broken.rest``, ``broken.hours``, ``broken.day``, ``broken.most``, ``broken.newcomer``,
    ``broken.professional``, ``broken.together`` (on a shift without somebody who comes with them), ``broken.apart``
    (two who keep apart on one shift), ``broken.fixed`` (not where they were put beforehand). Places left empty break no
    rule: see ``unfilled`` of a roster. O(assignments x shifts of a person squared).
    """
    people = {person.id: person for person in rota.people}
    shifts = {shift.id: shift for shift in rota.shifts}
    broken: list[Reason] = []
    known: list[Assignment] = []
    for given in sorted(assignments):
        lost = _unknown(given, people.keys(), shifts)
        broken += lost
        if not lost:
            known.append(given)
            broken += _unfit(people[given.person], shifts[given.shift], given)
    of_person: defaultdict[str, list[Shift]] = defaultdict(list)
    of_shift: defaultdict[str, list[Person]] = defaultdict(list)
    for given in known:
        of_person[given.person].append(shifts[given.shift])
        of_shift[given.shift].append(people[given.person])
    broken += _crowded(shifts, known)
    for id_, mine in sorted(of_person.items()):
        broken += _overworked(rota, people[id_], mine)
    for id_, there in sorted(of_shift.items()):
        broken += _left_alone(rota, id_, there)
        broken += _parted(rota, id_, {person.id for person in there})
    broken += _moved(rota, known)
    return tuple(broken)


def _unknown(given: Assignment, people: Iterable[str], shifts: dict[str, Shift]) -> list[Reason]:
    if given.person not in people:
        return [Reason("broken.person", {"person": given.person})]
    if given.shift not in shifts:
        return [Reason("broken.shift", {"shift": given.shift})]
    if not 1 <= given.slot <= len(shifts[given.shift].slots):
        return [Reason("broken.slot", {"shift": given.shift, "slot": given.slot})]
    return []


def _unfit(person: Person, shift: Shift, given: Assignment) -> Iterator[Reason]:
    slot = shift.slots[given.slot - 1]
    where = {"person": person.id, "shift": shift.id, "role": slot.role}
    if slot.side in ("citizen", "professional") and person.side != slot.side:
        yield Reason("broken.side", where)
    for need in sorted(slot.needs):
        if need not in person.qualifications:
            yield Reason("broken.qualified", {**where, "lacking": need})
    if person.available is not None and not _covered(person, shift):
        yield Reason("broken.available", {"person": person.id, "shift": shift.id})


def _covered(person: Person, shift: Shift) -> bool:
    """Walk from the start of the shift through spans that hold the moment reached, to its end."""
    at = shift.span.start.seconds
    for span in sorted(person.available or ()):
        if span.start.seconds <= at < span.end.seconds:
            at = span.end.seconds
    return at >= shift.span.end.seconds


def _crowded(shifts: dict[str, Shift], known: Sequence[Assignment]) -> Iterator[Reason]:
    for (shift, number), count in sorted(Counter((given.shift, given.slot) for given in known).items()):
        slot = shifts[shift].slots[number - 1]
        if count > slot.max:
            yield Reason("broken.places", {"shift": shift, "role": slot.role, "people": count, "places": slot.max})


def _overworked(rota: Rota, person: Person, mine: Sequence[Shift]) -> Iterator[Reason]:
    rules = rota.rules
    for id_, times in sorted(Counter(shift.id for shift in mine).items()):
        if times > 1:
            yield Reason("broken.twice", {"person": person.id, "shift": id_})
    distinct = sorted({shift.id: shift for shift in mine}.values(), key=lambda shift: (shift.span, shift.id))
    for first, second in combinations(distinct, 2):
        both = {"person": person.id, "shift": first.id, "other": second.id}
        pause = max(
            second.span.start.seconds - first.span.end.seconds, first.span.start.seconds - second.span.end.seconds
        )
        if pause < 0:
            yield Reason("broken.overlap", both)
        elif pause < rules.rest_hours * HOUR:
            yield Reason("broken.rest", {**both, "hours": rules.rest_hours})
    if rules.hours_in_24 is not None and _most_in_24(distinct) > rules.hours_in_24 * HOUR:
        yield Reason("broken.hours", {"person": person.id, "hours": rules.hours_in_24})
    for day, count in sorted(Counter(shift.span.start.day for shift in distinct).items()):
        if rules.shifts_per_day is not None and count > rules.shifts_per_day:
            yield Reason("broken.day", {"person": person.id, "day": day, "shifts": count})
    most = person.max_shifts if person.max_shifts is not None else rules.max_shifts
    if most is not None and len(distinct) > most:
        yield Reason("broken.most", {"person": person.id, "shifts": len(distinct), "most": most})


def _most_in_24(shifts: Sequence[Shift]) -> int:
    """The most seconds worked in any 24 hours: such a time begins with some shift or ends with one."""
    begins = [s.span.start.seconds for s in shifts] + [s.span.end.seconds - DAY for s in shifts]
    return max(
        (
            sum(max(0, min(s.span.end.seconds, begin + DAY) - max(s.span.start.seconds, begin)) for s in shifts)
            for begin in begins
        ),
        default=0,
    )


def _left_alone(rota: Rota, shift: str, there: Sequence[Person]) -> Iterator[Reason]:
    beside = rota.rules.newcomer_beside
    sides = ("citizen",) if beside == "citizen" else ("citizen", "professional") if beside == "anyone" else ()
    new = [person.id for person in there if person.side in sides and not person.experienced]
    if new and not any(person.side in sides and person.experienced for person in there):
        yield Reason("broken.newcomer", {"shift": shift, "person": min(new)})
    citizens = [person.id for person in there if person.side == "citizen"]
    if rota.rules.citizens_beside_professional and citizens and len(citizens) == len(there):
        yield Reason("broken.professional", {"shift": shift, "person": min(citizens)})


def _parted(rota: Rota, shift: str, there: set[str]) -> Iterator[Reason]:
    for names in rota.together:
        here = [name for name in names if name in there]
        if here and len(here) < len(names):
            other = next(name for name in names if name not in there)
            yield Reason("broken.together", {"shift": shift, "person": here[0], "other": other})
    for names in rota.apart:
        here = [name for name in names if name in there]
        if len(here) > 1:
            yield Reason("broken.apart", {"shift": shift, "person": here[0], "other": here[1]})


def _moved(rota: Rota, known: Sequence[Assignment]) -> Iterator[Reason]:
    held = {(given.shift, given.slot, given.person) for given in known}
    for given in rota.fixed:
        if (given.shift, given.slot, given.person) not in held:
            yield Reason("broken.fixed", {"shift": given.shift, "person": given.person, "role": given.role})
