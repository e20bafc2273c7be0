"""A frozen picture of an initiative: numbers computed elsewhere. What is None was not recorded; it is never 0."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any

from coproduce.methods._measures import is_count, read_decimal
from coproduce.methods._shared import Frozen, MethodError

LEVELS = ("inform", "consult", "involve", "collaborate", "empower")
"""What was promised to the public, from least to most."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that decides: how many seats, and how many of them citizens hold."""

    name: str
    citizens: int
    seats: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Counts are of the period looked at (12 months unless said otherwise); ``_before`` of the period before it.

    ``decision_power``: citizens' share of power over binding decisions. ``committed_at_entry``: share of the budget
    committed, and ``frozen_at_entry``: whether the design was frozen, at citizens' first act of planning.
    ``promises_unanswered``: due and without an answer for 30 days. ``days_without_professional``: since professionals'
    last act in delivery, during which citizens did ``citizen_delivery_meanwhile`` acts. ``fewest_options``: a ballot's.
    ``level_promised``, ``level_shown``: of LEVELS. ``acts``: signal -> ids of the acts behind it.

    For the seven evils: ``accountability``: M6, the share of live activities that are complete; ``incidents_overdue``:
    past their time without an answer. ``organising_minutes`` and ``delivered_minutes``: by period, the oldest first.
    ``decisions_without_mandate``, ``decisions_outside_mandate``: of the binding ones. ``groups_under``: of
    ``groups_tested`` those under-represented by more than chance (M4). ``benefits_to_contributors`` and
    ``need_of_contributors``: the share of benefits that went to those who contribute, and their share of the need.
    ``entitlement_depends``: whether somebody must contribute to be entitled to the service. ``carers_over_limit``: of
    ``carers``. ``trust``: a share of people who trust. ``outcomes_worse``: of ``outcomes_measured``, than at baseline.
    """

    decision_power: Fraction | None = None
    decision_power_before: Fraction | None = None
    binding_decisions: int | None = None
    advice_answered: int | None = None
    advice_adopted: int | None = None
    committed_at_entry: Fraction | None = None
    frozen_at_entry: bool | None = None
    promises_due: int | None = None
    promises_unanswered: int | None = None
    citizen_acts: int | None = None
    citizen_acts_delivery: int | None = None
    citizen_acts_planning: int | None = None
    inputs: int | None = None
    inputs_closed: int | None = None
    inputs_unanswered: int | None = None
    citizens: int | None = None
    time_of_top_tenth: Fraction | None = None
    proposals: int | None = None
    proposals_adopted: int | None = None
    proposals_removed: int | None = None
    versions_by_citizens: int | None = None
    bodies: tuple[Body, ...] | None = None
    days_without_professional: int | None = None
    citizen_delivery_meanwhile: int | None = None
    fewest_options: int | None = None
    citizen_assessments: int | None = None
    professional_assessments: int | None = None
    citizen_minutes: int | None = None
    citizen_minutes_before: int | None = None
    professional_minutes: int | None = None
    professional_minutes_before: int | None = None
    public_money: int | None = None
    public_money_before: int | None = None
    expenses_asked: int | None = None
    expenses_refused_or_late: int | None = None
    newcomers: int | None = None
    newcomers_gone: int | None = None
    participants: int | None = None
    named_by_professionals: int | None = None
    level_promised: str | None = None
    level_shown: str | None = None
    delivery_acts: int | None = None
    delivery_acts_before: int | None = None
    accountability: Fraction | None = None
    incidents_overdue: int | None = None
    organising_minutes: tuple[int, ...] | None = None
    delivered_minutes: tuple[int, ...] | None = None
    decisions_without_mandate: int | None = None
    decisions_outside_mandate: int | None = None
    groups_tested: int | None = None
    groups_under: int | None = None
    benefits_to_contributors: Fraction | None = None
    need_of_contributors: Fraction | None = None
    entitlement_depends: bool | None = None
    carers: int | None = None
    carers_over_limit: int | None = None
    incidents: int | None = None
    incidents_before: int | None = None
    complaints: int | None = None
    complaints_before: int | None = None
    trust: Fraction | None = None
    trust_before: Fraction | None = None
    outcomes_measured: int | None = None
    outcomes_worse: int | None = None
    acts: Mapping[str, tuple[str, ...]] = field(default_factory=Frozen[tuple[str, ...]])

    def __post_init__(self) -> None:
        for name in SHARES:
            value = getattr(self, name)
            if value is not None and not (isinstance(value, Fraction | int) and 0 <= value <= 1):
                raise MethodError("picture_field_wrong", {"field": name})
        for name in COUNTS:
            value = getattr(self, name)
            if value is not None and not is_count(value):
                raise MethodError("picture_field_wrong", {"field": name})
        for name in ("level_promised", "level_shown"):
            if getattr(self, name) not in (None, *LEVELS):
                raise MethodError("picture_field_wrong", {"field": name})
        for name in TRUTHS:
            if getattr(self, name) not in (None, True, False):
                raise MethodError("picture_field_wrong", {"field": name})
        for name in SERIES:
            series = getattr(self, name)
            if series is not None and not (isinstance(series, tuple) and all(is_count(value) for value in series)):
                raise MethodError("picture_field_wrong", {"field": name})
        periods = {len(series) for name in SERIES if (series := getattr(self, name)) is not None}
        if len(periods) > 1:
            raise MethodError("picture_field_wrong", {"field": "delivered_minutes"})
        for body in self.bodies or ():
            if not (is_count(body.citizens) and is_count(body.seats) and body.citizens <= body.seats):
                raise MethodError("picture_field_wrong", {"field": "bodies"})
        for part, whole in PARTS:
            least, most = getattr(self, part), getattr(self, whole)
            if least is not None and most is not None and least > most:
                raise MethodError("picture_more_than_whole", {"field": part, "whole": whole})
        object.__setattr__(self, "acts", Frozen({code: tuple(ids) for code, ids in self.acts.items()}))


SHARES = tuple(one.name for one in fields(Picture) if str(one.type) == "Fraction | None")
TRUTHS = tuple(one.name for one in fields(Picture) if str(one.type) == "bool | None")
SERIES = ("organising_minutes", "delivered_minutes")
COUNTS = tuple(one.name for one in fields(Picture) if str(one.type) == "int | None")
PARTS = (
    ("advice_adopted", "advice_answered"),
    ("promises_unanswered", "promises_due"),
    ("citizen_acts_delivery", "citizen_acts"),
    ("citizen_acts_planning", "citizen_acts"),
    ("inputs_unanswered", "inputs_closed"),
    ("proposals_removed", "proposals"),
    ("expenses_refused_or_late", "expenses_asked"),
    ("newcomers_gone", "newcomers"),
    ("named_by_professionals", "participants"),
    ("decisions_without_mandate", "binding_decisions"),
    ("decisions_outside_mandate", "binding_decisions"),
    ("groups_under", "groups_tested"),
    ("carers_over_limit", "carers"),
    ("outcomes_worse", "outcomes_measured"),
)


def level_shown(
    *, notice: bool, reasoned_answers: bool, input_in_options: bool, shared_authorship: bool, binding_half: bool
) -> str | None:
    """The highest promise to the public for which there is evidence, each level resting on those before it.

    inform: a notice was published. consult: input, and reasoned answers. involve: input is visible in the options.
    collaborate: options were written together. empower: citizens hold half of a binding decision and no veto is unused.

    >>> level_shown(
    ...     notice=True, reasoned_answers=True, input_in_options=False, shared_authorship=True, binding_half=False
    ... )
    'consult'
    """
    shown = None
    evidence = (notice, reasoned_answers, input_in_options, shared_authorship, binding_half)
    for level, there in zip(LEVELS, evidence, strict=True):
        if not there:
            break
        shown = level
    return shown


def read_picture(data: bytes) -> Picture:
    """A picture as a JSON object of its fields: counts as whole numbers, shares as numbers or as texts such as
    ``"0.25"``, ``bodies`` as objects with ``name``, ``citizens`` and ``seats``, ``acts`` as an object of lists of ids.
    What is left out, or null, was not recorded.

    Raises:
        MethodError: ``picture_unreadable``, ``picture_field_unknown``, ``picture_field_wrong``,
            ``picture_more_than_whole``.
    """
    try:
        held = json.loads(data.decode("utf-8-sig"), parse_float=Fraction)
    except (ValueError, RecursionError):
        raise MethodError("picture_unreadable") from None
    if not isinstance(held, dict):
        raise MethodError("picture_unreadable")
    known = {one.name for one in fields(Picture)}
    for name in sorted(held.keys() - known):
        raise MethodError("picture_field_unknown", {"field": name[:60]})
    return Picture(**{name: _value(name, value) for name, value in held.items() if value is not None})


def _value(name: str, value: Any) -> Any:
    if name in SHARES and isinstance(value, str):
        return read_decimal(value) if read_decimal(value) is not None else -1
    if name == "bodies":
        keys = {"name", "citizens", "seats"}
        if not isinstance(value, list) or not all(isinstance(one, dict) and one.keys() == keys for one in value):
            raise MethodError("picture_field_wrong", {"field": name})
        return tuple(Body(str(one["name"]), one["citizens"], one["seats"]) for one in value)
    if name == "acts" and not (isinstance(value, dict) and all(_are_ids(ids) for ids in value.values())):
        raise MethodError("picture_field_wrong", {"field": name})
    if name in SERIES and isinstance(value, list):
        return tuple(value)
    if isinstance(value, list | dict) and name != "acts":
        raise MethodError("picture_field_wrong", {"field": name})
    return value


def _are_ids(ids: object) -> bool:
    return isinstance(ids, list) and all(isinstance(one, str) for one in ids)
