"""What this room says: the words of its refusals and of its history. Its sub-rooms speak for themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives import actions, queries
from coproduce.people.actions import clear_old
from coproduce.people.registry import register_erasure, register_mine, register_who

from .agreements import steps as agreements
from .invitations import steps as invitations
from .registry import Offer, register_due, register_history, register_offers, register_refusal, step_kinds
from .townhall import steps as townhall

__all__ = ["agreements", "invitations", "townhall"]

register_refusal(
    "standing_of_other_side", _("That standing belongs to the other side. Choose one from your own side."), 422
)
register_refusal("initiative_closed", _("This initiative is closed. Its account stays open to read."))
register_refusal("not_ready_to_run", _("It cannot start yet. Fill in what is missing first."))
register_refusal("not_a_party", _("Only people who take part in this initiative can do that. Join it first."), 403)
register_refusal(
    "informal_group_cannot_answer", _("An informal group cannot answer in law. Name a body that can."), 422
)
register_refusal("field_not_open", _("That cannot be changed here."), 422)
register_refusal("citizens_join_themselves", _("Citizens join by themselves. Give them the address of this page."), 422)
register_refusal("professional_needs_body", _("A professional acts for a body. Name it."), 422)
register_refusal(
    "citizens_leave_themselves",
    _("Only the person can end this. You can end the part of professionals and bodies."),
    403,
)
register_refusal("step_open_already", _("Somebody else has just opened this step. There is nothing more to do."))
register_refusal("step_was_opened", _("A step that was opened keeps its place, because its address is in the record."))
register_refusal(
    "step_in_use", _("Something is already prepared in this step. Take that away first, or leave the step unopened.")
)

register_history("begun", _("It was written down"))
register_history("described", _("What it says of itself was changed: %(fields)s"))
register_history("joined", _("Somebody joined: %(side)s, %(role)s"))
register_history("left", _("Somebody left: %(side)s"))
register_history("step_added", _("A step was added: %(kind)s"))
register_history("step_removed", _("A step that was never opened was taken away: %(kind)s"))
register_history("steps_ordered", _("The order of the steps was changed"))
register_history("obstacle_gone", _("A line was taken away under: %(bearing)s"))
register_history("context_described", _("The context it works in was described"))
register_history("closed", _("It was closed"))


OPEN_NOW, OPEN_NEXT = _("Nothing is open now. This is the next step of the way."), _("The next step of the way.")


def next_step(initiatives: Sequence[Any], viewer: Any, at: datetime) -> Mapping[int, Sequence[Offer]]:
    """The first step that was never opened, for whoever coordinates; first of all where nothing else is open."""
    found = {}
    own_pages = {kind.code: kind.url_name for kind in step_kinds() if kind.opens_itself}
    for one in initiatives:
        steps = one.steps.all()
        step = next((step for step in steps if not step.was_opened), None)
        if step is None or not one.is_running or not queries.may_coordinate(viewer, one):
            continue
        idle = not any(other.is_open for other in steps)
        place = {"town": one.town.slug, "initiative": one.slug}
        url = reverse("initiatives:steps", kwargs=place) + f"#step-{step.position}"
        if step.kind in own_pages:
            url = reverse(own_pages[step.kind], kwargs={**place, "step": step.position})
        detail = OPEN_NOW if idle else OPEN_NEXT
        found[one.pk] = [Offer(step.title, detail, url, _("Open it"), 10 if idle else 70)]
    return found


register_offers(next_step)


def clear(at: datetime) -> int:
    """Old letters and marks of what was sent go when their time is over; people sit below this registry."""
    return clear_old(at=at)


register_due("people.clear", clear)
register_who(queries.parts_of)
register_erasure(actions.leave_everywhere)
register_mine("mine", 10, queries.capacities_of, "initiatives/mine/parts.html")
