"""What people said, as frozen values: rankings, scores, comparisons of two, stances. Equal ballots are kept once.

Whatever the order in which options and ballots are given, the same vote comes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, pairwise, repeat
from typing import Literal, TypeVar, get_args

from coproduce.methods._shared import Frozen, MethodError, is_printable

MOST_OPTIONS, MOST_VOTERS, MOST_SCORE, LONGEST_ID = 1_000, 10**15, 10**6, 200

Stance = Literal["consent", "objection", "withdrawn", "aside"]
STANCES: tuple[Stance, ...] = get_args(Stance)

Ranking = tuple[tuple[int, ...], ...]
Marks = tuple[tuple[int, int], ...]
Position = tuple[int, Stance, str]
Ballot = TypeVar("Ballot", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Vote:
    """``options``: their ids, sorted. ``names``: what they are called, where that differs.

    Raises:
        MethodError: ``rank.no_options``, ``rank.options_too_many`` (above 1,000), ``rank.option_invalid`` (empty, outer
            spaces, control characters, longer than 200), ``rank.option_twice``, ``rank.times_invalid``,
            ``rank.voters_too_many`` (above 10**15).
    """

    options: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=Frozen, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", Frozen(self.names))
        if not self.options:
            raise MethodError("rank.no_options")
        if len(self.options) > MOST_OPTIONS:
            raise MethodError("rank.options_too_many", {"count": len(self.options), "most": MOST_OPTIONS})
        for id_, times in Counter(self.options).items():
            if not id_ or id_ != id_.strip() or len(id_) > LONGEST_ID or not is_printable(id_):
                raise MethodError("rank.option_invalid", {"option": id_})
            if times > 1:
                raise MethodError("rank.option_twice", {"option": id_})
        if self.options != tuple(sorted(self.options)):
            raise MethodError("rank.options_unsorted")
        for id_, name in self.names.items():
            if id_ not in self.options:
                raise MethodError("rank.option_unknown", {"option": id_})
            if not is_printable(name):
                raise MethodError("rank.option_invalid", {"option": id_})


def _merged(ballots: Iterable[Ballot], times: Iterable[int] | None) -> tuple[tuple[Ballot, int], ...]:
    merged: dict[Ballot, int] = {}
    for ballot, count in zip(ballots, repeat(1) if times is None else times, strict=times is not None):
        merged[ballot] = merged.get(ballot, 0) + _check_times(count)
    _check_voters(sum(merged.values()))
    return tuple(sorted(merged.items()))


def _check_times(count: object) -> int:
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise MethodError("rank.times_invalid", {"value": str(count)})
    return count


def _check_voters(voters: int) -> None:
    if voters > MOST_VOTERS:
        raise MethodError("rank.voters_too_many", {"count": str(voters)})


def _sound(ballots: tuple[tuple[Ballot, int], ...], places: Iterable[int], options: int) -> None:
    """A vote built by hand is held to what ``of`` gives: known options, each ballot once, in order, cast by someone."""
    named = set(places)
    if named and not 0 <= min(named) <= max(named) < options:
        raise MethodError("rank.option_unknown", {"option": "?"})
    _check_voters(sum(_check_times(times) for _, times in ballots))
    hash(ballots)  # nothing in a vote can change
    kinds = [ballot for ballot, _ in ballots]
    if not all(one < other for one, other in pairwise(kinds)):  # type: ignore[operator]  # plain tuples throughout
        raise MethodError("rank.ballots_unsorted")


def _places(options: Iterable[str]) -> tuple[tuple[str, ...], dict[str, int]]:
    listed = tuple(sorted(options))
    return listed, {id_: place for place, id_ in enumerate(listed)}


def _place(places: Mapping[str, int], option: str) -> int:
    try:
        return places[option]
    except KeyError:
        raise MethodError("rank.option_unknown", {"option": option}) from None


@dataclass(frozen=True, slots=True)
class Rankings(Vote):
    """Ballots that rank options, best first; options ranked equal stand in one group; options left out are unranked.

    Every rule says what it makes of equal ranks and of unranked options.
    """

    ballots: tuple[tuple[Ranking, int], ...]

    def __post_init__(self) -> None:
        Vote.__post_init__(self)
        listed = [[place for group in ballot for place in group] for ballot, _ in self.ballots]
        _sound(self.ballots, chain.from_iterable(listed), len(self.options))
        for (ballot, _), ranked in zip(self.ballots, listed, strict=True):
            if len(set(ranked)) != len(ranked) or not all(ballot):
                raise MethodError("rank.ballot_malformed")

    @classmethod
    def of(
        cls,
        options: Iterable[str],
        ballots: Iterable[Iterable[str | Iterable[str]]],
        *,
        times: Iterable[int] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Rankings:
        """Merge ballots, each a sequence of option ids or of groups of them; ``times``: how many cast each.

        Raises:
            MethodError: as ``Vote``, and ``rank.option_unknown``, ``rank.ranked_twice``.

        >>> Rankings.of(["b", "a"], [["a", "b"], ["a", "b"], [["a", "b"]]]).ballots
        ((((0,), (1,)), 2), (((0, 1),), 1))
        """
        listed, places = _places(options)
        read = (_ranking(ballot, places) for ballot in ballots)
        return cls(listed, _merged(read, times), names=names or {})

    @property
    def voters(self) -> int:
        return sum(times for _, times in self.ballots)


def _ranking(ballot: Iterable[str | Iterable[str]], places: Mapping[str, int]) -> Ranking:
    groups, seen = list[tuple[int, ...]](), set[int]()
    for group in ballot:
        ids = (group,) if isinstance(group, str) else tuple(group)
        if len(ids) == 1 and (one := places.get(ids[0], -1)) >= 0 and one not in seen:  # nearly always
            seen.add(one)
            groups.append((one,))
            continue
        ranked = sorted(_place(places, id_) for id_ in ids)
        for place, id_ in zip(ranked, sorted(ids), strict=True):
            if place in seen:
                raise MethodError("rank.ranked_twice", {"option": id_})
            seen.add(place)
        if ranked:
            groups.append(tuple(ranked))
    return tuple(groups)


@dataclass(frozen=True, slots=True)
class Scores(Vote):
    """Ballots that give options whole numbers: grades, scores, votes, credits; an approval is a 1."""

    ballots: tuple[tuple[Marks, int], ...]

    def __post_init__(self) -> None:
        Vote.__post_init__(self)
        _sound(self.ballots, (place for ballot, _ in self.ballots for place, _ in ballot), len(self.options))
        for ballot, _ in self.ballots:
            if list(ballot) != sorted(dict(ballot).items()):
                raise MethodError("rank.ballot_malformed")
            for place, score in ballot:
                _check_score(self.options[place], score)

    @classmethod
    def of(
        cls,
        options: Iterable[str],
        ballots: Iterable[Mapping[str, int]],
        *,
        times: Iterable[int] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Scores:
        """Merge ballots, each a score by option id; what a ballot leaves out, each rule treats as it says.

        Raises:
            MethodError: as ``Vote``, and ``rank.option_unknown``, ``rank.score_invalid`` (no whole number, or beyond a
                million either way).
        """
        listed, places = _places(options)
        read = (_marks(ballot, places) for ballot in ballots)
        return cls(listed, _merged(read, times), names=names or {})

    @property
    def voters(self) -> int:
        return sum(times for _, times in self.ballots)


def _marks(ballot: Mapping[str, int], places: Mapping[str, int]) -> Marks:
    for id_, score in ballot.items():
        _check_score(id_, score)
    return tuple(sorted((_place(places, id_), score) for id_, score in ballot.items()))


def _check_score(option: str, score: object) -> None:
    if isinstance(score, bool) or not isinstance(score, int) or abs(score) > MOST_SCORE:
        raise MethodError("rank.score_invalid", {"option": option, "value": str(score)})


@dataclass(frozen=True, slots=True)
class Pairs(Vote):
    """Answers to "which of these two": (preferred, other), or (first, second, equal) where neither was preferred."""

    ballots: tuple[tuple[tuple[int, int, bool], int], ...]

    def __post_init__(self) -> None:
        Vote.__post_init__(self)
        _sound(self.ballots, (place for ballot, _ in self.ballots for place in ballot[:2]), len(self.options))
        for (one, other, equal), _ in self.ballots:
            if one == other:
                raise MethodError("rank.pair_of_one", {"option": self.options[one]})
            if equal and one > other:
                raise MethodError("rank.ballot_malformed")

    @classmethod
    def of(
        cls,
        options: Iterable[str],
        answers: Iterable[tuple[str, str] | tuple[str, str, bool]],
        *,
        times: Iterable[int] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Pairs:
        """Merge answers: (preferred, other), with a third value True where the two were called equal.

        Raises:
            MethodError: as ``Vote``, and ``rank.option_unknown``, ``rank.pair_of_one``.
        """
        listed, places = _places(options)

        def read(answer: tuple[str, str] | tuple[str, str, bool]) -> tuple[int, int, bool]:
            one, other = _place(places, answer[0]), _place(places, answer[1])
            equal = len(answer) == 3 and bool(answer[2])
            return (min(one, other), max(one, other), True) if equal else (one, other, False)

        return cls(listed, _merged(map(read, answers), times), names=names or {})

    @property
    def voters(self) -> int:
        """How many answers were given."""
        return sum(times for _, times in self.ballots)


@dataclass(frozen=True, slots=True)
class Stances(Vote):
    """A consent round: each ballot holds one person's stances, (option, stance, reason); an objection has a reason."""

    ballots: tuple[tuple[tuple[Position, ...], int], ...]

    def __post_init__(self) -> None:
        Vote.__post_init__(self)
        _sound(self.ballots, (place for ballot, _ in self.ballots for place, _, _ in ballot), len(self.options))
        for ballot, _ in self.ballots:
            if len({place for place, _, _ in ballot}) != len(ballot) or list(ballot) != sorted(ballot):
                raise MethodError("rank.ballot_malformed")
            for place, stance, reason in ballot:
                if stance not in STANCES:
                    raise MethodError("rank.stance_unknown", {"value": stance})
                if stance == "objection" and not reason:
                    raise MethodError("rank.objection_without_reason", {"option": self.options[place]})
                if not is_printable(reason):
                    raise MethodError("rank.reason_invalid", {"option": self.options[place]})

    @classmethod
    def of(
        cls,
        options: Iterable[str],
        ballots: Iterable[Mapping[str, tuple[Stance, str]]],
        *,
        times: Iterable[int] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Stances:
        """Gather what each person said: by option id, a stance and its reason (empty where none is needed).

        Raises:
            MethodError: as ``Vote``, and ``rank.option_unknown``, ``rank.stance_unknown``,
                ``rank.objection_without_reason``, ``rank.reason_invalid`` (control characters).
        """
        listed, places = _places(options)
        read = (
            tuple(sorted((_place(places, id_), stance, reason.strip()) for id_, (stance, reason) in ballot.items()))
            for ballot in ballots
        )
        return cls(listed, _merged(read, times), names=names or {})

    @property
    def voters(self) -> int:
        return sum(times for _, times in self.ballots)
