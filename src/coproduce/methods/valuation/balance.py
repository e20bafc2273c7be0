"""The balance of a ledger: present values, ratio, payback, break-even, and who pays against who gains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from coproduce.methods._shared import Digested, Frozen, MethodError, Reason, decimal_text, nearest
from coproduce.methods.valuation.discounting import COMPARISON, Rate
from coproduce.methods.valuation.sensitivity import Sensitivity, sensitivity_of
from coproduce.methods.valuation.types import BENEFITS, CASES, Case, Entry, Ledger

ByCase = Mapping[Case, Fraction]
Line = tuple[str, str]
"""An agency and the name of a line."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One case, in minor units at the start. ``payback`` in years, None where there is none within the horizon."""

    benefits: Fraction
    costs: Fraction
    payback: Fraction | None

    @property
    def npv(self) -> Fraction:
        """Benefits less costs."""
        return self.benefits - self.costs

    @property
    def bcr(self) -> Fraction:
        """Benefits per unit of cost."""
        return self.benefits / self.costs

    def as_json(self) -> dict[str, object]:
        return {
            "pv_benefits": money(self.benefits),
            "pv_costs": money(self.costs),
            "npv": money(self.npv),
            "bcr": ratio(self.bcr),
            "net_return": ratio(self.npv / self.costs),
            "payback": None if self.payback is None else ratio(self.payback),
        }


@dataclass(frozen=True, slots=True)
class Share:
    """What one agency pays and gains in the central case."""

    agency: str
    costs: Fraction
    benefits: Fraction

    def as_json(self) -> dict[str, object]:
        net = money(self.benefits - self.costs)
        return {"agency": self.agency, "pv_costs": money(self.costs), "pv_benefits": money(self.benefits), "npv": net}


@dataclass(frozen=True, slots=True)
class Balance(Digested):
    """A valuation with everything needed to explain it; money in minor units at the start, exact.

    ``unmonetised``: lines that no money is put on, to be told first. ``gross``: benefits before any correction,
    discounted. ``break_even``: the share of the central benefits that would just pay the costs, None without benefits.
    ``csb``: the share of benefits that other agencies than the host gain. ``mismatch``: 0 when those who pay gain in
    step, 1 when none of them does. ``cashable``: money that becomes free, by agency; no part of the benefits.
    ``volunteers``: what given time is worth; ``with_volunteers``: the central case when that is a cost too.
    """

    unmonetised: tuple[Line, ...]
    rate: Rate
    years: int
    host: str
    cases: Mapping[Case, Figures]
    gross: Fraction
    break_even: Fraction | None
    csb: Fraction | None
    mismatch: Fraction | None
    agencies: tuple[Share, ...]
    kinds: Mapping[str, Fraction]
    cashable: Mapping[str, Fraction]
    volunteers: Fraction
    with_volunteers: Figures
    comparison: Figures
    sensitivity: Sensitivity
    why: Mapping[Line, Reason]

    def _facts(self) -> dict[str, object]:
        """Money in whole units with two decimals, ratios with two, by case where there are three."""
        cases = {case: figures.as_json() for case, figures in self.cases.items()}
        return {
            "unmonetised": [{"agency": agency, "line": line} for agency, line in self.unmonetised],
            **{name: {case: cases[case][name] for case in CASES} for name in cases["central"]},
            "gross": money(self.gross),
            "break_even": None if self.break_even is None else ratio(self.break_even),
            "csb": None if self.csb is None else ratio(self.csb),
            "mismatch": None if self.mismatch is None else ratio(self.mismatch),
            "host": self.host,
            "agencies": [share.as_json() for share in self.agencies],
            "kinds": {kind: money(value) for kind, value in self.kinds.items()},
            "cashable": {agency: money(value) for agency, value in self.cashable.items()},
            "volunteers": {"opportunity_cost": money(self.volunteers), "counted": self.with_volunteers.as_json()},
            "rate": self.rate.as_json(),
            "years": self.years,
            "at_3.5_percent": self.comparison.as_json(),
            "sensitivity": self.sensitivity.as_json(),
            "why": [{"agency": a, "line": line, **reason.as_json()} for (a, line), reason in self.why.items()],
        }


def money(value: Fraction) -> float:
    """Whole units with two decimals, rounded half up."""
    return float(decimal_text(value / 100, places=2))


def ratio(value: Fraction) -> float:
    """Two decimals, rounded half up."""
    return float(decimal_text(value, places=2))


def value(ledger: Ledger, *, rate: Rate = COMPARISON, host: str = "") -> Balance:
    """Balance a ledger. O(entries) exact sums, and up to 3^9 combinations of lines.

    ``host``: the agency that runs it; the one that pays most when none is named (of equals the first by name).

    Raises:
        MethodError: ``agency_unknown`` for the host; ``ledger_without_cost`` when nothing costs anything;
            ``ledger_without_benefit`` when no benefit has any money put on it.
    """
    counted, over = _without_overlaps(ledger, rate)
    costs = [entry for entry in counted if entry.category == "cost"]
    benefits = [entry for entry in counted if entry.category in BENEFITS]
    given = [entry for entry in counted if entry.category == "volunteer"]
    if not sum(entry.low for entry in costs):
        raise MethodError("ledger_without_cost")
    if not benefits:
        raise MethodError("ledger_without_benefit")
    factors = rate.factors(ledger.years)
    shares = _shares(ledger, costs, benefits, factors)
    if host and host not in {share.agency for share in shares}:
        raise MethodError("agency_unknown", {"agency": host[:200]})
    host = host or max(shares, key=lambda share: share.costs).agency
    cases = {case: _figures(costs, benefits, factors, case) for case in CASES}
    central = cases["central"]
    paid, gained = central.costs, central.benefits
    apart = [entry for entry in counted if entry.category == "cashable"]
    cashable = {a: _present([e for e in apart if e.agency == a], factors) for a in sorted({e.agency for e in apart})}
    return Balance(
        unmonetised=tuple(sorted({(e.agency, e.line) for e in ledger.entries if e.category == "unmonetised"})),
        rate=rate,
        years=ledger.years,
        host=host,
        cases=Frozen(cases),  # type: ignore[arg-type]  # a case is a text
        gross=sum((e.central * factors[e.year] for e in benefits), Fraction(0)),
        break_even=paid / gained if gained else None,
        csb=sum((s.benefits for s in shares if s.agency != host), Fraction(0)) / gained if gained else None,
        mismatch=1 - sum((min(s.costs / paid, s.benefits / gained) for s in shares), Fraction(0)) if gained else None,
        agencies=shares,
        kinds=Frozen({kind: _present([e for e in benefits if e.category == kind], factors) for kind in BENEFITS}),
        cashable=Frozen(cashable),
        volunteers=_present(given, factors),
        with_volunteers=_figures([*costs, *given], benefits, factors, "central"),
        comparison=_figures(costs, benefits, COMPARISON.factors(ledger.years), "central"),
        sensitivity=sensitivity_of([*costs, *benefits], factors),
        why=_why(ledger, factors, over),
    )


def _present(entries: Iterable[Entry], factors: Sequence[Fraction], case: Case = "central") -> Fraction:
    return sum((entry.amount(case) * factors[entry.year] for entry in entries), Fraction(0))


def _without_overlaps(ledger: Ledger, rate: Rate) -> tuple[list[Entry], dict[Line, Line]]:
    """Of each group of overlapping benefits the greatest line by present value; and what each other one yields to."""
    factors = rate.factors(ledger.years)
    groups: dict[str, dict[Line, Fraction]] = {}
    for entry in ledger.entries:
        if entry.group:
            lines = groups.setdefault(entry.group, {})
            key = (entry.agency, entry.line)
            lines[key] = lines.get(key, Fraction(0)) + entry.amount("central") * factors[entry.year]
    over: dict[Line, Line] = {}
    for lines in groups.values():
        kept = min(lines, key=lambda key: (-lines[key], key))
        over |= {key: kept for key in lines if key != kept}
    return [entry for entry in ledger.entries if (entry.agency, entry.line) not in over], over


def _shares(
    ledger: Ledger, costs: Sequence[Entry], benefits: Sequence[Entry], factors: Sequence[Fraction]
) -> tuple[Share, ...]:
    def of(entries: Sequence[Entry], agency: str) -> Fraction:
        return _present([entry for entry in entries if entry.agency == agency], factors)

    agencies = sorted({entry.agency for entry in ledger.entries})
    return tuple(Share(agency, of(costs, agency), of(benefits, agency)) for agency in agencies)


def _figures(costs: Sequence[Entry], benefits: Sequence[Entry], factors: Sequence[Fraction], case: Case) -> Figures:
    net = [Fraction(0)] * len(factors)
    for sign, entries in ((1, benefits), (-1, costs)):
        for entry in entries:
            net[entry.year] += sign * entry.amount(case) * factors[entry.year]
    return Figures(_present(benefits, factors, case), _present(costs, factors, case), payback_of(net))


def payback_of(net: Sequence[Fraction]) -> Fraction | None:
    """The moment, in years, at which discounted net flows (of years 0, 1, ...), once below zero, come back to zero.

    Within a year the flow counts as even. Zero when they are never below it; None when they do not come back.
    """
    total = Fraction(0)
    for year, flow in enumerate(net):
        before, total = total, total + flow
        if before < 0 <= total:
            return year - 1 - before / flow
    return None if total < 0 else Fraction(0)


def _why(ledger: Ledger, factors: Sequence[Fraction], over: Mapping[Line, Line]) -> Mapping[Line, Reason]:
    lines: dict[Line, list[Entry]] = {}
    for entry in ledger.entries:
        lines.setdefault((entry.agency, entry.line), []).append(entry)
    told = {key: _reason(key, entries, factors, over) for key, entries in lines.items()}
    return cast("Mapping[Line, Reason]", Frozen(cast("Mapping[str, Reason]", told)))


def _reason(key: Line, entries: Sequence[Entry], factors: Sequence[Fraction], over: Mapping[Line, Line]) -> Reason:
    gross = sum((entry.central * factors[entry.year] for entry in entries), Fraction(0))
    present = _present(entries, factors)
    facts: dict[str, str | int] = {"gross": nearest(gross), "present": nearest(present)}
    if key in over:
        agency, name = over[key]
        return Reason("line.overlaps", {"agency": agency, "name": name, **facts})
    codes: Mapping[str, str] = {"cost": "line.cost", "cashable": "line.apart", "volunteer": "line.volunteer"}
    category = entries[0].category
    if category == "unmonetised":
        return Reason("line.unmonetised")
    if category not in BENEFITS:
        return Reason(codes[category], facts)
    steps: list[tuple[str, Callable[[Entry], Fraction]]] = [
        ("deadweight", lambda e: 1 - e.corrections.dw),
        ("others", lambda e: 1 - e.corrections.att),
        ("displaced", lambda e: 1 - e.corrections.dis),
        ("optimism", lambda e: 1 - e.corrections.ob),
    ]
    left = [entry.central * factors[entry.year] for entry in entries]
    for name, kept in steps:
        after = [amount * kept(entry) for amount, entry in zip(left, entries, strict=True)]
        facts[name] = nearest(sum(left, Fraction(0)) - sum(after, Fraction(0)))
        left = after
    facts["dropped"] = nearest(sum(left, Fraction(0)) - present)
    return Reason("line.benefit", facts)
