"""What may be asked about initiatives; the only way to one of their objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from coproduce.people.models import Consent, Purpose, Role, TownRole
from coproduce.people.queries import is_clerk
from coproduce.places.models import Area

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
    "state": State.choices,
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


def initiatives_for(viewer: Any, town: Area, state: str = "") -> QuerySet[Initiative]:
    """The initiatives of a town that the viewer may see, newest first, in one state if named."""
    seen = Q(state__in=PUBLIC_STATES)
    if viewer.is_authenticated:
        mine = Party.objects.filter(person=viewer, until=None).values("initiative")
        acts_here = Role.objects.filter(person=viewer, town=town, role=TownRole.CLERK)
        seen |= Q(pk__in=mine) | Q(Exists(acts_here))
    found = Initiative.objects.filter(seen, town=town).select_related("town", "area", "service")
    return (found.filter(state=state) if state else found).order_by("-id")


def running_for(viewer: Any, town: Area, most: int) -> list[Initiative]:
    """The newest running initiatives of a town, at most so many."""
    return list(initiatives_for(viewer, town, State.RUNNING)[:most])


def initiative_for(viewer: Any, town_slug: str, slug: str) -> Initiative:
    """One initiative that the viewer may see; raises ``Initiative.DoesNotExist`` for any other."""
    initiative = Initiative.objects.select_related("town", "area", "service__provider").get(
        town__slug=town_slug, town__parent=None, slug=slug
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
    """One initiative with everything its own page says of it, in five queries (seven for somebody signed in)."""
    initiative = initiative_for(viewer, town_slug, slug)
    see_together(viewer, [initiative], initiative.town)
    prefetch_related_objects(
        [initiative], "service__floors", Prefetch("obstacles", Obstacle.objects.select_related("owner").order_by("id"))
    )
    return initiative


# ---- how the viewer stands to them ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """In which capacities the reader of a page stands to an initiative: asked once, read by every room's loader."""

    viewer: int
    parties: tuple[Party, ...]
    clerk: bool


def see_together(viewer: Any, initiatives: Sequence[Initiative], town: Area) -> bool:
    """Read steps and the viewer's capacities for a whole page at once; returns whether the viewer is a clerk here."""
    prefetch_related_objects(initiatives, Prefetch("steps", Step.objects.order_by("position")))
    for initiative in initiatives:
        for step in initiative.steps.all():
            step.initiative = initiative
    if not viewer.is_authenticated:
        return False
    clerk = is_clerk(viewer, town)
    mine: dict[int, list[Party]] = {i.pk: [] for i in initiatives}
    for party in _present().filter(initiative__in=initiatives, person=viewer):
        mine[party.initiative_id].append(party)
    for initiative in initiatives:
        for party in mine[initiative.pk]:
            party.initiative = initiative
        initiative.__dict__["_seen"] = Seen(viewer.pk, tuple(mine[initiative.pk]), clerk)
    return clerk


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
    return coordinates or is_clerk(person, initiative.town)


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


def presence(initiative: Initiative) -> list[Presence]:
    """Who is there now by side, in one grouped query; sides without anybody are left out."""
    rows = (
        Party.objects.filter(initiative=initiative, until=None)
        .values("side", "standing", "organisation", "organisation__name")
        # A person in two capacities on one side is one person; a body without a person counts once as well.
        .annotate(people=Count("person", distinct=True), alone=Count("id", filter=Q(person=None)))
        .order_by("organisation")
    )
    found = []
    for side in Side:
        own = [row for row in rows if row["side"] == side]
        if own:
            found.append(_presence(side, own))
    return found


def _presence(side: Side, rows: Sequence[Mapping[str, Any]]) -> Presence:
    standings: dict[str, int] = {}
    bodies: dict[int, Mapping[str, str]] = {}
    for row in rows:
        standings[row["standing"]] = standings.get(row["standing"], 0) + row["people"] + row["alone"]
        if row["organisation"]:
            bodies[row["organisation"]] = row["organisation__name"]
    named = tuple((str(s.label), standings[s]) for s in Standing if s in standings)
    return Presence(side, str(side.label), sum(standings.values()), named, tuple(bodies.values()))


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
