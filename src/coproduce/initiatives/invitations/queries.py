"""What may be asked about invitations: whoever coordinates sees those of the initiative, others their own."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from coproduce.initiatives.models import Initiative
from coproduce.initiatives.queries import initiative_to_coordinate
from coproduce.people.queries import Person, addresses_of
from coproduce.ui.said import said_plain

from .models import Invitation

DAYS = 30


def unanswered(at: datetime) -> QuerySet[Invitation]:
    """Every invitation whose time is not over."""
    return Invitation.objects.filter(at__gt=at - timedelta(days=DAYS))


def over(at: datetime) -> QuerySet[Invitation]:
    """Every invitation whose time is over."""
    return Invitation.objects.filter(at__lte=at - timedelta(days=DAYS))


def invitations_of(initiative: Initiative, at: datetime) -> QuerySet[Invitation]:
    """The initiative's unanswered invitations whose time is not over, the newest first."""
    return unanswered(at).filter(initiative=initiative).select_related("organisation").order_by("-id")


def invitations_to(person: Any, at: datetime) -> QuerySet[Invitation]:
    """What the person is asked: at any of their confirmed addresses."""
    found = unanswered(at).filter(address__in=addresses_of(person))
    return found.select_related("initiative__town", "organisation").order_by("id")


def invitation_to(person: Any, town_slug: str, slug: str, pk: int, at: datetime) -> Invitation:
    """One invitation of the person's own; raises ``Invitation.DoesNotExist`` for anybody else's."""
    return invitations_to(person, at).get(
        pk=pk, initiative__slug=slug, initiative__town__slug=town_slug, initiative__town__parent=None
    )


def kept_about(person: Person) -> QuerySet[Invitation]:
    """What is kept of a person here by their address alone: goes into their export, and with them when they go."""
    return Invitation.objects.filter(address__in=list(addresses_of(person)))


def digest_of(invitation: Invitation) -> str:
    """What the page of an invitation says to its reader, in the language it is read in."""
    body: Any = invitation.organisation
    said = [
        invitation.pk,
        invitation.side,
        invitation.standing,
        invitation.role,
        [body.pk, said_plain(body.name)] if body else None,
        said_plain(invitation.initiative.title),
        said_plain(invitation.initiative.summary),
    ]
    return sha256(json.dumps(said).encode()).hexdigest()


def invitation_to_take_back(person: Any, town_slug: str, slug: str, pk: int, at: datetime) -> Invitation:
    """An invitation of an initiative that the person runs; raises ``Invitation.DoesNotExist``."""
    return invitations_of(initiative_to_coordinate(person, town_slug, slug), at).get(pk=pk)
