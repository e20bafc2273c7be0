"""Which threads there are, and which one a reader may see."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Exists, OuterRef

from coproduce.accountability.models import Following, Notice, Promise, Thread
from coproduce.initiatives.models import Initiative
from coproduce.initiatives.queries import initiative_for

from .stations import HEARD, PUBLIC


def thread_for(viewer: Any, town_slug: str, slug: str, key: str) -> Thread:
    """One thread of an initiative that the viewer may see; raises ``Thread.DoesNotExist``."""
    initiative = initiative_for(viewer, town_slug, slug)
    try:
        thread = Thread.objects.select_related("title", "merged_into").get(initiative=initiative, pk=uuid.UUID(key))
    except ValueError:
        raise Thread.DoesNotExist from None
    thread.initiative = initiative
    return thread


def last_of(thread: Thread) -> Thread:
    """Where a merged thread goes on; itself where it was not merged."""
    seen = {thread.pk}
    while thread.merged_into is not None and thread.merged_into.pk not in seen:
        thread = thread.merged_into
        seen.add(thread.pk)
    return thread


def threads_to_measure(initiative: Initiative) -> list[Thread]:
    """What an indicator can be about: what somebody said or proposed, and what was promised; by title's day."""
    own = {"thread": OuterRef("pk")}
    heard = Exists(Notice.objects.filter(HEARD, **own))
    promised = Exists(Promise.objects.filter(PUBLIC, **own))
    rows = Thread.objects.filter(heard | promised, initiative=initiative, merged_into=None)
    return [row for row in rows.select_related("title").order_by("opened_at", "pk") if row.title.text]


def is_following(person: Any, thread: Thread) -> bool:
    """Whether a signed-in person follows the thread; one question to the database, none for a visitor."""
    return person.is_authenticated and Following.objects.filter(person=person, thread=thread).exists()
