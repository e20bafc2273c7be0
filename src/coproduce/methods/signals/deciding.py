"""Signals about who decides: T1, T2, T7, T8, T10, T15, T16, T17. Thresholds are compared in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coproduce.methods._shared import whole_percent
from coproduce.methods.signals.asking import Found
from coproduce.methods.signals.picture import LEVELS, Picture

Limits = Mapping[str, int]
NO = 2
"""Evidence that is a yes or a no is 1 or 2: in French 0 would be worded as 1."""


def without_influence(picture: Picture, limits: Limits) -> Found:
    """T1. Little power over binding decisions, and advice seldom adopted; without such decisions there is no power."""
    binding, answered = picture.binding_decisions or 0, picture.advice_answered or 0
    adopted = picture.advice_adopted or 0
    if binding and picture.decision_power is None:
        return None, {"fields": "decision_power"}
    if binding + answered < limits["decisions_at_least"]:
        return None, {"found": binding + answered, "needed": limits["decisions_at_least"]}
    power = Fraction(picture.decision_power or 0) if binding else Fraction(0)
    low = 100 * power < limits["decision_power_below"] and 100 * adopted < limits["adoption_below"] * max(answered, 1)
    params = {"percent": whole_percent(power, 1), "adopted": adopted, "answered": answered}
    return low, dict(params)


def late_entry(picture: Picture, limits: Limits) -> Found:
    """T2. Citizens began to plan when the money was committed or the design frozen."""
    committed, frozen = picture.committed_at_entry, picture.frozen_at_entry
    late = None if committed is None else 100 * committed > limits["committed_above"]
    if not (late or frozen) and (late is None or frozen is None):
        return None, {"fields": "committed_at_entry" if late is None else "frozen_at_entry"}
    return bool(late or frozen), {"percent": whole_percent(committed or 0, 1), "frozen": 1 if frozen else NO}


def nothing_changed(picture: Picture, limits: Limits) -> Found:
    """T7. Much was put in; nothing was adopted and no version has a citizen among its authors."""
    inputs, adopted, versions = picture.inputs or 0, picture.proposals_adopted or 0, picture.versions_by_citizens or 0
    if inputs < limits["inputs_at_least"] and not adopted and not versions:
        return None, {"found": inputs, "needed": limits["inputs_at_least"]}
    return not adopted and not versions, {"inputs": inputs, "adopted": adopted, "versions": versions}


def lone_seat(picture: Picture, limits: Limits) -> Found:
    """T8. On a body that decides sit fewer than three citizens, or fewer than a third."""
    bodies = sorted(picture.bodies or (), key=lambda body: (Fraction(body.citizens, body.seats or 1), body.name))
    if not bodies:
        return None, {"fields": "bodies"}
    least, third = limits["citizens_below"], limits["seats_of_three_below"]
    alone = [body for body in bodies if body.citizens < least or 3 * body.citizens < third * body.seats]
    shown = (alone or bodies)[0]
    return bool(alone), {"body": shown.name, "citizens": shown.citizens, "seats": shown.seats}


def no_real_choice(picture: Picture, limits: Limits) -> Found:
    """T10. One option stood on a ballot, or two thirds of citizens' proposals went before the vote."""
    options, made, removed = picture.fewest_options, picture.proposals, picture.proposals_removed
    single = None if options is None else options <= limits["options_at_most"]
    unknown = made is None or removed is None or not made
    emptied = None if unknown else 3 * (removed or 0) >= limits["removed_thirds_at_least"] * (made or 0)
    if not (single or emptied) and (single is None or emptied is None):
        return None, {"fields": "fewest_options" if single is None else "proposals, proposals_removed"}
    params = {"options": options or 0, "removed": removed or 0, "made": made or 0}
    return bool(single or emptied), dict(params)


def hand_picked(picture: Picture, limits: Limits) -> Found:
    """T15. Most citizens who take part were named by professionals."""
    whole, named = picture.participants or 0, picture.named_by_professionals or 0
    if whole < max(limits["participants_at_least"], 1):
        return None, {"found": whole, "needed": max(limits["participants_at_least"], 1)}
    return 100 * named > limits["named_above"] * whole, {"named": named, "whole": whole}


def promise_gap(picture: Picture, limits: Limits) -> Found:
    """T16. The evidence lies below the level promised to the public."""
    promised, shown = LEVELS.index(picture.level_promised or ""), LEVELS.index(picture.level_shown or "")
    return shown < promised, {"promised": promised + 1, "shown": shown + 1}


def drift(picture: Picture, limits: Limits) -> Found:
    """T17. Power over decisions fell while as much was delivered as before."""
    now, before = Fraction(picture.decision_power or 0), Fraction(picture.decision_power_before or 0)
    acts, earlier = picture.delivery_acts or 0, picture.delivery_acts_before or 0
    if not earlier:
        return None, {"found": 0, "needed": 1}
    constant = 100 * abs(acts - earlier) <= limits["delivery_within"] * earlier
    fell = 100 * (before - now) >= limits["fall_at_least"]
    return fell and constant, {"before": whole_percent(before, 1), "now": whole_percent(now, 1)}
