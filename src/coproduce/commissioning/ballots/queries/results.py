"""A closed vote laid out for readers: who won and who lost, why, and who paid how much of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from coproduce.accountability.models import Decision
from coproduce.commissioning.ballots.models import Ballot, BallotOption
from coproduce.methods._shared import nearest
from coproduce.methods.budgeting import Reason

from .elections import options_of
from .files import file_stem
from .rules import command_line, with_defaults


@dataclass(frozen=True, slots=True)
class Row:
    """One project with its outcome. Money in minor units; ``payment`` is what each full payer paid."""

    option: BallotOption
    votes: int
    reason: Reason
    won: bool
    round: int | None = None
    payment: int | None = None
    effective_votes: str = ""
    payers: int | None = None

    @property
    def left(self) -> int | None:
        """Money that its supporters had left at the end, for a project that lost."""
        value = self.reason.params.get("left")
        return value if isinstance(value, int) else None

    @property
    def affordable(self) -> int | None:
        """The highest cost at which a project that lost would have been funded, where it was looked for."""
        value = self.reason.params.get("enough_cost")
        return value if isinstance(value, int) else None

    @property
    def support(self) -> Fraction | None:
        """Effective support: money left with its supporters as a part of the cost, in whole percent."""
        value = self.reason.params.get("support_percent")
        return Fraction(value, 100) if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class Result:
    winners: list[Row]
    losers: list[Row]
    rule: Mapping[str, Any]
    outcome: Mapping[str, Any]
    share: int
    # What the money divided by the ballots gave each voter, where the shares were raised after that.
    first_share: int | None
    command: str
    file: str

    @property
    def names(self) -> dict[str, dict[str, str]]:
        """The title of each project by its code, for sentences that name one."""
        return {row.option.code: row.option.title for row in [*self.winners, *self.losers]}

    @property
    def beyond_left(self) -> bool:
        """Whether some project would have been funded at a cost above what its supporters had left, which puzzles."""
        return any((row.affordable or 0) > row.left for row in self.losers if row.left is not None)

    @property
    def with_shares(self) -> bool:
        """Whether each voter had a share of the money, so that there is somebody who paid."""
        return bool(self.outcome["rounds"])


def result_of(ballot: Ballot) -> Result:
    """The result of a closed vote, from what the record holds of it."""
    decision = ballot.decision
    assert decision is not None
    outcome = decision.result
    rows = {option.code: _row(option, outcome) for option in options_of(ballot)}
    order = {code: place for place, code in enumerate(outcome["winners"])}
    rule = with_defaults(ballot.rule)
    name = f"{file_stem(ballot)}.pb"
    share = nearest(Fraction(outcome["share"]["num"], outcome["share"]["den"]))
    return Result(
        winners=sorted((r for r in rows.values() if r.won), key=lambda r: order[r.option.code]),
        losers=sorted((r for r in rows.values() if not r.won), key=lambda r: (-r.votes, r.option.pk)),
        rule=rule,
        outcome=outcome,
        share=share,
        first_share=first if (first := _divided(decision)) is not None and first < share else None,
        command=command_line(name, rule, decision.seed),
        file=name,
    )


def _row(option: BallotOption, outcome: Mapping[str, Any]) -> Row:
    found = outcome["reasons"][option.code]
    paid = next(
        ((number, step) for number, step in enumerate(outcome["rounds"], 1) if step["project"] == option.code), None
    )
    row = Row(
        option=option,
        votes=outcome["votes"][option.code],
        reason=Reason(found["code"], {**found["params"], **outcome.get("margins", {}).get(option.code, {})}),
        won=option.code in outcome["winners"],
    )
    if paid is None:
        return row
    number, step = paid
    return Row(
        option=option,
        votes=row.votes,
        reason=row.reason,
        won=True,
        round=number,
        payment=nearest(Fraction(step["payment"])),
        effective_votes=step["effective_votes"],
        payers=step["payers"],
    )


def _divided(decision: Decision) -> int | None:
    if decision.budget is None or not decision.ballots:
        return None
    return nearest(Fraction(decision.budget, decision.ballots))
