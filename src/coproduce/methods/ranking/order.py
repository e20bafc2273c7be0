"""From levels of equal options to one order: lots drawn where they must be, winners, and reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from coproduce.methods._shared import Fact, MethodError, Reason, draw_order
from coproduce.methods.ranking.types import Options, Outcome, Tie
from coproduce.methods.ranking.votes import Pairs, Rankings, Scores, Stances

AnyVote = Rankings | Scores | Pairs | Stances
Why = Callable[[int, bool, int], Reason]


def levels_by(keys: Sequence[Any]) -> list[list[int]]:
    """The places in levels of equal keys, highest key first.

    >>> levels_by([1, 3, 1])
    [[1], [0, 2]]
    """
    levels: dict[Any, list[int]] = {}
    for place, key in enumerate(keys):
        levels.setdefault(key, []).append(place)
    return [levels[key] for key in sorted(levels, reverse=True)]


def need_ballots(vote: AnyVote) -> None:
    """Raises ``MethodError("rank.no_ballots")`` where nobody said anything."""
    empty: tuple[object, ...] = ()
    if not any(ballot != empty for ballot, _ in vote.ballots):
        raise MethodError("rank.no_ballots")


def settled(
    rule: str,
    vote: AnyVote,
    options: Options,
    levels: Sequence[Sequence[int]],
    figures: Iterable[str],
    why: Why,
    *,
    worthy: Callable[[int], bool] | None = None,
    ties: Sequence[Tie] = (),
    all_win: bool = False,
    **more: Any,
) -> Outcome:
    """The outcome of levels: within each the lot decides; the first ``options.seats`` that are worthy win.

    ``why(place, won, number)`` gives the reason of an option that stands at ``number``, counted from 1. Where the last
    seat falls within a level, its options get the reason of the lot instead.
    """
    ids = vote.options
    order: list[int] = []
    met, reasons = list(ties), dict[str, Reason]()
    for level in levels:
        named = tuple(sorted(ids[place] for place in level))
        drawn = named if all_win else draw_order(options.seed, named)
        places = {ids[place]: place for place in level}
        first, standing = len(order) + 1, [places[id_] for id_ in drawn]
        if len(level) > 1 and not all_win:
            met.append(Tie(named, drawn[0], "lot"))
        left = len(ids) if all_win else options.seats - len(order)
        chosen = [p for p in standing if worthy is None or worthy(p)]
        by_lot = 0 < left < len(chosen)
        for offset, place in enumerate(standing):
            won = offset < left and place in chosen
            if by_lot:
                params: Mapping[str, Fact] = {"equal": len(level), "seats": left, "place": first + offset}
                reasons[ids[place]] = Reason("rank.won.lot" if won else "rank.lost.lot", params)
            else:
                reasons[ids[place]] = why(place, won, first)
        order += standing
    winners = tuple(ids[p] for p in order if reasons[ids[p]].code.startswith("rank.won."))
    return Outcome(
        rule=rule,
        options=options,
        options_listed=ids,
        voters=vote.voters,
        winners=winners,
        order=tuple(ids[place] for place in order),
        levels=tuple(tuple(ids[place] for place in sorted(level)) for level in levels),
        figures=dict(zip(ids, figures, strict=True)),
        ties=tuple(met),
        reasons=reasons,
        **more,
    )


def look_back(
    tied: Sequence[int], stages: Sequence[Sequence[int | Fraction]], *, highest: bool
) -> tuple[list[int], int]:
    """Those of the tied who had most (or fewest) votes at the most recent stage at which they were unequal.

    ``stages``: votes by place at the end of each stage, oldest first. Goes on among those still equal. Returns them and
    the stage, counted from 1, that told the last apart (0: equal at every stage).
    """
    left, told = list(tied), 0
    for number in range(len(stages), 0, -1):
        votes = stages[number - 1]
        best = (max if highest else min)(votes[place] for place in left)
        kept = [place for place in left if votes[place] == best]
        if len(kept) < len(left):
            left, told = kept, number
        if len(left) == 1:
            break
    return left, told


def pick(
    tied: Sequence[int], stages: Sequence[Sequence[int | Fraction]], *, highest: bool, lot: Sequence[int]
) -> tuple[int, int]:
    """One of the tied by looking back, then by lot, and the stage that decided (0: the lot).

    ``lot``: every place in the order drawn. Who drew first fares best: transferred first, excluded last.
    """
    left, stage = look_back(tied, stages, highest=highest)
    if len(left) == 1:
        return left[0], stage
    return (min if highest else max)(left, key=lot.index), 0


def lot_of(vote: AnyVote, seed: str) -> list[int]:
    """Every place in the order of the lot."""
    places = {id_: place for place, id_ in enumerate(vote.options)}
    return [places[id_] for id_ in draw_order(seed, vote.options)]
