"""A crowded town: as many initiatives, proposals, comments, projects and acts as a page may ever have to show.

Rows are written in bulk through the models, sums included, so that twenty thousand acts take a second; what they say
is what the actions would have written.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from tests.world import World

from coproduce.accountability import actions as record
from coproduce.accountability.models import Active, Contribution, Tally, Thread, Words
from coproduce.commissioning.ballots import actions as ballots
from coproduce.commissioning.ballots.models import Ballot
from coproduce.commissioning.models import Proposal
from coproduce.commissioning.proposals.models import ProposalChange
from coproduce.design import actions as design
from coproduce.design.models import CommentAnswer, Draft, DraftComment
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.models import Initiative, Party, Step
from coproduce.people.models import Person

KINDS = ("plan", "specify", "perform.maintain", "monitor")
LANGUAGES = ("en", "fr")
_Key = tuple[str, str, date]
STEPS = (
    ("needs", "commissioning"),
    ("proposals", "commissioning"),
    ("ballot", "commissioning"),
    ("drafting", "design"),
    ("roster", "delivery"),
    ("tasks", "delivery"),
    ("survey", "assessment"),
    ("indicators", "assessment"),
)


def both(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


def add_initiatives(world: World, count: int, first: int = 0) -> None:
    """Running initiatives with people of both sides, open steps of every kind, and acts of the last month."""
    new = [
        Initiative(
            town=world.town,
            service=world.service,
            slug=f"place-{n}",
            title=both(f"Place {n}"),
            summary=both("Neighbours and gardeners together."),
            problem=both("Too hot in July."),
            orientation="quality",
            complaint_route=both("Write to the parks service."),
            state="running",
            created_at=world.at,
            started_at=world.at,
        )
        for n in range(first, first + count)
    ]
    Initiative.objects.bulk_create(new)
    Party.objects.bulk_create(_parties(world, new))
    Step.objects.bulk_create(
        Step(initiative=i, kind=kind, activity=activity, position=place, title=both(kind.title()), state="open")
        for i in new
        for place, (kind, activity) in enumerate(STEPS, start=1)
    )
    month = timezone.now().date().replace(day=1)
    Tally.objects.bulk_create(
        Tally(initiative=i, activity=activity, side=side, month=month, acts=3 + n % 5, minutes=90)
        for n, i in enumerate(new)
        for activity in ("commissioning", "design", "delivery", "assessment")
        for side in ("citizen", "professional")
    )


def _parties(world: World, new: Sequence[Initiative]) -> Iterator[Party]:
    for initiative in new:
        for name, side, standing in (("rosa", "citizen", "resident"), ("nils", "professional", "public")):
            yield Party(initiative=initiative, person=world.people[name], side=side, standing=standing, since=world.at)


def _threads(world: World, titles: Sequence[str]) -> list[Thread]:
    words = [Words(id=uuid.uuid4(), salt="0" * 32, text=both(title)) for title in titles]
    threads = [
        Thread(id=uuid.uuid4(), initiative=world.alley, title=said, url="/lindon/i/green-alley/", opened_at=world.at)
        for said in words
    ]
    Words.objects.bulk_create(words)
    return Thread.objects.bulk_create(threads)


def opened_step(world: World, kind: str, activity: str, position: int) -> Step:
    step = initiatives.add_step(
        initiative=world.alley, kind=kind, activity=activity, title=both(kind.title()), position=position
    )
    return initiatives.open_step(step=step, at=world.at)


def add_proposals(world: World, step: Step, count: int, admitted: int, first: int = 1) -> None:
    """Proposals on threads of their own; so many of them admitted with a checked cost."""
    threads = _threads(world, [f"Proposal {first + n}" for n in range(count)])
    authors = [world.parties["rosa"], world.parties["carmen"], world.parties["nils"]]
    Proposal.objects.bulk_create(
        Proposal(
            initiative=world.alley,
            step=step,
            thread=thread,
            number=first + n,
            title=both(f"Shade and water, part {first + n}"),
            text=both("A tree, a bench and a tap where people wait for the bus."),
            cost_asked=1_000_00 + n * 100,
            cost=1_000_00 + n * 100 if n < admitted else None,
            author=authors[n % 3],
            side=authors[n % 3].side,
            state="admitted" if n < admitted else "submitted",
            at=world.at,
        )
        for n, thread in enumerate(threads)
    )


def add_changes(world: World, step: Step, number: int, count: int) -> None:
    """So many changes in the history of one proposal."""
    proposal = Proposal.objects.get(step=step, number=number)
    ProposalChange.objects.bulk_create(
        ProposalChange(
            proposal=proposal,
            at=world.at + timedelta(hours=n),
            party=world.parties["nils"],
            side="professional",
            state="submitted",
            note=both("Asked the gardeners."),
        )
        for n in range(count)
    )


def add_draft(world: World, step: Step, lines: int = 20) -> Draft:
    return design.start_draft(
        step=step,
        title=both("Brief for the alley"),
        lines=[f"Line {n}: what the alley must offer." for n in range(1, lines + 1)],
        language="en",
        person=world.rosa,
        at=world.at,
    )


def add_comments(world: World, draft: Draft, count: int, first: int = 1) -> None:
    """So many comments of both sides, each on a line, every second one answered."""
    version = draft.versions.get()
    made = [
        DraftComment(
            draft=draft,
            version=version,
            line=(n - 1) % len(version.lines) + 1,
            quote=both("What the alley must offer."),
            number=n,
            party=world.parties["carmen" if n % 2 else "nils"],
            side="citizen" if n % 2 else "professional",
            text=both("I would say it in a shorter way.\n\nOur neighbours read this too."),
            at=world.at,
        )
        for n in range(first, first + count)
    ]
    DraftComment.objects.bulk_create(made)
    CommentAnswer.objects.bulk_create(
        CommentAnswer(comment=c, party=world.parties["rosa"], side="citizen", text=both("Right."), at=world.at)
        for c in made[::2]
    )
    Draft.objects.filter(pk=draft.pk).update(open_comments=first + count - 1)


def prepare_ballot(world: World, position: int) -> Ballot:
    """A vote on everything admitted, not yet open, so that codes can still be made."""
    step = initiatives.add_step(
        initiative=world.alley, kind="ballot", activity="commissioning", title=both("Vote"), position=position
    )
    return ballots.set_up_ballot(step=step, rule={"budget": 30_000_00})


def open_ballot(ballot: Ballot, at: datetime, hours: int = 12) -> Ballot:
    return ballots.open_ballot(ballot=ballot, closes=at + timedelta(hours=hours), at=at)


def add_acts(world: World, count: int, at: datetime) -> None:
    """So many acts of both sides over the last ten months, with their kept sums."""
    parties = [world.parties[name] for name in ("rosa", "carmen", "nils", "omar")]
    rows = []
    for n in range(count):
        party, kind = parties[n % 4], KINDS[n // 4 % 4]
        rows.append(
            Contribution(
                initiative=world.alley,
                at=at - timedelta(days=n % 300),
                activity=record.ACTIVITY_OF[kind],
                kind=kind,
                side=party.side,
                standing=party.standing,
                party=party,
                minutes=30,
            )
        )
    Contribution.objects.bulk_create(rows, batch_size=2000)
    _sum_up(world.alley)


def _sum_up(initiative: Initiative) -> None:
    """Write the kept sums anew from every act."""
    found = Contribution.objects.filter(initiative=initiative, counts=True)
    acts, minutes, active = Counter[_Key](), Counter[_Key](), Counter[tuple[_Key, int]]()
    for activity, side, at, party, spent in found.values_list("activity", "side", "at", "party", "minutes"):
        key = (activity, side, at.date().replace(day=1))
        acts[key] += 1
        minutes[key] += spent or 0
        if party:
            active[key, party] += 1
    Tally.objects.filter(initiative=initiative).delete()
    Active.objects.filter(initiative=initiative).delete()
    Tally.objects.bulk_create(
        Tally(initiative=initiative, activity=key[0], side=key[1], month=key[2], acts=n, minutes=minutes[key])
        for key, n in acts.items()
    )
    Active.objects.bulk_create(
        Active(initiative=initiative, activity=key[0], side=key[1], month=key[2], party_id=party, acts=n)
        for (key, party), n in active.items()
    )


def add_residents(world: World, count: int) -> list[Person]:
    """So many people of the citizens' side."""
    people = Person.objects.bulk_create(Person(display_name=f"Resident {n}") for n in range(count))
    Party.objects.bulk_create(
        Party(initiative=world.alley, person=p, side="citizen", standing="resident", since=world.at) for p in people
    )
    return people
