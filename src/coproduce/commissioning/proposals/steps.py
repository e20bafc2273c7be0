"""The step kind of proposals: its line, its offers, its refusals, and how a blueprint lays it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from coproduce.initiatives.queries import party_of, waiting
from coproduce.initiatives.registry import (
    Offer,
    Question,
    Rows,
    StepKind,
    Waiting,
    note_text,
    register_maker,
    register_note,
    register_offers,
    register_refusal,
    register_step,
)
from coproduce.people.registry import register_erasure, register_mine

from .actions import forget_proposals, lay_out_proposals
from .queries import KIND, my_proposals, steps_to_propose_in

register_step(
    StepKind(
        code=KIND,
        activity="commissioning",
        title=_("Make proposals and check them"),
        url_name="proposals:list",
        settings={"categories": [], "takes_thread": True},
    )
)
register_note(
    "proposals_so_far",
    ngettext_lazy(
        "%(count)s proposal, %(refused)s not admitted", "%(count)s proposals, %(refused)s not admitted", "count"
    ),
)
TO_CHECK = ngettext_lazy("%(count)s proposal waits for a check", "%(count)s proposals wait for a check", "count")


def _taking(initiatives: Sequence[Any], viewer: Any) -> Sequence[Any]:
    return initiatives


def _unfrozen(initiatives: Sequence[Any], known: bool) -> Rows:
    return waiting(steps_to_propose_in(initiatives), step="pk", key="position")


def to_propose(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """Propose something, for everybody, until a vote has fixed what stands on its ballot."""
    return [_to_propose(row.step, _place(row.step)) for row in sorted(rows, key=lambda row: row.key)]


def _place(step: Any) -> dict[str, Any]:
    initiative = step.initiative
    return {"town": initiative.town.slug, "initiative": initiative.slug, "step": step.position}


def _offers(initiatives: Sequence[Any], viewer: Any, at: datetime) -> Mapping[int, Sequence[Offer]]:
    """For professionals: what waits for their check."""
    by_pk = {initiative.pk: initiative for initiative in initiatives}
    # The page has read its steps and the viewer's capacities already: nothing here asks again.
    steps = [s for i in initiatives for s in i.steps.all() if s.kind == KIND and s.was_opened]
    found: dict[int, list[Offer]] = {}
    for step in steps:
        initiative = by_pk[step.initiative_id]
        if step.note_params.get("waiting") and party_of(viewer, initiative, side="professional"):
            found.setdefault(initiative.pk, []).append(_to_check(step, _place(step)))
    return found


def _to_propose(step: Any, place: Mapping[str, Any]) -> Offer:
    said = note_text(step.note_code) % step.note_params if step.note_code else _("Nobody has proposed anything yet.")
    url = reverse("proposals:submit", kwargs=dict(place))
    return Offer(title=_("Propose something"), detail=said, url=url, action=_("Make a proposal"), order=35)


def _to_check(step: Any, place: Mapping[str, Any]) -> Offer:
    count = step.note_params["waiting"]
    url = reverse("proposals:list", kwargs=dict(place)) + "?state=submitted&order=first"
    return Offer(
        title=_("Check proposals"), detail=TO_CHECK % {"count": count}, url=url, action=_("Check them"), order=15
    )


register_offers(_offers)
register_offers(Question(_taking, _unfrozen, to_propose), kinds=(KIND,))
register_mine("mine", 31, my_proposals, "proposals/mine.html")
register_erasure(forget_proposals)
register_maker(KIND, lambda step, content, at: lay_out_proposals(step=step, content=content, at=at))

register_refusal("proposals_closed", _("Proposals are not being taken now. You can still read them."))
register_refusal(
    "proposals_many_by_one",
    _("You have made %(count)s proposals here within a day. Come back tomorrow to make more."),
    429,
)
register_refusal("thread_elsewhere", _("That need belongs to another initiative. Start from its own page."), 422)
register_refusal("standing_missing", _("Say as what you write: resident, user, carer or volunteer."), 422)
register_refusal("only_professionals_check", _("Only professionals of this initiative check proposals."), 403)
register_refusal(
    "proposal_checked_already", _("Somebody has checked this proposal already. Read the outcome on its page.")
)
register_refusal("own_proposal", _("You made this proposal yourself. Somebody else has to check it."), 403)
register_refusal("cost_below_nothing", _("Write what it costs: nothing, or more than nothing."), 422)
register_refusal("refusal_code_missing", _("Choose a reason from the list. Nobody is refused without one."), 422)
register_refusal("proposal_reason_missing", _("Write your reasons. Everybody can read them."), 422)
register_refusal("only_citizens_appeal", _("The author or a resident appeals, not another professional."), 403)
register_refusal("nothing_to_appeal", _("There is no refusal to appeal against, or the appeal has been decided."))
register_refusal(
    "too_late_to_appeal",
    _(
        "The vote on these projects has begun, so what stands on the ballot is fixed. If something went wrong, raise a"
        " concern: whoever answers must reply."
    ),
)
register_refusal("only_coordinators_decide", _("Only those who run this initiative decide on an appeal."), 403)
register_refusal("capacity_missing", _("Say for whom you decide: you have more than one part here."), 422)
register_refusal("no_appeal_waiting", _("No appeal is waiting here."))
register_refusal(
    "own_refusal",
    _(
        "You refused it yourself, so somebody else has to decide on the appeal: the town’s clerk, or a second person"
        " who coordinates. Invite one if there is none."
    ),
    403,
)
register_refusal(
    "own_appeal",
    _(
        "You made this proposal or this appeal yourself, so somebody else has to decide: the town’s clerk, or a second"
        " person who coordinates. Invite one if there is none."
    ),
    403,
)
register_refusal("only_authors_withdraw", _("Only its author can withdraw a proposal."), 403)
register_refusal("proposal_withdrawn_already", _("It has been withdrawn already."))
