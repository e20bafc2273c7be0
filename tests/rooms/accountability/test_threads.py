"""The thread: from being heard to what changed, gaps told as gaps, followed and merged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from coproduce.accountability import actions, queries
from coproduce.accountability.actions.letters import send_digests
from coproduce.accountability.models import Following
from coproduce.accountability.promises import actions as promises
from coproduce.accountability.templatetags.stations import glance_stations, stations
from coproduce.people.models import Sent
from coproduce.ui import formats
from tests.rooms.accountability import made
from tests.world import World, later


def where(world: World, thread: Any, name: str = "thread") -> str:
    return reverse(f"accountability:{name}", kwargs={**world.place, "thread": thread.pk})


def labels(thread: Any) -> list[tuple[str, str]]:
    return [(s["label"], s.get("state", "")) for s in told(thread)]


def told(thread: Any) -> list[dict[str, Any]]:
    found = queries.thread_for(_anyone(), "lindon", "green-alley", str(thread.pk))
    return stations(queries.story(found, timezone.now()))


def _anyone() -> Any:
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def whole(world: World) -> Any:
    """A thread with every station."""
    thread = made.thread(world)
    for _ in range(9):
        actions.record_notice(
            initiative=world.alley, event="input_received", thread=thread, side="citizen", at=world.at
        )
    decided = made.decision(world, result={"threads": {str(thread.pk): {"place": 1, "of": 14, "won": True}}})
    made.kept(world, decision=decided, thread=thread)
    for day in range(4):
        for name in ("rosa", "carmen", "omar"):
            actions.record_contribution(
                initiative=world.alley, kind="perform.maintain", party=world.parties[name], minutes=120,
                at=later(world, 20 + day), thread=thread,
            )  # fmt: skip
    actions.record_contribution(
        initiative=world.alley, kind="specify", party=world.parties["rosa"], at=later(world, 10), thread=thread
    )
    actions.record_finding(
        initiative=world.alley, text={"en": "Cooler"}, kind="outcome", grade="plausible", year=2026, thread=thread,
        at=later(world, 60), baseline=50_000, reading=46_000, unit="°C",
    )  # fmt: skip
    return thread


def test_a_whole_thread_is_told_in_order(world: World) -> None:
    names = [label for label, _ in labels(whole(world))]
    assert names == ["Heard", "Decided", "Promised", "Designed", "Done together", "Measured"]


def test_what_was_done_says_days_people_and_hours(world: World, client: Any) -> None:
    text = client.get(where(world, whole(world))).content.decode()
    assert "4 days · 2 citizens and 1 professional · 24\u00a0hours" in text
    assert "from 50 to 46\u00a0°C" in text


def test_a_side_that_was_not_there_is_not_named_nor_said_to_have_worked_together(world: World) -> None:
    thread = made.thread(world)
    actions.record_contribution(
        initiative=world.alley, kind="perform.maintain", party=world.parties["omar"], minutes=120,
        at=later(world, 20), thread=thread,
    )  # fmt: skip
    (done,) = [s for s in told(thread) if s["label"] == "Done"]
    assert done["text"] == "1 day · 1 professional · 2\u00a0hours"
    (glance,) = queries.glances([world.alley], timezone.now())[world.alley.pk]
    assert [s["label"] for s in glance_stations(glance)][3] == "Done"


def test_a_promise_is_quoted_without_its_stop_and_a_reopened_one_with_its_new_day(world: World) -> None:
    thread = made.thread(world)
    promise = made.kept(world, thread=thread, text={"en": "The asphalt is taken away."})
    promises.contradict_promise(
        promise=promise, text={"en": "No"}, party=world.parties["rosa"], at=timezone.now() - timedelta(days=4)
    )
    (station,) = [s for s in told(thread) if s["label"] == "Promised"]
    quoted, _, state = station["text"].partition(" · ")
    assert "The asphalt is taken away, by 30 June 2026" in quoted
    new_day = formats.day(timezone.localdate() + timedelta(days=26))
    assert state == f"Opened again, 26 days left, new day {new_day}"
    (glance,) = queries.glances([world.alley], timezone.now())[world.alley.pk]
    (short,) = [s for s in glance_stations(glance) if s["label"] == "Promised"]
    assert short["text"].endswith(f"by 30 June 2026 · {state}")


def test_the_initiative_page_tells_of_several_promises_the_one_that_waits(world: World) -> None:
    thread = made.thread(world)
    made.kept(world, thread=thread)
    made.promise(world, thread=thread, due=timezone.localdate() + timedelta(days=9))
    (glance,) = queries.glances([world.alley], timezone.now())[world.alley.pk]
    assert glance.promise is not None
    assert (glance.promise.state, glance.promise.days) == ("open", 9)


def test_gaps_are_told_as_gaps(world: World) -> None:
    gaps = [label for label, state in labels(made.thread(world)) if state == "gap"]
    assert gaps == ["Decided", "Promised", "Designed together", "Done together", "Measured"]


def test_a_thread_costs_few_queries_however_long(world: World, signed_in: Any) -> None:
    thread, browser = whole(world), signed_in("rosa")
    with CaptureQueriesContext(connection) as made_queries:
        assert browser.get(where(world, thread)).status_code == 200
    assert len(made_queries) <= 12


def test_a_merged_thread_leads_on(world: World, client: Any) -> None:
    thread, into = made.thread(world), made.thread(world, "Trees")
    actions.merge_threads(thread=thread, into=into)
    answer = client.get(where(world, thread))
    assert (answer.status_code, answer["Location"]) == (302, where(world, into))


def test_what_was_done_on_a_merged_thread_counts_where_it_goes_on(world: World) -> None:
    thread, into = whole(world), made.thread(world, "Trees")
    actions.merge_threads(thread=thread, into=into)
    assert ("Done together", "") in labels(into)


def test_a_thread_of_another_initiative_is_not_found_here(world: World, client: Any) -> None:
    other = actions.open_thread(initiative=world.park, title={"en": "Swings"}, url="", at=world.at)
    assert client.get(where(world, other)).status_code == 404


@pytest.mark.parametrize("key", ["1", "{x}", "%00", "ABC"])
def test_a_key_of_the_wrong_shape_is_not_found(world: World, client: Any, key: str) -> None:
    assert client.get(f"/en/lindon/i/green-alley/threads/{key}/").status_code == 404


def test_following_twice_is_following_once(world: World, signed_in: Any) -> None:
    thread, browser = made.thread(world), signed_in("otto")
    for _ in range(2):
        browser.post(where(world, thread, "follow"))
    assert Following.objects.count() == 1
    browser.post(where(world, thread, "unfollow"))
    assert not Following.objects.exists()


def test_two_queries_show_cards_of_many_initiatives(world: World, django_assert_num_queries: Any) -> None:
    whole(world)
    with django_assert_num_queries(2):
        shown = queries.cards([world.alley, world.park], _anyone(), timezone.now())
    assert (shown[world.alley.pk].kept.kept, shown[world.park.pk].kept.total) == (1, 0)


def test_the_initiative_page_shows_the_thread_that_came_furthest(world: World) -> None:
    made.thread(world, "Later")
    thread = whole(world)
    panel = queries.load_threads([world.alley], _anyone(), timezone.now())[world.alley.pk]
    assert (panel.first.id, panel.first.done_days, panel.first.done_people, panel.first.heard) == (thread.pk, 4, 3, 9)


# ---- the weekly letter -----------------------------------------------------------------------------------------------

MONDAY = datetime(2026, 5, 11, 7, 0, tzinfo=UTC)  # nine o'clock where the town is


def test_followers_hear_once_a_week_what_became_of_it(world: World, with_address: Any) -> None:
    thread = made.thread(world)
    actions.follow(person=with_address("otto"), thread=thread)
    made.promise(world, thread=thread)
    assert [send_digests(MONDAY + timedelta(minutes=n)) for n in (0, 1, 90)] == [1, 0, 0]


def test_no_letter_before_monday_morning_and_none_late_in_the_week(world: World, with_address: Any) -> None:
    thread = made.thread(world)
    actions.follow(person=with_address("otto"), thread=thread)
    made.promise(world, thread=thread)
    assert [send_digests(MONDAY + timedelta(hours=n)) for n in (-3, 60, 100)] == [0, 0, 0]


def test_no_news_no_letter(world: World, with_address: Any) -> None:
    actions.follow(person=with_address("otto"), thread=made.thread(world))
    assert send_digests(MONDAY) == 0
    assert Sent.objects.filter(key__startswith="digest:").count() == 1


@pytest.fixture
def with_address(world: World) -> Any:
    from allauth.account.models import EmailAddress

    def give(name: str) -> Any:
        person = world.people[name]
        EmailAddress.objects.create(user=person, email=f"{name}@example.org", verified=True, primary=True)
        return person

    return give


def test_saying_what_is_needed_is_told_as_heard_and_not_again_as_designed_together(world: World) -> None:
    thread = made.thread(world)
    actions.record_contribution(
        initiative=world.alley, kind="discover", party=world.parties["rosa"], at=world.at, thread=thread
    )
    assert ("Designed together", "gap") in labels(thread)


def test_what_came_back_after_an_appeal_is_told_between_being_refused_and_the_vote(world: World) -> None:
    thread = made.thread(world)
    for days, event, params in (
        (1, "option_removed", {"code": "not_feasible"}),
        (5, "input_answered", {"code": "appeal_upheld"}),
    ):
        actions.record_notice(initiative=world.alley, event=event, thread=thread, at=later(world, days), params=params)
    told = [label for label, _ in labels(thread)]
    assert told[1:4] == ["Proposal not admitted", "Proposal admitted", "Decided"]


def test_what_its_author_took_back_is_not_told_as_refused(world: World, client: Any) -> None:
    thread = made.thread(world)
    actions.record_notice(
        initiative=world.alley, event="option_removed", thread=thread, at=world.at, params={"code": "withdrawn"}
    )
    told = [label for label, _ in labels(thread)]
    assert ("Proposal withdrawn" in told, "Proposal not admitted" in told) == (True, False)
    account = client.get("/en/lindon/i/green-alley/account/").content.decode()
    assert ("roposal withdrawn" in account, "off the ballot" in account) == (True, False)


def heard(world: World, thread: Any, **params: Any) -> None:
    actions.record_notice(
        initiative=world.alley, event="input_received", thread=thread, side="citizen", at=world.at, params=params
    )


def test_what_nobody_said_is_begun_and_not_heard(world: World) -> None:
    thread = made.thread(world, "Heat at noon")
    assert labels(thread)[0] == ("Begun", "")
    heard(world, thread)
    assert labels(thread)[0] == ("Heard", "")


def test_the_initiative_page_shows_what_was_heard_before_what_was_only_measured(world: World, client: Any) -> None:
    alone = made.thread(world, "Heat at noon")
    actions.record_finding(
        initiative=world.alley, text={"en": "Cooler"}, kind="outcome", grade="plausible", year=2026, thread=alone,
        at=later(world, 60), baseline=50_000, reading=46_000,
    )  # fmt: skip
    need, proposal = made.thread(world, "Shade"), made.thread(world, "A water butt")
    heard(world, need, need=1, n=3)
    heard(world, proposal, proposal=1)
    panel = queries.load_threads([world.alley], _anyone(), timezone.now())[world.alley.pk]
    shown = [(g.title["en"], g.kind) for g in (panel.first, *panel.others)]
    assert shown == [("Shade", "need"), ("A water butt", "proposal"), ("Heat at noon", "")]
    text = client.get("/en/lindon/i/green-alley/").content.decode()
    assert ('A water butt</a> <span class="mute">proposal</span>' in text, "Other needs" in text) == (True, False)


def test_the_answer_of_the_professionals_stands_between_heard_and_asked(world: World) -> None:
    thread = made.thread(world)
    heard(world, thread, need=1)
    for params in ({"need": 1, "days": 3}, {"proposal": 1, "code": "admitted"}):
        actions.record_notice(
            initiative=world.alley, event="input_answered", thread=thread, at=later(world, 3), params=params
        )
    made.decision(world, binding=False, result={"threads": {str(thread.pk): {"place": 2, "of": 14}}})
    assert [label for label, _ in labels(thread)][:3] == ["Heard", "Answered", "2nd of 14 by votes"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["41 votes, 2nd of 14 by votes", "chosen as 1st of 5", "58 ballots"]),
        ("fr", ["41 voix, 2e sur 14 par les voix", "retenu au 1er rang sur 5", "58 bulletins"]),
    ],
)
def test_a_place_by_votes_is_told_apart_from_the_order_of_choosing(
    world: World, language: str, said: list[str]
) -> None:
    thread = made.thread(world)
    own = {"votes": 41, "place": 2, "of": 14, "won": True, "chosen": 1, "winners": 5}
    made.decision(world, result={"threads": {str(thread.pk): own}})
    with translation.override(language):
        (decided,) = [station for station in told(thread) if station["label"] in ("Decided", "Décidé")]
    assert decided["text"].split(" · ")[-3:] == said


@pytest.mark.parametrize("binding", [True, False])
def test_what_a_decision_passed_over_waits_for_nothing(world: World, client: Any, binding: bool) -> None:
    thread = made.thread(world)
    heard(world, thread, proposal=1)
    made.decision(world, binding=binding, result={"threads": {str(thread.pk): {"place": 9, "of": 14, "won": False}}})
    assert labels(thread) == [("Heard", ""), ("Not chosen", "")]
    text = client.get(where(world, thread)).content.decode()
    assert ("/en/lindon/i/green-alley/ballots/1/" in text, "9th of 14 by votes" in text) == (True, True)
    front = client.get("/en/lindon/i/green-alley/").content.decode()
    assert ("Not chosen" in front, "Nobody has looked yet" in front) == (True, False)


def test_who_is_chosen_by_a_later_decision_waits_again(world: World) -> None:
    thread = made.thread(world)
    heard(world, thread, proposal=1)
    for day, won in ((1, False), (2, True)):
        made.decision(world, at=later(world, day), result={"threads": {str(thread.pk): {"won": won}}})
    assert ("Promised", "gap") in labels(thread)
