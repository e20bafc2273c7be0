"""The step kind of needs: its line, its offers, its refusals, and how a blueprint lays it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from coproduce.initiatives.registry import (
    Offer,
    StepKind,
    note_text,
    register_maker,
    register_note,
    register_offers,
    register_refusal,
    register_step,
)
from coproduce.people.registry import register_erasure, register_mine

from .actions import forget_needs, lay_out_needs
from .queries import KIND, answering_party, my_needs, steps_to_answer, waiting_in

register_step(
    StepKind(
        code=KIND,
        activity="commissioning",
        title=_("Say what is missing"),
        url_name="needs:list",
        settings={"open": True, "open_per_day": 200},
    )
)
register_note(
    "needs_so_far",
    ngettext_lazy("%(count)s need, %(answered)s answered", "%(count)s needs, %(answered)s answered", "count"),
)


WAITING = ngettext_lazy("%(count)s need waits for an answer", "%(count)s needs wait for an answer", "count")


def _offers(initiatives: Sequence[Any], viewer: Any, at: datetime) -> Mapping[int, Sequence[Offer]]:
    """One offer for each open step: say what is missing; and for professionals what waits for their answer."""
    by_pk = {initiative.pk: initiative for initiative in initiatives}
    found: dict[int, list[Offer]] = {}
    for step in (s for i in initiatives for s in i.steps.all() if s.kind == KIND and s.was_opened):
        initiative = by_pk[step.initiative_id]
        if (count := waiting_in(step)) and answering_party(viewer, initiative):
            found.setdefault(initiative.pk, []).append(_to_answer(initiative, step, count))
    # The page has read its steps already, so they are looked through and not asked for again.
    for step in (s for i in initiatives for s in i.steps.all() if s.kind == KIND and s.is_open):
        initiative = by_pk[step.initiative_id]
        place = {"town": initiative.town.slug, "initiative": initiative.slug, "step": step.position}
        detail = note_text(step.note_code) % step.note_params if step.note_code else _("Nobody has said anything yet.")
        found.setdefault(initiative.pk, []).append(
            Offer(
                title=_("Say what is missing"),
                detail=detail,
                url=reverse("needs:say", kwargs=place),
                action=_("Say a need"),
                order=30,
            )
        )
    return found


def _to_answer(initiative: Any, step: Any, count: int) -> Offer:
    place = {"town": initiative.town.slug, "initiative": initiative.slug, "step": step.position}
    return Offer(
        title=_("Answer needs"),
        detail=WAITING % {"count": count},
        url=reverse("needs:list", kwargs=place) + "?show=unanswered",
        action=_("Answer them"),
        order=16,
    )


def my_answering(person: Any, at: datetime) -> list[tuple[Any, Offer]]:
    """For professionals: in which initiatives needs wait for an answer."""
    steps = steps_to_answer(person, at)
    return [(step.initiative, _to_answer(step.initiative, step, waiting_in(step))) for step in steps]


register_offers(_offers)
register_mine("next", 22, my_answering, "needs/to_answer.html")
register_mine("mine", 30, my_needs, "needs/mine.html")
register_erasure(forget_needs)
register_maker(KIND, lambda step, content, at: lay_out_needs(step=step, content=content, at=at))

register_refusal("needs_closed", _("Needs are not being collected now. You can still read them."))
register_refusal("needs_account", _("Here a need is said under an account, or on paper. Please sign in."), 403)
register_refusal(
    "needs_enough_today",
    _("You have said %(count)s needs today. Come back tomorrow, or sign in to say more."),
    429,
)
register_refusal(
    "needs_many_by_one",
    _("You have said %(count)s needs here within a day. Come back tomorrow to say more."),
    429,
)
register_refusal(
    "needs_many_today",
    _("Very many needs came in today without an account. Please sign in, or come back tomorrow."),
    429,
)
register_refusal("area_elsewhere", _("That part lies in another town. Choose one from the list."), 422)
register_refusal("headcount_missing", _("Write how many people said it: at least one."), 422)
register_refusal(
    "only_staff_write_down",
    _("Only professionals and coordinators of this initiative write down what was said on paper."),
    403,
)
register_refusal("only_professionals_answer", _("Only professionals of this initiative answer a need here."), 403)
register_refusal("only_coordinators_hide", _("Only those who run this initiative can hide a need."), 403)
register_refusal("hide_reason_missing", _("Choose why the need is hidden. Its page will show the reason."), 422)
register_refusal("need_answer_missing", _("Write an answer: an empty one tells nobody anything."), 422)
register_refusal("need_hidden", _("This need is hidden. Its page says why."))
