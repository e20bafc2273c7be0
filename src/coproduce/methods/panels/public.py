"""The draw itself, in two steps anybody can follow: the lottery is published first, a seed nobody knew comes after.

Publish the commitment (a digest of all numbered panels). Later take a public seed that could not be known before, such
as the figures of a named state lottery. The number drawn is SHA-256 of the seed in UTF-8, one zero byte, and the
commitment in hexadecimal, read as one large number, modulo how many panels there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coproduce.methods._shared import MethodError
from coproduce.methods.panels.types import Numbered, check_seed, sound


@dataclass(frozen=True, slots=True)
class Drawn:
    """The number drawn from a public seed, counted from 0, and the panel that bears it."""

    seed: str
    commitment: str
    number: int
    members: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "seed": self.seed,
            "commitment": self.commitment,
            "number": self.number,
            "members": list(self.members),
        }


def public_draw(numbered: Numbered, seed: str) -> Drawn:
    """Draw one of the numbered panels. Numbers are equally likely up to one part in 2**230.

    Raises:
        MethodError: ``panel_seed_empty``, ``panel_seed_invalid``.
    """
    check_seed(seed)
    if not seed.strip():
        raise MethodError("panel_seed_empty")
    commitment = numbered.commitment
    ticket = hashlib.sha256(seed.encode() + b"\0" + commitment.encode()).digest()
    number = int.from_bytes(ticket) % len(numbered)
    return Drawn(seed, commitment, number, numbered[number])


def thrown(numbered: Numbered, number: int) -> Drawn:
    """The panel that bears a number drawn by hand, with dice or from an urn; its ``seed`` is empty.

    Raises:
        MethodError: ``panel_number_invalid`` unless it is from 0 to one less than there are panels.
    """
    if isinstance(number, bool) or not 0 <= number < len(numbered):
        raise MethodError("panel_number_invalid", {"number": str(number), "most": len(numbered) - 1})
    return Drawn("", numbered.commitment, number, numbered[number])


def numbered_from(facts: object) -> Numbered:
    """Read a published lottery again: the object under ``lottery`` of a draw's JSON, or that JSON whole.

    Raises:
        MethodError: ``panel_lottery_unreadable``, or ``panel_commitment_differs`` when its panels are not those that
            were committed to.
    """
    if isinstance(facts, Mapping) and isinstance(facts.get("lottery"), Mapping):
        facts = facts["lottery"]
    if not isinstance(facts, Mapping):
        raise MethodError("panel_lottery_unreadable")
    order, panels = facts.get("order"), facts.get("panels")
    if not (_list_of(order, int) and isinstance(panels, Sequence) and panels and all(_list_of(p, str) for p in panels)):
        raise MethodError("panel_lottery_unreadable")
    assert isinstance(order, Sequence)
    if not all(sound(member) for members in panels for member in members):
        raise MethodError("panel_lottery_unreadable")
    if not order or not all(0 <= place < len(panels) for place in order):
        raise MethodError("panel_lottery_unreadable")
    numbered = Numbered(tuple(tuple(members) for members in panels), tuple(order), 0.0)
    if facts.get("commitment") != numbered.commitment:
        raise MethodError("panel_commitment_differs", {"stated": str(facts.get("commitment"))})
    return numbered


def _list_of(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(v, kind) and not isinstance(v, bool) for v in value)
