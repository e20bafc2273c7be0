"""What may be asked about proposals; the only way to one of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from coproduce.accountability.models import Event, Notice, Thread
from coproduce.accountability.queries import began_with, happened_since, thread_for
from coproduce.commissioning.models import Proposal, ProposalState, RefusalReason
from coproduce.commissioning.proposals.models import ProposalChange
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Initiative, Party, Side, Standing, Step, StepState
from coproduce.initiatives.queries import CITIZEN_STANDINGS, may_coordinate, parties_of, party_of, step_for

from .deciding import check_decider, why_not_decide
from .fates import Fate, fate_of, with_fates

KIND = "proposals"
# How many of my proposals my page shows.
ON_MY_PAGE = 20
ORDERS = {"newest": ("-number",), "first": ("number",), "cost": ("cost", "cost_asked", "number")}
NARROWING = ("state", "area", "category", "thread")
WITHDRAWABLE = (ProposalState.SUBMITTED, ProposalState.ADMITTED, ProposalState.REFUSED, ProposalState.APPEALED)


def proposals_step(viewer: Any, town: str, initiative: str, position: int) -> Step:
    """The step in which proposals are made; raises ``ObjectDoesNotExist`` for any other."""
    return step_for(viewer, town, initiative, position, kind=KIND)


def proposing_step(viewer: Any, town: str, initiative: str, position: int) -> Step:
    """The step, while proposals can be made in it: nobody fills in a form in vain."""
    step = proposals_step(viewer, town, initiative, position)
    if not is_open(step):
        raise Refused("proposals_closed")
    return step


def proposals_of(step: Step, asked: Mapping[str, str]) -> QuerySet[Proposal]:
    """The proposals of a step. ``asked`` may hold order, state, area, category and thread; unknown values are passed
    over, so that no column can be asked for by name."""
    found = Proposal.objects.filter(step=step).select_related("area", "author__organisation")
    if asked.get("state") in ProposalState.values:
        found = found.filter(state=asked["state"])
    if area := _code(asked.get("area", "")):
        found = found.filter(area__slug=area[:60])
    if category := _code(asked.get("category", "")):
        found = found.filter(category=category[:40])
    if (thread := _key(asked.get("thread", ""))) is not None:
        found = found.filter(thread_id=thread)
    return found.order_by(*ORDERS.get(asked.get("order", ""), ORDERS["newest"]))


def _code(text: str) -> str:
    """What may be compared with a code; a zero sign, which PostgreSQL refuses to compare, makes it none."""
    return "" if "\0" in text else text


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many proposals a step has, and how many stand where."""

    count: int
    waiting: int
    admitted: int
    refused: int
    appeals: int


def counts_of(step: Step) -> Counts:
    """How many proposals a step holds, in all and by state, in one query."""
    return _counted(Proposal.objects.filter(step=step))


def counts_shown(step: Step, asked: Mapping[str, str]) -> Counts | None:
    """The counts of what ``asked`` leaves; None where it leaves all."""
    return _counted(proposals_of(step, asked)) if any(asked.get(name) for name in NARROWING) else None


def _counted(proposals: QuerySet[Proposal]) -> Counts:
    states = ProposalState
    found = proposals.order_by().aggregate(
        count=Count("id"),
        waiting=Count("id", filter=Q(state=states.SUBMITTED)),
        admitted=Count("id", filter=Q(state=states.ADMITTED)),
        refused=Count("id", filter=Q(state=states.REFUSED)),
        appeals=Count("id", filter=Q(state=states.APPEALED)),
    )
    return Counts(**found)


def thread_asked(viewer: Any, step: Step, key: str) -> Thread | None:
    """The thread that a proposal is to answer, if one is named; raises ``Thread.DoesNotExist`` for a wrong one."""
    if not key:
        return None
    return thread_for(viewer, step.initiative.town.slug, step.initiative.slug, key)


def proposal_for(viewer: Any, town: str, initiative: str, position: int, number: int) -> Proposal:
    """One proposal of a step that the viewer may see."""
    step = proposals_step(viewer, town, initiative, position)
    rows = with_fates(Proposal.objects.select_related("thread", "area", "author__organisation"))
    proposal = rows.get(step=step, number=number)
    proposal.step, proposal.initiative = step, step.initiative
    return proposal


@dataclass(frozen=True, slots=True)
class Seen:
    """A proposal as one viewer sees it, with what that viewer may do."""

    proposal: Proposal
    changes: Sequence[ProposalChange]
    category: Mapping[str, str]
    may_check: bool
    may_appeal: bool
    may_decide: bool
    may_withdraw: bool
    # What other proposals on its thread share with it: a need, something else, or nothing where there are none.
    others: str
    # What became of it in a vote; None where it stood on no ballot.
    fate: Fate | None


def proposal_seen(proposal: Proposal, viewer: Any, at: datetime) -> Seen:
    """Everything the page of a proposal shows."""
    parties = parties_of(viewer, proposal.initiative)
    return Seen(
        proposal=proposal,
        changes=list(proposal.changes.select_related("party__organisation")),
        category=category_of(proposal),
        may_check=proposal.state == ProposalState.SUBMITTED and any(p.side == Side.PROFESSIONAL for p in parties),
        may_appeal=can_be_appealed(proposal)
        and (not viewer.is_authenticated or speaks_for_citizens(proposal, viewer, parties)),
        may_decide=proposal.state == ProposalState.APPEALED
        and may_coordinate(viewer, proposal.initiative)
        and why_not_decide(viewer, proposal) is None,
        may_withdraw=proposal.state in WITHDRAWABLE and is_author(proposal, parties),
        others=_shared_with_others(proposal),
        fate=fate_of(proposal, at),
    )


def _shared_with_others(proposal: Proposal) -> str:
    if not Proposal.objects.filter(step=proposal.step, thread=proposal.thread).exclude(pk=proposal.pk).exists():
        return ""
    return "need" if began_with(proposal.thread) == "need" else "thread"


def category_of(proposal: Proposal) -> Mapping[str, str]:
    """The words of the proposal's category, as its step names them."""
    for item in proposal.step.settings.get("categories", ()):
        if item["code"] == proposal.category:
            name: Mapping[str, str] = item["name"]
            return name
    return {}


def can_be_appealed(proposal: Proposal) -> bool:
    """A refusal can be appealed once, until a vote has fixed the projects that stand on its ballot."""
    return is_refused_for_now(proposal) and not vote_has_begun(proposal)


def is_refused_for_now(proposal: Proposal) -> bool:
    """Refused and no appeal decided yet: the author may still ask for a second look."""
    return proposal.state == ProposalState.REFUSED and proposal.appeal_upheld is None


def vote_has_begun(proposal: Proposal) -> bool:
    """Whether a vote was opened after the proposal was made: what stands on its ballot is fixed (I16)."""
    return happened_since(proposal.initiative, Event.OPTIONS_FROZEN, proposal.at)


def is_frozen(step: Step) -> bool:
    """Whether a vote fixed its projects since the step was opened: what is proposed now stands on no ballot."""
    return step.opens is not None and happened_since(step.initiative, Event.OPTIONS_FROZEN, step.opens)


def steps_to_propose_in(initiatives: Sequence[Any]) -> QuerySet[Step]:
    """The open steps of these initiatives that no vote has frozen since they were opened."""
    frozen = Notice.objects.filter(
        initiative=OuterRef("initiative"), event=Event.OPTIONS_FROZEN, at__gte=OuterRef("opens")
    )
    open_now = Step.objects.filter(initiative__pk__in=initiatives, kind=KIND, state=StepState.OPEN)
    return open_now.filter(~Exists(frozen))


def check_appeal(proposal: Proposal) -> None:
    """Refuse an appeal that can no longer be made."""
    if not is_refused_for_now(proposal):
        raise Refused("nothing_to_appeal")
    if vote_has_begun(proposal):
        raise Refused("too_late_to_appeal")


def is_author(proposal: Proposal, parties: Sequence[Party]) -> bool:
    """Whether one of these capacities is the one in which the proposal was made."""
    return any(p.pk == proposal.author_id for p in parties)


def speaks_for_citizens(proposal: Proposal, person: Any, parties: Sequence[Party]) -> bool:
    """The author of either side, any citizen party, or somebody who is no party yet: professionals alone do not.

    Nor does the clerk without a part here, who would speak for the town that decides.
    """
    if not parties:
        return not may_coordinate(person, proposal.initiative)
    return is_author(proposal, parties) or any(p.side == Side.CITIZEN for p in parties)


def professional_party(viewer: Any, initiative: Initiative) -> Party | None:
    """The professional capacity in which the viewer may check proposals."""
    return party_of(viewer, initiative, side=Side.PROFESSIONAL)


def proposal_to_check(viewer: Any, town: str, initiative: str, position: int, number: int) -> Proposal:
    """The proposal, for a professional who may check it now."""
    proposal = proposal_for(viewer, town, initiative, position, number)
    if professional_party(viewer, proposal.initiative) is None:
        raise Refused("only_professionals_check")
    if proposal.state != ProposalState.SUBMITTED:
        raise Refused("proposal_checked_already")
    return proposal


def proposal_to_appeal(viewer: Any, town: str, initiative: str, position: int, number: int) -> Proposal:
    """The proposal, for somebody who may appeal against its refusal now."""
    proposal = proposal_for(viewer, town, initiative, position, number)
    if not speaks_for_citizens(proposal, viewer, parties_of(viewer, proposal.initiative)):
        raise Refused("only_citizens_appeal")
    check_appeal(proposal)
    return proposal


def proposal_to_decide(viewer: Any, town: str, initiative: str, position: int, number: int) -> Proposal:
    """The proposal, for somebody who may decide on its appeal now."""
    proposal = proposal_for(viewer, town, initiative, position, number)
    if not may_coordinate(viewer, proposal.initiative):
        raise Refused("only_coordinators_decide")
    if proposal.state != ProposalState.APPEALED:
        raise Refused("no_appeal_waiting")
    check_decider(viewer, proposal)
    return proposal


def proposal_to_withdraw(viewer: Any, town: str, initiative: str, position: int, number: int) -> Proposal:
    """The proposal, for its author."""
    proposal = proposal_for(viewer, town, initiative, position, number)
    if not is_author(proposal, parties_of(viewer, proposal.initiative)):
        raise Refused("only_authors_withdraw")
    if proposal.state not in WITHDRAWABLE:
        raise Refused("proposal_withdrawn_already")
    return proposal


def made_by(person: Any) -> QuerySet[Proposal]:
    """The proposals that a person made, newest first."""
    found = Proposal.objects.filter(author__person=person)
    return found.select_related("thread__title", "author", "step", "initiative__town").order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Told:
    """A proposal in a list, with what became of it in a vote; None where it stood on no ballot."""

    proposal: Proposal
    fate: Fate | None


def told(proposals: Sequence[Proposal], at: datetime) -> list[Told]:
    """A page of proposals with their fates; one query, asked of these alone and not of all that were sorted."""
    rows = with_fates(Proposal.objects.filter(pk__in=[proposal.pk for proposal in proposals]))
    fates = {row.pk: fate_of(row, at) for row in rows}
    return [Told(proposal, fates[proposal.pk]) for proposal in proposals]


def my_proposals(person: Any, at: datetime) -> list[Told]:
    """The newest proposals of a person, for their own page; the rest of what became of each stands on its thread."""
    return [Told(proposal, fate_of(proposal, at)) for proposal in with_fates(made_by(person))[:ON_MY_PAGE]]


def never_voted_on(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Those that stood on no ballot: nothing that was decided rests on their words."""
    return proposals.filter(options=None)


def appeals_by(person: Any) -> QuerySet[ProposalChange]:
    """The appeals that a person wrote for themselves, with their proposals."""
    own = ProposalChange.objects.filter(party__person=person, party__organisation=None, state=ProposalState.APPEALED)
    return own.select_related("proposal")


def standings_to_join(viewer: Any, initiative: Initiative) -> list[tuple[str, Any]]:
    """As what somebody who is no party yet may join by writing; empty for those who are."""
    if parties_of(viewer, initiative):
        return []
    return [(standing.value, Standing(standing).label) for standing in CITIZEN_STANDINGS]


def refusal_reasons() -> list[tuple[str, Any]]:
    """The closed list of reasons for which a proposal may be refused, as a form offers it."""
    return list(RefusalReason.choices)


def states() -> list[tuple[str, Any]]:
    """Every state of a proposal, as a filter offers it."""
    return list(ProposalState.choices)


def is_open(step: Step) -> bool:
    """Whether proposals are taken: the state of the step alone decides, not the day it carries."""
    return step.state == StepState.OPEN
