"""Who holds what while a roster is made, and what keeps somebody from one place more."""

from __future__ import annotations

from collections import defaultdict

from coproduce.methods._shared import Reason
from coproduce.methods.rostering.board import Board, Place
from coproduce.methods.rostering.times import DAY, HOUR
from coproduce.methods.rostering.types import Assignment


class Held:
    """Who holds what at a moment of the making; ``obstacle`` says what keeps somebody from one place more."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.by_person: list[dict[int, int]] = [{} for _ in board.rota.people]
        self.by_place: defaultdict[Place, list[int]] = defaultdict(list)
        self.on_shift: defaultdict[int, list[int]] = defaultdict(list)
        self.listed: dict[tuple[int, int], int] = {}

    def take(self, person: int, place: Place) -> None:
        shift, slot = place
        self.by_person[person][shift] = slot
        self.by_place[place].append(person)
        self.on_shift[shift].append(person)
        for number in self.board.lists[person]:
            self.listed.setdefault((number, shift), person)

    def bring(self, person: int, place: Place) -> None:
        """Take a place, and places for all who come along."""
        for one, where in (self._seats(person, place) or {person: place}).items():
            self.take(one, where)

    def load(self, person: int) -> int:
        """Shifts of this rota and those done before."""
        return len(self.by_person[person]) + self.board.person(person).past_shifts

    def obstacle(self, person: int, place: Place) -> Reason | None:
        """The first rule in the way of one place more: of the slot, of the person, of those on the shift, of room."""
        return (
            self.board.away(person, place[0])
            or self.board.unfit(person, place)
            or self.own_obstacle(person, place[0])
            or self.apart(person, place[0])
            or self.alone(person, place[0])
            or self._full(place)
            or self._left_behind(person, place)
        )

    def can_take(self, person: int, place: Place) -> bool:
        """Whether nothing stands in the way of somebody whom the place fits: ``obstacle`` in short."""
        if len(self.by_place[place]) >= self.board.rooms[place] or place[0] in self.by_person[person]:
            return False
        if len(self.board.party[person]) > 1:
            return self.obstacle(person, place) is None
        shift = place[0]
        return not (self.alone(person, shift) or self.own_obstacle(person, shift) or self.apart(person, shift))

    def own_obstacle(self, person: int, shift: int) -> Reason | None:
        """What the person's other shifts leave no room for."""
        rules, mine = self.board.rules, self.by_person[person]
        if shift in mine:
            return Reason("not.on_it")
        most = self.board.most(person)
        if most is not None and len(mine) >= most:
            return Reason("not.most", {"most": most})
        span = self.board.shift(shift).span
        for other in sorted(mine):
            there = self.board.shift(other).span
            if there.shared(span.start.seconds, span.end.seconds):
                return Reason("not.overlap", {"shift": self.board.shift(other).id})
        same = [o for o in mine if self.board.shift(o).span.start.day == span.start.day]
        if rules.shifts_per_day is not None and len(same) >= rules.shifts_per_day:
            return Reason("not.day", {"day": span.start.day, "most": rules.shifts_per_day})
        for other in sorted(mine):
            there = self.board.shift(other).span
            gap = max(span.start.seconds - there.end.seconds, there.start.seconds - span.end.seconds)
            if gap < rules.rest_hours * HOUR:
                return Reason("not.rest", {"shift": self.board.shift(other).id, "hours": rules.rest_hours})
        limit = rules.hours_in_24
        if limit is not None and self._busiest(person, shift) > limit * HOUR:
            return Reason("not.hours", {"hours": limit})
        return None

    def _busiest(self, person: int, shift: int) -> int:
        """The most seconds of work in any 24 hours, with one shift more.

        Work in a window grows and shrinks evenly between the moments at which one of its ends meets the start or the
        end of a shift; it is largest where the window begins with a shift or ends with one.
        """
        span = self.board.shift(shift).span
        spans = [self.board.shift(s).span for s in self.by_person[person]]
        near = [s for s in spans if s.shared(span.start.seconds - DAY, span.end.seconds + DAY)] + [span]
        starts = [s.start.seconds for s in near] + [s.end.seconds - DAY for s in near]
        return max(sum(s.shared(start, start + DAY) for s in near) for start in starts)

    def alone(self, person: int, shift: int) -> Reason | None:
        """Whoever must be beside this person is neither there nor coming along."""
        board = self.board
        newcomer, asks = board.is_newcomer(person), board.needs_professional(person)
        if not newcomer and not asks:
            return None
        there = [*self.on_shift[shift], *board.party[person]]
        if newcomer and not any(board.is_companion(p) for p in there):
            return Reason("not.newcomer")
        if asks and not any(board.person(p).side == "professional" for p in there):
            return Reason("not.professional")
        return None

    def apart(self, person: int, shift: int) -> Reason | None:
        """Somebody is there from whom this person keeps apart."""
        for number in self.board.lists[person]:
            other = self.listed.get((number, shift), person)
            if other != person:
                return Reason("not.apart", {"person": self.board.person(other).id})
        return None

    def own_seat(self, person: int, place: Place) -> Reason | None:
        """What is in the way of a fixed place, apart from those whom it needs beside it."""
        board, shift = self.board, place[0]
        obstacle = board.away(person, shift) or board.unfit(person, place) or self.own_obstacle(person, shift)
        return obstacle or self.apart(person, shift) or self._full(place) or board.missed(person, shift)

    def lacking(self, person: int, shift: int) -> Reason | None:
        """Who is not on a shift though somebody there needs them."""
        for mate in self.absent(person, shift):
            return Reason("not.together", {"person": self.board.person(mate).id})
        return self.alone(person, shift)

    def absent(self, person: int, shift: int) -> list[int]:
        """Those who come with a person and are not on a shift."""
        return [mate for mate in self.board.party[person] if mate != person and shift not in self.by_person[mate]]

    def _left_behind(self, person: int, place: Place) -> Reason | None:
        """Somebody who comes along cannot, or there are no places for all."""
        shift = place[0]
        mates = self.absent(person, shift)
        if mates and (missed := self.board.missed(person, shift)):
            return missed
        for mate in mates:
            if self.own_obstacle(mate, shift) or self.apart(mate, shift) or self.alone(mate, shift):
                return Reason("not.together", {"person": self.board.person(mate).id})
        return Reason("not.places_together", {"people": len(mates) + 1}) if self._seats(person, place) is None else None

    def _seats(self, person: int, place: Place) -> dict[int, Place] | None:
        """A place on the shift for each who comes along, with one's own given; None where they do not suffice.

        Paths that move those seated before them (Kuhn); O(party squared x slots).
        """
        board, shift = self.board, place[0]
        slots = [(shift, slot) for slot in range(len(board.shift(shift).slots))]
        room = {one: board.rooms[one] - len(self.by_place[one]) - (one == place) for one in slots}
        seats: dict[Place, list[int]] = {one: [] for one in slots}

        def seat(mate: int, tried: set[Place]) -> bool:
            for one in slots:
                if one in tried or room[one] <= 0 or board.unfit(mate, one) is not None:
                    continue
                tried.add(one)
                if len(seats[one]) < room[one]:
                    seats[one].append(mate)
                    return True
                for other in seats[one]:
                    if seat(other, tried):
                        seats[one][seats[one].index(other)] = mate
                        return True
            return False

        if not all(seat(mate, set()) for mate in self.absent(person, shift)):
            return None
        return {person: place} | {mate: one for one, mates in seats.items() for mate in mates}

    def _full(self, place: Place) -> Reason | None:
        room = self.board.room(place)
        if not room:
            return Reason("not.closed")
        return Reason("not.full", {"places": room}) if len(self.by_place[place]) >= room else None


def assigned(board: Board, held: Held) -> tuple[Assignment, ...]:
    """What everybody holds, in order of time, shift, slot and person."""
    found: list[tuple[int, int, str]] = []
    for (shift, slot), people in held.by_place.items():
        found += [(shift, slot, board.person(person).id) for person in people]
    return tuple(
        Assignment(board.shift(shift).id, slot + 1, board.slot((shift, slot)).role, person)
        for shift, slot, person in sorted(found)
    )
