"""Instant-runoff: stage by stage the option with the fewest votes goes, and its ballots pass on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.ranking.order import lot_of, need_ballots, pick, settled
from coproduce.methods.ranking.types import Options, Outcome, Progress, Round, Tie, exact_text
from coproduce.methods.ranking.votes import Rankings


def irv(vote: Rankings, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Each ballot counts for its highest option still in; the one with the fewest votes is excluded, until one is left.

    Equal ranks share a ballot equally, exactly. A ballot with no ranked option left is exhausted. Equal fewest votes:
    who had fewer at the most recent stage at which they differed goes; then the lot. Counting goes on to the last
    option so that there is a whole order; the winner's reason names the stage at which it first had more than half of
    the votes still counting. One winner: for several seats use ``stv``.

    Complexity O(options x ballots x options).

    Raises:
        MethodError: ``rank.no_ballots``, ``rank.one_seat``.

    Source: N. Tideman, Collective Decisions and Voting, Ashgate 2006, chapter 10; doi:10.4324/9781315259963.
    """
    if options.seats != 1:
        raise MethodError("rank.one_seat", {"rule": "irv"})
    need_ballots(vote)
    runoff = _Runoff(vote, options)
    while len(runoff.left) > 1:
        runoff.exclude()
        if progress is not None:
            progress(done=len(runoff.out), of=len(vote.options))
    runoff.close()
    winner = runoff.left[0]
    order = [winner, *reversed(runoff.out)]
    stages, ids = runoff.stages, vote.options

    def majority() -> int:
        return next((n for n, votes in enumerate(stages) if 2 * votes[winner] > sum(votes)), len(stages) - 1)

    def why(place: int, won: bool, number: int) -> Reason:
        stage = majority() if won else runoff.out.index(place)
        votes = stages[stage]
        said: dict[str, str | int] = {
            "votes": exact_text(votes[place]),
            "of": exact_text(sum(votes)),
            "step": stage + 1,
            "place": number,
        }
        return Reason("rank.won.majority" if won else "rank.lost.fewest", said)

    last = [stages[-1][winner] if p == winner else stages[runoff.out.index(p)][p] for p in range(len(ids))]
    return settled(
        "irv",
        vote,
        options,
        [[place] for place in order],
        map(exact_text, last),
        why,
        ties=runoff.ties,
        rounds=tuple(runoff.rounds),
    )


class _Runoff:
    """Who is still in, who went out in which order, and the votes at the end of each stage."""

    def __init__(self, vote: Rankings, options: Options) -> None:
        self.vote = vote
        self.lot = lot_of(vote, options.seed)
        self.left = list(range(len(vote.options)))
        self.out: list[int] = []
        self.ties: list[Tie] = []
        self.rounds: list[Round] = []
        self.stages: list[Sequence[Fraction]] = [self._votes()]

    def _votes(self) -> list[Fraction]:
        staying = set(self.left)
        parts: Counter[tuple[int, int]] = Counter()
        for ballot, times in self.vote.ballots:
            for group in ballot:
                top = [place for place in group if place in staying]
                if top:
                    for place in top:
                        parts[place, len(top)] += times
                    break
        votes = [Fraction(0)] * len(self.vote.options)
        for (place, sharing), times in parts.items():
            votes[place] += Fraction(times, sharing)
        return votes

    def exclude(self) -> None:
        votes = self.stages[-1]
        fewest = min(votes[place] for place in self.left)
        tied = [place for place in self.left if votes[place] == fewest]
        goes = tied[0]
        if len(tied) > 1:
            goes, stage = pick(tied, self.stages, highest=False, lot=self.lot)
            names = tuple(self.vote.options[place] for place in tied)
            by: Tie = Tie(names, self.vote.options[goes], "earlier_stage" if stage else "lot", "exclusion", stage)
            self.ties.append(by)
        self._record(votes, goes)
        self.left.remove(goes)
        self.out.append(goes)
        self.stages.append(self._votes())

    def close(self) -> None:
        self._record(self.stages[-1], None)

    def _record(self, votes: Sequence[Fraction], goes: int | None) -> None:
        ids = self.vote.options
        self.rounds.append(
            Round(
                number=len(self.rounds) + 1,
                act="exclusion" if self.out else "first",
                option=ids[self.out[-1]] if self.out else "",
                votes={ids[place]: exact_text(votes[place]) for place in self.left},
                elected=() if goes is not None else (ids[self.left[0]],),
                excluded=() if goes is None else (ids[goes],),
                exhausted=exact_text(self.vote.voters - sum(votes)),
            )
        )
