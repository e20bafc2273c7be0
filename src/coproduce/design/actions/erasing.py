"""What becomes of drafts when somebody who wrote on them is erased."""

from __future__ import annotations

from datetime import datetime

from coproduce.accountability import actions as record
from coproduce.design.models import Draft
from coproduce.design.queries import adopted_lines, drafts_with_words_of, key_of, lines_written_in
from coproduce.people.models import Person

from .writing import page_of


def forget_drafts(person: Person, at: datetime) -> None:
    """Empty the notes and the lines that the person wrote, save those lines that stand in an adopted version.

    An adopted text is common: it stays, without a name, and so does its title. An emptied line keeps its place and its
    side, so that how much each side wrote still holds. Comments and answers go by their ``PRIVACY``.
    """
    for draft in drafts_with_words_of(person):
        _forget_in(draft, person)


def _forget_in(draft: Draft, person: Person) -> None:
    versions = list(draft.versions.all())
    own = {v.pk for v in versions if v.author and v.author.person_id == person.pk and v.author.organisation_id is None}
    common = adopted_lines(draft)
    emptied: set[tuple[int, int]] = set()
    written = lines_written_in(versions, own)
    for version in versions:
        for place in written[version.pk]:
            if key_of(version.lines[place]) not in common:
                version.lines[place] = version.lines[place] | {"text": {}}
                emptied.add((version.pk, place + 1))
        if version.pk in own:
            version.note = {}
        version.save(update_fields=["lines", "note"])
    for comment in draft.comments.all():
        if comment.line and (comment.version_id, comment.line) in emptied:
            comment.quote = {}
            comment.save(update_fields=["quote"])
    if not hasattr(draft, "adoption") and versions[0].pk in own:
        _empty_title(draft)


def _empty_title(draft: Draft) -> None:
    """The title of who began it; the thread's as well, where the draft opened it."""
    draft.title = {}
    draft.save(update_fields=["title"])
    if draft.thread.url == page_of(draft.step, draft.number):
        record.erase_words(words=draft.thread.title)
