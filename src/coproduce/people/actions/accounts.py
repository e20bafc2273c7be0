"""Joining, agreeing, being named, acting for a town."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from coproduce.people.models import Consent, Contact, DemoMarker, Person, Purpose, Role, TownRole
from coproduce.people.queries import consents_of, person_of_address
from coproduce.places.models import Area

# The wording people read when they agreed; raise it with any change of the words.
WORDING = 1


def join(*, name: str, email: str, language: str, at: datetime) -> Person:
    """Make a person whose address has just been confirmed, with the consent given on the same form.

    Where the address has found its person meanwhile, that person is returned unchanged.
    """
    with transaction.atomic():
        there = person_of_address(email)
        if there is not None:
            return there
        person = Person.objects.create_user(display_name=name, language=language)
        EmailAddress.objects.create(user=person, email=email.lower(), verified=True, primary=True)
        give_consent(person=person, purpose=Purpose.TAKE_PART, at=at)
    return person


def give_consent(*, person: Person, purpose: str, at: datetime) -> Consent:
    """Write a consent down with the wording that was shown; a new row, so that each earlier one stays to be read."""
    return Consent.objects.create(person=person, purpose=Purpose(purpose), given=True, wording=WORDING, at=at)


def withdraw_consent(*, person: Person, purpose: str, at: datetime) -> Consent:
    """Take an agreement back; what was done until then stays lawful."""
    return Consent.objects.create(person=person, purpose=Purpose(purpose), given=False, wording=WORDING, at=at)


def agree_to(*, person: Person, chosen: Mapping[str, bool], at: datetime) -> None:
    """Write down what changed between what a person agreed to and what they choose now, and nothing else."""
    given = consents_of(person)
    with transaction.atomic():
        for purpose, choice in chosen.items():
            if choice and not given[purpose]:
                give_consent(person=person, purpose=purpose, at=at)
            elif given[purpose] and not choice:
                withdraw_consent(person=person, purpose=purpose, at=at)


def rename(*, person: Person, name: str) -> Person:
    """Change the name that is shown, also beside what the person did before."""
    person.display_name = name
    person.save(update_fields=["display_name"])
    return person


def set_contact(*, person: Person, language: str, telephone: str, access_needs: str) -> Contact:
    """How the person is reached: the language of mails (a code), a telephone number, what they need to take part."""
    with transaction.atomic():
        person.language = language
        person.save(update_fields=["language"])
        contact, _ = Contact.objects.update_or_create(
            person=person, defaults={"telephone": telephone, "access_needs": access_needs}
        )
    return contact


def appoint_clerk(*, person: Person, town: Area) -> Role:
    """Let a person act for the whole town."""
    role, _ = Role.objects.get_or_create(person=person, town=town, role=TownRole.CLERK)
    return role


def name_clerk(*, town: Area, address: str) -> Person:
    """Appoint whoever owns this address: for the operator, who vouches for it, founding a town.

    Where nobody has it yet, a person without a name is made, who chooses one after signing in with a code.
    """
    with transaction.atomic():
        person = person_of_address(address)
        if person is None:
            person = Person.objects.create_user()
            EmailAddress.objects.create(user=person, email=address.lower(), verified=True, primary=True)
        appoint_clerk(person=person, town=town)
    return person


def mark_demo(*, at: datetime) -> None:
    """Declare the site a demo; for the demo command alone."""
    if not DemoMarker.objects.exists():
        DemoMarker.objects.create(made_at=at)
