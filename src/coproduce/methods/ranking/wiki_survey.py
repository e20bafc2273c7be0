"""A pairwise wiki survey.

How strong each idea is, from answers to "which of these two", and which two to ask about next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log1p

import numpy as np
import numpy.typing as npt

from coproduce.methods._shared import MethodError, Reason, draw_order
from coproduce.methods.ranking.order import need_ballots, settled
from coproduce.methods.ranking.types import Options, Outcome, Progress
from coproduce.methods.ranking.votes import Pairs

Floats = npt.NDArray[np.float64]
MM_STEPS, NEWTON_STEPS = 30, 200
TOLERANCE = 1e-10
"""The estimate is taken when no option's expected victories differ from those counted by more than this part."""
EQUAL = 1e-9
"""Chances closer than this are one level: they differ by rounding alone."""


@dataclass(frozen=True)
class Strengths:
    """``log_strength`` of each option, 0 for an ordinary one, and the ``covariance`` of these (read-only arrays)."""

    log_strength: Floats
    covariance: Floats

    def __post_init__(self) -> None:
        self.log_strength.flags.writeable = False
        self.covariance.flags.writeable = False


def pairwise(vote: Pairs, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Order ideas by their estimated chance of being preferred to an ordinary one.

    The model of Bradley and Terry: an idea of strength w is preferred to one of strength v with chance w / (w + v). As
    a prior each idea begins with ``options.prior`` victories and as many defeats against an ordinary idea of strength
    1, so that an idea with few answers stays near the middle and every strength is finite. "Cannot say" is half a
    victory for each. The figure is w / (1 + w) in percent. An estimate in floating point, to a relative tolerance of
    1e-10; chances closer than 1e-9 stand equal.

    Complexity O(options cubed) a step and O(answers) once; some thirty steps.

    Raises:
        MethodError: ``rank.no_ballots``, ``rank.not_settled`` where the estimate does not come to rest.

    Source: R. A. Bradley and M. E. Terry, Biometrika 39 (1952), doi:10.1093/biomet/39.3-4.324; M. J. Salganik and
    K. E. C. Levy, PLoS ONE 10 (2015), doi:10.1371/journal.pone.0123483; steps after D. R. Hunter,
    Annals of Statistics 32 (2004), doi:10.1214/aos/1079120141.
    """
    need_ballots(vote)
    found = strengths_of(vote, prior=options.prior)
    chance = chances(found.log_strength)
    spread = 1.96 * np.sqrt(np.diag(found.covariance))
    low, high = chances(found.log_strength - spread), chances(found.log_strength + spread)
    tally = [{"wins": 0, "losses": 0, "equal": 0} for _ in vote.options]
    for (one, other, equal), times in vote.ballots:
        tally[one]["equal" if equal else "wins"] += times
        tally[other]["equal" if equal else "losses"] += times

    def why(place: int, won: bool, number: int) -> Reason:
        percents = {
            "chance_percent": round(100 * chance[place]),
            "low_percent": round(100 * low[place]),
            "high_percent": round(100 * high[place]),
        }
        code = "rank.won.strength" if won else "rank.lost.strength"
        return Reason(code, {**tally[place], **percents, "place": number})

    figures = (f"{100 * value:.4f}" for value in chance.tolist())
    return settled("pairwise", vote, options, _levels(chance), figures, why)


def _levels(chance: Floats) -> list[list[int]]:
    levels: list[list[int]] = []
    line = sorted(range(len(chance)), key=lambda place: -float(chance[place]))
    for before, place in zip([None, *line], line, strict=False):
        if before is not None and float(chance[before] - chance[place]) <= EQUAL:
            levels[-1].append(place)
        else:
            levels.append([place])
    return levels


def chances(log_strength: Floats) -> Floats:
    """The chance of being preferred to an ordinary option."""
    return np.asarray(1 / (1 + np.exp(-log_strength)), dtype=np.float64)


def strengths_of(vote: Pairs, *, prior: int = 1) -> Strengths:
    """The most likely strengths under the prior: some steps of minorise-maximise, then Newton's to the end.

    The logarithm of the posterior is concave and the prior makes it strictly so: there is one maximum. Newton's steps
    are halved while they would not raise it.
    """
    met, won = _tallies(vote)
    strength = np.ones(len(vote.options))
    for _ in range(MM_STEPS):
        shared = met / (strength[:, None] + strength[None, :])
        strength = (won + prior) / (shared.sum(axis=1) + 2 * prior / (strength + 1))
    log_strength = np.log(strength)
    scale = won + met.sum(axis=1) + 2 * prior
    for _ in range(NEWTON_STEPS):
        slope, curve = _slope(log_strength, met, won, prior)
        if (np.abs(slope) <= TOLERANCE * scale).all():
            return Strengths(log_strength, np.asarray(np.linalg.inv(curve), dtype=np.float64))
        step = np.asarray(np.linalg.solve(curve, slope), dtype=np.float64)
        log_strength = _climbed(log_strength, step, met, won, prior)
    raise MethodError("rank.not_settled", {"steps": NEWTON_STEPS})


def _climbed(start: Floats, step: Floats, met: Floats, won: Floats, prior: int) -> Floats:
    """A step taken whole, or halved until it does not go down by more than rounding."""
    height = _height(start, met, won, prior)
    least = height - EQUAL * abs(height)
    while np.abs(step).max() > 1e-14 and _height(start + step, met, won, prior) < least:
        step = step / 2
    return start + step


def _tallies(vote: Pairs) -> tuple[Floats, Floats]:
    """How often each two met, and each option's victories, an equal answer being half of one."""
    count = len(vote.options)
    met, won = np.zeros((count, count)), np.zeros(count)
    for (one, other, equal), times in vote.ballots:
        met[one, other] += times
        met[other, one] += times
        won[one] += times / 2 if equal else times
        won[other] += times / 2 if equal else 0
    return met, won


def _slope(log_strength: Floats, met: Floats, won: Floats, prior: int) -> tuple[Floats, Floats]:
    """The gradient of the log posterior, and the negative of its second derivative."""
    ahead = chances(log_strength[:, None] - log_strength[None, :])
    above = chances(log_strength)
    slope = won + prior - (met * ahead).sum(axis=1) - 2 * prior * above
    curve = -met * ahead * ahead.T
    np.fill_diagonal(curve, 0)
    np.fill_diagonal(curve, -curve.sum(axis=1) + 2 * prior * above * (1 - above))
    return slope, curve


def _height(log_strength: Floats, met: Floats, won: Floats, prior: int) -> float:
    """The log posterior but for a constant."""
    both = np.logaddexp(log_strength[:, None], log_strength[None, :])
    imagined = prior * (log_strength - 2 * np.logaddexp(log_strength, 0))
    return float((won * log_strength).sum() - (met * both).sum() / 2 + imagined.sum())


@dataclass(frozen=True, slots=True)
class NextPair:
    """Two options to ask about, how much an answer is expected to tell (natural units), and why these two."""

    left: str
    right: str
    gain: float
    reason: Reason

    def as_json(self) -> dict[str, object]:
        return {"left": self.left, "right": self.right, "gain": f"{self.gain:.6f}", "reason": self.reason.as_json()}


def next_pair(vote: Pairs, options: Options, *, seen: Iterable[tuple[str, str]] = ()) -> NextPair:
    """The two options about which one more answer is expected to tell most, among those not ``seen`` yet.

    An answer about two options with estimated chance p, whose difference in log strength has variance v, shrinks the
    volume of what is uncertain by the factor sqrt(1 + p (1 - p) v); its logarithm is the gain. So options with few
    answers come first, and then options that stand close together. Equal gains, and which stands left, are decided by
    lot.

    Complexity O(options cubed + answers).

    Raises:
        MethodError: ``rank.pair_needs_two``, ``rank.no_pair_left``, ``rank.option_unknown``.

    Source: the determinant criterion for paired comparisons, M. Glickman and S. Jensen, Journal of Statistical Planning
    and Inference 127 (2005), doi:10.1016/j.jspi.2003.09.022.
    """
    ids = vote.options
    if len(ids) < 2:
        raise MethodError("rank.pair_needs_two")
    found = strengths_of(vote, prior=options.prior)
    ahead = chances(found.log_strength[:, None] - found.log_strength[None, :])
    spread = np.diag(found.covariance)
    variance = spread[:, None] + spread[None, :] - 2 * found.covariance
    gain = np.triu(ahead * (1 - ahead) * variance, 1)
    places = {id_: place for place, id_ in enumerate(ids)}
    for pair in seen:
        if unknown := [id_ for id_ in pair if id_ not in places]:
            raise MethodError("rank.option_unknown", {"option": unknown[0]})
        one, other = sorted(places[id_] for id_ in pair)
        gain[one, other] = 0
    best = float(gain.max())
    if best <= 0:
        raise MethodError("rank.no_pair_left")
    pairs = {_named(ids[x], ids[y]): (int(x), int(y)) for x, y in np.argwhere(gain >= best * (1 - EQUAL))}
    one, other = pairs[draw_order(options.seed, pairs)[0]]
    left, right = (places[id_] for id_ in draw_order(f"{options.seed} sides", (ids[one], ids[other])))
    met, _ = _tallies(vote)
    params = {
        "left": ids[left],
        "right": ids[right],
        "chance_percent": round(100 * float(ahead[left, right])),
        "together": round(met[left, right]),
        "left_answers": round(met[left].sum()),
        "right_answers": round(met[right].sum()),
        "equals": len(pairs),
    }
    return NextPair(ids[left], ids[right], log1p(best) / 2, Reason("rank.next.telling", params))


def _named(one: str, other: str) -> str:
    """A pair as one text for the lot: the length keeps two pairs from reading alike."""
    return f"{len(one)}:{one}\n{other}"
