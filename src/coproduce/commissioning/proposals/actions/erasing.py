"""What becomes of proposals and appeals when the person who wrote them is erased."""

from __future__ import annotations

from datetime import datetime

from coproduce.accountability import actions as record
from coproduce.accountability.models import Event
from coproduce.commissioning.models import Proposal, ProposalState
from coproduce.commissioning.proposals.queries import appeals_by, made_by, never_voted_on
from coproduce.people.models import Person

from ._entries import notice, push_line, write_change
from .submitting import page_of

# What could still be voted on: a proposal without words cannot.
ALIVE = (ProposalState.SUBMITTED, ProposalState.ADMITTED, ProposalState.APPEALED)


def forget_proposals(person: Person, at: datetime) -> None:
    """Empty the person's appeals, and their proposals that no vote has taken up; those are withdrawn.

    A proposal that stood on a ballot stays as it stood there, without a name: else nobody could recount the decision.
    What was written for an organisation is its word.
    """
    for change in appeals_by(person):
        change.note = change.proposal.appeal = {}
        change.save(update_fields=["note"])
        change.proposal.save(update_fields=["appeal"])
    for proposal in never_voted_on(made_by(person)).filter(author__organisation=None):
        _empty(proposal, at)


def _empty(proposal: Proposal, at: datetime) -> None:
    proposal.title, proposal.text = {}, {}
    if proposal.thread.url == page_of(proposal.step, proposal.number):
        record.erase_words(words=proposal.thread.title)
    if proposal.state in ALIVE:
        proposal.state = ProposalState.WITHDRAWN
        write_change(proposal=proposal, state=ProposalState.WITHDRAWN, party=proposal.author, at=at)
        notice(proposal=proposal, event=Event.OPTION_REMOVED, party=proposal.author, code="withdrawn", at=at)
    proposal.save(update_fields=["title", "text", "state"])
    push_line(proposal.step)
