"""What became of the threads that a person follows, since a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from coproduce.accountability.models import (
    Answer,
    Decision,
    Finding,
    Following,
    Notice,
    Promise,
    Thread,
    Visibility,
)
from coproduce.people.models import Person, Sent


@dataclass(frozen=True, slots=True)
class News:
    """Something new on a thread. ``code`` is decided, promised, measured, said.<word> or an event."""

    at: datetime
    code: str
    title: Mapping[str, str]
    town: str
    initiative: str
    thread_id: str


def followed(person: Any) -> QuerySet[Thread]:
    """The threads a person follows, newest first; those merged are told where they go on."""
    return (
        Thread.objects.filter(followers__person=person)
        .select_related("title", "initiative__town", "merged_into")
        .order_by("-opened_at")
    )


def news_of(person: Any, since: datetime) -> list[News]:
    """Public record rows on the person's threads since a time, oldest first; one query a kind of row."""
    threads = {t.pk: t for t in followed(person)}
    if not threads:
        return []
    where = Q(thread__in=list(threads), at__gt=since, visibility=Visibility.PUBLIC)
    found = [(r.at, "decided", r.thread_id) for r in Decision.objects.filter(where)]
    for promise in Promise.objects.filter(where).select_related("decision"):
        if promise.decision is not None and promise.decision.thread_id is None:
            found.append((promise.at, "decided", promise.thread_id))
        found.append((promise.at, "promised", promise.thread_id))
    found += [(r.at, f"said.{r.said}", r.thread_id) for r in Answer.objects.filter(where)]
    found += [(r.at, "measured", r.thread_id) for r in Finding.objects.filter(where, counts=True)]
    found += [(r.at, r.event, r.thread_id) for r in Notice.objects.filter(where)]
    return [_news(at, code, threads[thread]) for at, code, thread in sorted(found) if thread is not None]


def _news(at: datetime, code: str, thread: Thread) -> News:
    return News(
        at=at,
        code=str(code),
        title=thread.title.text,
        town=thread.initiative.town.slug,
        initiative=thread.initiative.slug,
        thread_id=str(thread.merged_into_id or thread.pk),
    )


def awaiting_digest(week: str) -> QuerySet[Person]:
    """People who follow a thread and have not been written to for this week."""
    done = Sent.objects.filter(key__startswith=f"digest:{week}:", person__isnull=False).values("person")
    following = Following.objects.values("person")
    return Person.objects.filter(pk__in=following, is_active=True).exclude(pk__in=done).order_by("pk")
