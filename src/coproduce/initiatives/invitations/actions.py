"""Adding a body, and asking a person: nobody acts for a body here who has not said so themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext

from coproduce.initiatives.actions import Refused, join
from coproduce.initiatives.models import Initiative, Party, Side
from coproduce.initiatives.queries import side_of
from coproduce.people.actions import write_to
from coproduce.people.models import Person, Sent
from coproduce.people.queries import person_of_address
from coproduce.places.models import Organisation
from coproduce.ui import formats
from coproduce.ui.said import said_plain

from .models import Invitation
from .queries import DAYS, digest_of, invitations_of, kept_about, over

# More at once would be a mailing, not the asking of colleagues.
MOST = 50


def add_body(*, initiative: Initiative, organisation: Organisation, standing: str, role: str, at: datetime) -> Party:
    """Whoever coordinates adds a body without a person."""
    return join(
        initiative=initiative,
        organisation=organisation,
        side=_side(standing, organisation),
        standing=standing,
        role=role,
        at=at,
    )


def invite(
    *,
    initiative: Initiative,
    invited_by: Person,
    address: str,
    standing: str,
    role: str,
    at: datetime,
    organisation: Organisation | None = None,
) -> Invitation:
    """Ask whoever reads this address to act for a body; they take part once they accept.

    The same is done and answered whether or not somebody signs in here with the address. Asked again, the
    question is changed and no second mail goes out on the same day.
    """
    side = _side(standing, organisation)
    if initiative.is_over:
        raise Refused("initiative_closed")
    address = address.lower()
    with transaction.atomic():
        over(at).filter(initiative=initiative).delete()
        invitation, made = Invitation.objects.get_or_create(
            initiative=initiative,
            address=address,
            side=side,
            role=role,
            defaults={"standing": standing, "organisation": organisation, "at": at},
        )
        if not made:
            invitation.standing, invitation.organisation = standing, organisation
            invitation.save(update_fields=["standing", "organisation"])
        elif invitations_of(initiative, at).count() > MOST or asked_today(initiative, at) >= MOST:
            raise Refused("invitations_too_many", most=MOST)
        else:
            _ask(invitation, invited_by, at)
    return invitation


def accept(*, invitation: Invitation, person: Person, shown: str, lived_experience: bool, at: datetime) -> Party:
    """The person says yes to what they were ``shown`` (``queries.digest_of``), and takes part from now on."""
    with transaction.atomic():
        # Read again under a lock: it may have been taken back, or accepted in another window, since the page was read.
        asked = Invitation.objects.select_for_update(of=("self",)).select_related("initiative", "organisation")
        invitation = asked.get(pk=invitation.pk)
        if not constant_time_compare(shown, digest_of(invitation)):
            raise Refused("invitation_changed")
        party = join(
            initiative=invitation.initiative,
            person=person,
            organisation=invitation.organisation,
            side=invitation.side,
            standing=invitation.standing,
            role=invitation.role,
            lived_experience=lived_experience,
            at=at,
        )
        # One row for each capacity: a second body in the same role is no second capacity.
        if (party.organisation_id, party.standing) != (invitation.organisation_id, invitation.standing):
            raise Refused("acts_here_already", capacity=capacity_of(party))
        invitation.delete()
    return party


def put_away(*, invitation: Invitation) -> None:
    """The person says no, or whoever coordinates takes the question back: nothing of it stays."""
    invitation.delete()


def put_away_old(*, at: datetime) -> int:
    """Drop the invitations that nobody answered in time."""
    return over(at).delete()[0]


def forget_invitations(person: Person, at: datetime) -> None:
    """Nothing addressed to a person stays when they are forgotten."""
    kept_about(person).delete()


def _side(standing: str, organisation: Organisation | None) -> str:
    side = side_of(standing)
    if side == Side.CITIZEN:
        raise Refused("citizens_join_themselves")
    if side == Side.PROFESSIONAL and organisation is None:
        raise Refused("professional_needs_body")
    return side


def _ask(invitation: Invitation, invited_by: Person, at: datetime) -> None:
    initiative, known = invitation.initiative, person_of_address(invitation.address)
    language = known.language if known and known.language else translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        place = {"town": initiative.town.slug, "initiative": initiative.slug, "invitation": invitation.pk}
        title = said_plain(initiative.title)
        subject = gettext("You are asked to take part in “%(title)s”") % {"title": title}
        body = gettext(
            "%(name)s asks you to take part in “%(title)s”.\n\n"
            "As: %(capacity)s\n\n"
            "Read it and say yes or no: %(page)s\n\n"
            "Sign in there with this address, or join with it if you are new. You take part only if you accept. "
            "Without an answer the invitation ends on %(day)s, and nothing follows."
        ) % {
            "name": " ".join(str(invited_by).split()),
            "title": title,
            "capacity": capacity_of(invitation),
            "page": settings.SITE_ADDRESS + reverse("initiatives:invitation", kwargs=place),
            "day": formats.day(at + timedelta(days=DAYS)),
        }
    # Once a day: an address that says no shall not be pressed with the same question.
    # The digest is keyed with the site's secret and the day, so the mark names nobody afterwards.
    digest = salted_hmac(f"coproduce.invited.{at:%Y%m%d}", invitation.address, algorithm="sha256").hexdigest()[:16]
    write_to(invitation.address, subject=subject, body=body, at=at, key=f"{_of_day(initiative, at)}{digest}")


def _of_day(initiative: Initiative, at: datetime) -> str:
    return f"invited-{initiative.pk}-{at:%Y%m%d}-"


def asked_today(initiative: Initiative, at: datetime) -> int:
    """How many letters of this kind the initiative has sent today, whatever became of the invitations."""
    return Sent.objects.filter(key__startswith=_of_day(initiative, at)).count()


def capacity_of(part: Invitation | Party) -> str:
    """In words, in which capacity somebody is asked or takes part: sector, body if any, and role."""
    body: Any = part.organisation
    parts = [part.get_standing_display(), said_plain(body.name) if body else "", part.get_role_display()]
    return " · ".join(str(part) for part in parts if part)
