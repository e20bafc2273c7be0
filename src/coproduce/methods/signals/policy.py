"""The thresholds, in one versioned file: the package's own, or a town's in its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from coproduce.methods._shared import Frozen, MethodError, digest

MOST = 10**6


@dataclass(frozen=True, slots=True)
class Policy:
    """``thresholds``: signal -> name -> whole number. The digest names exactly these."""

    version: str
    thresholds: Mapping[str, Mapping[str, int]]

    def __post_init__(self) -> None:
        frozen = Frozen({code: Frozen(named) for code, named in self.thresholds.items()})
        object.__setattr__(self, "thresholds", frozen)

    @property
    def digest(self) -> str:
        return digest([self.version, {code: dict(named) for code, named in self.thresholds.items()}])


def read_policy(data: bytes, model: Policy | None = None) -> Policy:
    """A policy in TOML with a ``version`` and every threshold of a model, no other.

    ``model``: the package's own thresholds, of the signals unless told otherwise.

    Raises:
        MethodError: ``policy_unreadable``, ``policy_field_missing``, ``policy_field_unknown``, ``policy_field_wrong``.
    """
    policy, model = _parsed(data), model or default_policy()
    wanted = {(code, name) for code, named in model.thresholds.items() for name in named}
    given = {(code, name) for code, named in policy.thresholds.items() for name in named}
    for code, name in sorted(wanted - given):
        raise MethodError("policy_field_missing", {"field": f"{code}.{name}"})
    for code, name in sorted(given - wanted):
        raise MethodError("policy_field_unknown", {"field": f"{code}.{name}"[:60]})
    return policy


def default_policy() -> Policy:
    """The package's own thresholds, from its file ``policy.toml``."""
    return _parsed(resources.files(__package__).joinpath("policy.toml").read_bytes())


def default_evils_policy() -> Policy:
    """The package's own thresholds for the seven evils, from its file ``evils.toml``."""
    return _parsed(resources.files(__package__).joinpath("evils.toml").read_bytes())


def _parsed(data: bytes) -> Policy:
    try:
        held = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise MethodError("policy_unreadable") from None
    version = held.pop("version", None)
    if not isinstance(version, str) or not version.isprintable():
        raise MethodError("policy_field_missing", {"field": "version"})
    for code, named in held.items():
        for name, value in named.items() if isinstance(named, dict) else [("", None)]:
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
                raise MethodError("policy_field_wrong", {"field": f"{code}.{name}"[:60]})
    return Policy(version, held)
