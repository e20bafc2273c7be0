"""Majority judgment: the option with the best median grade, and among equals the best next medians."""

from __future__ import annotations

from collections.abc import Sequence

from coproduce.methods._shared import MethodError, Reason, whole_percent
from coproduce.methods.ranking.order import levels_by, need_ballots, settled
from coproduce.methods.ranking.points import check_low
from coproduce.methods.ranking.types import Options, Outcome, Progress
from coproduce.methods.ranking.votes import Scores

Grades = Sequence[tuple[int, int]]
"""Grades from the lowest up, each with how many gave it."""


def majority_judgment(vote: Scores, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Order options by their majority values, compared exactly.

    The majority grade is the middle grade, of two middle ones the lower. Options with the same are told apart by taking
    one middle grade away from each and looking again, until they differ; those that never do are equal. An option that
    a ballot does not grade gets the lowest grade, ``options.low``, from it, so every option has as many grades as there
    are ballots.

    Complexity O(ballots x options + options x grades, sorted): grades are taken away in blocks, never one by one.

    Raises:
        MethodError: ``rank.no_ballots``, ``rank.score_under_low``, ``rank.missing_unfit`` for ``missing="left-out"``.

    Source: M. Balinski and R. Laraki, PNAS 104 (2007), doi:10.1073/pnas.0702634104.
    """
    need_ballots(vote)
    if options.missing != "lowest":
        raise MethodError("rank.missing_unfit", {"rule": "majority-judgment"})
    check_low(vote, options.low)
    tallies = _tallies(vote, options.low)
    keys = majority_values(tallies)
    medians = [median(grades) for grades in tallies]

    def why(place: int, won: bool, number: int) -> Reason:
        grade = medians[place]
        above = sum(times for g, times in tallies[place] if g > grade)
        below = sum(times for g, times in tallies[place] if g < grade)
        params: dict[str, str | int] = {
            "grade": grade,
            "above": above,
            "below": below,
            "above_percent": whole_percent(above, vote.voters),
            "below_percent": whole_percent(below, vote.voters),
            "place": number,
        }
        return Reason("rank.won.grade" if won else "rank.lost.grade", params)

    return settled("majority-judgment", vote, options, levels_by(keys), map(str, medians), why)


def median(grades: Grades) -> int:
    """The middle grade, of two middle ones the lower.

    >>> median([(1, 2), (4, 2)])
    1
    """
    half, seen = (sum(times for _, times in grades) + 1) // 2, 0
    return next(grade for grade, times in grades if (seen := seen + times) >= half)


def majority_values(tallies: Sequence[Grades]) -> list[tuple[int, ...]]:
    """One key an option: equal, less or greater as their whole sequences of middle grades are.

    Taken from the middle outwards the sequence alternates between the next lower and the next higher grade in line. It
    is constant between the points where some option's grade changes, so one look at each such point is enough.
    """
    voters = sum(times for _, times in tallies[0])
    bounds = [_bounds(grades) for grades in tallies]
    first = (voters - 1) // 2
    edges = {edge for line in bounds for edge in line}
    # Step k looks at the places first - k and, from the middle upwards, at its mirror image.
    mirror = first + 1 if voters % 2 == 0 else first
    steps = {0} | {first - edge + 1 for edge in edges if edge <= first}
    steps |= {edge - mirror for edge in edges if edge > mirror}
    looked = sorted(step for step in steps if 0 <= step <= first)
    keys = []
    for grades, line in zip(tallies, bounds, strict=True):
        key: list[int] = []
        for step in looked:
            key += (_grade_at(grades, line, first - step), _grade_at(grades, line, mirror + step))
        keys.append(tuple(key))
    return keys


def _bounds(grades: Grades) -> list[int]:
    """Where each grade's block begins in the line of all grades, the first left out."""
    begins, seen = [], 0
    for _, times in grades:
        if seen:
            begins.append(seen)
        seen += times
    return begins


def _grade_at(grades: Grades, bounds: Sequence[int], place: int) -> int:
    return grades[sum(1 for begin in bounds if begin <= place)][0]


def _tallies(vote: Scores, low: int) -> list[list[tuple[int, int]]]:
    counts: list[dict[int, int]] = [{} for _ in vote.options]
    for ballot, times in vote.ballots:
        for place, grade in ballot:
            counts[place][grade] = counts[place].get(grade, 0) + times
    for tally in counts:
        if missing := vote.voters - sum(tally.values()):
            tally[low] = tally.get(low, 0) + missing
    return [sorted(tally.items()) for tally in counts]
