"""The seven evils of co-production, each with what would show it; they warn, and name the safeguard.

Source: Steen, Brandsen and Verschuere, "The Dark Side of Co-Creation and Co-Production: Seven Evils", in Co-Production
and Co-Creation, 2018, https://doi.org/10.4324/9781315204956. The detectors are choices.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from coproduce.methods._shared import Fact, whole_percent
from coproduce.methods.signals.asking import Found, Rule
from coproduce.methods.signals.picture import Picture
from coproduce.methods.signals.working import NO, burden_shift

Limits = Mapping[str, int]


def _any_of(tests: Mapping[str, bool | None], params: dict[str, Fact]) -> Found:
    """One that is known and holds is enough; none does only when all are known. Keys are the fields to be recorded."""
    if any(tests.values()):
        return True, params
    unknown = [fields for fields, test in tests.items() if test is None]
    return (None, {"fields": ", ".join(unknown)}) if unknown else (False, params)


def rejected_responsibility(picture: Picture, limits: Limits) -> Found:
    """E1. The public side withdraws: its time or money falls, citizens' time rises, and their power does not."""
    return burden_shift(picture, limits)


def failing_accountability(picture: Picture, limits: Limits) -> Found:
    """E2. Not every live activity has all that answering needs, or incidents stay without an answer."""
    complete, overdue = picture.accountability, picture.incidents_overdue
    tests = {
        "accountability": None if complete is None else 100 * complete < limits["complete_below"],
        "incidents_overdue": None if overdue is None else overdue > limits["overdue_above"],
    }
    return _any_of(tests, {"percent": whole_percent(complete or 0, 1), "overdue": overdue or 0})


def rising_transaction_costs(picture: Picture, limits: Limits) -> Found:
    """E3. Hours of organising for one of delivery rise period after period.

    The ratio of the last ``periods`` periods rises from each to the next. A period without delivery has no ratio.
    """
    pairs = list(zip(picture.organising_minutes or (), picture.delivered_minutes or (), strict=True))
    last = pairs[-max(limits["periods"], 2) :]
    whole = [Fraction(organised, delivered) for organised, delivered in last if delivered]
    if len(whole) < max(limits["periods"], 2):
        return None, {"found": len(whole), "needed": max(limits["periods"], 2)}
    rises = all(before < after for before, after in pairwise(whole))
    minutes = [int(60 * ratio + Fraction(1, 2)) for ratio in whole]
    return rises, {"first": minutes[0], "last": minutes[-1], "periods": len(whole)}


def lost_democracy(picture: Picture, limits: Limits) -> Found:
    """E4. The elected body is bypassed: binding decisions without a mandate, or outside theirs."""
    without, outside = picture.decisions_without_mandate, picture.decisions_outside_mandate
    tests = {
        "decisions_without_mandate": None if without is None else without > limits["without_mandate_above"],
        "decisions_outside_mandate": None if outside is None else outside > limits["outside_mandate_above"],
    }
    return _any_of(tests, {"without": without or 0, "outside": outside or 0})


def reinforced_inequalities(picture: Picture, limits: Limits) -> Found:
    """E5. Groups are under-represented by more than chance, or benefits go to those who contribute and not to need."""
    under, benefits, need = picture.groups_under, picture.benefits_to_contributors, picture.need_of_contributors
    follows = None if benefits is None or need is None else 100 * benefits > limits["benefit_to_need_above"] * need
    tests = {
        "groups_under": None if under is None else under > limits["groups_under_above"],
        "benefits_to_contributors, need_of_contributors": follows,
    }
    facts: dict[str, Fact] = {"under": under or 0, "tested": picture.groups_tested or under or 0}
    return _any_of(tests, {**facts, "benefits": whole_percent(benefits or 0, 1), "need": whole_percent(need or 0, 1)})


def implicit_demands(picture: Picture, limits: Limits) -> Found:
    """E6. One must contribute to be entitled to the service, or carers bear more than was agreed with them."""
    depends, over = picture.entitlement_depends, picture.carers_over_limit
    tests = {
        "entitlement_depends": depends,
        "carers_over_limit": None if over is None else over > limits["over_limit_above"],
    }
    facts: dict[str, Fact] = {"depends": 1 if depends else NO, "over": over or 0}
    return _any_of(tests, {**facts, "carers": picture.carers or over or 0})


def destroyed_value(picture: Picture, limits: Limits) -> Found:
    """E7. Incidents, complaints, trust or an outcome are worse than at the baseline."""
    trust, before, worse = picture.trust, picture.trust_before, picture.outcomes_worse
    lost = None if trust is None or before is None else 100 * (before - trust)
    tests = {
        "incidents, incidents_before": _rose(picture.incidents, picture.incidents_before, limits),
        "complaints, complaints_before": _rose(picture.complaints, picture.complaints_before, limits),
        "trust, trust_before": None if lost is None else lost > limits["trust_fall_above"],
        "outcomes_worse": None if worse is None else worse > limits["outcomes_worse_above"],
    }
    signs = sum(test is True for test in tests.values())
    return _any_of(tests, {"signs": signs, "outcomes": worse or 0, "fall": whole_percent(max(lost or 0, 0), 100)})


def _rose(now: int | None, before: int | None, limits: Limits) -> bool | None:
    """Whether a count rose by more than so many percent of what it was."""
    if now is None or before is None:
        return None
    return 100 * (now - before) > limits["rise_above"] * before


EVILS: tuple[Rule, ...] = (
    Rule(
        "E1",
        ("citizen_minutes", "citizen_minutes_before", "decision_power", "decision_power_before"),
        rejected_responsibility,
    ),
    Rule("E2", (), failing_accountability),
    Rule("E3", ("organising_minutes", "delivered_minutes"), rising_transaction_costs),
    Rule("E4", (), lost_democracy),
    Rule("E5", (), reinforced_inequalities),
    Rule("E6", (), implicit_demands),
    Rule("E7", (), destroyed_value),
)
"""The seven detectors, in the order of the source."""
