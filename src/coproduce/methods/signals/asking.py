"""M7: each signal fires, is quiet, or has not enough data; with its evidence, visible to both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from coproduce.methods._shared import Fact, Reason, digest
from coproduce.methods.signals.picture import Picture
from coproduce.methods.signals.policy import Policy

State = Literal["fires", "quiet", "not_enough_data"]
STATES: tuple[State, ...] = get_args(State)
Found = tuple[bool | None, dict[str, Fact]]
"""Whether it fires, and the values of its evidence; None with ``found`` and ``needed`` where there is too little."""
Check = Callable[[Picture, Mapping[str, int]], Found]


@dataclass(frozen=True, slots=True)
class Rule:
    """``needs``: fields without which nothing can be said; ``check`` is called only when all are recorded."""

    code: str
    needs: tuple[str, ...]
    check: Check


@dataclass(frozen=True, slots=True)
class Signal:
    """``reason``: the evidence, or what is missing. ``acts``: ids of the acts behind it, as the picture names them."""

    code: str
    state: State
    reason: Reason
    acts: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "state": self.state, "reason": self.reason.as_json(), "acts": list(self.acts)}


@dataclass(frozen=True, slots=True)
class Signals:
    """All signals in their order, and the policy by which they were read. There is no sum of them."""

    signals: tuple[Signal, ...]
    policy: str
    policy_digest: str

    @property
    def firing(self) -> tuple[str, ...]:
        return tuple(signal.code for signal in self.signals if signal.state == "fires")

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {
            "signals": [signal.as_json() for signal in self.signals],
            "firing": list(self.firing),
            "policy": self.policy,
            "policy_digest": self.policy_digest,
        }
        return {**told, "digest": digest(told)}


def signals(picture: Picture, policy: Policy, rules: Iterable[Rule]) -> Signals:
    """Every rule asked of one picture under one policy."""
    found = tuple(_asked(rule, picture, policy.thresholds.get(rule.code, {})) for rule in rules)
    return Signals(found, policy.version, policy.digest)


def _asked(rule: Rule, picture: Picture, thresholds: Mapping[str, int]) -> Signal:
    acts = picture.acts.get(rule.code, ())
    missing = [name for name in rule.needs if getattr(picture, name) is None]
    if missing:
        return Signal(rule.code, "not_enough_data", Reason("signal.missing", {"fields": ", ".join(missing)}), acts)
    fires, params = rule.check(picture, thresholds)
    if fires is None:
        code = "signal.too_few" if "needed" in params else "signal.missing"
        return Signal(rule.code, "not_enough_data", Reason(code, params), acts)
    return Signal(rule.code, "fires" if fires else "quiet", Reason(f"evidence.{rule.code}", params), acts)
