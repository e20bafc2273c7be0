"""Who decides and how many must agree. Frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from coproduce.methods._measures import checked_count, checked_ids
from coproduce.methods._shared import Frozen, MethodError


@dataclass(frozen=True, slots=True)
class Condition:
    """The weights of those who agree must reach ``needed``. A player without a weight has none here."""

    weights: Mapping[str, int]
    needed: int

    def __post_init__(self) -> None:
        for id_, weight in self.weights.items():
            checked_count(weight, id_)
        checked_count(self.needed, "needed")
        object.__setattr__(self, "weights", Frozen(self.weights))


@dataclass(frozen=True, slots=True)
class Player:
    """Who has a say: a person with a seat, or a body that speaks with one voice.

    ``side``: citizen, professional, elected or any other text. ``veto``: nothing passes without this player, unless
    there are ``overrides`` and those who agree meet all of them: such a veto only delays or raises what is needed.
    """

    id: str
    side: str
    veto: bool = False
    overrides: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "overrides", tuple(self.overrides))
        if self.overrides and not self.veto:
            raise MethodError("override_without_veto", {"player": self.id[:40]})


@dataclass(frozen=True, slots=True)
class Procedure:
    """A decision passes when those who agree meet every condition and hold, or override, every veto.

    A quorum is a condition on heads: opponents may stay away, so those who agree must be enough by themselves.
    """

    players: tuple[Player, ...]
    conditions: tuple[Condition, ...]

    def __post_init__(self) -> None:
        players = tuple(sorted(self.players, key=lambda player: player.id))
        ids = set(checked_ids(player.id for player in players))
        object.__setattr__(self, "players", players)
        if not players:
            raise MethodError("procedure_empty")
        overrides = [condition for player in players for condition in player.overrides]
        if any(condition.weights.keys() - ids for condition in (*self.conditions, *overrides)):
            raise MethodError("decision_field_wrong", {"field": "weights"})
        if any(sum(condition.weights.values()) < condition.needed for condition in self.conditions):
            raise MethodError("procedure_impossible")
        if any(sum(condition.weights.values()) < condition.needed for condition in overrides):
            raise MethodError("override_impossible")
        if not any(p.veto and any(o.needed for o in p.overrides or (Condition({}, 1),)) for p in players) and all(
            c.needed == 0 for c in self.conditions
        ):
            raise MethodError("procedure_trivial")

    @classmethod
    def committee(
        cls,
        seats: Iterable[tuple[str, int]],
        *,
        majority: int,
        vetoes: Iterable[tuple[str, str]] = (),
        quorum: int = 0,
        overrides: Mapping[str, int] | None = None,
    ) -> Procedure:
        """So many seats a side, a number of votes needed, a quorum of seats, and outside holders of a veto.

        ``seats``: (side, how many). ``vetoes``: (id, side) of bodies without a seat. ``overrides``: of such a body the
        number of votes that overcome its veto; a body that is not named there cannot be overcome.
        """
        members = [
            Player(f"{side} {place:04d}", side)
            for side, count in seats
            for place in range(1, checked_count(count, side) + 1)
        ]
        heads = {player.id: 1 for player in members}
        conditions = [Condition(heads, majority)] + ([Condition(heads, quorum)] if quorum else [])
        overcome = {id_: (Condition(heads, checked_count(n, id_)),) for id_, n in (overrides or {}).items()}
        holders = [Player(id_, side, True, overcome.pop(id_, ())) for id_, side in vetoes]
        if overcome:
            raise MethodError("override_without_veto", {"player": min(overcome)[:40]})
        return cls((*members, *holders), tuple(conditions))

    def as_blocs(self, sides: Iterable[str] | None = None) -> Procedure:
        """The same procedure where each side (or each of ``sides``) votes as one.

        A bloc with several vetoes is overcome only where each of them would be.
        """
        ids = {player.id for player in self.players}
        together = {player.side for player in self.players} if sides is None else set(sides)

        def voice(player: Player) -> str:
            return f"bloc {player.side}" if player.side in together else player.id

        def told(condition: Condition) -> Condition:
            weights: dict[str, int] = {}
            for player in self.players:
                weight = condition.weights.get(player.id, 0)
                weights[voice(player)] = weights.get(voice(player), 0) + weight
            return Condition(weights, condition.needed)

        if any(voice(player) in ids for player in self.players if player.side in together):
            raise MethodError("id_twice", {"id": "bloc"})
        players: dict[str, Player] = {}
        for player in self.players:
            name = voice(player)
            held = players.get(name, Player(name, player.side))
            if player.veto and not (held.veto and not held.overrides):  # one veto that stands makes the whole one stand
                more = tuple(told(condition) for condition in player.overrides)
                held = replace(held, veto=True, overrides=(*held.overrides, *more) if more else ())
            players[name] = held
        return Procedure(tuple(players.values()), tuple(told(condition) for condition in self.conditions))


@dataclass(frozen=True, slots=True)
class Index:
    """Each player's exact power, and each side's: the powers of all players sum to 1."""

    players: Mapping[str, Fraction] = field(default_factory=Frozen[Fraction])
    sides: Mapping[str, Fraction] = field(default_factory=Frozen[Fraction])

    def __post_init__(self) -> None:
        object.__setattr__(self, "players", Frozen(self.players))
        object.__setattr__(self, "sides", Frozen(self.sides))

    def side(self, name: str) -> Fraction:
        """A side's power; of a side that has no say, 0."""
        return self.sides.get(name, Fraction(0))
