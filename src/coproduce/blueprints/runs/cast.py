"""The invented town and people of the Runs, and the clock by which they live."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from coproduce.initiatives.actions import join
from coproduce.initiatives.models import Initiative, Party
from coproduce.initiatives.queries import standing_at
from coproduce.people.models import Person
from coproduce.places import actions as places
from coproduce.places.models import Area, Organisation, PublicService

LENGTH = timedelta(days=200)

RESIDENTS = (
    "Amina Belkacem",
    "Basile Roux",
    "Camille Petit",
    "Denise Laurent",
    "Elias Haddad",
    "Fatou Diop",
    "Gabriel Mercier",
    "Hana Kovacs",
    "Ines Moreira",
    "Jules Fontaine",
    "Katia Sokolova",
    "Lucien Garnier",
    "Maya Nguyen",
    "Nour El Amrani",
    "Olga Petrenko",
    "Pablo Ruiz",
    "Quentin Leroy",
    "Rosa Silva",
    "Samir Aziz",
    "Tess Janssen",
)
STREETS = ("rue Haute", "rue du Port", "place du Marché", "quai Nord", "allée des Tilleuls")


class Clock:
    """Days of a Run: day 0 lies 200 days before the moment at which it is played, so that everything is past."""

    def __init__(self, at: datetime) -> None:
        self.start = (at - LENGTH).replace(minute=0, second=0, microsecond=0)

    def day(self, number: float, hour: int = 12) -> datetime:
        """The moment on a day of the Run, at an hour of the universal day."""
        return (self.start + timedelta(days=number)).replace(hour=hour)

    def after(self, days: int) -> Clock:
        """The clock of something that begins so many days later."""
        later = copy(self)
        later.start += timedelta(days=days)
        return later


@dataclass
class Town:
    """A small town with its bodies, services and people, made by public actions."""

    area: Area
    hall: Organisation
    parks: Organisation
    roads: Organisation
    neighbours: Organisation
    space: PublicService
    health: PublicService
    parts: dict[str, Area]
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """The person of that name; made when first called for."""
        if name not in self.people:
            self.people[name] = Person.objects.create_user(display_name=name)
        return self.people[name]

    def resident(self, number: int) -> Person:
        """The n-th resident: the first have names, the others are known by their street."""
        if number < len(RESIDENTS):
            return self.person(RESIDENTS[number])
        return self.person(f"{STREETS[number % len(STREETS)]}, {number}")

    def citizen(self, initiative: Initiative, number: int, at: datetime) -> Party:
        return join(initiative=initiative, person=self.resident(number), side="citizen", standing="resident", at=at)

    def professional(self, initiative: Initiative, name: str, body: Organisation, at: datetime) -> Party:
        return join(
            initiative=initiative,
            person=self.person(name),
            organisation=body,
            side="professional",
            standing=standing_at(body),
            at=at,
        )


def make_town(slug: str, *, at: datetime, name: str = "Sainte-Marguerite") -> Town:
    """Found the invented town of three districts, with its bodies, two services and their floors."""
    area = places.found_town(slug=slug, name={"en": name, "fr": name}, country="FR")
    parts = {
        part: places.add_area(parent=area, slug=part, name={"en": said, "fr": said}, kind="district")
        for part, said in (("centre", "Centre"), ("le-port", "Le Port"), ("les-tilleuls", "Les Tilleuls"))
    }
    places.count_population(
        area=area,
        source="Recensement inventé · Invented census",
        year=at.year - 1,
        counts={"age": {"0-17": 2210, "18-29": 1480, "30-64": 4820, "65+": 2190}},
    )
    hall = places.name_organisation(
        town=area,
        slug="town-hall",
        name={"en": "Town hall", "fr": "Mairie"},
        kind="public_body",
        functions=["provider", "funder"],
        address="mairie@example.org",
    )
    parks = places.name_organisation(
        town=area,
        slug="parks",
        name={"en": "Parks service", "fr": "Service des espaces verts"},
        kind="public_body",
        functions=["provider"],
        address="espaces-verts@example.org",
    )
    roads = places.name_organisation(
        town=area,
        slug="roads",
        name={"en": "Roads service", "fr": "Service de la voirie"},
        kind="public_body",
        functions=["provider", "regulator"],
        address="voirie@example.org",
    )
    neighbours = places.name_organisation(
        town=area,
        slug="neighbours",
        name={"en": "Neighbours’ association", "fr": "Association des voisins"},
        kind="association",
        functions=["voice"],
    )
    space = places.describe_service(
        town=area,
        slug="public-space",
        name={"en": "Public space and green areas", "fr": "Espace public et espaces verts"},
        sector="public space",
        statutory_basis={
            "en": "The town’s duty to keep public ways",
            "fr": "Obligation communale d’entretien des voies",
        },
        provider=parks,
        floors={
            "access": (
                {
                    "en": "Every public place stays open to all, free, and step-free",
                    "fr": "Chaque lieu public reste ouvert à toutes et à tous, gratuit et sans marche",
                },
                "",
            ),
            "quality": (
                {"en": "Safe to walk in, day and night", "fr": "On y marche en sécurité, de jour comme de nuit"},
                "",
            ),
        },
    )
    health = places.describe_service(
        town=area,
        slug="health",
        name={"en": "Public health", "fr": "Santé publique"},
        sector="health",
        statutory_basis={},
        provider=hall,
        floors={
            "access": ({"en": "Advice for everyone, free", "fr": "Des conseils pour toutes et tous, gratuits"}, "")
        },
    )
    return Town(area, hall, parks, roads, neighbours, space, health, parts)
