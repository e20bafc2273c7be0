"""The appeal against a refusal, and its decision by somebody who neither refused nor asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from coproduce.accountability.models import Event
from coproduce.commissioning.models import Proposal, ProposalState
from coproduce.commissioning.proposals.queries import check_appeal, speaks_for_citizens
from coproduce.commissioning.proposals.queries.deciding import check_decider, decider
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Side
from coproduce.initiatives.queries import may_coordinate, parties_of
from coproduce.people.models import Person

from ._entries import ask_for_reason, hold, notice, plan, push_line, write_change

Text = Mapping[str, str]


def appeal(*, proposal: Proposal, text: Text, person: Person, at: datetime) -> Proposal:
    """The author or any citizen says why the refusal is wrong; once."""
    parties = parties_of(person, proposal.initiative)
    if not speaks_for_citizens(proposal, person, parties):
        raise Refused("only_citizens_appeal")
    check_appeal(proposal)
    ask_for_reason(text)
    speaking = [p for p in parties if p.pk == proposal.author_id or p.side == Side.CITIZEN]
    party = speaking[0] if speaking else None
    with transaction.atomic():
        hold(proposal, ProposalState.REFUSED, refused_as="nothing_to_appeal")
        proposal.state, proposal.appeal = ProposalState.APPEALED, dict(text)
        proposal.save(update_fields=["state", "appeal"])
        write_change(
            proposal=proposal, state=ProposalState.APPEALED, party=party, side=Side.CITIZEN, code="appeal", note=text,
            at=at,
        )  # fmt: skip
        plan(proposal=proposal, party=party, side=Side.CITIZEN, at=at)
        notice(proposal=proposal, event=Event.INPUT_RECEIVED, party=party, side=Side.CITIZEN, code="appeal", at=at)
        push_line(proposal.step)
    return proposal


def decide_appeal(
    *,
    proposal: Proposal,
    upheld: bool,
    note: Text,
    person: Person,
    at: datetime,
    cost: int | None = None,
    capacity: str = "",
) -> Proposal:
    """Somebody who runs the initiative, and neither refused nor asked, decides in words; upheld admits at ``cost``.

    ``capacity``: for whom, where the person has several parts here and none is of the body that refused.
    """
    if not may_coordinate(person, proposal.initiative):
        raise Refused("only_coordinators_decide")
    if proposal.state != ProposalState.APPEALED:
        raise Refused("no_appeal_waiting")
    check_decider(person, proposal)
    ask_for_reason(note)
    if upheld and (cost is None or cost < 0):
        raise Refused("cost_below_nothing")
    party = decider(person, proposal, capacity)
    code = "appeal_upheld" if upheld else "appeal_refused"
    with transaction.atomic():
        hold(proposal, ProposalState.APPEALED, refused_as="no_appeal_waiting")
        proposal.state = ProposalState.ADMITTED if upheld else ProposalState.REFUSED
        proposal.appeal_upheld = upheld
        if upheld:
            proposal.cost, proposal.upkeep_note = cost, dict(note)
        proposal.save(update_fields=["state", "appeal_upheld", "cost", "upkeep_note"])
        write_change(
            proposal=proposal, state=proposal.state, party=party, side=Side.PROFESSIONAL, code=code, note=note, at=at
        )
        plan(proposal=proposal, party=party, side=Side.PROFESSIONAL, at=at)
        notice(proposal=proposal, event=Event.INPUT_ANSWERED, party=party, side=Side.PROFESSIONAL, code=code, at=at)
        push_line(proposal.step)
    return proposal
