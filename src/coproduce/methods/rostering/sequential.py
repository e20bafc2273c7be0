"""The two modes in which people come one after another: open sign-up, and a lottery in rounds.

The lottery, and a sign-up whose last window is open to all, end only when nobody could take one place more without
breaking a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coproduce.methods._shared import draw_order
from coproduce.methods.rostering.board import Board, Place
from coproduce.methods.rostering.held import Held
from coproduce.methods.rostering.rules import Window

Told = Callable[[int], None]
"""Is told how many places are taken, now and then."""


def drawn(board: Board, seed: str) -> tuple[int, ...]:
    """All people in an order by lot, see ``draw_order``."""
    positions = {person.id: place for place, person in enumerate(board.rota.people)}
    return tuple(positions[id_] for id_ in draw_order(seed, positions))


def arrivals(board: Board, seed: str) -> tuple[int, ...]:
    """People in the order in which they come: as given, then whoever was not named, by lot."""
    positions = {person.id: place for place, person in enumerate(board.rota.people)}
    named = [positions[id_] for id_ in board.rota.order]
    return (*named, *(person for person in drawn(board, seed) if person not in set(named)))


def leaders(board: Board, order: Sequence[int]) -> tuple[int, ...]:
    """Of those who come together only the last in the order, so that nobody comes sooner by coming with others."""
    last = {party: person for person in order if len(party := board.party[person]) > 1}
    return tuple(person for person in order if last.get(board.party[person], person) == person)


def open_sign_up(board: Board, seed: str, start: Held, *, told: Told | None = None) -> Held:
    """First come, first served, window by window.

    In each window everyone who may sign up in it comes once, in order, and takes places until its cap is reached; then
    those who had to wait for somebody beside them come again, until nothing moves. A person takes what they want first,
    then places by a lot of their own. Those who come together come when the last of them does, who chooses; caps hold
    for each of them. ``start``: who is fixed where, which grows. O(windows x people x places of each).
    """
    held = start
    wishes = [_by_wish(board, person, seed) for person in range(len(board.rota.people))]
    order = leaders(board, arrivals(board, seed))
    for window in board.rules.windows:
        guests = [p for p in order if all(_admitted(board, one, window) for one in board.party[p])]
        while _come(board, held, guests, wishes, window):
            if told is not None:
                told(sum(map(len, held.by_person)))
    return held


def _admitted(board: Board, person: int, window: Window) -> bool:
    return window.past_at_most is None or board.person(person).past_shifts <= window.past_at_most


def _come(board: Board, held: Held, guests: Sequence[int], wishes: Sequence[Sequence[Place]], window: Window) -> bool:
    moved = False
    for person in guests:
        for place in wishes[person]:
            if window.cap is not None and any(len(held.by_person[p]) >= window.cap for p in board.party[person]):
                break
            if held.can_take(person, place):
                held.bring(person, place)
                moved = True
    return moved


def lottery(board: Board, seed: str, start: Held, *, told: Told | None = None) -> Held:
    """Rounds in which everybody takes at most one place.

    Each round goes by load (fewest shifts first, those done before included), equal loads in the order of the lot, so
    nobody gets a second shift while somebody with fewer could have taken one. Within a person's turn: wanted shifts
    first, then a slot still below its ``min``, then that for which fewest people fit. Those who come together have the
    place in the lot of the last of them, who chooses, and the load of the heaviest. ``start``: who is fixed where,
    which grows. O(rounds x people x places of each).
    """
    held = start
    ticket = {person: place for place, person in enumerate(leaders(board, drawn(board, seed)))}
    wishes = [_by_scarcity(board, person, seed) for person in range(len(board.rota.people))]
    while _round(held, sorted(ticket, key=lambda p: (_load(held, p), ticket[p])), wishes):
        if told is not None:
            told(sum(map(len, held.by_person)))
    return held


def _round(held: Held, order: Sequence[int], wishes: Sequence[Sequence[Place]]) -> bool:
    """Everybody's turn, but nobody of a heavier load before all lighter ones have had theirs."""
    moved = False
    lightest: int | None = None
    for person in order:
        if lightest is not None and _load(held, person) > lightest:
            break  # the next round begins with those who took nothing heavier
        place = _choice(held, person, wishes[person])
        if place is not None:
            lightest = _load(held, person)
            held.bring(person, place)
            moved = True
    return moved


def _load(held: Held, person: int) -> int:
    return max(held.load(one) for one in held.board.party[person])


def _choice(held: Held, person: int, wishes: Sequence[Place]) -> Place | None:
    """The first place this person can take; what nobody asked for by name waits while a slot is below its ``min``."""
    board = held.board
    if len(held.by_person[person]) == board.most(person):
        return None
    wanted = set(board.person(person).wants)
    second: Place | None = None
    for place in wishes:
        first = board.shift(place[0]).id in wanted or len(held.by_place[place]) < board.slot(place).min
        if (first or second is None) and held.can_take(person, place):
            if first:
                return place
            second = place
    return second


def _own_lot(board: Board, person: int, seed: str) -> dict[int, int]:
    """A person's own order of the shifts, by lot."""
    known = {shift.id: place for place, shift in enumerate(board.rota.shifts)}
    mine = {board.shift(shift).id for shift in board.shifts_of[person]}
    lot = draw_order(f"{seed}\0{board.person(person).id}", mine)
    return {known[id_]: place for place, id_ in enumerate(lot)}


def _wanted(board: Board, person: int) -> dict[str, int]:
    return {id_: place for place, id_ in enumerate(board.person(person).wants)}


def _by_wish(board: Board, person: int, seed: str) -> tuple[Place, ...]:
    wanted, lot = _wanted(board, person), _own_lot(board, person, seed)

    def key(place: Place) -> tuple[int, int, int]:
        return wanted.get(board.shift(place[0]).id, len(wanted)), lot[place[0]], place[1]

    return tuple(sorted(board.candidates[person], key=key))


def _by_scarcity(board: Board, person: int, seed: str) -> tuple[Place, ...]:
    wanted, lot = _wanted(board, person), _own_lot(board, person, seed)

    def key(place: Place) -> tuple[int, int, int, int]:
        rank = wanted.get(board.shift(place[0]).id, len(wanted))
        return rank, len(board.fitting[place]), lot[place[0]], place[1]

    return tuple(sorted(board.candidates[person], key=key))
