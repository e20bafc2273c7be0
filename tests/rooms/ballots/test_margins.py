"""What would have been enough stands beside the outcome of a closed vote, is true, and its cost is bounded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduce.commissioning.ballots.actions import counting
from coproduce.commissioning.ballots.queries import election_of, result_of
from coproduce.methods.budgeting import RULES
from coproduce.ui.reasons import say
from tests.rooms.ballots.test_closing import voted
from tests.rooms.ballots.town_vote import close
from tests.world import World


def test_a_loser_is_told_what_would_have_been_enough(world: World) -> None:
    ballot = close(voted(world))
    loser = next(row for row in result_of(ballot).losers if "more_voters" in row.reason.params)
    election = election_of(ballot)
    place = [project.id for project in election.projects].index(loser.option.code)
    assert ballot.decision is not None
    more = int(loser.reason.params["more_voters"])
    for added in range(more + 1):
        ballots = dict(election.ballots)
        ballots[(place,)] = ballots.get((place,), 0) + added
        again = replace(election, ballots=tuple(sorted((ballot, n) for ballot, n in ballots.items() if n)))
        winners = RULES[ballot.decision.method](again, counting.count_options(ballot.rule, ballot.seed)).winners
        assert (loser.option.code in winners) == (added == more)
    assert "for it alone would have been enough." in say(loser.reason.code, loser.reason.params)


def test_the_digest_does_not_hang_on_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vote too large for it: nothing is counted again and nothing is said."""
    monkeypatch.setattr(counting, "MARGIN_WORK", 0)
    ballot = close(voted(world))
    assert ballot.decision is not None
    assert ballot.decision.result["margins"] == {}
    for row in result_of(ballot).losers:
        assert "enough" not in say(row.reason.code, row.reason.params)
    outcome = RULES["equal-shares"](election_of(ballot), counting.count_options(ballot.rule, ballot.seed))
    assert outcome.digest == ballot.decision.outcome_digest
