"""The professional check: admitted with cost and upkeep, or not admitted with a code and words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from coproduce.accountability.models import Event
from coproduce.commissioning.models import Proposal, ProposalState, RefusalReason
from coproduce.commissioning.proposals.queries import professional_party
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Party
from coproduce.people.models import Person

from ._entries import ask_for_reason, hold, notice, plan, push_line, write_change

Text = Mapping[str, str]


def check_proposal(
    *, proposal: Proposal, admit: bool, cost: int | None, reason: str, note: Text, person: Person, at: datetime
) -> Proposal:
    """A professional's check, one way or the other."""
    if admit:
        return admit_proposal(proposal=proposal, cost=-1 if cost is None else cost, note=note, person=person, at=at)
    return refuse_proposal(proposal=proposal, reason=reason, note=note, person=person, at=at)


def admit_proposal(*, proposal: Proposal, cost: int, note: Text, person: Person, at: datetime) -> Proposal:
    """A professional finds that it can stand on a ballot, what it costs (minor units) and what upkeep it needs."""
    party = _checker(proposal, person)
    ask_for_reason(note)
    if cost < 0:
        raise Refused("cost_below_nothing")
    with transaction.atomic():
        hold(proposal, ProposalState.SUBMITTED, refused_as="proposal_checked_already")
        proposal.state, proposal.cost, proposal.upkeep_note = ProposalState.ADMITTED, cost, dict(note)
        proposal.save(update_fields=["state", "cost", "upkeep_note"])
        write_change(proposal=proposal, state=ProposalState.ADMITTED, party=party, note=note, at=at)
        plan(proposal=proposal, party=party, at=at)
        notice(proposal=proposal, event=Event.INPUT_ANSWERED, party=party, code="admitted", at=at)
        push_line(proposal.step)
    return proposal


def refuse_proposal(*, proposal: Proposal, reason: str, note: Text, person: Person, at: datetime) -> Proposal:
    """A professional finds that it cannot, with a reason from the closed list and in words."""
    party = _checker(proposal, person)
    ask_for_reason(note)
    if reason not in RefusalReason.values:
        raise Refused("refusal_code_missing")
    with transaction.atomic():
        hold(proposal, ProposalState.SUBMITTED, refused_as="proposal_checked_already")
        proposal.state, proposal.refusal, proposal.refusal_note = ProposalState.REFUSED, reason, dict(note)
        proposal.save(update_fields=["state", "refusal", "refusal_note"])
        write_change(proposal=proposal, state=ProposalState.REFUSED, party=party, code=reason, note=note, at=at)
        plan(proposal=proposal, party=party, at=at)
        notice(proposal=proposal, event=Event.OPTION_REMOVED, party=party, code=reason, at=at)
        push_line(proposal.step)
    return proposal


def _checker(proposal: Proposal, person: Person) -> Party:
    """The professional party who checks; nobody checks a proposal of their own."""
    party = professional_party(person, proposal.initiative)
    if party is None:
        raise Refused("only_professionals_check")
    if proposal.author is not None and proposal.author.person_id == person.pk:
        raise Refused("own_proposal")
    return party
