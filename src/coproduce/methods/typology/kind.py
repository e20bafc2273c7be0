"""From the record as kept to the cell: what counts as planning, what a ballot counts, who stands apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coproduce.methods._measures import Measure
from coproduce.methods._shared import Reason, digest
from coproduce.methods.typology.classify import classify
from coproduce.methods.typology.reading import Entry
from coproduce.methods.typology.shape import shape
from coproduce.methods.typology.types import Act, Policy, Side, StageName, Typing, recorded

KIND_CODES = frozenset({"why.elected_apart", "why.planned_after_delivery", "why.ballots_are_one_act"})
COUNTED_ONCE = frozenset({"ballot", "survey", "vote"})
"""Kinds of which all lines of a day, side and activity are one act: voters count neither as people nor as time."""
_STAGE: dict[str, StageName] = {"commission": "plan", "design": "plan", "deliver": "deliver", "assess": "assess"}
_DEFAULT = Policy()


@dataclass(frozen=True, slots=True)
class Kind:
    """``typing``: the cell with its reasons; ``shape``: the measures beside it; ``period``: first and last day."""

    typing: Typing
    shape: tuple[Measure, ...]
    entries: int
    elected: int
    period: str

    def as_json(self) -> dict[str, object]:
        told = {
            **self.typing.as_json(),
            "entries": self.entries,
            "elected": self.elected,
            "period": self.period,
            "shape": [measure.as_json() for measure in self.shape],
        }
        return {**told, "digest": digest(told)}


def kind_of(entries: Iterable[Entry], policy: Policy = _DEFAULT) -> Kind:
    """The cell and the shape of what is recorded. O(entries).

    Planning counts only where the service still ran on that day or after. Elected people are counted apart, on neither
    side. Influence is there when a citizen's planning act that counts led to a binding decision in which citizens had
    at least the policy's share of power, or to a proposal adopted and traced (share 1).
    """
    listed = tuple(entries)
    delivered = [entry.day for entry in listed if entry.activity == "deliver"]
    last = max(delivered, default=None)
    counted = [e for e in listed if last is None or _STAGE[e.activity] != "plan" or e.day <= last]
    late = len(listed) - len(counted)
    sides = [e for e in counted if e.side != "elected"]
    acts, merged = _acts(sides)
    influence = any(
        e.side == "citizen" and _STAGE[e.activity] == "plan" and 100 * e.influence >= policy.influence_share
        for e in sides
    )
    public = any(entry.side != "citizen" for entry in listed)
    typing = classify(recorded(acts, influence=influence, public_input=public), policy)
    elected = sum(entry.side == "elected" for entry in listed)
    notes = []
    if late:
        notes.append(Reason("why.planned_after_delivery", {"acts": late}))
    if elected:
        notes.append(Reason("why.elected_apart", {"acts": elected}))
    if merged:
        notes.append(Reason("why.ballots_are_one_act", {"lines": merged}))
    days = [entry.day.isoformat() for entry in listed]
    period = f"{min(days)}/{max(days)}" if days else ""
    typing = replace(typing, reasons=(*typing.reasons, *notes))
    return Kind(typing, shape(listed), len(listed), elected, period)


def _acts(entries: Iterable[Entry]) -> tuple[list[Act], int]:
    """Acts for the cell, and how many lines of ballots and surveys were drawn together."""
    acts, once, lines = [], set(), 0
    for entry in entries:
        side: Side = "citizen" if entry.side == "citizen" else "professional"
        stage = _STAGE[entry.activity]
        if entry.kind not in COUNTED_ONCE:
            acts.append(Act(side, stage, entry.person, entry.minutes or 0))
            continue
        lines += 1
        key = (entry.kind, entry.side, entry.activity, entry.session or entry.day.isoformat())
        if key not in once:
            once.add(key)
            acts.append(Act(side, stage))
    return acts, lines if lines > len(once) else 0
