"""The switches of a ranking count and its result, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, Protocol, get_args

from coproduce.methods._shared import Digested, Frozen, MethodError, Reason, decimal_text
from coproduce.methods.ranking.votes import MOST_SCORE, Pairs, Rankings, Scores, Stances, Vote

Unranked = Literal["average", "zero", "modified"]
Strength = Literal["winning", "margins"]
Missing = Literal["lowest", "left-out"]
Spend = Literal["votes", "credits"]


@dataclass(frozen=True, slots=True)
class Options:
    """The switches of a count; ``Rule.choices`` says which a rule heeds.

    ``seats``: how many win. ``seed``: where lots are drawn from. ``unranked``: what an option left out gets (Borda).
    ``strength``: what a pairwise victory weighs (Schulze, ranked pairs). ``missing``: what a score not given is worth.
    ``low``: the lowest score of the scale. ``spend``: whether a ballot holds votes, which cost their square, or the
    credits themselves; ``credits``: how many each voter has (quadratic). ``prior``: victories and defeats against an
    ordinary option that each option begins with (wiki survey).
    """

    seats: int = 1
    seed: str = "0"
    unranked: Unranked = "average"
    strength: Strength = "winning"
    missing: Missing = "lowest"
    low: int = 0
    spend: Spend = "votes"
    credits: int = 100
    prior: int = 1

    def __post_init__(self) -> None:
        for name, kind in CHOICES.items():
            if getattr(self, name) not in kind:
                raise MethodError("rank.choice_unknown", {"option": name, "value": str(getattr(self, name))})
        for name, least, most in NUMBERS:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                raise MethodError(
                    "rank.number_invalid", {"option": name, "value": str(value), "least": least, "most": most}
                )

    def as_json(self) -> dict[str, object]:
        return asdict(self)


CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unranked": get_args(Unranked),
        "strength": get_args(Strength),
        "missing": get_args(Missing),
        "spend": get_args(Spend),
    }
)
NUMBERS = (
    ("seats", 1, 1_000),
    ("low", -MOST_SCORE, MOST_SCORE),
    ("credits", 1, MOST_SCORE),
    ("prior", 1, 1_000),
)


@dataclass(frozen=True, slots=True)
class Tie:
    """Those who stood exactly equal, who fared best or was acted on, and what decided: an earlier stage or the lot.

    ``about``: ``order``, ``exclusion``, ``surplus`` or ``lock``. ``stage``: the earlier stage that told them apart, or
    0.
    """

    options: tuple[str, ...]
    chosen: str
    broken_by: Literal["earlier_stage", "lot"]
    about: Literal["order", "exclusion", "surplus", "lock"] = "order"
    stage: int = 0

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "options": list(self.options)}


@dataclass(frozen=True, slots=True)
class Round:
    """One stage of a count: what was done (``first``, ``surplus``, ``exclusion``) with whom, and what followed.

    ``votes``: what each option has at its end, exact. ``elected`` and ``excluded`` at this stage. ``exhausted``: votes
    no longer with anyone. ``value``: what one whole paper was worth when transferred from a surplus, or empty.
    """

    number: int
    act: Literal["first", "surplus", "exclusion"]
    option: str
    votes: Mapping[str, str]
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    exhausted: str = "0"
    value: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "votes", Frozen(self.votes))

    def as_json(self) -> dict[str, object]:
        return {
            "number": self.number,
            "act": self.act,
            "option": self.option,
            "votes": dict(self.votes),
            "elected": list(self.elected),
            "excluded": list(self.excluded),
            "exhausted": self.exhausted,
            "value": self.value,
        }


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection of a consent round, how many made it with these words, and whether it is still open."""

    option: str
    reason: str
    people: int
    open: bool

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True)
class Outcome(Digested):
    """The result of a count, with everything needed to explain it and to check it.

    ``order``: every option, best first. ``levels``: the same before any lot, those who stand equal together.
    ``figures``: what each option was ordered by, as exact text (points, strength, grade). ``matrix``: how many prefer
    the option of the row to that of the column, rows and columns in the order of ``options_listed``; empty where not
    used.
    """

    rule: str
    options: Options
    options_listed: tuple[str, ...]
    voters: int
    winners: tuple[str, ...]
    order: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    figures: Mapping[str, str]
    ties: tuple[Tie, ...]
    reasons: Mapping[str, Reason]
    rounds: tuple[Round, ...] = ()
    matrix: tuple[tuple[int, ...], ...] = ()
    objections: tuple[Objection, ...] = ()
    quota: int = 0
    invalid: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "figures", Frozen(self.figures))
        object.__setattr__(self, "reasons", Frozen(self.reasons))

    def _facts(self) -> dict[str, object]:
        return {
            "rule": self.rule,
            "options": self.options.as_json(),
            "options_listed": list(self.options_listed),
            "voters": self.voters,
            "invalid": self.invalid,
            "winners": list(self.winners),
            "order": list(self.order),
            "levels": [list(level) for level in self.levels],
            "figures": dict(self.figures),
            "quota": self.quota,
            "rounds": [stage.as_json() for stage in self.rounds],
            "matrix": [list(row) for row in self.matrix],
            "ties": [tie.as_json() for tie in self.ties],
            "objections": [objection.as_json() for objection in self.objections],
            "reasons": {id_: reason.as_json() for id_, reason in self.reasons.items()},
        }


class Progress(Protocol):
    """Told now and then how far a long count is."""

    def __call__(self, *, done: int, of: int) -> None: ...


class Count(Protocol):
    """A way to put options in order: a pure function of the vote and the options."""

    def __call__(self, vote: Any, options: Options, *, progress: Progress | None = None) -> Outcome: ...


_WANTED: dict[type[Vote], str] = {
    Rankings: "rank.wants_rankings",
    Scores: "rank.wants_scores",
    Pairs: "rank.wants_pairs",
    Stances: "rank.wants_stances",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to put options in order and what it can do: whoever offers rules asks this, never a rule's name.

    ``takes``: the kind of vote it counts; any other is refused (``rank.wants_...``). ``choices``: the switches it
    heeds beside ``seed``. ``stages``: it counts by stages, so there are rounds. ``fills``: seats are filled as long as
    there are options; else only options that deserve it win. ``one_winner``: more seats are refused.
    """

    count: Count
    takes: type[Vote]
    choices: frozenset[str] = frozenset({"seats"})
    stages: bool = False
    fills: bool = True
    one_winner: bool = False

    def __call__(self, vote: Vote, options: Options, *, progress: Progress | None = None) -> Outcome:
        if not isinstance(vote, self.takes):
            raise MethodError(_WANTED[self.takes])
        return self.count(vote, options, progress=progress)


def exact_text(value: Fraction | int) -> str:
    """A figure exactly: a whole number, a decimal where one ends within six places, else a fraction.

    >>> exact_text(3), exact_text(Fraction(7, 2)), exact_text(Fraction(10, 3))
    ('3', '3.5', '10/3')
    """
    value = Fraction(value)
    for places in range(7):
        if (10**places) % value.denominator == 0:
            return decimal_text(value, places=places)
    return f"{value.numerator}/{value.denominator}"
