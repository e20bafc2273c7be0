"""Voting as Rosa meets it: page, receipt, result."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.models import Ballot, CastBallot, RollMark
from coproduce.commissioning.ballots.queries import options_of
from coproduce.commissioning.ballots.queries.paths import path_of
from tests.rooms.ballots.town_vote import cast, close, draft, key, open_now, opened, residents
from tests.world import World


def at(name: str, ballot: Ballot) -> str:
    initiative = ballot.step.initiative
    place = {"town": initiative.town.slug, "initiative": initiative.slug, "step": ballot.step.position}
    return reverse(f"ballots:{name}", kwargs=place)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def kept() -> dict[str, int]:
    return {m._meta.db_table: m._base_manager.count() for m in apps.get_models() if m._meta.managed}


def form_key(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_rosa_votes_from_the_page_and_the_answer_is_her_receipt(world: World, signed_in: Any) -> None:
    ballot, browser = opened(world), signed_in("rosa")
    used = form_key(text_of(browser.get(at("page", ballot))))
    answer = browser.post(at("cast", ballot), {"choice": ["P1", "P3"], "key": used})
    assert answer.status_code == 200
    again = browser.post(at("cast", ballot), {"choice": ["P1", "P3"], "key": used})
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", text_of(answer))
    assert code is not None
    assert code[0] in text_of(again)
    assert CastBallot.objects.count() == 1


def test_each_form_has_its_own_key(world: World, signed_in: Any) -> None:
    ballot, browser = opened(world), signed_in("rosa")
    assert form_key(text_of(browser.get(at("page", ballot)))) != form_key(text_of(browser.get(at("page", ballot))))


def test_a_receipt_page_is_kept_by_nobody(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    answer = signed_in("rosa").post(at("cast", ballot), {"choice": ["P1"], "key": key()})
    assert "no-store" in answer["Cache-Control"]


def test_voting_through_the_page_writes_three_rows_and_touches_no_session(world: World, signed_in: Any) -> None:
    ballot, browser = opened(world), signed_in("rosa")
    before, sessions = kept(), list(Session.objects.values())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.post(at("cast", ballot), {"choice": ["P1"], "key": key()})
    writes = [q["sql"] for q in asked if q["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writes) == 3
    assert sum(kept().values()) == sum(before.values()) + 3
    assert list(Session.objects.values()) == sessions


def test_a_second_vote_is_refused_in_words(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    cast(ballot, world.rosa, "P1")
    answer = signed_in("rosa").post(at("cast", ballot), {"choice": ["P2"], "key": key()})
    assert answer.status_code == 409
    assert "already voted" in text_of(answer)


def test_the_same_form_with_other_ticks_is_refused(world: World, signed_in: Any) -> None:
    ballot, same, browser = opened(world), key(), signed_in("rosa")
    browser.post(at("cast", ballot), {"choice": ["P1"], "key": same})
    answer = browser.post(at("cast", ballot), {"choice": ["P2"], "key": same})
    assert answer.status_code == 422
    assert CastBallot.objects.get().body["choice"] == ["P1"]


def test_an_empty_form_says_what_to_do(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    answer = signed_in("rosa").post(at("cast", ballot), {"key": key()})
    assert answer.status_code == 422
    assert "Tick at least one project" in text_of(answer)


def test_a_blank_vote_is_chosen_and_not_slipped_into(world: World, signed_in: Any) -> None:
    ballot, browser = opened(world), signed_in("rosa")
    assert browser.post(at("cast", ballot), {"blank": "on", "choice": ["P1"], "key": key()}).status_code == 422
    assert browser.post(at("cast", ballot), {"blank": "on", "key": key()}).status_code == 200


def test_a_request_without_a_key_is_refused(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    assert signed_in("rosa").post(at("cast", ballot), {"choice": ["P1"]}).status_code == 400


def test_who_joined_too_late_reads_so_above_a_ballot_that_takes_codes(world: World, signed_in: Any) -> None:
    ballot = draft(world)
    actions.make_codes(ballot=ballot, count=1)
    open_now(ballot)
    page = text_of(signed_in("otto").get(at("page", ballot)))
    assert page.index("You are not on the list of voters.") < page.index('name="code"')
    assert "not on the list" not in text_of(signed_in("rosa").get(at("page", ballot)))


def test_a_project_leads_to_its_own_page_not_to_the_need_it_answers(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    option = options_of(ballot)[0]
    assert option.thread is not None
    assert option.proposal is not None
    place = {**world.place, "step": ballot.step.position, "number": option.proposal.number}
    own = reverse("proposals:proposal", kwargs=place)
    assert f"/en{option.page}" == own
    cast(ballot, world.rosa, option.code)
    before = [text_of(signed_in(name).get(at("page", ballot))) for name in ("carmen", "otto")]
    for page in (*before, text_of(signed_in("otto").get(at("result", close(ballot))))):
        assert f'href="{own}"' in page
        assert f'href="/en{option.thread.url}"' not in page


def test_a_neighbour_without_an_account_votes_with_a_code(world: World) -> None:
    ballot = draft(world)
    (code,) = actions.make_codes(ballot=ballot, count=1)
    ballot, browser = open_now(ballot), Client()
    page = text_of(browser.get(at("page", ballot)))
    answer = browser.post(at("cast", ballot), {"choice": ["P2"], "key": form_key(page), "code": code})
    assert answer.status_code == 200
    wrong = browser.post(at("cast", ballot), {"choice": ["P2"], "key": key(), "code": "NOPE-NOPE-NOPE"})
    assert wrong.status_code == 422
    assert "not on the list" in text_of(wrong)


def test_a_cast_without_the_forms_token_is_refused(world: World) -> None:
    ballot, browser = opened(world), Client(enforce_csrf_checks=True)
    browser.force_login(world.rosa, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.post(at("cast", ballot), {"choice": ["P1"], "key": key()}).status_code == 403
    assert not CastBallot.objects.exists()


HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(["P1", "P2", "P3", "P9", "p1", " P1", "P1 ", "P1,P2", "1", "-1", "1e400", "NaN", "\x00", "²"]),
        st.text(max_size=40),
    ),
    max_size=12,
)


@pytest.fixture
def hand_in(world: World, signed_in: Any) -> Callable[[list[str]], int]:
    """Rosa sends a form with these ticks; gives the status of the answer."""
    address, browser = at("cast", opened(world)), signed_in("rosa")
    return lambda choice: int(browser.post(address, {"choice": choice, "key": key()}).status_code)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choice=HOSTILE.filter(lambda c: not c or len(set(c)) < len(c) or not set(c) <= {"P1", "P2", "P3"}))
def test_no_form_that_is_not_a_ballot_changes_anything(hand_in: Callable[[list[str]], int], choice: list[str]) -> None:
    assert 400 <= hand_in(choice) < 500
    assert not CastBallot.objects.exists()


@pytest.mark.parametrize("size", [999, 10_000])
def test_thousands_of_options_are_refused(world: World, signed_in: Any, size: int) -> None:
    ballot = opened(world)
    sent = {"choice": [f"P{n}" for n in range(size)], "key": key()}
    assert 400 <= signed_in("rosa").post(at("cast", ballot), sent).status_code < 500
    assert not RollMark.objects.exists()


def test_an_option_of_another_ballot_is_refused(world: World, signed_in: Any) -> None:
    from tests.rooms.ballots.town_vote import admit, ballot_step

    ballot = opened(world)
    step = ballot_step(world, position=3)
    admit(world, step, 7, "Elsewhere", "Ailleurs", 100_00)
    other = open_now(actions.set_up_ballot(step=step))
    assert other.options.filter(code="P7").exists()
    answer = signed_in("rosa").post(at("cast", ballot), {"choice": ["P7"], "key": key()})
    assert answer.status_code == 422


def test_two_hundred_projects_take_no_more_questions_than_three(world: World, signed_in: Any) -> None:
    ballot = opened(world, [(f"Project {n}", f"Projet {n}", 100_00) for n in range(200)])
    browser = signed_in("rosa")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(at("page", ballot))
    assert page.content.count(b'type="checkbox" name="choice"') == 200
    assert len(asked) <= 12


def test_a_result_with_two_hundred_projects_takes_few_questions(world: World, signed_in: Any) -> None:
    ballot = opened(world, [(f"Project {n}", f"Projet {n}", 100_00) for n in range(200)])
    cast(ballot, world.rosa, "P1", "P2")
    close(ballot)
    browser = signed_in("rosa")
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(at("result", ballot)).status_code == 200
    assert len(asked) <= 12


def test_before_close_neither_result_nor_file_nor_number_leaves_the_server(world: World, signed_in: Any) -> None:
    ballot = draft(world)
    neighbours = residents(world, 7)
    ballot = open_now(ballot)
    before = text_of(signed_in("kim").get(at("page", ballot)))
    for person in neighbours:
        cast(ballot, person, "P1")
    for name in ("file_pb", "file_json"):
        assert signed_in("kim").get(at(name, ballot)).status_code == 404
    # The result's own address leads to the ballot, which says when the vote closes.
    early = signed_in("kim").get(at("result", ballot))
    assert (early.status_code, early["Location"]) == (302, at("page", ballot))
    drawn = re.compile(r'name="(key|csrfmiddlewaretoken)" value="[^"]*"|<ul class="do card">.*?</ul>')
    after = text_of(signed_in("kim").get(at("page", ballot)))
    assert drawn.sub("", before) == drawn.sub("", after)


def test_after_close_everyone_reads_winners_losers_and_reasons(world: World, signed_in: Any) -> None:
    ballot = draft(world)
    neighbours = residents(world, 6)
    ballot = open_now(ballot)
    for person in neighbours:
        cast(ballot, person, "P1")
    cast(ballot, world.rosa, "P3")
    close(ballot)
    page = text_of(signed_in(None).get(at("result", ballot)))
    assert "Benches" in page
    assert "Lamps" in page
    assert "coproduce budget tally lindon-green-alley-2.pb --rule equal-shares" in page
    assert "supporter" in page


def test_the_share_is_told_from_its_beginning(world: World, signed_in: Any) -> None:
    """9,000 euros among three ballots are 3,000 each; all shares are raised until the next raise would overspend."""
    ballot = draft(world)
    neighbours = residents(world, 3)
    ballot = open_now(ballot)
    for person, choice in zip(neighbours, ("P1", "P2", "P2"), strict=True):
        cast(ballot, person, choice)
    close(ballot)
    page = text_of(signed_in(None).get(at("result", ballot)))
    assert "Each voter’s share of the money was €3,000." in page
    assert "Most that one person paid" in page


@pytest.mark.parametrize(("seconds", "told"), [(2, True), (0, False)])
def test_a_cost_above_what_supporters_had_left_is_explained(
    world: World, signed_in: Any, seconds: int, told: bool
) -> None:
    """The second had 2,657 euros left and would have been funded at 3,000: counted again, it is bought sooner."""
    ballot = draft(world, [("Benches", "Bancs", 6000_00), ("Trees", "Arbres", 5000_00), ("Lamps", "Lampes", 2500_00)])
    neighbours = residents(world, 6)
    ballot = open_now(ballot)
    for number, person in enumerate(neighbours):
        cast(ballot, person, "P2" if number < seconds else "P1")
    cast(ballot, world.rosa, *(("P1", "P2") if seconds else ("P1",)))
    close(ballot)
    page = text_of(signed_in(None).get(at("result", ballot)))
    assert ("can be more than its supporters had left" in page) == told


def test_who_is_not_on_the_list_learns_since_when_it_is_fixed(world: World, signed_in: Any) -> None:
    ballot = open_now(draft(world))
    for name in (None, "clara"):
        page = text_of(signed_in(name).get(at("page", ballot)))
        assert "by then" in page


def test_the_vote_page_leads_to_the_result_once_it_is_closed(world: World, signed_in: Any) -> None:
    ballot = close(opened(world))
    assert signed_in(None).get(at("page", ballot)).url == at("result", ballot)


def test_rosa_finds_her_ballot_by_her_receipt(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    receipt = cast(ballot, world.rosa, "P2")
    close(ballot)
    assert "This ballot is in the count" in text_of(signed_in(None).post(at("find", ballot), {"receipt": receipt}))
    assert signed_in(None).post(at("find", ballot), {"receipt": "0000"}).status_code == 404


def test_the_json_file_holds_every_receipt_and_no_person(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    receipt = cast(ballot, world.rosa, "P2")
    close(ballot)
    told = signed_in(None).get(at("file_json", ballot)).json()
    assert told["ballots"] == [{"receipt": receipt, "choice": ["P2"], "nonce": told["ballots"][0]["nonce"]}]
    assert "Rosa" not in str(told)


def test_a_file_that_somebody_has_is_not_sent_again(world: World, signed_in: Any) -> None:
    ballot, browser = close(opened(world)), signed_in(None)
    first = browser.get(at("file_pb", ballot))
    assert browser.get(at("file_pb", ballot), headers={"if-none-match": first["ETag"]}).status_code == 304


def test_who_needs_a_code_is_told_when_it_is_missing(world: World) -> None:
    ballot = draft(world)
    actions.make_codes(ballot=ballot, count=1)
    ballot = open_now(ballot)
    answer = Client().post(at("cast", ballot), {"choice": ["P1"], "key": key()})
    assert answer.status_code == 422
    assert "Your voting code" in text_of(answer)


def test_the_record_points_at_pages_that_are_there(world: World, signed_in: Any) -> None:
    ballot = close(opened(world))
    decision = ballot.decision
    assert decision is not None
    assert at("result", ballot) == f"/en{path_of(ballot.step, 'result/')}"
    assert signed_in(None).get(f"/en{decision.page}").status_code == 200
    assert signed_in(None).get(f"/en{decision.file}").status_code == 200


@pytest.mark.parametrize("words", ["Pressure", "The people who run the computer", "The list of voters"])
def test_what_is_not_promised_is_said(world: World, signed_in: Any, words: str) -> None:
    assert words in text_of(signed_in(None).get(at("limits", opened(world))))


def test_the_receipt_says_what_it_is_and_what_it_is_not(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    page = text_of(signed_in("rosa").post(at("cast", ballot), {"choice": ["P1"], "key": key()}))
    assert "not signed yet" in page
    assert "whoever sees the code can see what you ticked" in page


def test_rosa_is_offered_the_vote_until_she_has_voted(world: World) -> None:
    from django.utils import timezone

    from coproduce.initiatives.queries import offers_for

    ballot = opened(world)
    now = timezone.now()

    def offered() -> bool:
        found = offers_for([world.alley], world.rosa, now)[world.alley.pk]
        return any(offer.url == at("page", ballot) for offer in found)

    assert offered()
    cast(ballot, world.rosa, "P1")
    assert not offered()


def test_the_result_is_a_table_for_spreadsheets_too(world: World, signed_in: Any) -> None:
    ballot = draft(world)
    neighbours = residents(world, 3)
    ballot = open_now(ballot)
    for person in neighbours:
        cast(ballot, person, "P1")
    close(ballot)
    answer = signed_in(None).get(at("file_csv", ballot))
    assert answer.content.startswith(codecs.BOM_UTF8)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["project"], row["votes"], row["chosen"]) for row in rows] == [
        ("P1", "3", "yes"), ("P2", "0", "no"), ("P3", "0", "no"),
    ]  # fmt: skip
    assert (rows[0]["cost"], rows[0]["most_one_person_paid"], rows[0]["currency"]) == ("3000", "1000", "EUR")
    page = text_of(signed_in(None).get(at("result", ballot)))
    assert page.count(at("file_csv", ballot)) >= 2
    # Titles are told in the reader's language, so a file in one language is not the file in another.
    french = signed_in(None).get(at("file_csv", ballot).replace("/en/", "/fr/"))
    assert "Bancs" in french.content.decode()
    assert french["ETag"] != answer["ETag"]
