"""Instant-runoff: stage by stage the option with the fewest votes goes, and its ballots pass on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

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

    Complexity O(options squared + ranks on all ballots): a ballot is looked at again only when its option goes.

    Raises:
        MethodError: ``rank.no_ballots``, ``rank.one_seat``.

    Source: N. Tideman, Collective Decisions and Voting, Ashgate 2006, second part; that more support can harm: G. Doron
    and R. Kronick, American Journal of Political Science 21 (1977), doi:10.2307/2110496.
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
    """Who is still in, who went out in which order, and the votes at the end of each stage.

    ``tops``: for each kind of ballot, which of its groups counts and who of that group is still in. ``holders``: the
    kinds of ballot that count for each option. ``held``: its votes now, in parts of ``unit`` each, so that a ballot
    shared by any number that any group can hold is a whole number of them.
    """

    def __init__(self, vote: Rankings, options: Options) -> None:
        self.vote = vote
        self.lot = lot_of(vote, options.seed)
        self.left = list(range(len(vote.options)))
        self.out: list[int] = []
        self.ties: list[Tie] = []
        self.rounds: list[Round] = []
        self.holders: list[list[int]] = [[] for _ in vote.options]
        most = max((len(group) for ballot, _ in vote.ballots for group in ballot), default=1)
        self.unit = lcm(*range(1, most + 1))
        self.held = [0] * len(vote.options)
        self.tops: list[tuple[int, Sequence[int]]] = []
        for kind, (ballot, times) in enumerate(vote.ballots):
            self.tops.append((0, ballot[0] if ballot else ()))
            self._count(kind, times, self.tops[-1][1], new=True)
        self.stages: list[Sequence[Fraction]] = [self._votes()]

    def _count(self, kind: int, times: int, top: Sequence[int], *, new: bool = False) -> None:
        """Let a kind of ballot count for those at its top, or (``times`` negative) no longer."""
        for place in top:
            self.held[place] += times * self.unit // len(top)
            if new:
                self.holders[place].append(kind)

    def _pass_on(self, goes: int) -> None:
        """The ballots of an option that goes: to those ranked equal with it, else to the next group with one left."""
        staying = set(self.left)
        for kind in self.holders[goes]:
            ballot, times = self.vote.ballots[kind]
            at, top = self.tops[kind]
            self._count(kind, -times, top)
            kept = [place for place in top if place != goes]
            shared = bool(kept)
            while not kept and at + 1 < len(ballot):
                at += 1
                kept = [place for place in ballot[at] if place in staying]
            self.tops[kind] = at, kept
            self._count(kind, times, kept, new=not shared)

    def _votes(self) -> list[Fraction]:
        return [Fraction(held, self.unit) for held in self.held]

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
        self._pass_on(goes)
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
