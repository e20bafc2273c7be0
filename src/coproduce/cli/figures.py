"""An outcome as JSON for people: money in whole units as the file writes it, not in cents."""

from __future__ import annotations

from fractions import Fraction

from coproduce.methods._shared import in_units
from coproduce.methods.budgeting import MONEY, Outcome

Number = int | float


def amount(minor: int, unit: int) -> Number:
    """76700 for 7670000 cents, 2532645.83 for 253264583: whole when whole, else the decimal as written."""
    text = in_units(minor, unit=unit)
    return float(text) if "." in text else int(text)


def as_units(outcome: Outcome) -> dict[str, object]:
    """The outcome's JSON with every amount in whole units of money; ``digest`` is still that of the exact outcome."""
    plain = outcome.as_json()
    unit = outcome.unit
    share = outcome.share / unit
    del plain["unit"]
    return {
        **plain,
        "spent": amount(outcome.spent, unit),
        "budget": amount(outcome.budget, unit),
        "share": {"num": share.numerator, "den": share.denominator},
        "rounds": [
            {**step.as_json(), "cost": amount(step.cost, unit), "payment": _cut(step.payment / unit)}
            for step in outcome.rounds
        ],
        "reasons": {
            id_: {
                "code": reason.code,
                "params": {
                    name: amount(value, unit) if name in MONEY and isinstance(value, int) else value
                    for name, value in reason.params.items()
                },
            }
            for id_, reason in sorted(outcome.reasons.items())
        },
    }


def _cut(value: Fraction) -> Number:
    """To six decimals, towards zero."""
    whole = value * 10**6 // 1
    return float(Fraction(whole, 10**6))
