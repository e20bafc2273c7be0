"""Signals about who works and who answers: T3, T4, T5, T6, T9, T11, T12, T13, T14."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coproduce.methods._shared import Fact, whole_percent
from coproduce.methods.signals.asking import Found
from coproduce.methods.signals.picture import Picture

Limits = Mapping[str, int]
NO = 2


def _above(part: int | None, whole: int | None, limit: int, least: int) -> Found:
    """Whether more than a limit, in percent, of a whole that is large enough."""
    some, many = part or 0, whole or 0
    if many < max(least, 1):
        return None, {"found": many, "needed": max(least, 1)}
    return 100 * some > limit * many, {"some": some, "whole": many}


def promises_unanswered(picture: Picture, limits: Limits) -> Found:
    """T3. Too many promises that were due have no answer."""
    due = picture.promises_due
    return _above(picture.promises_unanswered, due, limits["unanswered_above"], limits["due_at_least"])


def hands_not_heads(picture: Picture, limits: Limits) -> Found:
    """T4. Citizens deliver and plan nothing."""
    whole, delivered = picture.citizen_acts or 0, picture.citizen_acts_delivery or 0
    if whole < max(limits["acts_at_least"], 1):
        return None, {"found": whole, "needed": max(limits["acts_at_least"], 1)}
    planned = picture.citizen_acts_planning or 0
    fires = planned == 0 and 100 * delivered >= limits["delivery_at_least"] * whole
    return fires, {"delivered": delivered, "whole": whole, "planned": planned}


def voice_without_reply(picture: Picture, limits: Limits) -> Found:
    """T5. Too much of what was put in and closed has no reasoned answer."""
    closed = picture.inputs_closed
    return _above(picture.inputs_unanswered, closed, limits["unanswered_above"], limits["closed_at_least"])


def same_few(picture: Picture, limits: Limits) -> Found:
    """T6. A tenth of people give most of citizens' time."""
    people, top = picture.citizens or 0, Fraction(picture.time_of_top_tenth or 0)
    if people < limits["people_at_least"]:
        return None, {"found": people, "needed": limits["people_at_least"]}
    return 100 * top > limits["top_tenth_above"], {"percent": whole_percent(top, 1), "whole": people}


def professionals_missing(picture: Picture, limits: Limits) -> Found:
    """T9. No professional act in delivery for so long, while citizens act."""
    days, meanwhile = picture.days_without_professional or 0, picture.citizen_delivery_meanwhile or 0
    return days >= limits["days_at_least"] and meanwhile > 0, {"days": days, "acts": meanwhile}


def marking_own_homework(picture: Picture, limits: Limits) -> Found:
    """T11. Only professionals assess."""
    citizens, professionals = picture.citizen_assessments or 0, picture.professional_assessments or 0
    if citizens + professionals < max(limits["acts_at_least"], 1):
        return None, {"found": citizens + professionals, "needed": max(limits["acts_at_least"], 1)}
    return citizens == 0, {"citizens": citizens, "professionals": professionals}


def free_labour(picture: Picture, limits: Limits) -> Found:
    """T12. Citizens work more, and what they ask back is refused or late."""
    asked = picture.expenses_asked
    late, most, least = picture.expenses_refused_or_late, limits["refused_or_late_above"], limits["asked_at_least"]
    unpaid, params = _above(late, asked, most, least)
    more = (picture.citizen_minutes or 0) > (picture.citizen_minutes_before or 0)
    if unpaid is None and more:
        return None, params
    told: dict[str, Fact] = {"some": picture.expenses_refused_or_late or 0, "whole": asked or 0}
    return bool(unpaid and more), {**told, "hours_rise": 1 if more else NO}


def burden_shift(picture: Picture, limits: Limits) -> Found:
    """T13. Professionals' time or public money falls while citizens' time rises and their power does not."""
    falls = [
        _fall(picture.professional_minutes, picture.professional_minutes_before),
        _fall(picture.public_money, picture.public_money_before),
    ]
    known = [fall for fall in falls if fall is not None]
    most = max(known, default=Fraction(0))
    shifted = 100 * most >= limits["fall_at_least"]
    if not known or (len(known) < len(falls) and not shifted):
        return None, {"fields": "professional_minutes, public_money"}
    more = (picture.citizen_minutes or 0) > (picture.citizen_minutes_before or 0)
    power = Fraction(picture.decision_power or 0) > Fraction(picture.decision_power_before or 0)
    return shifted and more and not power, {"percent": whole_percent(most, 1), "hours_rise": 1 if more else NO}


def _fall(now: int | None, before: int | None) -> Fraction | None:
    """By what share something fell; None where not recorded, or nothing was there to fall."""
    if now is None or not before:
        return None
    return max(Fraction(before - now, before), Fraction(0))


def quick_exit(picture: Picture, limits: Limits) -> Found:
    """T14. Most who came once did not come again."""
    came = picture.newcomers
    return _above(picture.newcomers_gone, came, limits["gone_above"], limits["newcomers_at_least"])
