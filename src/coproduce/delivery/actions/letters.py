"""The mails of the rota: each in its reader's language, each sent once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from coproduce.delivery.models import ACTIVE, Shift, SignUp
from coproduce.delivery.queries.across import coordinators_of, overlapping
from coproduce.delivery.queries.words import before_in_words, called, hours_in_words, missing_in_words
from coproduce.people.actions import write_to
from coproduce.people.models import Person
from coproduce.ui.formats import day
from coproduce.ui.said import said_plain

LATE = timedelta(hours=24)


@contextmanager
def in_language_of(person: Person) -> Iterator[None]:
    """Write in the language the person chose, or in the site's where they chose none that is offered."""
    known = dict(settings.LANGUAGES)
    with translation.override(person.language if person.language in known else settings.LANGUAGE_CODE):
        yield


def about(shift: Shift) -> dict[str, str]:
    """The words every such mail needs; call it inside the reader's language."""
    task = shift.task
    place = said_plain(shift.place_note) or said_plain(task.place)
    return {
        "task": said_plain(task.title),
        "initiative": said_plain(task.initiative.title),
        "day": day(shift.starts, "full"),
        "hours": hours_in_words(shift),
        "where": _("Where: %(place)s") % {"place": place} + "\n" if place else "",
        "url": settings.SITE_ADDRESS
        + reverse(
            "delivery:shift", args=[task.initiative.town.slug, task.initiative.slug, task.step.position, shift.pk]
        ),
    }


def remind_of(*, sign_up: SignUp, shift: Shift, at: datetime) -> bool:
    """The day before: when, where, and how to give the place back."""
    person = sign_up.party.person
    if person is None:
        return False
    with in_language_of(person):
        words = about(shift)
        return write_to(
            person,
            subject=_("Tomorrow: %(task)s, %(hours)s") % words,
            body=_(
                "You are signed up for “%(task)s” (%(initiative)s).\n\n%(day)s, %(hours)s\n%(where)s\n"
                "If you cannot come, give your place back now, so that somebody else can take it. "
                "Nothing is lost by it:\n%(url)s\n"
            )
            % words,
            key=f"delivery-reminder-{sign_up.pk}{_again(shift)}",
            at=at,
        )


def _again(shift: Shift) -> str:
    """What makes the key of a mail new once the shift has moved: its new time is worth a new reminder."""
    return f"-{shift.moves}" if shift.moves else ""


def tell_missing(*, shift: Shift, hours: int, at: datetime) -> int:
    """Tell who runs the initiative that somebody is still missing; returns how many were told."""
    told = 0
    for party in coordinators_of(shift.task.initiative):
        if party.person is None:
            continue
        with in_language_of(party.person):
            words = about(shift) | {"missing": missing_in_words(shift.slots.all())}
            told += write_to(
                party.person,
                subject=_("Still missing: %(task)s, %(day)s") % words,
                body=_(
                    "“%(task)s” on %(day)s, %(hours)s: %(missing)s.\n\n"
                    "Ask somebody, or call the shift off in good time:\n%(url)s\n"
                )
                % words,
                key=f"delivery-missing-{hours}-{shift.pk}-{party.person_id}{_again(shift)}",
                at=at,
            )
    return told


def tell_called_off(*, shift: Shift, at: datetime) -> None:
    """Write to each person who still holds a place, once for each shift; a body without a person gets no letter."""
    held = SignUp.objects.filter(slot__shift=shift, state__in=ACTIVE).select_related("party__person")
    for sign_up in held:
        person = sign_up.party.person
        if person is None:
            continue
        with in_language_of(person):
            words = about(shift) | {"why": said_plain(shift.called_off_why)}
            write_to(
                person,
                subject=_("Called off: %(task)s, %(day)s") % words,
                body=_("“%(task)s” on %(day)s, %(hours)s, is called off.\n\nWhy: %(why)s\n\n%(url)s\n") % words,
                key=f"delivery-called-off-{shift.pk}-{person.pk}",
                at=at,
            )


def tell_moved(*, shift: Shift, at: datetime) -> None:
    """When it was, when it is now, why, and that the place stays but can be given back."""
    held = SignUp.objects.filter(slot__shift=shift, state__in=ACTIVE).select_related("party__person").order_by("id")
    for sign_up in held:
        person = sign_up.party.person
        if person is None or shift.moved_from is None:
            continue
        with in_language_of(person):
            taken = overlapping(person.pk, shift, ACTIVE).exists()
            also = _("You have another place at that time: give one of the two back.") + " " if taken else ""
            words = about(shift) | {"why": said_plain(shift.moved_why), "before": before_in_words(shift), "also": also}
            write_to(
                person,
                subject=_("Moved: %(task)s, now %(day)s, %(hours)s") % words,
                body=_(
                    "“%(task)s” (%(initiative)s) has a new time.\n\nBefore: %(before)s\nNow: %(day)s, %(hours)s\n"
                    "%(where)s\nWhy: %(why)s\n\nYour place stays yours. %(also)sSay that you will be there, or give it "
                    "back if you cannot come. Nothing is lost by it:\n%(url)s\n"
                )
                % words,
                key=f"delivery-moved-{shift.pk}-{shift.moves}-{person.pk}",
                at=at,
            )


def tell_handed_back(*, sign_up: SignUp, at: datetime) -> None:
    """A place handed back on the last day reaches who runs the initiative at once; earlier the reminders do."""
    shift = sign_up.slot.shift
    if shift.starts - at > LATE:
        return
    for party in coordinators_of(shift.task.initiative):
        if party.person is None:
            continue
        with in_language_of(party.person):
            words = about(shift) | {"who": called(sign_up.slot, 1)}
            write_to(
                party.person,
                subject=_("A place is free again: %(task)s, %(day)s") % words,
                body=_("A place (%(who)s) for “%(task)s” on %(day)s, %(hours)s, was handed back.\n\n%(url)s\n") % words,
                key=f"delivery-handed-back-{sign_up.pk}-{party.person_id}",
                at=at,
            )
