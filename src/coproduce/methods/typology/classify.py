"""Bovaird's matrix: professionals and citizens, who plans and who delivers.

                                 professionals plan   planned together   citizens plan
    professionals deliver                 1                  2                 3
    delivered together                    4                  5                 6
    citizens deliver                      7                  8                 9

Source: Bovaird, "Beyond Engagement and Participation: User and Community Coproduction of Public Services", Public
Administration Review 67(5), 2007, https://doi.org/10.1111/j.1540-6210.2007.00773.x. The cell describes; 5 is not
always better than 2 or 8.
"""

from __future__ import annotations

from collections.abc import Iterable

from coproduce.methods._shared import Reason
from coproduce.methods.typology.types import (
    STAGES,
    WEIGHTINGS,
    AssessedBy,
    Policy,
    Recorded,
    Share,
    Stage,
    StageName,
    State,
    Typing,
    Weighting,
)

CODES = frozenset(
    {
        *(f"cell.{number}" for number in range(1, 10)),
        "cell.2.consulted",
        "not_enough_recorded",
        "state.stable",
        "state.borderline",
        "state.not_enough_recorded",
        "assessed_by.nobody",
        "assessed_by.professionals",
        "assessed_by.both",
        "assessed_by.citizens",
        "why.share",
        "why.influence",
        "why.voice_without_influence",
        "why.weighting_left_out",
        "why.too_few_acts",
        "why.too_few_people",
        "why.differs",
        "why.no_public_input",
        "effort_negative",
        "policy_invalid",
    }
)
"""Every code that this family can return or raise."""

_DEFAULT = Policy()


def has_influence(decisions: Iterable[tuple[int, int]], *, adopted_and_traced: int, policy: Policy = _DEFAULT) -> bool:
    """Whether citizens' planning changed something.

    ``decisions``: for each binding decision, citizens' share of power in whole percent and its significance (1-5).
    ``adopted_and_traced``: citizens' proposals that were adopted and can be traced to a promise or a product.
    """
    return adopted_and_traced > 0 or any(
        power >= policy.influence_share and significance >= policy.influence_significance
        for power, significance in decisions
    )


def classify(record: Recorded, policy: Policy = _DEFAULT) -> Typing:
    """Find the cell under acts, people and minutes and under every threshold, and say how far they agree.

    A weighting with nothing recorded on either side of a stage is left out for that stage (acts stand in for it where
    the other stage has it), and a reason says so. Under 5 acts or 3 people in planning or in delivery the answer is
    ``not_enough_recorded``.

    >>> from coproduce.methods.typology import Effort, Recorded, Stage
    >>> rota = Stage(Effort(acts=5, people=4, minutes=600), Effort(acts=15, people=12, minutes=1800))
    >>> board = Stage(Effort(acts=8, people=6, minutes=480), Effort(acts=8, people=4, minutes=480))
    >>> classify(Recorded(plan=board, deliver=rota, influence=True)).label
    'cell.5'
    """
    shares = {(share.stage, share.weighting): share for name in STAGES for share in _shares(name, _stage(record, name))}
    reasons = list(_notes(record, shares, policy))
    assessed = _assessed_by(record.assess)
    lacking = [*_lacking("plan", record.plan, policy), *_lacking("deliver", record.deliver, policy)]
    listed = tuple(shares.values())
    if lacking:
        return Typing(None, "not_enough_recorded", "not_enough_recorded", (), listed, assessed, (*lacking, *reasons))
    label = _label(record, shares, "acts", policy.least)
    found = {
        _label(record, shares, weighting, least): (weighting, least)
        for least in (policy.least, *policy.sensitivity)
        for weighting in _used(shares)
    }
    others = tuple(sorted(found.keys() - {label}))
    reasons += [
        Reason("why.differs", {"label": other, "weighting": found[other][0], "threshold": found[other][1]})
        for other in others
    ]
    state: State = "borderline" if others else "stable"
    return Typing(int(label.split(".")[1]), label, state, others, listed, assessed, tuple(reasons))


def _stage(record: Recorded, name: StageName) -> Stage:
    return {"plan": record.plan, "deliver": record.deliver, "assess": record.assess}[name]


def _shares(name: StageName, stage: Stage) -> Iterable[Share]:
    for weighting in WEIGHTINGS:
        citizens, professionals = getattr(stage.citizens, weighting), getattr(stage.professionals, weighting)
        if citizens + professionals:
            yield Share(name, weighting, citizens, professionals)


Shares = dict[tuple[StageName, Weighting], Share]


def _used(shares: Shares) -> list[Weighting]:
    """Weightings with something recorded in planning or in delivery."""
    return [w for w in WEIGHTINGS if ("plan", w) in shares or ("deliver", w) in shares]


def _band(share: Share, least: int) -> int:
    """0: citizens hardly take part; 1: both do; 2: professionals hardly do. Compared in whole numbers."""
    total = share.citizens + share.professionals
    if 100 * share.citizens < least * total:
        return 0
    return 2 if 100 * share.professionals < least * total else 1


def _label(record: Recorded, shares: Shares, weighting: Weighting, least: int) -> str:
    plan = _band(shares.get(("plan", weighting), shares["plan", "acts"]), least)
    row = _band(shares.get(("deliver", weighting), shares["deliver", "acts"]), least)
    if plan == 1 and not record.influence:
        return "cell.2.consulted" if row == 0 else f"cell.{row * 3 + 1}"
    return f"cell.{row * 3 + plan + 1}"


def _lacking(name: StageName, stage: Stage, policy: Policy) -> Iterable[Reason]:
    acts = stage.citizens.acts + stage.professionals.acts
    people = stage.citizens.people + stage.professionals.people
    if acts < policy.min_acts:
        yield Reason("why.too_few_acts", {"stage": name, "found": acts, "needed": policy.min_acts})
    if people < policy.min_people:
        yield Reason("why.too_few_people", {"stage": name, "found": people, "needed": policy.min_people})


def _notes(record: Recorded, shares: Shares, policy: Policy) -> Iterable[Reason]:
    for name in ("plan", "deliver"):
        for weighting in WEIGHTINGS:
            share = shares.get((name, weighting))
            if share is None:
                yield Reason("why.weighting_left_out", {"stage": name, "weighting": weighting})
            else:
                yield Reason("why.share", {"stage": name, "weighting": weighting, "percent": share.percent})
    voice = any(_band(share, policy.least) == 1 for (name, _), share in shares.items() if name == "plan")
    if voice:
        yield Reason("why.influence" if record.influence else "why.voice_without_influence")
    if not record.public_input:
        yield Reason("why.no_public_input")


def _assessed_by(stage: Stage) -> AssessedBy:
    """Who assessed at all, shown beside the cell: assessment is not in the matrix."""
    if stage.citizens.acts:
        return "both" if stage.professionals.acts else "citizens"
    return "professionals" if stage.professionals.acts else "nobody"
