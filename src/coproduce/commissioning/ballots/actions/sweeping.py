"""After ballots were shuffled: what the database still holds of the old rows is cleared away."""

from __future__ import annotations

from coproduce.commissioning.ballots.models import CastBallot, Idempotency, RollEntry, RollMark
from coproduce.people.actions import sweeping


def sweep() -> None:
    """Clear the old rows of every table that a vote writes. Runs after commit, outside any transaction."""
    sweeping.sweep(RollMark, CastBallot, RollEntry, Idempotency)
