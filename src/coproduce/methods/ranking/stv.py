"""The single transferable vote as counted in Scottish councils.

Weighted inclusive Gregory, five decimals, lawful ties.
"""

from __future__ import annotations

from dataclasses import dataclass

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.ranking.order import lot_of, pick, settled
from coproduce.methods.ranking.types import Options, Outcome, Progress, Round, Tie
from coproduce.methods.ranking.votes import Ranking, Rankings

UNIT = 100_000
"""Votes are counted in hundred-thousandths: transfer values have five decimals, any remainder ignored."""


@dataclass(slots=True)
class Parcel:
    """Papers with the same preferences: they go everywhere together, so they have one holder and one value each.

    ``at``: which of the preferences ``listed`` holds them. ``value``: of each paper when its holder received it, in
    hundred-thousandths of a vote.
    """

    listed: tuple[int, ...]
    papers: int
    at: int = 0
    value: int = UNIT


def stv(vote: Rankings, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Fill ``options.seats`` by the single transferable vote, with the rules of Scottish local elections.

    - Quota: valid papers divided by seats plus one, decimals ignored, plus one. Who reaches it is elected.
    - Surplus: the largest first, one a stage. Every paper of the elected option goes on to its next continuing option
      at surplus x its value when received / all votes of the option, cut to five decimals.
    - No surplus left: the option with the fewest votes is excluded; its papers go on at the value it received them.
    - Equal surpluses or fewest votes: who had more (or fewer) at the end of the most recent stage at which they
      differed; equal at every stage: the lot, here one order drawn from ``seed`` for the whole count.
    - As many options left as seats: all elected, without a further transfer.

    The Order knows no equal ranks: a paper that ranks options equal first is invalid, and one that does so later counts
    up to there. With no more options than seats all are elected without a count.

    Complexity O(options squared + ranks on all papers).

    Raises:
        MethodError: ``rank.no_ballots`` where no paper is valid.

    Source: Scottish Local Government Elections Order 2007, SSI 2007/42, schedule 1, rules 45 to 52; since
    3 May 2012 the Order of 2011, SSI 2011/399.
    """
    count = _Count(vote, options)
    if not count.valid:
        raise MethodError("rank.no_ballots")
    while count.goes_on():
        count.stage()
        if progress is not None:
            progress(done=len(count.elected) + len(count.excluded), of=len(vote.options))
    count.close()
    order = [*count.elected, *count.remaining(), *reversed(count.excluded)]
    return settled(
        "stv",
        vote,
        options,
        [[place] for place in order],
        (votes_text(count.last[place]) for place in range(len(vote.options))),
        count.why,
        ties=count.ties,
        rounds=tuple(count.rounds),
        quota=count.quota,
        invalid=vote.voters - count.valid,
    )


def preferences_of(ballot: Ranking) -> tuple[int, ...]:
    """The preferences of a paper in order, up to the first at which it ranks several options equal."""
    strict = next((rank for rank, group in enumerate(ballot) if len(group) > 1), len(ballot))
    return tuple([group[0] for group in ballot[:strict]])


def votes_text(votes: int) -> str:
    """Hundred-thousandths of a vote as a decimal, without closing zeros.

    >>> votes_text(350_000), votes_text(1_233_333)
    ('3.5', '12.33333')
    """
    whole, part = divmod(votes, UNIT)
    return f"{whole}.{part:05}".rstrip("0").rstrip(".")


class _Count:
    """Parcels by holder, votes at the end of each stage, and what became of each option."""

    def __init__(self, vote: Rankings, options: Options) -> None:
        self.ids, self.seats = vote.options, options.seats
        self.lot = lot_of(vote, options.seed)
        self.continuing = list(range(len(self.ids)))
        self.elected: list[int] = []
        self.excluded: list[int] = []
        self.pending: list[int] = []
        self.ties: list[Tie] = []
        self.rounds: list[Round] = []
        self.stages: list[list[int]] = []
        self.held: list[list[Parcel]] = [[] for _ in self.ids]
        self.votes = [0] * len(self.ids)
        self.last = [0] * len(self.ids)
        self.fate: dict[int, tuple[str, int]] = {}
        self.valid = 0
        for ballot, times in vote.ballots:
            if listed := preferences_of(ballot):
                self.valid += times
                self.held[listed[0]].append(Parcel(listed, times))
                self.votes[listed[0]] += UNIT * times
        self.quota = self.valid // (self.seats + 1) + 1
        self._end_of_stage("first", None, "")

    def goes_on(self) -> bool:
        """Whether seats are open and more options continue than there are."""
        return len(self.elected) < self.seats < len(self.elected) + len(self.continuing)

    def stage(self) -> None:
        """Transfer the largest surplus, or where there is none exclude the option with the fewest votes."""
        if self.pending:
            self._transfer_surplus()
        else:
            self._exclude_last()

    def close(self) -> None:
        """The last vacancies go to whoever continues, where they are no more than the seats."""
        if len(self.elected) + len(self.continuing) <= self.seats:
            filled = self._by_votes(self.continuing)
            for place in filled:
                self.fate[place] = ("rank.won.last_seats", len(self.stages))
            self.elected += filled
            self.continuing = []
            latest = self.rounds[-1]
            elected = (*latest.elected, *(self.ids[place] for place in filled))
            self.rounds[-1] = Round(
                latest.number,
                latest.act,
                latest.option,
                latest.votes,
                elected,
                latest.excluded,
                latest.exhausted,
                latest.value,
            )

    def remaining(self) -> list[int]:
        return self._by_votes(self.continuing)

    def why(self, place: int, won: bool, number: int) -> Reason:
        code, stage = self.fate.get(place, ("rank.lost.under_quota", len(self.stages)))
        votes: dict[str, str | int] = {
            "votes": votes_text(self.last[place]),
            "quota": self.quota,
            "step": stage,
            "place": number,
        }
        return Reason(code, votes)

    def _pass_on(self, parcels: list[Parcel]) -> None:
        """Each parcel to its next available preference; without one it is no longer with anyone."""
        open_to = set(self.continuing)
        for parcel in parcels:
            listed = parcel.listed
            for at in range(parcel.at + 1, len(listed)):
                if (place := listed[at]) in open_to:
                    parcel.at = at
                    self.held[place].append(parcel)
                    self.votes[place] += parcel.value * parcel.papers
                    break

    def _transfer_surplus(self) -> None:
        most = max(self.votes[place] for place in self.pending)
        place = self._one_of([p for p in self.pending if self.votes[p] == most], "surplus")
        self.pending.remove(place)
        credited, surplus = self.votes[place], self.votes[place] - self.quota * UNIT
        parcels, self.held[place] = self.held[place], []
        for parcel in parcels:
            parcel.value = surplus * parcel.value // credited
        self._pass_on(parcels)
        self.votes[place] = self.quota * UNIT
        self._end_of_stage("surplus", place, votes_text(surplus * UNIT // credited))

    def _exclude_last(self) -> None:
        fewest = min(self.votes[place] for place in self.continuing)
        place = self._one_of([p for p in self.continuing if self.votes[p] == fewest], "exclusion")
        self.continuing.remove(place)
        self.excluded.append(place)
        self.fate[place] = ("rank.lost.excluded", len(self.stages) + 1)
        self.last[place] = fewest
        parcels, self.held[place] = self.held[place], []
        self.votes[place] = 0
        if self.goes_on():  # else the last vacancies are filled and nothing more is transferred
            self._pass_on(parcels)
        self._end_of_stage("exclusion", place, "")

    def _end_of_stage(self, act: str, place: int | None, value: str) -> None:
        self.stages.append(list(self.votes))
        for left in self.continuing:
            self.last[left] = self.votes[left]
        reached = self._by_votes([p for p in self.continuing if self.votes[p] >= self.quota * UNIT])
        for winner in reached:
            self.fate[winner] = ("rank.won.quota", len(self.stages))
            self.continuing.remove(winner)
            if self.votes[winner] > self.quota * UNIT:
                self.pending.append(winner)
        self.elected += reached
        lost = self.valid * UNIT - sum(self.votes)
        self.rounds.append(
            Round(
                number=len(self.stages),
                act=act,  # type: ignore[arg-type]  # one of the three, written by this class alone
                option="" if place is None else self.ids[place],
                votes={self.ids[p]: votes_text(self.votes[p]) for p in range(len(self.ids)) if p not in self.excluded},
                elected=tuple(self.ids[p] for p in reached),
                excluded=(self.ids[place],) if place is not None and act == "exclusion" else (),
                exhausted=votes_text(lost),
                value=value,
            )
        )

    def _one_of(self, tied: list[int], about: str, *, record: bool = True) -> int:
        """The one to act on among equals: by an earlier stage, then by lot."""
        if len(tied) == 1:
            return tied[0]
        place, stage = pick(tied, self.stages, highest=about != "exclusion", lot=self.lot)
        if record or not stage:  # a lot is always recorded, also where it only says who is named first
            names = tuple(self.ids[p] for p in sorted(tied))
            by = "earlier_stage" if stage else "lot"
            tie = Tie(names, self.ids[place], by, about, stage)  # type: ignore[arg-type]  # both written here alone
            self.ties.append(tie)
        return place

    def _by_votes(self, places: list[int]) -> list[int]:
        """Most votes first; equal ones as surpluses would be taken.

        Only an order of naming: nobody wins or loses by it.
        """
        left, line = list(places), list[int]()
        while left:
            most = max(self.votes[place] for place in left)
            line.append(self._one_of([p for p in left if self.votes[p] == most], "order", record=False))
            left.remove(line[-1])
        return line
