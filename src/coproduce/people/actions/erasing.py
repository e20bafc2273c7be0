"""Being forgotten: what was a person's own goes, the record of the town stays whole."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django_tasks_db.models import DBTaskResult

from coproduce.people.models import Letter, Person
from coproduce.people.queries import FOREIGN, Holding, holdings, texts_of
from coproduce.people.registry import erasures

from .sweeping import sweep


def erase_person(*, person: Person, at: datetime) -> Person:
    """Forget a person as each table's ``PRIVACY`` says: the row stays, blank; the record of the town stays whole.

    First the rooms do what they registered (``register_erasure``): a part in an initiative ends, what became common
    text is told from what was the person's alone. Then own words are emptied, save those written for an organisation;
    addresses, passkeys, sessions, letters and follows are deleted. There is no way back, and after commit the bytes
    go from the database's files too.
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
        transaction.on_commit(_sweep_up, robust=True)
    return person


def _sweep_up() -> None:
    """Every table that says what becomes of it on erasure, and those of packages that hold sessions and mails."""
    declared = [m for m in apps.get_models() if hasattr(m, "PRIVACY") or m._meta.label in FOREIGN]
    sweep(*declared, Session, DBTaskResult)


def _erase_rows(holding: Holding, person: Person) -> None:
    if holding.is_authoring:
        _empty_words(holding, person)
    if holding.rule.startswith("delete"):
        holding.rows_of(person).delete()
    elif holding.rule.startswith("empty"):
        _empty_texts(holding, person)


def _own_rows(holding: Holding, person: Person) -> models.QuerySet[Any]:
    """The rows whose words are the person's: what a party wrote for an organisation is the organisation's."""
    rows = holding.rows_of(person)
    return rows if holding.is_direct else rows.filter(**{f"{holding.path.split('__')[0]}__organisation": None})


def _empty_words(holding: Holding, person: Person) -> None:
    """Empty the words a person wrote, where they are kept apart from the row."""
    rows = _own_rows(holding, person)
    for name in texts_of(holding.model):
        words = holding.model._meta.get_field(name).related_model
        keys = list(rows.exclude(**{name: None}).values_list(name, flat=True))
        words._default_manager.filter(pk__in=keys).update(text={})  # type: ignore[union-attr]  # a key to kept words


def _empty_texts(holding: Holding, person: Person) -> None:
    """Empty the free text of rows that hold it themselves."""
    free = (models.JSONField, models.TextField)
    blank = {f.name: f.get_default() for f in holding.model._meta.concrete_fields if isinstance(f, free)}
    if blank:
        _own_rows(holding, person).update(**blank)


def _end_sessions(person: Person, addresses: list[str]) -> None:
    """Sessions carry no key to a person, so each is opened to see whose it is, or whose address waits in it."""
    for session in Session.objects.iterator():
        kept = session.get_decoded()
        if kept.get("_auth_user_id") == str(person.pk) or any(a in json.dumps(kept) for a in addresses):
            session.delete()
