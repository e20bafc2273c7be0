"""Who takes part, what everyone is guaranteed, what helps or hinders, and the context: one query for all four."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import ngettext_lazy

from coproduce.initiatives.models import Bearing, Context, Initiative, Obstacle, Party, PartyRole, Side, Standing
from coproduce.people.models import Consent, Purpose
from coproduce.places.models import Floor, FloorItem
from coproduce.ui.formats import number

from .prepared import Given, Prepared
from .setting import Setting, contexts_of, in_words
from .viewers import present


@dataclass(frozen=True, slots=True)
class Presence:
    """One side: how many take part, as what, and for which bodies; nobody's name."""

    side: str
    label: str
    total: int
    standings: tuple[tuple[str, int], ...]
    bodies: tuple[Mapping[str, str], ...]

    @property
    def counted(self) -> str:
        """How many, in words: "1 citizen", "34 citizens"."""
        return str(_COUNTED[Side(self.side)] % {"n": number(self.total), "of": self.total})


_COUNTED = {
    Side.CITIZEN: ngettext_lazy("%(n)s citizen", "%(n)s citizens", "of"),
    Side.PROFESSIONAL: ngettext_lazy("%(n)s professional", "%(n)s professionals", "of"),
    Side.ELECTED: ngettext_lazy("%(n)s elected member", "%(n)s elected members", "of"),
}

# One line of the who, what and why: which part it is of, a code, a text, a note, the name of a body, and a number.
_COLUMNS = ("part", "code", "text", "note", "body", "n")


def counted_already(present: Q | None = None) -> Q:
    """Whether the party's person is counted in another part: one person counts once a side, as who coordinates before
    all else, then in the first of their parts. ``present``: which parts hold, where not those of now."""
    own = {"initiative": OuterRef("initiative"), "person": OuterRef("person"), "side": OuterRef("side")}
    others = Party.objects.filter(present or Q(until=None), **own)
    before = Exists(others.filter(Q(role=PartyRole.COORDINATOR) | Q(pk__lt=OuterRef("pk"))))
    return ~Q(role=PartyRole.COORDINATOR) & Q(before)


def _parties_grouped(initiative: Any) -> QuerySet[Any]:
    """Who is there now: one row for each side, standing and body."""
    return (
        Party.objects.filter(initiative=initiative, until=None)
        .values("side", "standing", "organisation_id", "organisation__name")
        .annotate(
            part=Value("party"),
            code=F("side"),
            text=F("organisation__name"),
            note=F("standing"),
            body=F("organisation__name"),
            n=Count("id", filter=~counted_already()),
        )
        .values_list(*_COLUMNS)
    )


def presence(initiative: Initiative) -> list[Presence]:
    """Who is there now by side, in one grouped query; sides without anybody are left out."""
    return _presences([Line(*row) for row in _parties_grouped(initiative).order_by("organisation_id")])


def _presences(lines: Sequence[Line]) -> list[Presence]:
    sides = [(side, [line for line in lines if line.code == side]) for side in Side]
    return [_presence(side, own) for side, own in sides if own]


def _presence(side: Side, lines: Sequence[Line]) -> Presence:
    standings: dict[str, int] = {}
    for line in lines:
        standings[line.note] = standings.get(line.note, 0) + line.n
    bodies: list[Mapping[str, str]] = []
    for line in lines:
        if line.body and line.body not in bodies:
            bodies.append(line.body)
    named = tuple((str(s.label), standings[s]) for s in Standing if standings.get(s))
    return Presence(side, str(side.label), sum(standings.values()), named, tuple(bodies))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the who, what and why of an initiative."""

    part: str
    code: str
    text: Mapping[str, str] | None
    note: str
    body: Mapping[str, str] | None
    n: int


@dataclass(frozen=True, slots=True)
class Ground:
    """Who takes part, what everyone is guaranteed, what helps or stands in the way, and where all this holds."""

    sides: list[Presence]
    floors: list[tuple[str, Line]]
    bearings: list[tuple[str, list[Line]]]
    setting: Setting | None


def ground_of(initiative: Initiative) -> Ground:
    """Four kinds of lines in one query, however many there are; the texts of a kind stand in the same column."""
    given = {"initiative": initiative.pk, "town": initiative.town_id, "service": initiative.service_id}
    rows = _GROUND(**given)
    lines = sorted((Line(*row) for row in rows), key=lambda line: (line.part, line.n))
    settings = [line for line in lines if line.part == "context"]
    hindering = [line for line in lines if line.part == "obstacle"]
    bearings = [(str(b.label), [line for line in hindering if line.code == b]) for b in Bearing]
    return Ground(
        sides=_presences([line for line in lines if line.part == "party"]),
        floors=[(str(FloorItem(line.code).label), line) for line in lines if line.part == "floor"],
        bearings=[(label, own) for label, own in bearings if own],
        setting=next((_setting(line) for line in settings), None),
    )


def _ground() -> QuerySet[Any]:
    own = Given("initiative")
    floors = Floor.objects.filter(service=Given("service")).annotate(
        part=Value("floor"), code=F("item"), text=F("minimum"), note=F("legal_source"), body=F("service__name"),
        n=F("id"),
    )  # fmt: skip
    obstacles = Obstacle.objects.filter(initiative=own).annotate(
        part=Value("obstacle"), code=F("bearing"), note=Value(""), body=F("owner__name"), n=F("id")
    )
    # One context at most; its three codes, which hold no blank, share a column.
    codes = Concat("regime", Value(" "), "provider_mix", Value(" "), "contract_form", output_field=CharField())
    newest = contexts_of(own, Given("town")).values("pk")[:1]
    context = Context.objects.filter(pk=Subquery(newest)).annotate(
        part=Value("context"), code=F("country"), text=F("culture_note"), note=codes, body=F("law"), n=F("id")
    )
    others = [some.values_list(*_COLUMNS) for some in (floors, obstacles, context)]
    return _parties_grouped(own).union(*others, all=True)


_GROUND = Prepared(_ground)


def _setting(line: Line) -> Setting:
    law: Any = line.body
    return in_words(line.code, line.note.split(" "), line.text, law or ())


def parties_with_names(initiative: Initiative) -> QuerySet[Party]:
    """Everybody present, by side; ``named`` is true only where the person agreed to be named in public (I2)."""
    latest = Consent.objects.filter(person=OuterRef("person"), purpose=Purpose.NAME_PUBLIC).order_by("-at", "-id")
    return (
        present()
        .filter(initiative=initiative)
        .annotate(named=Subquery(latest.values("given")[:1]))
        .order_by("side", "organisation", "id")
    )
