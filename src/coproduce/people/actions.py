"""What may be done to persons: join, agree, be named, be written to, be forgotten."""

from __future__ import annotations

import json
import logging
import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from coproduce.places.models import Area

from .models import Consent, Contact, DemoMarker, Letter, Person, Purpose, Role, Sent, TownRole
from .queries import Holding, address_of, consents_of, holdings, person_of_address, texts_of
from .registry import erasures

logger = logging.getLogger(__name__)

# The wording people read when they agreed; raise it with any change of the words.
WORDING = 1
TRIES = 5

# ---- joining, agreeing, being named --------------------------------------------------------------------------------


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
    person.display_name = name
    person.save(update_fields=["display_name"])
    return person


def choose_language(*, person: Person, language: str) -> Person:
    """The language in which the person is written to."""
    person.language = language
    person.save(update_fields=["language"])
    return person


def set_contact(*, person: Person, telephone: str, access_needs: str) -> Contact:
    contact, _ = Contact.objects.update_or_create(
        person=person, defaults={"telephone": telephone, "access_needs": access_needs}
    )
    return contact


def appoint_clerk(*, person: Person, town: Area) -> Role:
    """Let a person act for the whole town."""
    role, _ = Role.objects.get_or_create(person=person, town=town, role=TownRole.CLERK)
    return role


def dismiss_clerk(*, person: Person, town: Area) -> None:
    """End it; the next request of that person already finds the doors shut."""
    Role.objects.filter(person=person, town=town, role=TownRole.CLERK).delete()


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


# ---- writing to people ---------------------------------------------------------------------------------------------


def write_to(to: Person | str, *, subject: str, body: str, at: datetime, key: str = "") -> bool:
    """Send a mail once this transaction is committed; with a ``key``, never a second time.

    ``to`` is a person (their confirmed main address) or an address. Returns whether a mail was queued.
    """
    person = to if isinstance(to, Person) else None
    address = address_of(to) if isinstance(to, Person) else to
    if not address:
        return False
    with transaction.atomic():
        if key and not _mark_sent(key, person, at):
            return False
        # The queue is a table of the same database: the mail is there when the deed is, and only then.
        deliver.enqueue(address=address, subject=" ".join(subject.split()), body=body)
    return True


def _mark_sent(key: str, person: Person | None, at: datetime) -> bool:
    try:
        with transaction.atomic():
            Sent.objects.create(key=key, person=person, at=at)
    except IntegrityError:
        return False
    return True


@task(takes_context=True)
def deliver(context: TaskContext, address: str, subject: str, body: str, tries: int = 1) -> None:
    """Hand one mail to the mail server; when that fails, again later, five times in all."""
    try:
        EmailMessage(subject=subject, body=body, to=[address]).send()
    except (OSError, smtplib.SMTPException) as problem:
        # Neither the address nor the words belong in a log.
        logger.warning("a mail could not be sent (try %d of %d): %s", tries, TRIES, type(problem).__name__)
        if tries < TRIES:
            later = timezone.now() + timedelta(minutes=5**tries)
            deliver.using(run_after=later).enqueue(address=address, subject=subject, body=body, tries=tries + 1)
    # The queue keeps its finished rows: nothing of a letter stays in them (A59).
    DBTaskResult.objects.filter(id__in=_row_keys(context)).update(args_kwargs={"args": [], "kwargs": {}})


def _row_keys(context: TaskContext) -> list[UUID]:
    """The key of the queue's row; none where the queue is not the database."""
    try:
        return [UUID(str(context.task_result.id))]
    except ValueError:
        return []


def keep_letter(*, to: str, subject: str, body: str, at: datetime) -> Letter:
    """Put a mail into the site's own postbox instead of sending it."""
    return Letter.objects.create(to=to[:320], subject=subject[:300], body=body, at=at)


def clear_old(*, at: datetime) -> int:
    """Drop letters after thirty days and "sent" marks after a year; returns how many rows went or were given up."""
    given_up = _give_up_cut_off(at)
    letters, _ = Letter.objects.filter(at__lt=at - timedelta(days=30)).delete()
    marks, _ = Sent.objects.filter(at__lt=at - timedelta(days=365)).delete()
    return letters + marks + given_up


def _give_up_cut_off(at: datetime) -> int:
    """Mails in whose midst the worker was killed: nobody knows whether they left, so none is sent a second time."""
    cut_off = DBTaskResult.objects.running().filter(started_at__lt=at - timedelta(hours=1))
    count = cut_off.update(status=TaskResultStatus.FAILED, finished_at=at, args_kwargs={"args": [], "kwargs": {}})
    if count:
        logger.warning("%d mails were cut off when the worker died; they are not sent again", count)
    return count


# ---- being forgotten -----------------------------------------------------------------------------------------------


def erase_person(*, person: Person, at: datetime) -> Person:
    """Forget a person as each table's ``PRIVACY`` says: the row stays, blank; the record of the town stays whole.

    Own words are emptied, save those written for an organisation; addresses, passkeys, sessions, letters and
    follows are deleted. There is no way back.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        addresses = list(EmailAddress.objects.filter(user=person).values_list("email", flat=True))
        for erase in erasures():
            erase(person, at)
        for holding in holdings():
            _erase_rows(holding, person)
        Letter.objects.filter(to__in=addresses).delete()
        DBTaskResult.objects.filter(args_kwargs__kwargs__address__in=addresses).delete()
        _end_sessions(person, addresses)
        person.display_name = person.language = ""
        person.is_active = False
        person.erased_at = at
        # A new unusable password changes the session hash: whatever session was missed is void too.
        person.set_unusable_password()
        person.save()
    return person


def _erase_rows(holding: Holding, person: Person) -> None:
    if holding.is_authoring:
        _empty_words(holding, person)
    if holding.rule.startswith("delete"):
        holding.rows_of(person).delete()
    elif holding.rule.startswith("empty"):
        _empty_texts(holding, person)


def _empty_words(holding: Holding, person: Person) -> None:
    """Empty the words a person wrote; what a party wrote for an organisation is the organisation's."""
    for name in texts_of(holding.model):
        rows = holding.rows_of(person)
        if not holding.is_direct:
            rows = rows.filter(**{f"{holding.path.split('__')[0]}__organisation": None})
        words = holding.model._meta.get_field(name).related_model
        keys = list(rows.exclude(**{name: None}).values_list(name, flat=True))
        words._default_manager.filter(pk__in=keys).update(text={})  # type: ignore[union-attr]


def _empty_texts(holding: Holding, person: Person) -> None:
    """Empty the free text of rows that hold it themselves."""
    blank: dict[str, Any] = {}
    for field in holding.model._meta.concrete_fields:
        if isinstance(field, models.JSONField):
            blank[field.name] = {}
        elif isinstance(field, models.TextField):
            blank[field.name] = ""
    if blank:
        holding.rows_of(person).update(**blank)


def _end_sessions(person: Person, addresses: list[str]) -> None:
    """Sessions carry no key to a person, so each is opened to see whose it is, or whose address waits in it."""
    for session in Session.objects.iterator():
        kept = session.get_decoded()
        if kept.get("_auth_user_id") == str(person.pk) or any(a in json.dumps(kept) for a in addresses):
            session.delete()
