"""An outcome as JSON for people: money in whole units as the file writes it, not in cents."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coproduce.methods._shared import Fact, in_units, nearest
from coproduce.methods.budgeting import MONEY, RULES, Outcome

Number = int | float


def amount(minor: int, unit: int) -> Number:
    """76700 for 7670000 cents, 2532645.83 for 253264583: whole when whole, else the decimal as written."""
    text = in_units(minor, unit=unit)
    return float(text) if "." in text else int(text)


def as_units(outcome: Outcome) -> dict[str, object]:
    """The outcome's JSON with every amount in whole units of money; ``digest`` is still that of the exact outcome.

    What the rule does not know is left out: switches that change nothing, and without shares their amount and raises.
    """
    rule = RULES[outcome.rule]
    plain = outcome.as_json()
    unit = outcome.unit
    share = outcome.share / unit
    for name in ("unit",) if rule.shares else ("unit", "add1_steps", "rounds", "share"):
        del plain[name]
    shares = {
        "share": {"num": share.numerator, "den": share.denominator},
        "rounds": [
            {**step.as_json(), "cost": amount(step.cost, unit), "payment": _rounded(step.payment / unit)}
            for step in outcome.rounds
        ],
    }
    applied = rule.choices | {"seed", "threshold"}
    options = outcome.options.as_json()
    if outcome.options.bounds:
        options["bounds"] = [
            {name: amount(value, unit) if name.endswith("cost") and isinstance(value, int) else value
             for name, value in bound.as_json().items()}
            for bound in outcome.options.bounds
        ]  # fmt: skip
    return {
        **plain,
        "spent": amount(outcome.spent, unit),
        "budget": amount(outcome.budget, unit),
        **(shares if rule.shares else {}),
        "options": {name: value for name, value in options.items() if name in applied},
        "reasons": {
            id_: {"code": reason.code, "params": params_in_units(reason.params, unit)}
            for id_, reason in sorted(outcome.reasons.items())
        },
    }


def params_in_units(params: Mapping[str, Fact], unit: int) -> dict[str, str | Number]:
    """A reason's values with its amounts in whole units of money."""
    return {
        name: amount(value, unit) if name in MONEY and isinstance(value, int) else value
        for name, value in params.items()
    }


def _rounded(value: Fraction) -> Number:
    """To six decimals, half up."""
    return float(Fraction(nearest(value * 10**6), 10**6))
