"""What becomes of needs when the person who said them is erased."""

from __future__ import annotations

from datetime import datetime

from coproduce.accountability import actions as record
from coproduce.commissioning.needs.queries import said_by
from coproduce.people.models import Person

from .saying import page_of


def forget_needs(person: Person, at: datetime) -> None:
    """Empty what the person said was missing; that it was said, how many need it, and the answers stay.

    What was said for an organisation is its word. A thread that the need opened loses its title as well.
    """
    for need in said_by(person):
        if need.author is not None and need.author.organisation_id is not None:
            continue
        need.title, need.text = {}, {}
        need.save(update_fields=["title", "text"])
        if need.thread.url == page_of(need.step, need.number):
            record.erase_words(words=need.thread.title)
