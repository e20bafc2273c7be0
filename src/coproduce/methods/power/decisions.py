"""M2, decision power: citizens' share of the power over what was decided, weighted by what was at stake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from coproduce.methods._measures import Measure, checked_count, checked_ids, share_of
from coproduce.methods._shared import MethodError, Reason, digest, whole_percent
from coproduce.methods.power.shapley_shubik import shapley_shubik
from coproduce.methods.power.types import Procedure

Answer = Literal["fully", "partly", "not", "open"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. Without a procedure it was advisory: advice has no power, only an answer.

    ``weight``: money in minor units, or significance 1 to 5; the same for all decisions that are weighed together.
    """

    id: str
    procedure: Procedure | None = None
    weight: int = 1
    answer: Answer = "open"

    def __post_init__(self) -> None:
        checked_count(self.weight, "weight")
        if self.answer not in ANSWERS or (self.procedure is not None and self.answer != "open"):
            raise MethodError("decision_unsound", {"decision": self.id})


@dataclass(frozen=True, slots=True)
class Held:
    """Citizens' power over one binding decision: as individuals, when sides vote as blocs, and their share of seats."""

    decision: str
    citizens: Fraction
    as_blocs: Fraction
    seats: Fraction
    weight: int

    def as_json(self) -> dict[str, object]:
        return {
            "decision": self.decision,
            "citizens": float(self.citizens),
            "exact": str(self.citizens),
            "as_blocs": float(self.as_blocs),
            "seats": float(self.seats),
            "weight": self.weight,
        }


@dataclass(frozen=True, slots=True)
class DecisionPower:
    """``power``: the weighted mean over binding decisions; ``as_blocs``: the same when each side votes as one.

    ``adopted``: share of answered advice that was adopted fully or partly. ``held``: each binding decision.
    """

    power: Measure
    as_blocs: Measure
    adopted: Measure
    held: tuple[Held, ...]
    reasons: tuple[Reason, ...]

    @property
    def digest(self) -> str:
        return digest([self.power.as_json(), self.as_blocs.as_json(), [one.as_json() for one in self.held]])

    def as_json(self) -> dict[str, object]:
        return {
            "decision_power": self.power.as_json(),
            "as_blocs": self.as_blocs.as_json(),
            "adopted": self.adopted.as_json(),
            "decisions": [held.as_json() for held in self.held],
            "reasons": [reason.as_json() for reason in self.reasons],
            "digest": self.digest,
        }


def decision_power(decisions: Iterable[Decision], *, period: str = "") -> DecisionPower:
    """Citizens' power over binding decisions, and what became of advice. The order of decisions does not matter.

    An index of power in advance: it knows the rules, not people's minds or who persuades whom.
    """
    listed = sorted(decisions, key=lambda decision: decision.id)
    checked_ids(decision.id for decision in listed)
    held = tuple(_held(d.id, d.procedure, d.weight) for d in listed if d.procedure is not None)
    advice = [d for d in listed if d.procedure is None]
    answered = [d for d in advice if d.answer != "open"]
    adopted = sum(d.answer in ("fully", "partly") for d in answered)
    reasons = [
        Reason("power.binding", {"decision": one.decision, "percent": whole_percent(one.citizens, 1)}) for one in held
    ]
    reasons += [
        Reason(
            "power.blocs_differ",
            {"decision": one.decision, "percent": whole_percent(one.as_blocs, 1)},
        )
        for one in held
        if whole_percent(one.as_blocs, 1) != whole_percent(one.citizens, 1)
    ]
    if advice:
        reasons.append(Reason("power.advisory", {"advice": len(advice), "answered": len(answered), "adopted": adopted}))
    return DecisionPower(
        _mean("decision_power", [(one.citizens, one.weight) for one in held], period),
        _mean("decision_power_as_blocs", [(one.as_blocs, one.weight) for one in held], period),
        share_of("advice_adopted", adopted, len(answered), period=period),
        held,
        tuple(reasons),
    )


def _held(id_: str, procedure: Procedure, weight: int) -> Held:
    seated = [p for p in procedure.players if any(c.weights.get(p.id) for c in procedure.conditions)]
    seats = Fraction(sum(p.side == CITIZEN for p in seated), max(len(seated), 1))
    alone, blocs = shapley_shubik(procedure), shapley_shubik(procedure.as_blocs())
    return Held(id_, alone.side(CITIZEN), blocs.side(CITIZEN), seats, weight)


def _mean(name: str, values: list[tuple[Fraction, int]], period: str) -> Measure:
    whole = sum(weight for _, weight in values)
    if whole:
        mean = sum((value * weight for value, weight in values), Fraction(0)) / whole
        return Measure(name, mean, "share", len(values), period)
    reason = Reason("power.no_weight") if values else Reason("power.nobody_decides")
    return Measure(name, None, "share", len(values), period, "not_enough_recorded", (reason,))
