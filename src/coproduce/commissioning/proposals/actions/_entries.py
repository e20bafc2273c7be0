"""What every act on a proposal writes: its row of history, its entry in the record, its step's line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from coproduce.accountability import actions as record
from coproduce.accountability.models import Kind
from coproduce.commissioning.models import Proposal
from coproduce.commissioning.proposals.models import ProposalChange
from coproduce.commissioning.proposals.queries import counts_of
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.models import Party, Step

Text = Mapping[str, str]


def ask_for_reason(note: Text) -> None:
    """Raises ``Refused`` where no language holds a word of the reason."""
    if not any(words.strip() for words in note.values()):
        raise Refused("proposal_reason_missing")


def hold(proposal: Proposal, *states: str, refused_as: str) -> None:
    """Hold the row while its state changes, so that of two at once one is told that the other was first."""
    if Proposal.objects.select_for_update().get(pk=proposal.pk).state not in states:
        raise Refused(refused_as)


def write_change(
    *, proposal: Proposal, state: str, party: Party | None, at: datetime, side: str = "", code: str = "",
    note: Text | None = None,
) -> None:  # fmt: skip
    """Add a row to what became of a proposal; a party's own side goes before ``side``."""
    ProposalChange.objects.create(
        proposal=proposal,
        state=state,
        code=code,
        note=dict(note or {}),
        party=party,
        side=party.side if party else side,
        at=at,
    )


def plan(*, proposal: Proposal, party: Party | None, at: datetime, side: str = "") -> None:
    """A check, an appeal and its decision are planning acts of their side; without a party they count as one person."""
    record.record_contribution(
        initiative=proposal.initiative,
        kind=Kind.PLAN,
        at=at,
        party=party,
        side=None if party else side,
        headcount=None if party else 1,
        thread=proposal.thread,
    )


def notice(
    *, proposal: Proposal, event: str, party: Party | None, at: datetime, side: str = "", code: str = ""
) -> None:
    """Tell the record of an event on a proposal, on the proposal's own thread."""
    params = {"proposal": proposal.number} | ({"code": code} if code else {})
    record.record_notice(
        initiative=proposal.initiative, event=event, at=at, thread=proposal.thread, party=party, side=side,
        params=params,
    )  # fmt: skip


def push_line(step: Step) -> None:
    """Push the step's current line down: how many there are, how many were not admitted, what waits."""
    counts = counts_of(step)
    note_step(
        step=step,
        code="proposals_so_far",
        params={
            "count": counts.count, "refused": counts.refused, "waiting": counts.waiting, "appeals": counts.appeals,
        },
    )  # fmt: skip
