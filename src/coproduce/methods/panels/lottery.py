"""A fair lottery over panels: the chances an objective asks for, the panels that give them, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from coproduce.methods._shared import MethodError
from coproduce.methods.panels.apart import taken_apart
from coproduce.methods.panels.chances import groups_of, reasons_of
from coproduce.methods.panels.cover import TOLERANCE, Cover, Found, Herd, cover
from coproduce.methods.panels.frame import Frame, frame_of
from coproduce.methods.panels.legacy import legacy_lottery
from coproduce.methods.panels.numbered import number_off
from coproduce.methods.panels.objectives import OBJECTIVES, Goal, within
from coproduce.methods.panels.polytope import Polytope
from coproduce.methods.panels.pricing import Pricer
from coproduce.methods.panels.projection import projected
from coproduce.methods.panels.quotas import Infeasible, check
from coproduce.methods.panels.share import share_out
from coproduce.methods.panels.solver import INFINITE, Numbers
from coproduce.methods.panels.types import Lottery, Progress, Selection, check_seed

CHOICES = (*OBJECTIVES, "legacy")
"""Every objective, with the greedy draw for comparison."""

MOST_CUTS, MOST_HERDED, MOST_NUMBERS = 200, 600, 100_000
MANY_KINDS, MOST_HERDS = 250, 3
"""Above so many kinds, goals that are one point are met by projection first, from panels herded so many times more."""

NOTHING = 1e-11


def fair_lottery(
    selection: Selection,
    objective: str = "maximin",
    *,
    seed: str = "0",
    numbers: int = 1000,
    limit: float = INFINITE,
    clock: Callable[[], float] | None = None,
    progress: Progress | None = None,
) -> Lottery:
    """The lottery over all panels within the quotas that an objective likes best.

    Parameters
    ----------
    selection : the question.
    objective : ``maximin``, ``leximin``, ``nash``, ``goldilocks``, or ``legacy`` (greedy, for comparison: its
        lottery is ``numbers`` draws of it).
    seed : which of those alike stands where; it changes nobody's chance. Orders are drawn by ``draw_order``.
    numbers : how many numbered panels the lottery that one draws by hand has.
    limit, clock : seconds after which the best lottery found so far is taken, as ``clock`` counts them: its ``proven``
        is False and ``gap`` says how far it may be from the objective. Numbering its panels comes after. Without a
        clock there is no limit. With one the result depends on the machine.
    progress : told now and then.

    Chances are floats within a relative ``tolerance`` of the objective; quotas are whole numbers and kept exactly. Work
    grows with the number of distinct profiles, about as its square, and not with the number of people.

    Raises
    ------
    Infeasible
        No panel keeps the quotas; it carries the cheapest change of them.
    MethodError
        ``panel_objective_unknown``, ``panel_numbers_invalid``, ``panel_limit_invalid``, ``panel_households_few``,
        ``panel_seed_invalid``.
    """
    check_seed(seed)
    if objective not in CHOICES:
        raise MethodError("panel_objective_unknown", {"objective": objective})
    if isinstance(numbers, bool) or not 1 <= numbers <= MOST_NUMBERS:
        raise MethodError("panel_numbers_invalid", {"most": MOST_NUMBERS})
    if not limit > 0:
        raise MethodError("panel_limit_invalid")
    end = INFINITE if clock is None else clock() + limit
    feasibility = check(selection)
    if not feasibility.feasible:
        raise Infeasible(feasibility)
    frame = frame_of(selection)
    polytope = Polytope.of(frame)
    pricer = Pricer(frame, (lambda: INFINITE) if clock is None else lambda: end - clock())
    # The greedy draw is set beside the bound of the fairest.
    goal, reached = _reach("maximin" if objective == "legacy" else objective, frame, polytope, pricer, progress)
    if objective == "legacy":
        return _legacy(selection, frame, polytope, goal.bound, seed, numbers)
    pricer.left = lambda: INFINITE
    kept = np.flatnonzero(reached.weights > NOTHING)
    weights = reached.weights[kept] / reached.weights[kept].sum()
    panels = [reached.panels[place] for place in kept]
    seats = np.asarray(weights) @ np.array(panels)
    chances = _by_person(frame, np.clip(seats / frame.people, 0.0, 1.0))
    numbered = number_off(frame, pricer, panels, weights, chances, numbers=numbers, seed=seed)
    proven = reached.reached >= 1 - TOLERANCE or (objective == "maximin" and _met(polytope, seats, goal))
    return Lottery(
        objective=objective,
        seed=seed,
        size=selection.size,
        panels=share_out(frame, panels, weights.tolist(), seed),
        probabilities=chances,
        bound=goal.bound,
        proven=proven,
        tolerance=TOLERANCE,
        never=tuple(id_ for id_, kind in frame.kind_of if not polytope.alive[kind]),
        groups=groups_of(selection, chances),
        reasons=reasons_of(selection, chances),
        numbered=numbered,
        gap=0.0 if proven else max(0.0, 1 - reached.reached),
    )


def _reach(
    objective: str, frame: Frame, polytope: Polytope, pricer: Pricer, progress: Progress | None
) -> tuple[Goal, Cover]:
    """Set a goal and reach it; where no lottery can, cut the polytope there and set the next."""
    found = Found()
    goal = OBJECTIVES[objective](polytope)
    if frame.many > MANY_KINDS:
        apart = taken_apart(pricer, goal, within(polytope, goal), progress=progress)
        if apart.reached >= 1 - TOLERANCE:
            return goal, apart
        for panel in apart.panels:
            found.add(panel)
    rounds = min(frame.many, MOST_HERDED) if objective == "maximin" else frame.many
    herd = Herd(pricer, goal, found, progress)
    herd.go(max(rounds, 3))
    if objective != "maximin" and frame.many > MANY_KINDS:
        herd.go(rounds)
        for _ in range(0 if pricer.late() else MOST_HERDS):
            herd.go(rounds)
            near = projected(goal, found.panels)
            if near.reached >= 1 - TOLERANCE:
                return goal, near
    for _ in range(MOST_CUTS):
        answer = cover(pricer, goal, found, progress=progress)
        if answer.cut is None:
            return goal, answer
        living = polytope.alive
        polytope.cut(*answer.cut)
        if objective == "maximin" and (living == polytope.alive).all():
            # The share of the goal that the proof leaves is the answer itself.
            return replace(goal, bound=goal.bound * min(1.0, answer.cut[1])), answer
        goal = OBJECTIVES[objective](polytope)
    return goal, answer


def _met(polytope: Polytope, seats: Numbers, goal: Goal) -> bool:
    least = float((seats / polytope.people)[polytope.alive].min())
    return least >= goal.bound * (1 - 2 * TOLERANCE)


def _by_person(frame: Frame, chances: Numbers) -> Mapping[str, float]:
    return {id_: float(chances[kind]) for id_, kind in frame.kind_of}


def _legacy(selection: Selection, frame: Frame, polytope: Polytope, bound: float, seed: str, numbers: int) -> Lottery:
    panels, numbered, chances = legacy_lottery(selection, seed=seed, numbers=numbers)
    return Lottery(
        objective="legacy",
        seed=seed,
        size=selection.size,
        panels=panels,
        probabilities=chances,
        bound=bound,
        proven=False,
        tolerance=TOLERANCE,
        never=tuple(id_ for id_, kind in frame.kind_of if not polytope.alive[kind]),
        groups=groups_of(selection, chances),
        reasons=reasons_of(selection, chances),
        numbered=numbered,
    )
