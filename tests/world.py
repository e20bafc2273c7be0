"""Named people and one small town, each with a reason to exist.

- Rosa, a resident: a citizen party of the green alley.
- Carmen, a carer: a second citizen party, so that one can confirm or contradict beside another.
- Nils, a nurse by trade: works with the alley as a professional - and is a resident in the park initiative.
- Omar, a city officer: the professional party who answers for the town.
- Kim, the coordinator: runs the alley for the association, on the professional side.
- Clara, the town clerk: acts for the whole town, party of nothing.
- Otto, an outsider: signed in, party of nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from coproduce.accountability import actions as record
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.agreements import actions as agreements
from coproduce.initiatives.models import Initiative, Party
from coproduce.people.models import Person, Role
from coproduce.places import actions as places
from coproduce.places.models import Area, Organisation, PublicService

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class World:
    town: Area
    parks: Organisation
    friends: Organisation
    service: PublicService
    alley: Initiative
    park: Initiative
    people: dict[str, Person]
    parties: dict[str, Party]
    at: datetime

    def __getattr__(self, name: str) -> Person:
        return self.people[name]

    @property
    def place(self) -> dict[str, str]:
        """What every address of the alley needs."""
        return {"town": self.town.slug, "initiative": self.alley.slug}


def person(name: str) -> Person:
    return Person.objects.create_user(display_name=name)


def begin(town: Area, service: PublicService, slug: str, title: dict[str, str], at: datetime) -> Initiative:
    return initiatives.begin_initiative(
        town=town,
        area=None,
        service=service,
        slug=slug,
        title=title,
        summary={"en": "Neighbours and gardeners together.", "fr": "Habitants et jardiniers ensemble."},
        problem={"en": "The asphalt is 50 degrees in July.", "fr": "L’asphalte monte à 50 degrés en juillet."},
        orientation="quality",
        complaint_route={"en": "Write to the parks service.", "fr": "Écrivez au service des parcs."},
        at=at,
    )


def make_world(at: datetime = NOON) -> World:
    """A town with a running alley and a park being set up."""
    town = places.found_town(slug="lindon", name={"en": "Lindon", "fr": "Lindon"}, country="FR")
    parks = places.name_organisation(
        town=town,
        slug="parks",
        name={"en": "Parks service", "fr": "Service des parcs"},
        kind="public_body",
        functions=["provider"],
        address="parks@example.org",
    )
    friends = places.name_organisation(
        town=town,
        slug="friends",
        name={"en": "Friends of the alley", "fr": "Les Amis de la ruelle"},
        kind="association",
        functions=["voice"],
    )
    service = places.describe_service(
        town=town,
        slug="public-space",
        name={"en": "Public space", "fr": "Espace public"},
        sector="environment",
        statutory_basis={"en": "Town law", "fr": "Code des communes"},
        provider=parks,
        floors={"access": ({"en": "Open to all, all day", "fr": "Ouvert à tous, toute la journée"}, "")},
    )
    alley = begin(town, service, "green-alley", {"en": "Green alley", "fr": "Ruelle verte"}, at)
    park = begin(town, service, "pocket-park", {"en": "Pocket park", "fr": "Square de poche"}, at)
    people = {n.lower(): person(n) for n in ("Rosa", "Carmen", "Nils", "Omar", "Kim", "Clara", "Otto")}
    Role.objects.create(person=people["clara"], town=town, role="clerk")

    def joins(name: str, initiative: Initiative, side: str, standing: str, role: str = "member") -> Party:
        body = parks if standing == "public" else friends if standing == "third_sector" else None
        return initiatives.join(
            initiative=initiative,
            person=people[name],
            organisation=body,
            side=side,
            standing=standing,
            role=role,
            at=at,
        )

    parties = {
        "rosa": joins("rosa", alley, "citizen", "resident"),
        "carmen": joins("carmen", alley, "citizen", "carer"),
        "nils": joins("nils", alley, "professional", "public"),
        "omar": joins("omar", alley, "professional", "public"),
        "kim": joins("kim", alley, "professional", "third_sector", "coordinator"),
        "nils_at_home": joins("nils", park, "citizen", "resident"),
    }
    for activity in ("commissioning", "design", "delivery", "assessment"):
        agreements.take_responsibility(
            initiative=alley,
            activity=activity,
            accountable=parks,
            standard={"en": "Within thirty days", "fr": "Sous trente jours"},
            failure_rule={"en": "The sponsor is told", "fr": "Le commanditaire est averti"},
            remedy={"en": "Done again at no cost", "fr": "Refait sans frais"},
            valid_from=date(2026, 1, 1),
        )
    agreements.give_mandate(
        initiative=alley,
        sponsor=parks,
        to_body={"en": "The residents’ vote", "fr": "Le vote des habitants"},
        scope={"en": "Which works are built", "fr": "Le choix des travaux"},
        valid_from=date(2026, 1, 1),
        at=at,
        limit_amount=30_000_00,
    )
    agreement = agreements.propose_agreement(
        initiative=alley,
        expected_of_citizens={"en": "Some Saturdays", "fr": "Quelques samedis"},
        expected_of_professionals={"en": "An answer within a month", "fr": "Une réponse sous un mois"},
        given={"en": "Plants and tools", "fr": "Des plantes et des outils"},
        risk_sharing={"en": "The town answers for the ground", "fr": "La ville répond du sol"},
        exit_without_loss={"en": "Anyone may stop", "fr": "Chacun peut arrêter"},
        at=at,
    )
    for name in ("rosa", "omar"):
        agreements.accept_agreement(agreement=agreement, party=parties[name], at=at)
    record.open_initiative(initiative=alley, at=at)
    alley.refresh_from_db()
    return World(town, parks, friends, service, alley, park, people, parties, at)


def later(world: World, days: int = 0, **parts: float) -> datetime:
    return world.at + timedelta(days=days, **parts)
