"""Writing together: versions, comments, adopting, and what the record keeps of who wrote what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coproduce.accountability.models import Contribution, Notice
from coproduce.accountability.promises.actions import make_promise
from coproduce.design import actions
from coproduce.design.models import Draft, DraftComment, DraftVersion
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Party
from tests.rooms.design.rows import LINES, PLAN, a_comment, a_draft, drafting_step
from tests.world import World

WHY = {"en": "Both sides agree."}


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def omar_writes(world: World, draft: Draft, *lines: str, based_on: int = 1) -> DraftVersion:
    return actions.write_version(
        draft=draft, based_on=based_on, lines=lines, language="en", person=world.omar, at=world.at
    )


def test_rosas_draft_is_an_act_of_designing(world: World) -> None:
    row = Contribution.objects.get(thread=a_draft(world).thread)
    assert (row.activity, row.kind, row.party) == ("design", "specify", world.parties["rosa"])


def test_the_thread_leads_back_to_the_draft(world: World) -> None:
    assert a_draft(world).thread.url == "/lindon/i/green-alley/drafts/13/1/"


def test_omar_changes_one_line_and_rosa_keeps_two(world: World) -> None:
    draft = a_draft(world)
    omar_writes(world, draft, LINES[0], "Two benches in the shade", LINES[2])
    draft.refresh_from_db()
    assert (draft.citizen_lines, draft.professional_lines) == (2, 1)


def test_each_version_is_an_act_of_its_author(world: World) -> None:
    draft = a_draft(world)
    omar_writes(world, draft, "Another line")
    acts = Contribution.objects.filter(thread=draft.thread).order_by("id").values_list("side", flat=True)
    assert list(acts) == ["citizen", "professional"]


def test_a_version_on_an_outdated_one_is_refused_and_changes_nothing(world: World) -> None:
    draft = a_draft(world)
    omar_writes(world, draft, "Another line")
    with refused("version_outdated"):
        omar_writes(world, draft, "A third one", based_on=1)
    assert DraftVersion.objects.filter(draft=draft).count() == 2


def test_the_same_text_again_is_no_version(world: World) -> None:
    draft = a_draft(world)
    with refused("version_unchanged"):
        omar_writes(world, draft, *LINES)
    assert Contribution.objects.count() == 1


def test_an_empty_text_is_no_version(world: World) -> None:
    with refused("draft_empty"):
        omar_writes(world, a_draft(world))


def test_nothing_is_written_in_a_closed_step(world: World) -> None:
    with refused("drafting_closed"):
        a_draft(world, step=drafting_step(world, state="closed"))


def test_otto_joins_on_the_citizens_side_by_writing(world: World) -> None:
    draft = a_draft(world, person=world.otto, standing="volunteer")
    party = Party.objects.get(person=world.otto)
    assert (draft.versions.get().author, party.side) == (party, "citizen")


def test_otto_cannot_make_himself_a_professional_by_writing(world: World) -> None:
    with refused("draft_standing_missing"):
        a_draft(world, person=world.otto, standing="public")


def test_a_comment_is_an_act_and_keeps_the_words_it_is_on(world: World) -> None:
    comment = a_comment(world)
    row = Contribution.objects.filter(party=world.parties["carmen"]).get()
    assert (row.kind, comment.quote) == ("specify", {"en": LINES[1]})


def test_a_comment_on_a_line_that_is_not_there_is_refused(world: World) -> None:
    with refused("line_not_there"):
        a_comment(world, line=4)


def test_a_comment_is_settled_with_a_reason(world: World) -> None:
    comment = a_comment(world)
    actions.answer_comment(comment=comment, text=WHY, settles=True, person=world.omar, at=world.at)
    comment.refresh_from_db()
    assert comment.settled
    assert Draft.objects.get().open_comments == 0


def test_an_answer_is_an_act_of_the_side_that_gives_it(world: World) -> None:
    comment = a_comment(world)
    for who in ("omar", "clara"):
        actions.answer_comment(comment=comment, text=WHY, settles=False, person=world.people[who], at=world.at)
    rows = Contribution.objects.filter(side="professional").order_by("id").values_list("party", "headcount")
    assert list(rows) == [(world.parties["omar"].pk, None), (None, 1)]


def test_a_comment_is_not_settled_in_silence(world: World) -> None:
    with refused("settling_needs_reason"):
        actions.answer_comment(comment=a_comment(world), text={}, settles=True, person=world.omar, at=world.at)


def test_a_settled_comment_is_not_settled_twice(world: World) -> None:
    comment = a_comment(world)
    actions.answer_comment(comment=comment, text=WHY, settles=True, person=world.omar, at=world.at)
    with refused("comment_settled"):
        actions.answer_comment(comment=comment, text=WHY, settles=True, person=world.rosa, at=world.at)


def test_otto_who_is_no_party_answers_no_comment(world: World) -> None:
    with refused("not_a_party"):
        actions.answer_comment(comment=a_comment(world), text=WHY, settles=False, person=world.otto, at=world.at)


def test_adopting_records_each_sides_lines(world: World) -> None:
    draft = a_draft(world)
    omar_writes(world, draft, *LINES, "Water from the school")
    actions.adopt_version(draft=draft, version=2, reason=WHY, person=world.omar, at=world.at)
    notice = Notice.objects.get(event="design_frozen")
    assert notice.params == {"draft": 1, "version": 2, "citizen_lines": 3, "professional_lines": 1, "lines": 4}


def test_adopting_may_carry_out_a_promise(world: World) -> None:
    promise = make_promise(
        initiative=world.alley, by=world.parks, text={"en": "A plan"}, due=date(2026, 9, 1), at=world.at
    )
    draft = a_draft(world)
    actions.adopt_version(draft=draft, version=1, reason=WHY, person=world.omar, at=world.at, promise=promise)
    draft.refresh_from_db()
    assert (draft.promise, Notice.objects.get(event="design_frozen").params["promise"]) == (promise, promise.pk)


def test_what_was_adopted_is_not_rewritten(world: World) -> None:
    draft = a_draft(world)
    actions.adopt_version(draft=draft, version=1, reason=WHY, person=world.kim, at=world.at)
    with refused("draft_adopted"):
        omar_writes(world, draft, "Something else")


def test_rosa_does_not_adopt_alone(world: World) -> None:
    with refused("only_professionals_adopt"):
        actions.adopt_version(draft=a_draft(world), version=1, reason=WHY, person=world.rosa, at=world.at)


def test_adopting_needs_a_reason(world: World) -> None:
    with refused("adoption_needs_reason"):
        actions.adopt_version(draft=a_draft(world), version=1, reason={"en": ""}, person=world.omar, at=world.at)


def test_the_lines_of_a_blueprint_are_nobodys(world: World) -> None:
    content = {"drafts": [{"title": PLAN, "lines": [{"en": "Where?", "fr": "Où ?"}]}]}
    actions.lay_out_drafts(step=drafting_step(world, state="planned"), content=content, at=world.at)
    draft = Draft.objects.get()
    assert (draft.citizen_lines, draft.professional_lines, draft.other_lines) == (0, 0, 1)
    assert not Contribution.objects.exists()


def test_the_steps_line_counts_drafts_and_open_comments(world: World) -> None:
    a_comment(world)
    step = drafting_step(world)
    assert step.note_params == {"count": 1, "comments": 1, "adopted": 0}


def test_comments_are_numbered_within_their_draft(world: World) -> None:
    draft = a_draft(world)
    for _ in range(2):
        a_comment(world, draft)
    a_comment(world, a_draft(world))
    assert list(DraftComment.objects.order_by("id").values_list("number", flat=True)) == [1, 2, 1]
