"""Why: for each person, for each person and shift, and for each slot with empty places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coproduce.methods._shared import Fact, Reason
from coproduce.methods.rostering.board import Board, Place
from coproduce.methods.rostering.held import Held
from coproduce.methods.rostering.rules import Mode
from coproduce.methods.rostering.types import SIDES


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A slot with fewer people than its ``min``; ``missing`` so many. ``why``: the reason, then what stood in the way
    of how many people who fit the slot.
    """

    shift: str
    slot: int
    role: str
    min: int
    filled: int
    why: tuple[Reason, ...]

    @property
    def missing(self) -> int:
        return self.min - self.filled

    def as_json(self) -> dict[str, object]:
        return {
            "shift": self.shift,
            "slot": self.slot,
            "role": self.role,
            "min": self.min,
            "filled": self.filled,
            "missing": self.missing,
            "why": [reason.as_json() for reason in self.why],
        }


def unfilled(board: Board, held: Held, *, proven: bool) -> tuple[Unfilled, ...]:
    """The slots below their ``min``. ``proven``: no roster under these rules fills more places."""
    return tuple(
        Unfilled(
            board.shift(place[0]).id,
            place[1] + 1,
            board.slot(place).role,
            board.slot(place).min,
            len(held.by_place[place]),
            (*_why_empty(board, held, place), *([Reason("empty.proven")] if proven else [])),
        )
        for place in board.places
        if len(held.by_place[place]) < board.slot(place).min
    )


def _why_empty(board: Board, held: Held, place: Place) -> tuple[Reason, ...]:
    slot = board.slot(place)
    people = range(len(board.rota.people))
    of_side = [p for p in people if slot.side in ("either", board.person(p).side)]
    if not of_side:
        nobody = {"citizen": "empty.no_citizen", "professional": "empty.no_professional", "either": "empty.nobody"}
        return (Reason(nobody[slot.side]),)
    qualified = [p for p in of_side if slot.needs <= board.person(p).qualifications]
    if not qualified:
        needs: dict[str, Fact] = {"needs": ", ".join(sorted(slot.needs)), "people": len(of_side)}
        return (Reason("empty.qualified", needs),)
    fitting = board.fitting[place]
    if not fitting:
        return (Reason("empty.available", {"people": len(qualified)}),)
    if len(fitting) <= len(held.by_place[place]):
        return (Reason("empty.all_there", {"people": len(fitting)}),)
    inside = held.by_place[place]
    ways = Counter(_way(held, person, place) for person in fitting if person not in inside)
    tally = (Reason(f"tally.{way}", {"people": count}) for way, count in sorted(ways.items()))
    return (Reason("empty.held", {"people": len(fitting)}), *tally)


def _way(held: Held, person: int, place: Place) -> str:
    reason = held.obstacle(person, place)
    return "free" if reason is None else reason.code.removeprefix("not.")


def why_people(board: Board, held: Held, mode: Mode, ranks: dict[int, int]) -> dict[str, Reason]:
    """For each person why they got what they got. ``ranks``: their places in the lot or in the order of coming.

    ``got.<mode>``: so many shifts of those that fit them (``could``); ``least`` and ``most``: the loads of people of
    their side who could take any. ``none.<mode>``: others hold what they could have taken, or a rule stands in the
    way. ``none.most``, ``none.available``, ``none.fits``, ``none.together``: nothing was for them.
    """
    ranges = {}
    for side in SIDES:
        loads = [held.load(p) for p in range(len(ranks)) if board.person(p).side == side and board.candidates[p]]
        ranges[side] = (min(loads, default=0), max(loads, default=0))
    return {board.person(p).id: _why(board, held, p, mode, ranks[p], ranges[board.person(p).side]) for p in ranks}


def _why(board: Board, held: Held, person: int, mode: Mode, rank: int, loads: tuple[int, int]) -> Reason:
    could = len(board.shifts_of[person])
    if not could:
        return _nothing(board, person)
    who = board.person(person)
    params: dict[str, Fact] = {"shifts": len(held.by_person[person]), "could": could}
    if who.past_shifts:
        params["past"] = who.past_shifts
    if mode == "optimise":
        params |= {"least": loads[0], "most": loads[1]}
    else:
        params |= {"rank": rank, "people": len(board.rota.people)}
    if stays := sum(one == person for one, _ in board.stays):
        params["fixed"] = stays
    if who.wants:
        ids = {board.shift(shift).id for shift in held.by_person[person]}
        params |= {"wanted": len(who.wants), "granted": len(ids & set(who.wants))}
    return Reason(f"{'got' if held.by_person[person] else 'none'}.{mode}", params)


def _nothing(board: Board, person: int) -> Reason:
    if board.most(person) == 0:
        return Reason("none.most")
    times = sum(board.away(person, shift) is None for shift in range(len(board.rota.shifts)))
    if not times:
        return Reason("none.available", {"shifts": len(board.rota.shifts)})
    if board.reach[person]:
        return Reason("none.together", {"shifts": len(board.reach[person])})
    return Reason("none.fits", {"shifts": times})


def why_not(board: Board, held: Held, person: int, shift: int) -> Reason:
    """Why a person is not on a shift, for the slot that comes nearest to them.

    ``not.even``: all places are with people who, without theirs, would have no more shifts than this person has; so a
    change of hands would make nothing more even. ``not.companion``: a change of hands would leave somebody without the
    person whom a rule asks for beside them. ``not.full``: all are taken, and another rule of those who hold them is in
    the way, or nobody looked for a change of hands. ``not.free``: nothing stands in the way.
    """
    if board.most(person) == 0:
        return Reason("not.most", {"most": 0})
    best: tuple[int, Reason] | None = None
    for slot in range(len(board.shift(shift).slots)):
        reason = _against(board, held, person, (shift, slot))
        nearness = _NEARNESS.get(reason.code, 2)
        if best is None or nearness > best[0]:
            best = nearness, reason
    return Reason("not.no_slot") if best is None else best[1]


_NEARNESS = {
    "not.citizens_only": 0,
    "not.professionals_only": 0,
    "not.qualified": 1,
    "not.full": 3,
    "not.even": 3,
    "not.fixed": 3,
    "not.companion": 3,
    "not.free": 4,
}


def _against(board: Board, held: Held, person: int, place: Place) -> Reason:
    reason = held.obstacle(person, place)
    if reason is None:
        return Reason("not.free")
    if reason.code != "not.full" or not held.by_place[place]:
        return reason
    heavier = [other for other in held.by_place[place] if held.load(other) - 1 > held.load(person)]
    if not heavier:
        return Reason("not.even", {"places": board.room(place), "load": held.load(person)})
    stay = {one for one, where in board.stays if where == place}
    movable = [other for other in heavier if other not in stay and len(board.party[other]) == 1]
    if not movable or len(board.party[person]) > 1:
        return Reason("not.fixed", {"places": board.room(place)}) if stay.issuperset(heavier) else reason
    after = ([p for p in held.on_shift[place[0]] if p != other] + [person] for other in movable)
    return reason if any(_beside(board, there) for there in after) else Reason("not.companion")


def _beside(board: Board, there: Sequence[int]) -> bool:
    """Whether everybody on a shift has those beside them whom the rules ask for."""
    if any(board.is_newcomer(p) for p in there) and not any(board.is_companion(p) for p in there):
        return False
    professionals = any(board.person(p).side == "professional" for p in there)
    return professionals or not any(board.needs_professional(p) for p in there)
