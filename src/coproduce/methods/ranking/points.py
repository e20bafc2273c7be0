"""Rules that add up: Borda, score, approval. The highest sum stands first; all sums are exact."""

from __future__ import annotations

from fractions import Fraction

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.ranking.order import AnyVote, Why, levels_by, need_ballots, settled
from coproduce.methods.ranking.types import Options, Outcome, Progress, exact_text
from coproduce.methods.ranking.votes import Rankings, Scores


def borda(vote: Rankings, options: Options, *, progress: Progress | None = None) -> Outcome:
    """A point to each option for every option it is ranked above, and half a point for every one it is ranked equal to.

    Unranked options: ``average`` counts them all equal and last, so they share the points of the places left; ``zero``
    gives them nothing and leaves the others as they are; ``modified`` counts only options the ballot ranks, plus one,
    so the top of k ranked gets k.

    Complexity O(ballots x options).

    Raises:
        MethodError: ``rank.no_ballots``.

    Source: J.-C. de Borda 1784; unranked options after P. Emerson, Social Choice and Welfare 40 (2013),
    doi:10.1007/s00355-011-0603-9.
    """
    need_ballots(vote)
    count = len(vote.options)
    doubled = [0] * count
    for ballot, times in vote.ballots:
        ranked = sum(map(len, ballot))
        below = 2 * (ranked if options.unranked == "modified" else count - 1)
        for group in ballot:
            for place in group:
                doubled[place] += times * (below - (len(group) - 1))
            below -= 2 * len(group)
        if options.unranked == "average" and ranked < count:
            listed = {place for group in ballot for place in group}
            for place in range(count):
                if place not in listed:
                    doubled[place] += times * (count - ranked - 1)
    points = [Fraction(value, 2) for value in doubled]
    return settled("borda", vote, options, levels_by(points), map(exact_text, points), summed(vote, points, options))


def score(vote: Scores, options: Options, *, progress: Progress | None = None) -> Outcome:
    """The sum of the scores of each option; with ``missing="left-out"`` the mean of those given.

    A score not given counts as ``options.low``, or not at all; an option that nobody scored then stands at ``low``.
    Sums and means are compared exactly.

    Complexity O(ballots x options).

    Raises:
        MethodError: ``rank.no_ballots``, ``rank.score_under_low``.

    Source: W. D. Smith, Range voting (2000); C. Hillinger, The case for utilitarian voting (2005),
    doi:10.5282/ubm/epub.653.
    """
    need_ballots(vote)
    check_low(vote, options.low)
    sums, given = [0] * len(vote.options), [0] * len(vote.options)
    for ballot, times in vote.ballots:
        for place, value in ballot:
            sums[place] += times * value
            given[place] += times
    if options.missing == "left-out":
        points = [Fraction(s, n) if n else Fraction(options.low) for s, n in zip(sums, given, strict=True)]
    else:
        points = [Fraction(s + options.low * (vote.voters - n)) for s, n in zip(sums, given, strict=True)]
    return settled("score", vote, options, levels_by(points), map(exact_text, points), summed(vote, points, options))


def approval(vote: Scores, options: Options, *, progress: Progress | None = None) -> Outcome:
    """How many approve of each option: a 1 approves; a 0 or nothing does not. Nobody wins without a vote.

    Complexity O(approvals).

    Raises:
        MethodError: ``rank.no_ballots``, ``rank.approvals_only`` where a score is neither 0 nor 1.

    Source: S. J. Brams and P. C. Fishburn, American Political Science Review 72 (1978), doi:10.2307/1955105.
    """
    need_ballots(vote)
    votes = [0] * len(vote.options)
    for ballot, times in vote.ballots:
        for place, value in ballot:
            if value not in (0, 1):
                raise MethodError("rank.approvals_only", {"option": vote.options[place], "value": value})
            votes[place] += times * value
    points = [Fraction(value) for value in votes]
    why = summed(vote, points, options)

    def reason(place: int, won: bool, number: int) -> Reason:
        return why(place, won, number) if votes[place] else Reason("rank.lost.nobody", {"place": number})

    return settled(
        "approval",
        vote,
        options,
        levels_by(points),
        map(exact_text, points),
        reason,
        worthy=lambda place: votes[place] > 0,
    )


def check_low(vote: Scores, low: int) -> None:
    """Raises ``MethodError("rank.score_under_low")`` where a score lies under the lowest of the scale."""
    for ballot, _ in vote.ballots:
        for place, value in ballot:
            if value < low:
                raise MethodError("rank.score_under_low", {"option": vote.options[place], "value": value, "low": low})


def summed(vote: AnyVote, points: list[Fraction], options: Options) -> Why:
    """Reasons of rules that add up: the points, and how far from the last seat or from the first without one."""
    ranking = sorted(points, reverse=True)

    def why(place: int, won: bool, number: int) -> Reason:
        params: dict[str, str | int] = {"points": exact_text(points[place]), "place": number}
        if won and len(ranking) > options.seats:
            return Reason("rank.won.points", {**params, "lead": exact_text(points[place] - ranking[options.seats])})
        if won:
            return Reason("rank.won.room", params)
        return Reason("rank.lost.points", {**params, "short": exact_text(ranking[options.seats - 1] - points[place])})

    return why
