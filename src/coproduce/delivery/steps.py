"""What this room declares: the rota and the task list as steps, what one can do next, and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import DateTimeField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from coproduce.initiatives.queries import AT, VIEWER, Given, parties_of, waiting
from coproduce.initiatives.registry import (
    Offer,
    Question,
    Rows,
    StepKind,
    Waiting,
    register_due,
    register_leaving,
    register_maker,
    register_note,
    register_offers,
    register_refusal,
    register_step,
)
from coproduce.people.registry import register_mine
from coproduce.ui.formats import day
from coproduce.ui.said import said_plain

from .actions import free_places, remind, renote_rotas, set_up_rota, set_up_tasks
from .queries.across import coming_up, month_before, open_slots, unsaid_shifts, waiting_for
from .queries.kinds import PAGES, ROTA, TASKS
from .queries.words import hours_in_words, places_in_words

OFFERS = 3


def next_shifts(initiatives: Sequence[Any], viewer: Any, at: datetime) -> Mapping[int, list[Offer]]:
    """The next shifts with a place free for the viewer: of their side, or of either side for a visitor."""
    found: dict[int, list[Offer]] = {}
    # The line that each rota shows knows whether a shift is to come, so most pages need not ask.
    some = {i.pk: i for i in initiatives if any(map(_has_shifts, i.steps.all()))}
    if not some:
        return found
    for _shift, group in groupby(open_slots(list(some.values()), viewer, at), key=lambda slot: slot.shift_id):
        of_shift = list(group)
        shift = of_shift[0].shift
        initiative = some[shift.task.initiative_id]
        offers = found.setdefault(initiative.pk, [])
        mine = {party.side for party in parties_of(viewer, initiative)}
        fits = any(slot.free > 0 and (not mine or any(slot.is_for(side) for side in mine)) for slot in of_shift)
        held: bool = of_shift[0].held  # type: ignore[attr-defined]  # the query annotates it
        if held or not fits or len(offers) >= OFFERS:
            continue
        offers.append(
            Offer(
                title=_("%(task)s, %(day)s, %(hours)s")
                % {
                    "task": said_plain(shift.task.title),
                    "day": day(shift.starts, "full"),
                    "hours": hours_in_words(shift),
                },
                detail=places_in_words(of_shift),
                url=reverse(
                    "delivery:shift", args=[initiative.town.slug, initiative.slug, shift.task.step.position, shift.pk]
                ),
                action=_("Take a place"),
                order=40,
            )
        )
    return found


# A rota without a shift so far has nothing to ask about, so most pages need not ask.
def _of_a_side(initiatives: Sequence[Any], viewer: Any) -> list[Any]:
    return [i for i in initiatives if parties_of(viewer, i) and any(map(_had_shifts, i.steps.all()))]


def _had_shifts(step: Any) -> bool:
    return bool(step.kind == ROTA and step.was_opened and step.note_code not in ("", "rota_empty"))


def _unsaid(initiatives: Sequence[Any], known: bool) -> Rows:
    shifts = unsaid_shifts(VIEWER, AT, Given("at", DateTimeField(), month_before))
    shifts = shifts.filter(task__initiative__pk__in=initiatives)
    return waiting(shifts, initiative="task__initiative_id", step="task__step_id", text="task__title", at="starts")


def who_came(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """Shifts that are over and wait for the viewer's side to say who came, the longest over first."""
    return [_to_say_who_came(row, row.step) for row in sorted(rows, key=lambda row: (row.at, row.key))[:OFFERS]]


def _to_say_who_came(shift: Waiting, step: Any) -> Offer:
    initiative = shift.initiative
    return Offer(
        title=_("%(task)s, %(day)s") % {"task": said_plain(shift.text), "day": day(shift.at, "full")},
        detail=_("This shift is over. Say who came, so that their work counts."),
        url=reverse("delivery:attendance", args=[initiative.town.slug, initiative.slug, step.position, shift.key]),
        action=_("Say who came"),
        order=18,
    )


def _has_shifts(step: Any) -> bool:
    return bool(step.is_open and step.note_params.get("shifts"))


def my_shifts(person: Any, at: datetime) -> Mapping[str, Any]:
    """What the person is signed up for."""
    coming = coming_up(person, at)
    return {"coming": coming} if coming else {}


def my_confirming(person: Any, at: datetime) -> Mapping[str, Any]:
    """Where the person's side is asked who came."""
    waiting = waiting_for(person, at)
    return {"waiting": waiting} if waiting else {}


register_step(
    StepKind(ROTA, "delivery", gettext_lazy("Rota"), PAGES[ROTA], {"level": "collective"}),
)
register_step(
    StepKind(TASKS, "delivery", gettext_lazy("Tasks"), PAGES[TASKS], {"level": "collective"}),
)
register_maker(ROTA, set_up_rota)
register_maker(TASKS, set_up_tasks)
register_offers(next_shifts, kinds=(ROTA, TASKS))
register_offers(Question(_of_a_side, _unsaid, who_came))
register_due("delivery.remind", remind)
register_leaving(free_places)
register_due("delivery.renote_rotas", renote_rotas)
register_mine("next", 20, my_confirming, "delivery/_to_confirm.html")
register_mine("mine", 20, my_shifts, "delivery/_my_shifts.html")

register_note("rota_empty", gettext_lazy("No shift planned yet"))
register_note("rota_under_way", gettext_lazy("The last shift planned is under way"))
register_note("rota_over", gettext_lazy("All shifts are over, the last was on %(day)s"))
register_note(
    "rota_filled",
    ngettext_lazy("%(shifts)s shift to come, nobody missing", "%(shifts)s shifts to come, nobody missing", "shifts"),
)
register_note(
    "rota_missing",
    ngettext_lazy("Rota: %(missing)s more person is needed", "Rota: %(missing)s more people are needed", "missing"),
)
register_note(
    "tasks_free",
    ngettext_lazy("%(free)s task waits for somebody", "%(free)s places in tasks wait for somebody", "free"),
)
register_note("tasks_taken", gettext_lazy("Every task has somebody"))

register_refusal("slot_full", gettext_lazy("Somebody was quicker: the last place is taken. Look for another shift."))
register_refusal("slot_for_other_side", gettext_lazy("This place is for the other side. Take one for yours."), 403)
register_refusal("rota_not_open", gettext_lazy("This rota is not open. Places can be taken once it opens."))
register_refusal("tasks_not_open", gettext_lazy("This list is not open. Tasks can be taken on once it opens."))
register_refusal("shift_called_off", gettext_lazy("This shift has been called off."))
register_refusal("shift_begun", gettext_lazy("This shift has begun. Places can no longer be taken or given back."))
register_refusal("shift_is_over", gettext_lazy("This shift is over. It can no longer be called off."))
register_refusal("shift_cannot_move", gettext_lazy("This shift has begun or is over. It can no longer be moved."))
register_refusal("shift_at_that_time", gettext_lazy("The shift already is at that time. Choose another."), 422)
register_refusal(
    "shift_moved_meanwhile",
    gettext_lazy("The shift was moved to another time after you opened the page. Go back to it and read the new time."),
)
register_refusal("shift_not_over", gettext_lazy("This shift is not over yet. Say who came when it has ended."))
register_refusal(
    "already_somewhere_then",
    gettext_lazy("You already have a place somewhere else at that time. Give that one back first."),
)
register_refusal("not_signed_up", gettext_lazy("That place has already been given back."))
register_refusal("shift_ends_before_it_starts", gettext_lazy("The shift must end after it begins."), 422)
register_refusal("shift_too_long", gettext_lazy("A shift can last 24 hours at most. Plan several."), 422)
register_refusal("shift_in_the_past", gettext_lazy("That time is already past. Choose a later one."), 422)
register_refusal("shift_without_places", gettext_lazy("Give at least one place, and as many as are needed."), 422)
register_refusal("reason_missing", gettext_lazy("Say why, in a few words."), 422)
register_refusal("confirmed_by_oneself", gettext_lazy("Nobody confirms their own work. The other side does."), 403)
register_refusal(
    "confirmed_by_same_side",
    gettext_lazy("Work is confirmed by the other side: a resident’s by a professional, and the reverse."),
    403,
)
register_refusal("attendance_already_said", gettext_lazy("That is already written down. Minutes can be put right."))
register_refusal(
    "minutes_outside_shift",
    gettext_lazy("The shift lasted %(longest)s minutes. Give that many or fewer."),
    422,
)
register_refusal("minutes_outside_day", gettext_lazy("Give at least 1 minute and at most 1440, which is a day."), 422)
register_refusal(
    "hours_counted_already",
    gettext_lazy("This person already has work counted at the same time somewhere else. No hour counts twice."),
)
register_refusal("more_than_a_day", gettext_lazy("That would make more than 24 hours on one day."), 422)
register_refusal("nothing_to_correct", gettext_lazy("There are no counted minutes here to put right."))
register_refusal("task_taken", gettext_lazy("Somebody was quicker: this task has enough people."))
register_refusal("task_not_yours_now", gettext_lazy("This task is not in your hands now."))
register_refusal(
    "task_minutes_changed",
    gettext_lazy(
        "The minutes were changed after you opened the page. Go back to the list, read them again, and confirm those."
    ),
)
register_refusal("task_not_finished", gettext_lazy("Nobody has said yet that this task is finished."))
