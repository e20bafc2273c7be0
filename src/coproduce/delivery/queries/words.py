"""The rota in words: who is missing, what is free, when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext, ngettext, pgettext

from coproduce.delivery.models import Shift, Slot, SlotSide
from coproduce.ui.formats import clock, day
from coproduce.ui.said import said_plain


def called(slot: Slot, count: int) -> str:
    """What so many people of a slot are called: its own role words, else the side's."""
    own = said_plain(slot.roles if count > 1 else slot.role) or said_plain(slot.role)
    if own:
        return own
    if slot.side == SlotSide.CITIZEN:
        return ngettext("resident", "residents", count)
    if slot.side == SlotSide.PROFESSIONAL:
        return ngettext("professional", "professionals", count)
    return ngettext("person", "people", count)


def missing_in_words(slots: Iterable[Slot]) -> str:
    """Who is still needed: "2 residents and 1 gardener missing"; empty when the shift can take place."""
    parts = [(slot.missing, called(slot, slot.missing)) for slot in slots if slot.missing]
    if not parts:
        return ""
    who = _joined([f"{count} {name}" for count, name in parts])
    return ngettext("%(who)s missing", "%(who)s missing", sum(count for count, _ in parts)) % {"who": who}


def places_in_words(slots: Iterable[Slot]) -> str:
    """What is free and who comes: "2 places for residents free, 1 gardener is coming"."""
    free, coming = [], []
    for slot in slots:
        if slot.free > 0:
            free.append(
                ngettext("%(count)s place for %(who)s free", "%(count)s places for %(who)s free", slot.free)
                % {"count": slot.free, "who": called(slot, 2)}
            )
        if slot.taken:
            coming.append(
                ngettext("%(count)s %(who)s is coming", "%(count)s %(who)s are coming", slot.taken)
                % {"count": slot.taken, "who": called(slot, slot.taken)}
            )
    return ", ".join([*free, *coming])


def _joined(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return pgettext("list", "%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def hours_in_words(shift: Shift) -> str:
    """The shift's hours in the site's time zone, as in "9:00 to 12:00"."""
    return gettext("%(start)s to %(end)s") % {"start": clock(shift.starts), "end": clock(shift.ends)}


def before_in_words(shift: Shift) -> str:
    """When a moved shift was before, day and hours; empty for one that was never moved."""
    if shift.moved_from is None or shift.moved_from_end is None:
        return ""
    hours = gettext("%(start)s to %(end)s") % {"start": clock(shift.moved_from), "end": clock(shift.moved_from_end)}
    return f"{day(shift.moved_from, 'full')}, {hours}"
