"""Three modes on one rota, and the roster that comes out of each."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from coproduce.methods._shared import Frozen, MethodError, Reason, digest
from coproduce.methods.rostering.board import Board
from coproduce.methods.rostering.explain import Unfilled, unfilled, why_not, why_people
from coproduce.methods.rostering.fairness import Load, load_of
from coproduce.methods.rostering.held import Held, assigned
from coproduce.methods.rostering.optimise import Clock, Outcome, Stage, optimise
from coproduce.methods.rostering.rules import MODES, Mode, Rules
from coproduce.methods.rostering.sequential import arrivals, drawn, lottery, open_sign_up
from coproduce.methods.rostering.settle import Refused, settled
from coproduce.methods.rostering.types import MOST_ID, SIDES, Assignment, Rota

Progress = Callable[[str], None]
"""Is told what is being done: the name of a goal, or of a mode."""

TIME_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Roster:
    """Who works when, and why.

    ``unfilled``: slots below their ``min``. ``gap``: the largest gap of the optimiser's ``stages`` (0: every goal is
    proven best), None in the other modes, which prove nothing. ``why``: a reason for each person. ``loads``: how even
    it is, by side. ``by_lot``: every goal is proven and ties were settled by lot to the end, so that input and seed
    alone decide (optimiser). ``refused``: fixed assignments that could not stay. ``commitment``: SHA-256 of the seed,
    which may be published before the draw. ``rota``: digest of the input.
    """

    mode: Mode
    rules: Rules
    seed: str
    rota: str
    assignments: tuple[Assignment, ...]
    unfilled: tuple[Unfilled, ...]
    stages: tuple[Stage, ...]
    loads: tuple[Load, ...]
    why: Mapping[str, Reason]
    by_lot: bool = False
    refused: tuple[Refused, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "why", Frozen(self.why))

    @property
    def gap(self) -> Fraction | None:
        return max((stage.gap for stage in self.stages), default=None)

    @property
    def missing(self) -> int:
        """Places below the ``min`` of their slots that nobody holds."""
        return sum(slot.missing for slot in self.unfilled)

    def as_json(self) -> dict[str, object]:
        plain = self._plain()
        return {**plain, "digest": digest({**plain, "gap": None if self.gap is None else str(self.gap)})}

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, the gap as an exact fraction."""
        return str(self.as_json()["digest"])

    def _plain(self) -> dict[str, object]:
        more: dict[str, object] = {"by_lot": self.by_lot} if self.mode == "optimise" else {}
        if self.refused:
            more["refused"] = [one.as_json() for one in self.refused]
        return {
            "mode": self.mode,
            "assignments": [given.as_json() for given in self.assignments],
            "unfilled": [slot.as_json() for slot in self.unfilled],
            "gap": None if self.gap is None else float(self.gap),
            "why": {person: reason.as_json() for person, reason in self.why.items()},
            "loads": [load.as_json() for load in self.loads],
            "stages": [stage.as_json() for stage in self.stages],
            "rules": self.rules.as_json(),
            "seed": self.seed,
            "commitment": commitment(self.seed),
            "rota": self.rota,
            **more,
        }


def commitment(seed: str) -> str:
    """What may be published before a draw so that the seed cannot be changed after: SHA-256 of the seed in UTF-8.

    The seed must be long and unguessable, or everybody could find it from this.

    >>> commitment("harvest")[:8]
    'd087ee81'
    """
    return hashlib.sha256(seed.encode()).hexdigest()


def solve(
    rota: Rota,
    mode: Mode = "optimise",
    *,
    seed: str = "0",
    committed: str | None = None,
    time_limit: float = TIME_LIMIT,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> Roster:
    """Make a roster. Same rota, mode and seed, same roster; of the optimiser, where it ends in time (``by_lot``).

    ``committed``: what was published before the draw; a seed that does not give it is refused. ``time_limit``: seconds
    for the optimiser, measured with ``clock`` (such as ``time.monotonic``).

    Raises:
        MethodError: ``roster_mode_unknown``, ``roster_commitment_differs``, ``roster_time_limit_invalid`` (not a
            finite number above 0), ``roster_seed_invalid`` (cannot be written in UTF-8).
    """
    if mode not in MODES:
        raise MethodError("roster_mode_unknown", {"mode": str(mode)})
    try:
        given = commitment(seed)
    except UnicodeEncodeError:
        raise MethodError("roster_seed_invalid") from None
    if committed is not None and committed.strip().lower() != given:
        raise MethodError("roster_commitment_differs", {"given": given})
    if not math.isfinite(time_limit) or time_limit <= 0:
        raise MethodError("roster_time_limit_invalid")
    end = None if clock is None else clock() + time_limit

    def left() -> float:
        return time_limit if clock is None or end is None else end - clock()

    board, start, refused = settled(rota, seed, left)
    if mode == "optimise":
        outcome = optimise(board, seed, start, time_limit=left(), clock=clock, told=progress)
    else:
        if progress is not None:
            progress(mode)
        way = lottery if mode == "lottery" else open_sign_up
        outcome = Outcome(way(board, seed, start), (), by_lot=False)
    return _roster(rota, board, outcome, mode, seed, refused)


def _roster(rota: Rota, board: Board, outcome: Outcome, mode: Mode, seed: str, refused: tuple[Refused, ...]) -> Roster:
    held, stages = outcome.held, outcome.stages
    order = arrivals(board, seed) if mode == "open" else drawn(board, seed)
    ranks = {person: place for place, person in enumerate(order, start=1)}
    return Roster(
        mode=mode,
        rules=board.rules,
        seed=seed,
        rota=rota.digest,
        assignments=assigned(board, held),
        unfilled=unfilled(board, held, proven=any(s.goal == "missing" and s.proven for s in stages)),
        stages=stages,
        loads=tuple(_load(board, held, side) for side in SIDES),
        why=why_people(board, held, mode, ranks),
        by_lot=outcome.by_lot,
        refused=refused,
    )


def _load(board: Board, held: Held, side: str) -> Load:
    able = [p for p, person in enumerate(board.rota.people) if person.side == side and board.candidates[p]]
    return load_of(side, [len(held.by_person[p]) for p in able], [board.person(p).past_shifts for p in able])


@dataclass(frozen=True, slots=True)
class Answer:
    """For one person and one shift: the slot held there (counted from 1), or why none."""

    person: str
    shift: str
    slot: int | None
    why: Reason | None

    def as_json(self) -> dict[str, object]:
        why = None if self.why is None else self.why.as_json()
        return {"person": self.person, "shift": self.shift, "slot": self.slot, "why": why}


def explain_person(rota: Rota, roster: Roster, person: str) -> tuple[Answer, ...]:
    """Every shift of the rota: held by this person, or why not, looked at from the finished roster.

    Raises:
        MethodError: ``roster_person_unknown``.
    """
    found = next((place for place, who in enumerate(rota.people) if who.id == person), None)
    if found is None:
        raise MethodError("roster_person_unknown", {"person": person[:MOST_ID]})
    board, held = _again(rota, roster)
    return tuple(_answer(board, held, found, shift) for shift in range(len(rota.shifts)))


def explain_shift(rota: Rota, roster: Roster, shift: str) -> tuple[Answer, ...]:
    """Every person of the rota: on this shift, or why not.

    Raises:
        MethodError: ``roster_shift_unknown``.
    """
    found = next((place for place, each in enumerate(rota.shifts) if each.id == shift), None)
    if found is None:
        raise MethodError("roster_shift_unknown", {"shift": shift[:MOST_ID]})
    board, held = _again(rota, roster)
    return tuple(_answer(board, held, person, found) for person in range(len(rota.people)))


def _answer(board: Board, held: Held, person: int, shift: int) -> Answer:
    slot = held.by_person[person].get(shift)
    why = why_not(board, held, person, shift) if slot is None else None
    return Answer(board.person(person).id, board.shift(shift).id, None if slot is None else slot + 1, why)


def _again(rota: Rota, roster: Roster) -> tuple[Board, Held]:
    given = set(roster.assignments)
    board = Board(replace(rota, fixed=tuple(one for one in rota.fixed if one in given)))
    held = Held(board)
    people = {person.id: place for place, person in enumerate(rota.people)}
    shifts = {shift.id: place for place, shift in enumerate(rota.shifts)}
    for one in roster.assignments:
        held.take(people[one.person], (shifts[one.shift], one.slot - 1))
    return board, held
