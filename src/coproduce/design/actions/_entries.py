"""What every act on a draft needs: the locked draft, the writing party, the entry in the record, the step's line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from coproduce.accountability import actions as record
from coproduce.accountability.models import Kind
from coproduce.design.models import Draft, DraftComment
from coproduce.design.queries import check_writable
from coproduce.initiatives.actions import Refused, join, note_step
from coproduce.initiatives.models import Party, Side, Step
from coproduce.initiatives.queries import CITIZEN_STANDINGS, party_of
from coproduce.people.models import Person

Text = Mapping[str, str]


def held(draft: Draft) -> Draft:
    """The draft as it is now, locked and open for writing; what the caller read may be older."""
    now = Draft.objects.select_for_update(of=("self",)).select_related("step", "thread").get(pk=draft.pk)
    now.initiative = now.step.initiative = draft.initiative
    check_writable(now)
    return now


def party_writing(*, step: Step, person: Person, standing: str, at: datetime) -> Party:
    """In which capacity the person writes; somebody who is no party yet joins on the citizens' side."""
    party = party_of(person, step.initiative)
    if party is not None:
        return party
    if standing not in CITIZEN_STANDINGS:
        raise Refused("draft_standing_missing")
    return join(initiative=step.initiative, person=person, side=Side.CITIZEN, standing=standing, at=at)


def specify(*, draft: Draft, party: Party | None, at: datetime, side: str = "") -> None:
    """Enter an act of designing together; a clerk who is no party counts as one on the professional side."""
    record.record_contribution(
        initiative=draft.initiative,
        kind=Kind.SPECIFY,
        party=party,
        side=None if party else side,
        headcount=None if party else 1,
        thread=draft.thread,
        at=at,
    )


def notice(*, draft: Draft, event: str, party: Party | None, at: datetime, side: str = "", **numbers: int) -> None:
    """Tell the record of an event on a draft, on its own thread; ``numbers`` are counts, never words."""
    record.record_notice(
        initiative=draft.initiative,
        event=event,
        at=at,
        thread=draft.thread,
        party=party,
        side=party.side if party else side,
        params={"draft": draft.number, **numbers},
    )


def count_comments(draft: Draft) -> None:
    """Count the comments that are not settled anew, and push the step's line: pages read these numbers alone."""
    draft.open_comments = DraftComment.objects.filter(draft=draft, settled=False).count()
    draft.save(update_fields=["open_comments"])
    push_line(draft.step)


def push_line(step: Step) -> None:
    """Push the step's current line down: how many drafts, how many comments wait, how many drafts were adopted."""
    drafts = list(Draft.objects.filter(step=step).values("open_comments", "adoption"))
    note_step(
        step=step,
        code="drafts_so_far",
        params={
            "count": len(drafts),
            "comments": sum(d["open_comments"] for d in drafts if d["adoption"] is None),
            "adopted": sum(d["adoption"] is not None for d in drafts),
        },
    )
