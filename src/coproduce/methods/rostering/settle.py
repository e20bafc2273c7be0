"""Which of the fixed assignments can stay, the same in every mode, and who must come so that they can."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from coproduce.methods._shared import Reason
from coproduce.methods.rostering.board import Board, Place
from coproduce.methods.rostering.held import Held
from coproduce.methods.rostering.lot import costs_by_lot, first_of
from coproduce.methods.rostering.model import built
from coproduce.methods.rostering.types import Assignment, Rota

Seat = tuple[int, Place]
Left = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Refused:
    """A fixed assignment that cannot stay, and why."""

    given: Assignment
    why: Reason

    def as_json(self) -> dict[str, object]:
        return {**self.given.as_json(), "why": self.why.as_json()}


def settled(rota: Rota, seed: str, left: Left) -> tuple[Board, Held, tuple[Refused, ...]]:
    """The board with the fixed assignments that stay, the roster they begin, and those that cannot stay.

    One after another in order of time: what breaks a rule of the slot, of the person or with one that stays already is
    refused. Where somebody must come along or be beside one of them and is not there, a whole-number program finds how
    the most can stay, then with the fewest others, then by lot; without those who cannot, the rest is gone through
    again. ``left``: seconds for the program; when they do not suffice, those who need others are refused.
    """
    board = Board(rota)
    held = Held(board)
    why: dict[Assignment, Reason] = {}
    for given, (person, place) in zip(rota.fixed, board.stays, strict=True):
        obstacle = held.own_seat(person, place)
        if obstacle is None:
            held.take(person, place)
        else:
            why[given] = obstacle
    if why:
        board = Board(replace(rota, fixed=tuple(given for given in rota.fixed if given not in why)))
    stay, others = _completed(board, held, seed, left)
    gone = [seat for seat in board.stays if seat not in stay]
    if not gone:
        start = _with(board, {*stay, *others})
        return board, start, tuple(Refused(given, why[given]) for given in rota.fixed if given in why)
    reasons = _reasons(board, held, gone, stay)
    rest = replace(rota, fixed=tuple(given for given in rota.fixed if given not in reasons))
    board, start, more = settled(rest, seed, left)
    reasons |= {one.given: one.why for one in more}
    return board, start, tuple(Refused(given, reasons[given]) for given in rota.fixed if given in reasons)


def _with(board: Board, seats: Collection[Seat]) -> Held:
    held = Held(board)
    for seat in sorted(seats):
        held.take(*seat)
    return held


def _reasons(board: Board, held: Held, gone: Collection[Seat], stay: Collection[Seat]) -> dict[Assignment, Reason]:
    """Whom they lack; or whom they lack without the others that are gone."""
    after = _with(board, stay)
    named = dict(zip(board.stays, board.rota.fixed, strict=True))
    reasons = {}
    for person, place in gone:
        lacking = held.lacking(person, place[0]) or after.lacking(person, place[0])
        reasons[named[person, place]] = lacking or Reason("not.full", {"places": board.room(place)})
    return reasons


def _completed(board: Board, held: Held, seed: str, left: Left) -> tuple[set[Seat], set[Seat]]:
    """The fixed places that stay, and the places of others without whom they could not."""
    needy = {(person, place) for person, place in board.stays if held.lacking(person, place[0])}
    if not needy:
        return set(board.stays), set()
    shifts = {shift for _, (shift, _) in needy}
    around = {seat for seat in board.stays if seat[1][0] in shifts}
    # Somebody who has all they need may still be in the way, or need one who cannot stay.
    found = _program(board, needy, shifts, seed, left) or _program(board, around, shifts, seed, left)
    return found or (set(board.stays) - around, set())


def _program(
    board: Board, loose: Collection[Seat], shifts: Collection[int], seed: str, left: Left
) -> tuple[set[Seat], set[Seat]] | None:
    """Most of the loose ones kept, fewest others on their shifts; None where there is no way, or no time."""
    model = built(board, range(len(board.rota.people)))
    fixed = set(board.stays)
    dropped, added = {}, {}
    for column, seat in enumerate(model.choices):
        if seat in loose:
            model.least[column], dropped[column] = 0.0, -1
        elif seat not in fixed and seat[1][0] in shifts:
            added[column] = 1
        elif seat not in fixed:
            model.most[column] = 0.0
    moving = dropped.keys() | added.keys()
    lots = [{c: n for c, n in cost.items() if c in moving} for cost in costs_by_lot(board, seed, model.choices)]
    chosen = first_of(model, [dropped, added, *lots], left)
    if chosen is None:
        return None
    seats = {model.choices[column] for column in chosen}
    return seats & fixed, seats - fixed
