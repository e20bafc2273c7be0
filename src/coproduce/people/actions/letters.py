"""Writing to people: each mail waits in a queue of the same database, and none goes twice."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from coproduce.people.models import Letter, Person, Sent
from coproduce.people.queries import address_of

logger = logging.getLogger(__name__)

TRIES = 5


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
            _try_again(context.task_result.started_at, address=address, subject=subject, body=body, tries=tries + 1)
    # The queue keeps its finished rows: nothing of a letter stays in them.
    DBTaskResult.objects.filter(id__in=_row_keys(context)).update(args_kwargs={"args": [], "kwargs": {}})


def _try_again(begun: datetime | None, *, tries: int, **letter: str) -> None:
    """Queue the mail once more; ``begun`` is when the worker took it up, who reads the clock for all that it runs."""
    later = begun + timedelta(minutes=5 ** (tries - 1)) if begun is not None else None
    deliver.using(run_after=later).enqueue(**letter, tries=tries)


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
