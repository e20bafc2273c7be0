"""Who decides on an appeal: nobody who refused, appealed or proposed, and for which body."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from coproduce.commissioning.models import Proposal, ProposalState
from coproduce.commissioning.proposals.models import ProposalChange
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.agreements.queries import responsibility_for
from coproduce.initiatives.models import Activity, Party, PartyRole, Side
from coproduce.initiatives.queries import parties_of
from coproduce.ui.said import said_plain


def last_refuser(proposal: Proposal) -> Party | None:
    """Who refused it: somebody else decides on the appeal."""
    change = (
        ProposalChange.objects.filter(proposal=proposal, state=ProposalState.REFUSED)
        .select_related("party")
        .order_by("-at", "-id")
        .first()
    )
    return change.party if change else None


def why_not_decide(person: Any, proposal: Proposal) -> str | None:
    """Why somebody may not decide on its appeal (they refused it, appealed or made the proposal), or None."""
    refuser = last_refuser(proposal)
    if refuser is not None and refuser.person_id == person.pk:
        return "own_refusal"
    appeals = ProposalChange.objects.filter(proposal=proposal, state=ProposalState.APPEALED, party__person=person)
    if (proposal.author is not None and proposal.author.person_id == person.pk) or appeals.exists():
        return "own_appeal"
    return None


def check_decider(person: Any, proposal: Proposal) -> None:
    """Refuse to let anybody decide on an appeal who refused, who appealed or who made the proposal."""
    if why_not := why_not_decide(person, proposal):
        raise Refused(why_not)


def _deciders(viewer: Any, proposal: Proposal) -> list[Party | None]:
    """In which capacities the viewer may decide on its appeal; more than one where the record does not tell for whom.

    The body that refused comes before all others, then the one that answers for setting priorities. None is the town,
    for which its clerk decides; a resident's own part carries no such power.
    """
    own = [p for p in parties_of(viewer, proposal.initiative) if p.side != Side.CITIZEN or _runs(p)]
    own.sort(key=lambda p: (not _runs(p), p.pk))
    refuser, held = last_refuser(proposal), responsibility_for(proposal.initiative, Activity.COMMISSIONING)
    for body in (refuser and refuser.organisation_id, held and held.accountable_id):
        if found := [p for p in own if body and p.organisation_id == body]:
            return [found[0]]
    by_body = {(p.organisation_id, p.side): p for p in reversed(own)}
    return [*by_body.values(), *([] if any(map(_runs, own)) else [None])]


def _runs(party: Party) -> bool:
    return party.role == PartyRole.COORDINATOR


def capacities_to_decide(viewer: Any, proposal: Proposal) -> list[tuple[str, Any]]:
    """For whom the viewer may decide, where that must be asked; empty where it is plain."""
    found = _deciders(viewer, proposal)
    return [(_code_of(p), _words_of(p)) for p in found] if len(found) > 1 else []


def decider(viewer: Any, proposal: Proposal, capacity: str) -> Party | None:
    """For whom the viewer decides on the appeal: ``capacity`` is read only where it must be asked."""
    found = _deciders(viewer, proposal)
    named = found if len(found) == 1 else [p for p in found if _code_of(p) == capacity]
    if not named:
        raise Refused("capacity_missing")
    return named[0]


def _code_of(party: Party | None) -> str:
    return str(party.pk) if party else "town"


def _words_of(party: Party | None) -> Any:
    if party is None:
        return gettext_lazy("the town")
    return said_plain(party.organisation.name) if party.organisation else party.get_standing_display()
