"""The pages of drafts: what people read there, two writers at once, and how much the database is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coproduce.design import actions
from coproduce.design.models import Draft, DraftComment, DraftVersion
from coproduce.design.templatetags.design import by
from coproduce.initiatives.queries import offers_for
from tests.rooms.design.rows import LINES, ROWS, a_comment, a_draft, at_step, drafting_step
from tests.rows import ROLES
from tests.world import World


def url(world: World, name: str, **more: Any) -> str:
    return reverse(f"design:{name}", kwargs=dict(at_step(world)) | more)


def count_queries(browser: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_address_answers_each_role_as_written(world: World, signed_in: Any, row: Any) -> None:
    for who, got, sent in zip(ROLES, row.get, row.post or row.get, strict=True):
        browser = signed_in(who)
        assert browser.get(reverse(row.name, kwargs=row.kwargs(world))).status_code == got, who
        if row.post:
            address = reverse(row.name, kwargs=row.kwargs(world))
            assert browser.post(address, row.data(world)).status_code == sent, who


def test_everybody_reads_how_much_citizens_wrote(world: World, client: Any) -> None:
    draft = a_draft(world)
    lines = [*LINES, "Water from the school"]
    actions.write_version(draft=draft, based_on=1, lines=lines, language="en", person=world.omar, at=world.at)
    assert "75% of its lines by citizens" in client.get(url(world, "draft", number=1)).content.decode()


def test_after_the_adoption_no_comment_is_open_any_more(world: World, signed_in: Any) -> None:
    draft = a_draft(world)
    a_comment(world, draft)
    talked = a_comment(world, draft, text={"en": "And in winter?"})
    actions.answer_comment(comment=talked, text={"en": "Then too"}, settles=False, person=world.omar, at=world.at)
    actions.adopt_version(draft=draft, version=1, reason={"en": "It is agreed"}, person=world.omar, at=world.at)
    browser = signed_in("rosa")
    page = browser.get(url(world, "draft", number=1)).content.decode()
    assert page.count("Not answered before the adoption") == 1
    assert page.count("Closed by the adoption") == 1
    assert "2 not settled" in page
    assert "2 comments not settled before the adoption" in browser.get(url(world, "list")).content.decode()
    assert browser.get(url(world, "answer", number=1, comment=1)).status_code == 409
    draft.step.refresh_from_db()
    assert draft.step.note_params == {"count": 1, "comments": 0, "adopted": 1}


@pytest.mark.parametrize("side", ["citizen", "professional", "elected", ""])
def test_a_side_has_one_word_in_every_by_line(side: str) -> None:
    assert by(None, side) in render_to_string("design/_side.html", {"side": side})


def test_who_was_overtaken_loses_no_word(world: World, signed_in: Any) -> None:
    draft = a_draft(world)
    actions.write_version(
        draft=draft, based_on=1, lines=[*LINES, "Quick line"], language="en", person=world.omar, at=world.at
    )
    slow = {"based_on": "1", "text": "My slow and careful line", "note": "I was thinking"}
    answer = signed_in("rosa").post(url(world, "write", number=1), slow)
    page = answer.content.decode()
    assert (answer.status_code, DraftVersion.objects.count()) == (409, 2)
    assert all(words in page for words in ("My slow and careful line", "I was thinking", "Quick line"))


def test_who_was_overtaken_can_send_again_on_top(world: World, signed_in: Any) -> None:
    draft = a_draft(world)
    actions.write_version(draft=draft, based_on=1, lines=["Quick"], language="en", person=world.omar, at=world.at)
    browser = signed_in("rosa")
    page = browser.post(url(world, "write", number=1), {"based_on": "1", "text": "Slow"}).content.decode()
    assert 'name="based_on" value="2"' in page
    assert browser.post(url(world, "write", number=1), {"based_on": "2", "text": "Slow"}).status_code == 302


def test_changes_are_said_in_words(world: World, client: Any) -> None:
    draft = a_draft(world)
    actions.write_version(
        draft=draft, based_on=1, lines=[LINES[0], "Two benches"], language="en", person=world.omar, at=world.at
    )
    page = client.get(url(world, "compare", number=1, old=1, new=2)).content.decode()
    assert all(words in page for words in ("put in", "taken out", "the same", "1 line put in", "2 lines taken out"))


@pytest.mark.parametrize(("old", "new"), [(0, 1), (1, 2), (9**30, 1)])
def test_versions_that_are_not_there_are_not_found(world: World, client: Any, old: int, new: int) -> None:
    a_draft(world)
    assert client.get(url(world, "compare", number=1, old=old, new=new)).status_code == 404


@pytest.mark.parametrize(
    "bad", ["", " \n ", "a\u202eb", "a\u200bb", "x" * 1001, "\n".join(["x"] * 301), "x\n" * 11_000]
)
def test_what_cannot_be_kept_is_answered_with_what_to_do(world: World, signed_in: Any, bad: str) -> None:
    a_draft(world)
    answer = signed_in("rosa").post(url(world, "write", number=1), {"based_on": "1", "text": bad})
    assert (answer.status_code, DraftVersion.objects.count()) == (422, 1)


def test_the_form_offers_the_text_as_it_stands(world: World, signed_in: Any) -> None:
    a_draft(world)
    assert "\n".join(LINES) in signed_in("omar").get(url(world, "write", number=1)).content.decode()


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<a hx-get=/x>"])
def test_script_in_lines_comments_and_comparisons_stays_text(world: World, client: Any, hostile: str) -> None:
    draft = a_draft(world, lines=[hostile, "b"], title={"en": hostile})
    actions.write_version(draft=draft, based_on=1, lines=["b"], language="en", person=world.omar, at=world.at)
    a_comment(world, draft, text={"en": hostile}, line=1)
    pages = [url(world, "draft", number=1), url(world, "compare", number=1, old=1, new=2), url(world, "list")]
    for address in pages:
        assert hostile not in client.get(address).content.decode()


def test_a_draft_of_another_initiative_is_not_found(world: World, signed_in: Any) -> None:
    a_draft(world)
    elsewhere = {"town": "lindon", "initiative": "pocket-park", "step": 13, "number": 1}
    assert signed_in("omar").post(reverse("design:adopt", kwargs=elsewhere), {"reason": "x"}).status_code == 404


def test_a_comment_on_one_line_shows_the_line(world: World, signed_in: Any) -> None:
    a_draft(world)
    page = signed_in("rosa").get(url(world, "comment", number=1), {"version": "1", "line": "2"}).content.decode()
    assert LINES[1] in page


@pytest.mark.parametrize("asked", [{"line": "-1"}, {"line": "9" * 40}, {"version": "x"}, {"line": "²"}])
def test_a_line_nobody_knows_is_the_whole(world: World, signed_in: Any, asked: dict[str, str]) -> None:
    a_draft(world)
    page = signed_in("rosa").get(url(world, "comment", number=1), asked).content.decode()
    assert "on the whole of version 1" in page


def test_the_offer_tells_version_share_and_open_comments(world: World) -> None:
    a_comment(world)
    found = offers_for([world.alley], world.rosa, timezone.now())[world.alley.pk]
    offer = next(o for o in found if str(o.action) == "Read and comment")
    assert offer.title == "Planting plan, version 1"
    assert offer.detail == "100% of its lines by citizens · 1 open comment"


def test_the_page_asks_the_same_for_one_comment_and_twenty(world: World, signed_in: Any) -> None:
    comment, browser = a_comment(world), signed_in("kim")
    one = count_queries(browser, url(world, "draft", number=1))
    for _ in range(19):
        made = a_comment(world, comment.draft)
        actions.answer_comment(comment=made, text={"en": "Yes"}, settles=False, person=world.omar, at=world.at)
    assert DraftComment.objects.count() == 20
    assert count_queries(browser, url(world, "draft", number=1)) == one <= 12


def test_the_list_asks_the_same_for_one_draft_and_forty(world: World, signed_in: Any) -> None:
    draft, browser = a_draft(world), signed_in("kim")
    one = count_queries(browser, url(world, "list"))
    Draft.objects.bulk_create(
        Draft(initiative=world.alley, step=drafting_step(world), thread=draft.thread, number=n, at=world.at)
        for n in range(2, 41)
    )
    assert count_queries(browser, url(world, "list")) == one <= 12


def test_the_page_of_an_adopted_text_says_how_to_change_it(world: World, client: Any) -> None:
    draft = a_draft(world)
    actions.adopt_version(draft=draft, version=1, reason={"en": "Both agreed."}, person=world.omar, at=world.at)
    assert (
        f"{url(world, 'start')}?thread={draft.thread_id}" in client.get(url(world, "draft", number=1)).content.decode()
    )
