"""What comes out of a budget count, as frozen values, and what a rule is: a function that gives it.

Money is whole minor units (cents) throughout; shares and payments are exact fractions of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Literal, Protocol

from coproduce.methods._shared import Digested, Frozen, Reason, decimal_text
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.types import Election


@dataclass(frozen=True, slots=True)
class Round:
    """One project bought with its supporters' shares.

    ``payment``: what each full payer paid, in minor units, exact; by points or ranks, what they paid for each point
    they gave. ``effective_votes``: cost / payment. ``payers`` supporters paid something; ``full_payers`` of them paid
    in full, the others all they had left.
    """

    project: str
    cost: int
    payment: Fraction
    effective_votes: Fraction
    payers: int
    full_payers: int

    def as_json(self) -> dict[str, object]:
        return {
            "project": self.project,
            "cost": self.cost,
            "payment": decimal_text(self.payment, places=6),
            "effective_votes": decimal_text(self.effective_votes, places=6),
            "payers": self.payers,
            "full_payers": self.full_payers,
        }


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects that stood exactly equal, which one went first, and what decided: id, cost, votes or lot."""

    projects: tuple[str, ...]
    chosen: str
    broken_by: Literal["id", "cost", "votes", "lot"]

    def as_json(self) -> dict[str, object]:
        return {"projects": list(self.projects), "chosen": self.chosen, "broken_by": self.broken_by}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many voters prefer which of two outcomes, by how many funded projects each had approved (or by points).

    ``kept``: the rule whose outcome stands. The other one must be preferred by strictly more.
    """

    this: str
    other: str
    prefer_this: int
    prefer_other: int
    alike: int

    @property
    def kept(self) -> str:
        return self.other if self.prefer_other > self.prefer_this else self.this

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "kept": self.kept}


@dataclass(frozen=True)
class Outcome(Digested):
    """The result of a count, with everything needed to explain it and to check it.

    ``winners`` in the order they were chosen. ``rounds`` is empty for rules without shares. ``share`` is what each
    voter began with in minor units (zero for rules without shares), after ``add1_steps`` raises of
    ``options.increment`` whole units.
    """

    rule: str
    options: Options
    winners: tuple[str, ...]
    spent: int
    budget: int
    unit: int
    voters: int
    share: Fraction
    add1_steps: int
    rounds: tuple[Round, ...]
    ties: tuple[Tie, ...]
    reasons: Mapping[str, Reason]
    comparison: Comparison | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "reasons", Frozen(self.reasons))

    @classmethod
    def of(
        cls,
        rule: str,
        election: Election,
        options: Options,
        won: Sequence[int],
        reasons: Mapping[str, Reason],
        *,
        ties: Sequence[Tie] = (),
        share: Fraction = Fraction(0),
        add1_steps: int = 0,
        rounds: Sequence[Round] = (),
    ) -> Outcome:
        """The outcome of a rule that chose the projects at the places ``won`` of the election, in that order."""
        chosen = [election.projects[place] for place in won]
        return cls(
            rule=rule,
            options=options,
            winners=tuple(project.id for project in chosen),
            spent=sum(project.cost for project in chosen),
            budget=election.budget,
            unit=election.unit,
            voters=election.voters,
            share=share,
            add1_steps=add1_steps,
            rounds=tuple(rounds),
            ties=tuple(ties),
            reasons=reasons,
        )

    def _facts(self) -> dict[str, object]:
        """The outcome as plain values; money in minor units, ``unit`` of them to one whole unit."""
        return {
            "rule": self.rule,
            "options": self.options.as_json(),
            "winners": list(self.winners),
            "spent": self.spent,
            "budget": self.budget,
            "unit": self.unit,
            "voters": self.voters,
            "share": {"num": self.share.numerator, "den": self.share.denominator},
            "add1_steps": self.add1_steps,
            "rounds": [step.as_json() for step in self.rounds],
            "ties": [tie.as_json() for tie in self.ties],
            "reasons": {id_: reason.as_json() for id_, reason in self.reasons.items()},
            **({} if self.comparison is None else {"comparison": self.comparison.as_json()}),
        }


class Progress(Protocol):
    """Told now and then how far a long count is: raises so far and money spent by the latest trial."""

    def __call__(self, *, steps: int, spent: int, budget: int) -> None: ...


class Count(Protocol):
    """A way to choose projects: a pure function of the election and the options."""

    def __call__(self, election: Election, options: Options, *, progress: Progress | None = None) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to choose projects and what it can do: whoever offers rules asks this, never a rule's name.

    ``shares``: every voter begins with a share of the budget, so there are rounds and payments.
    ``listed``: points and ranks are added up like votes. ``points``: they are counted by a utility that speaks of them.
    With neither the rule counts approvals alone.
    ``file_threshold``: a file's own least number of votes applies unless another is asked for.
    ``needs_threshold``: without a least number of votes it refuses. ``choices``: the switches that change its count.
    ``equal_parts``: who cannot pay as much as the others pays nothing.
    """

    count: Count
    shares: bool = False
    listed: bool = True
    points: bool = False
    file_threshold: bool = False
    needs_threshold: bool = False
    choices: frozenset[str] = frozenset({"ties", "bounds"})
    equal_parts: bool = False

    def __call__(self, election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
        return self.count(election, options, progress=progress)
