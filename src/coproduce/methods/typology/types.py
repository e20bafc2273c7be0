"""What is recorded about who planned, delivered and assessed; and what it amounts to. Frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from coproduce.methods._shared import MethodError, Reason, whole_percents

Side = Literal["citizen", "professional"]
StageName = Literal["plan", "deliver", "assess"]
Weighting = Literal["acts", "people", "minutes"]
State = Literal["stable", "borderline", "not_enough_recorded"]
AssessedBy = Literal["nobody", "professionals", "both", "citizens"]

STAGES: tuple[StageName, ...] = ("plan", "deliver", "assess")
WEIGHTINGS: tuple[Weighting, ...] = ("acts", "people", "minutes")


@dataclass(frozen=True, slots=True)
class Effort:
    """One side's recorded effort in one stage: acts, distinct people, minutes. Not recorded is 0.

    A ballot or a survey is one act of a side; its voters are never counted as people or minutes.
    """

    acts: int = 0
    people: int = 0
    minutes: int = 0

    def __post_init__(self) -> None:
        if min(self.acts, self.people, self.minutes) < 0:
            raise MethodError("effort_negative")


@dataclass(frozen=True, slots=True)
class Stage:
    """Both sides' effort in one stage."""

    citizens: Effort = field(default_factory=Effort)
    professionals: Effort = field(default_factory=Effort)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An initiative's record, summed up. Planning is commissioning and design together.

    ``plan`` counts only planning after which the service still ran. ``influence``: citizens' planning changed
    something, see :func:`has_influence`. ``public_input``: some public body or professional took part or paid.
    """

    plan: Stage = field(default_factory=Stage)
    deliver: Stage = field(default_factory=Stage)
    assess: Stage = field(default_factory=Stage)
    influence: bool = False
    public_input: bool = True


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the record. ``person``: any steady mark of who acted, or None for a count of heads (a ballot)."""

    side: Side
    stage: StageName
    person: str | None = None
    minutes: int = 0
    acts: int = 1


def recorded(acts: Iterable[Act], *, influence: bool, public_input: bool = True) -> Recorded:
    """Sum up acts by stage and side, counting each person once per stage and side."""
    listed = tuple(acts)

    def effort(stage: StageName, side: Side) -> Effort:
        mine = [act for act in listed if act.stage == stage and act.side == side]
        people = {act.person for act in mine if act.person is not None}
        return Effort(sum(act.acts for act in mine), len(people), sum(act.minutes for act in mine))

    plan, deliver, assess = (Stage(effort(name, "citizen"), effort(name, "professional")) for name in STAGES)
    return Recorded(plan, deliver, assess, influence=influence, public_input=public_input)


@dataclass(frozen=True, slots=True)
class Policy:
    """The thresholds, all in one place; shares in whole percent.

    ``least``: a side with a smaller share does not count as taking part. The verdict is stable when it is the same
    for every one of ``sensitivity`` in place of ``least``.
    """

    least: int = 10
    sensitivity: tuple[int, ...] = (5, 10, 20)
    min_acts: int = 5
    min_people: int = 3
    influence_share: int = 20
    influence_significance: int = 3

    def __post_init__(self) -> None:
        if not all(0 < percent < 50 for percent in (self.least, *self.sensitivity)):
            raise MethodError("policy_invalid")


@dataclass(frozen=True, slots=True)
class Share:
    """Citizens' part of one stage under one weighting: ``citizens`` of ``citizens + professionals``."""

    stage: StageName
    weighting: Weighting
    citizens: int
    professionals: int

    @property
    def percent(self) -> int:
        """Citizens' share in whole percent, rounded as every percentage is."""
        return whole_percents((self.citizens, self.professionals))[0]


@dataclass(frozen=True, slots=True)
class Typing:
    """The verdict. ``cell``: 1 to 9 of Bovaird's matrix, None when not enough is recorded.

    ``label``: ``cell.N``, or ``cell.2.consulted`` where citizens had a voice and no influence. ``alternatives``: other
    labels found under other weightings or thresholds. ``shares``: one per stage and weighting with anything recorded.
    ``reasons``: why, in codes, among them which weightings were left out and whether public input is missing.
    """

    cell: int | None
    label: str
    state: State
    alternatives: tuple[str, ...]
    shares: tuple[Share, ...]
    assessed_by: AssessedBy
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "cell": self.cell,
            "label": self.label,
            "state": self.state,
            "alternatives": list(self.alternatives),
            "shares": [
                {"stage": s.stage, "weighting": s.weighting, "citizens": s.citizens, "professionals": s.professionals}
                for s in self.shares
            ],
            "assessed_by": self.assessed_by,
            "reasons": [reason.as_json() for reason in self.reasons],
        }
