"""A vote counted, and the entry in the record that tells it: the same for a vote held here and one held elsewhere.

A count may take many seconds, and on SQLite one writer holds up all others. So it is done before the transaction that
records it; whoever records it says first whether the ballots are still the ones that were counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coproduce import __version__
from coproduce.accountability.actions import record_decision
from coproduce.accountability.models import Decision
from coproduce.commissioning.ballots.models import Ballot, BallotOption
from coproduce.commissioning.ballots.queries import count_options, input_digest, pb_text
from coproduce.commissioning.ballots.queries.files import file_stem
from coproduce.commissioning.ballots.queries.paths import path_of
from coproduce.commissioning.ballots.queries.rules import command_line
from coproduce.methods._shared import Fact
from coproduce.methods.budgeting import RULES, Election, Outcome, margins_of

# What would have been enough is looked for by counting again: a few seconds of it, in which nobody waits for a lock.
MARGIN_WORK = 18_000_000


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, what came out, the SHA-256 of the file by which anybody can count it again, and by loser what
    would have been enough."""

    election: Election
    outcome: Outcome
    input_digest: str
    margins: dict[str, dict[str, Fact]]


def count(ballot: Ballot, election: Election) -> Counted:
    """Count an election by the vote's own rule and seed. Raises ``MethodError`` where the rule cannot count it."""
    outcome = RULES[ballot.rule["rule"]](election, count_options(ballot.rule, ballot.seed))
    return Counted(election, outcome, input_digest(pb_text(ballot, election)), _margins(outcome, election))


def _margins(outcome: Outcome, election: Election) -> dict[str, dict[str, Fact]]:
    """By loser, what would have been enough, for rules whose reasons cannot tell; of large votes little or nothing."""
    if not RULES[outcome.rule].shares:
        return {}
    margins = margins_of(election, outcome.options, outcome, work=MARGIN_WORK)
    return {code: dict(margin.params) for code, margin in margins.items() if margin.params}


def record_count(
    *, ballot: Ballot, options: Sequence[BallotOption], counted: Counted, at: datetime, **more: Any
) -> Decision:
    """Record what a vote decided; ``more``: what only one kind of vote has, such as its electorate and mandate."""
    step, outcome = ballot.step, counted.outcome
    return record_decision(
        initiative=step.initiative,
        method=ballot.rule["rule"],
        options={
            **ballot.rule,
            "currency": ballot.currency,
            **({"imported": True} if ballot.imported else {}),
            "command": command_line(f"{file_stem(ballot)}.pb", ballot.rule, ballot.seed),
        },
        code_version=__version__,
        result=_result_value(counted, options),
        at=at,
        question=step.title,
        seed=ballot.seed,
        input_digest=counted.input_digest,
        outcome_digest=outcome.digest,
        ballots=counted.election.voters,
        spent=outcome.spent,
        significance=ballot.rule["significance"],
        page=path_of(step, "result/"),
        file=path_of(step, "ballots.pb"),
        **more,
    )


def _result_value(counted: Counted, options: Sequence[BallotOption]) -> dict[str, object]:
    """The outcome as codes and numbers, with the votes of each option beside it."""
    counts = [0] * len(options)
    for places, times in counted.election.ballots:
        for place in places:
            counts[place] += times
    return {
        **counted.outcome.as_json(),
        "votes": {o.code: n for o, n in zip(options, counts, strict=True)},
        "threads": _places(counted.outcome, options, counts),
        "margins": counted.margins,
    }


def _places(outcome: Outcome, options: Sequence[BallotOption], counts: Sequence[int]) -> dict[str, dict[str, object]]:
    """By thread, a project's votes and which place they gave it, whether it was chosen, and as which of how many: the
    rule may choose in another order than that of the votes. Losers keep their thread too."""
    chosen = {code: number for number, code in enumerate(outcome.winners, 1)}
    return {
        str(option.thread_id): {
            "votes": count,
            "place": 1 + sum(other > count for other in counts),
            "of": len(options),
            "won": option.code in chosen,
            **({"chosen": chosen[option.code], "winners": len(chosen)} if option.code in chosen else {}),
        }
        for option, count in zip(options, counts, strict=True)
        if option.thread_id is not None
    }
