"""What may be asked about initiatives; the only way to one of their objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from coproduce.people.models import Consent, Purpose, Role, TownRole
from coproduce.people.queries import is_clerk
from coproduce.places.models import Area, Floor, FloorItem
from coproduce.ui.formats import number

from . import registry
from .models import (
    Activity,
    Bearing,
    History,
    Initiative,
    Obstacle,
    Orientation,
    Party,
    PartyRole,
    PromiseLevel,
    Side,
    Standing,
    State,
    Step,
)

# An idea is seen by its parties and the town's clerks alone; from the check on it is public.
PUBLIC_STATES = (State.CHECK, State.SET_UP, State.RUNNING, State.PAUSED, State.CLOSED, State.HANDED_OVER)
CITIZEN_STANDINGS = (Standing.RESIDENT, Standing.USER, Standing.CARER, Standing.VOLUNTEER)
PROFESSIONAL_STANDINGS = (Standing.PUBLIC, Standing.THIRD_SECTOR, Standing.PRIVATE)

# The closed lists that forms and filters offer, by name.
CHOICES: Mapping[str, Sequence[tuple[str, Any]]] = {
    "orientation": Orientation.choices,
    "promise_level": PromiseLevel.choices,
    "side": Side.choices,
    "role": PartyRole.choices,
    "standing": Standing.choices,
    "citizen_standing": [(s.value, s.label) for s in CITIZEN_STANDINGS],
    "professional_standing": [(s.value, s.label) for s in (*PROFESSIONAL_STANDINGS, Standing.COUNCILLOR)],
    "bearing": Bearing.choices,
    "activity": Activity.choices,
}


# ---- which initiatives ---------------------------------------------------------------------------------------------


def _read_by(viewer: Any) -> dict[str, Any]:
    """Who reads an initiative and whether as a clerk of its town: asked together with it, so that it costs nothing."""
    if not viewer.is_authenticated:
        return {"read_by": Value(0), "for_clerk": Value(False)}
    clerk = Role.objects.filter(person=viewer, role=TownRole.CLERK, town=OuterRef("town"))
    return {"read_by": Value(viewer.pk), "for_clerk": Exists(clerk)}


def initiatives_for(viewer: Any, town: Area, state: str = "") -> QuerySet[Initiative]:
    """The initiatives of a town that the viewer may see, newest first, in one state if named."""
    seen = Q(state__in=PUBLIC_STATES)
    if viewer.is_authenticated:
        mine = Party.objects.filter(person=viewer, until=None).values("initiative")
        seen |= Q(pk__in=mine) | Q(for_clerk=True)
    every = Initiative.objects.annotate(**_read_by(viewer)).filter(seen, town=town)
    found = every.select_related("town", "area", "service")
    return (found.filter(state=state) if state else found).order_by("-id")


def initiative_for(viewer: Any, town_slug: str, slug: str) -> Initiative:
    """One initiative that the viewer may see; raises ``Initiative.DoesNotExist`` for any other."""
    initiative = (
        Initiative.objects.annotate(**_read_by(viewer))
        .select_related("town", "area", "service__provider")
        .get(town__slug=town_slug, town__parent=None, slug=slug)
    )
    if initiative.state in PUBLIC_STATES or may_coordinate(viewer, initiative) or parties_of(viewer, initiative):
        return initiative
    raise Initiative.DoesNotExist


def initiative_to_coordinate(person: Any, town_slug: str, slug: str) -> Initiative:
    """One initiative that the person coordinates or is the town's clerk for.

    Raises ``Initiative.DoesNotExist`` where there is none to be seen, ``PermissionDenied`` where others run it.
    """
    initiative = initiative_for(person, town_slug, slug)
    if not may_coordinate(person, initiative):
        raise PermissionDenied
    return initiative


def initiative_page(viewer: Any, town_slug: str, slug: str) -> Initiative:
    """One initiative as its own page and every room's loader read it: with its steps and the viewer's capacities."""
    initiative = initiative_for(viewer, town_slug, slug)
    see_together(viewer, [initiative])
    return initiative


# ---- how the viewer stands to them ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """In which capacities the reader of a page stands to an initiative: asked once, read by every room's loader."""

    viewer: int
    parties: tuple[Party, ...]
    clerk: bool


def see_together(viewer: Any, initiatives: Sequence[Initiative]) -> None:
    """Read the steps and the viewer's capacities for a whole page at once, in two queries (one for a stranger)."""
    prefetch_related_objects(initiatives, Prefetch("steps", Step.objects.order_by("position")))
    for initiative in initiatives:
        for step in initiative.steps.all():
            step.initiative = initiative
    if not viewer.is_authenticated:
        return
    mine: dict[int, list[Party]] = {i.pk: [] for i in initiatives}
    for party in _present().filter(initiative__in=initiatives, person=viewer):
        mine[party.initiative_id].append(party)
    for initiative in initiatives:
        for party in mine[initiative.pk]:
            party.initiative = initiative
        initiative.__dict__["_seen"] = Seen(viewer.pk, tuple(mine[initiative.pk]), _clerk(viewer, initiative))


def _clerk(person: Any, initiative: Initiative) -> bool:
    read = initiative.__dict__
    return bool(read["for_clerk"]) if read.get("read_by") == person.pk else is_clerk(person, initiative.town)


def is_clerk_of(viewer: Any, town: Area, shown: Sequence[Initiative]) -> bool:
    """Whether the viewer is a clerk of the town, known without asking again where initiatives of it were read."""
    return _clerk(viewer, shown[0]) if shown else is_clerk(viewer, town)


def _seen(person: Any, initiative: Initiative) -> Seen | None:
    seen: Seen | None = initiative.__dict__.get("_seen")
    return seen if seen is not None and seen.viewer == person.pk else None


def _present() -> QuerySet[Party]:
    return Party.objects.filter(until=None).select_related("organisation", "person").order_by("id")


def parties_of(person: Any, initiative: Initiative) -> list[Party]:
    """In which capacities the person takes part now: usually none or one, at times two."""
    if not person.is_authenticated:
        return []
    if seen := _seen(person, initiative):
        return list(seen.parties)
    return list(_present().filter(initiative=initiative, person=person))


def party_of(person: Any, initiative: Initiative, side: str | None = None) -> Party | None:
    """The person's capacity, on one side if named; the coordinator's row stands behind a plain one."""
    parties = [p for p in parties_of(person, initiative) if side is None or p.side == side]
    return min(parties, key=lambda p: (p.role == PartyRole.COORDINATOR, p.pk), default=None)


def own_party(person: Any, initiative: Initiative, pk: int) -> Party:
    """One of the person's own capacities; raises ``Party.DoesNotExist`` for anybody else's."""
    party = _present().get(initiative=initiative, person=person, pk=pk)
    party.initiative = initiative
    return party


def may_coordinate(person: Any, initiative: Initiative) -> bool:
    """Whether the person runs this initiative: its coordinator, or a clerk of its town."""
    if not person.is_authenticated:
        return False
    if seen := _seen(person, initiative):
        return seen.clerk or any(p.role == PartyRole.COORDINATOR for p in seen.parties)
    coordinates = Party.objects.filter(
        initiative=initiative, person=person, role=PartyRole.COORDINATOR, until=None
    ).exists()
    return coordinates or _clerk(person, initiative)


# ---- steps and obstacles -------------------------------------------------------------------------------------------


def step_for(viewer: Any, town_slug: str, slug: str, position: int, kind: str | None = None) -> Step:
    """One step of an initiative the viewer may see; raises ``Step.DoesNotExist`` or ``Initiative.DoesNotExist``."""
    initiative = initiative_for(viewer, town_slug, slug)
    return _step(initiative, position, kind)


def step_to_coordinate(person: Any, town_slug: str, slug: str, position: int) -> Step:
    """One step of an initiative that the person runs; raises as ``step_for``."""
    return _step(initiative_to_coordinate(person, town_slug, slug), position, None)


def _step(initiative: Initiative, position: int, kind: str | None) -> Step:
    steps = Step.objects.filter(initiative=initiative, position=position)
    step = (steps if kind is None else steps.filter(kind=kind)).get()
    step.initiative = initiative
    return step


def steps_of(initiative: Initiative) -> list[Step]:
    return list(Step.objects.filter(initiative=initiative).order_by("position"))


def obstacles_of(initiative: Initiative) -> list[Obstacle]:
    return list(Obstacle.objects.filter(initiative=initiative).select_related("owner").order_by("bearing", "id"))


def obstacle_to_change(person: Any, town_slug: str, slug: str, pk: int) -> Obstacle:
    """One line of an initiative that the person runs; raises ``Obstacle.DoesNotExist``."""
    initiative = initiative_to_coordinate(person, town_slug, slug)
    obstacle = Obstacle.objects.get(initiative=initiative, pk=pk)
    obstacle.initiative = initiative
    return obstacle


# ---- who takes part ------------------------------------------------------------------------------------------------


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


def _parties_grouped(initiative: Initiative) -> QuerySet[Any]:
    """Who is there now: one row for each side, standing and body."""
    # A person in two capacities on one side is one person; a body without a person counts once as well.
    counted = Count("person", distinct=True) + Count("id", filter=Q(person=None))
    return (
        Party.objects.filter(initiative=initiative, until=None)
        .values("side", "standing", "organisation_id", "organisation__name")
        .annotate(
            part=Value("party"),
            code=F("side"),
            text=F("organisation__name"),
            note=F("standing"),
            body=F("organisation__name"),
            n=counted,
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
    named = tuple((str(s.label), standings[s]) for s in Standing if s in standings)
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
    """Who takes part, what everyone is guaranteed, what helps and what stands in the way."""

    sides: list[Presence]
    floors: list[tuple[str, Line]]
    bearings: list[tuple[str, list[Line]]]


def ground_of(initiative: Initiative) -> Ground:
    """Three kinds of lines in one query, however many there are; the texts of a kind stand in the same column."""
    floors = Floor.objects.filter(service=initiative.service_id).annotate(
        part=Value("floor"), code=F("item"), text=F("minimum"), note=F("legal_source"), body=F("service__name"),
        n=F("id"),
    )  # fmt: skip
    obstacles = Obstacle.objects.filter(initiative=initiative).annotate(
        part=Value("obstacle"), code=F("bearing"), note=Value(""), body=F("owner__name"), n=F("id")
    )
    rows = _parties_grouped(initiative).union(floors.values_list(*_COLUMNS), obstacles.values_list(*_COLUMNS), all=True)
    lines = sorted((Line(*row) for row in rows), key=lambda line: (line.part, line.n))
    hindering = [line for line in lines if line.part == "obstacle"]
    bearings = [(str(b.label), [line for line in hindering if line.code == b]) for b in Bearing]
    return Ground(
        sides=_presences([line for line in lines if line.part == "party"]),
        floors=[(str(FloorItem(line.code).label), line) for line in lines if line.part == "floor"],
        bearings=[(label, own) for label, own in bearings if own],
    )


def parties_by_side(initiatives: Sequence[Initiative]) -> dict[int, dict[str, int]]:
    """How many present parties each side has, by initiative id."""
    found: dict[int, dict[str, int]] = {i.pk: {} for i in initiatives}
    rows = (
        Party.objects.filter(initiative__in=initiatives, until=None)
        .values("initiative_id", "side")
        .annotate(n=Count("id"))
    )
    for row in rows:
        found[row["initiative_id"]][row["side"]] = row["n"]
    return found


def parties_with_names(initiative: Initiative) -> QuerySet[Party]:
    """Everybody present, by side; ``named`` is true only where the person agreed to be named in public (I2)."""
    latest = Consent.objects.filter(person=OuterRef("person"), purpose=Purpose.NAME_PUBLIC).order_by("-at", "-id")
    return (
        _present()
        .filter(initiative=initiative)
        .annotate(named=Subquery(latest.values("given")[:1]))
        .order_by("side", "organisation", "id")
    )


def party_to_end(person: Any, town_slug: str, slug: str, pk: int) -> Party:
    """A capacity in an initiative that the person runs; raises ``Party.DoesNotExist``."""
    initiative = initiative_to_coordinate(person, town_slug, slug)
    party = _present().get(initiative=initiative, pk=pk)
    party.initiative = initiative
    return party


def side_of(standing: str) -> Side:
    """The side that a standing belongs to."""
    return next(side for side in Side if standing in standings_of(side))


def standings_of(side: str) -> tuple[Standing, ...]:
    """The standings that belong to a side."""
    return {
        Side.CITIZEN: CITIZEN_STANDINGS,
        Side.PROFESSIONAL: PROFESSIONAL_STANDINGS,
        Side.ELECTED: (Standing.COUNCILLOR,),
    }[Side(side)]


# ---- its own past --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One history row in words."""

    at: datetime
    text: str


FIELD_WORDS: Mapping[str, Any] = {
    "title": _("name"),
    "summary": _("summary"),
    "problem": _("problem"),
    "vision": _("what it should become"),
    "equality_note": _("equality"),
    "orientation": _("the why"),
    "other_orientations": _("the further whys"),
    "promise_level": _("the promise"),
    "no_floor_reason": _("why there is no guaranteed minimum"),
    "complaint_route": _("where to complain"),
}
_LABELS: Mapping[str, Any] = {"side": Side, "role": PartyRole, "activity": Activity, "bearing": Bearing}


def history_of(initiative: Initiative) -> QuerySet[History]:
    """What happened to the initiative itself, the newest first."""
    return History.objects.filter(initiative=initiative).order_by("-at", "-id")


def tell(row: History) -> Told:
    """A history row in the reader's language; codes among its parameters become their words."""
    params: dict[str, Any] = {}
    for name, value in row.params.items():
        if name in _LABELS:
            params[name] = _LABELS[name](value).label
        elif name == "fields":
            params[name] = ", ".join(str(FIELD_WORDS[field]) for field in value)
        else:
            params[name] = value
    return Told(row.at, str(registry.history_text(row.code) % params))


def with_words(old: Mapping[str, str] | None, language: str, text: str) -> dict[str, str]:
    """A text with one language changed and the others kept; an empty text takes that language away."""
    kept = {code: words for code, words in (old or {}).items() if code != language}
    return {**kept, language: text.strip()} if text.strip() else kept
