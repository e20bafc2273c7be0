"""The public account as a page: exact, for everyone the same, naming no person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from coproduce.accountability import actions, queries
from coproduce.accountability.promises import actions as promises
from coproduce.accountability.templatetags.record import promises_counted
from coproduce.ui import formats
from tests.rooms.accountability import made
from tests.rooms.accountability.reading import address, page
from tests.rooms.initiatives.rows import a_step
from tests.world import World, later


class TestThePage:
    def test_it_shows_the_kind_and_says_how_it_was_worked_out(self, told: World, client: Any) -> None:
        text = page(client, told)
        assert "Full co-production" in text
        assert "How this is worked out" in text

    def test_a_decision_carries_its_rule_its_seed_its_digests_and_the_recount(self, told: World, client: Any) -> None:
        text = page(client, told)
        parts = (
            "Equal Shares: every voter has",
            "a-public-seed",
            "a" * 64,
            "b" * 64,
            "coproduce budget tally alley-2026.pb",
            "€17,500",
        )
        assert [part for part in parts if part not in text] == []

    def test_a_promise_kept_and_a_promise_late_are_told_in_words(self, told: World, client: Any) -> None:
        text = page(client, told)
        assert "Kept" in text
        assert "days late" in text

    def test_the_benefit_says_where_it_lands(self, told: World, client: Any) -> None:
        assert "The benefit lands in: Public space." in page(client, told)

    def test_what_only_parties_may_read_is_counted_and_not_told(self, told: World, client: Any) -> None:
        text = page(client, told)
        assert "A private worry" not in text
        assert "1 further concern is read only by those who take part." in text

    @pytest.mark.parametrize("name", ["account", "account_json", "account_csv"])
    def test_no_person_is_named(self, told: World, signed_in: Any, name: str) -> None:
        answer = signed_in("kim").get(address(told, name))
        text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert [p.display_name for p in told.people.values() if f">{p.display_name}<" in text] == []
        assert [p.display_name for p in told.people.values() if f'"{p.display_name}"' in text] == []

    def test_an_empty_account_teaches(self, world: World, client: Any) -> None:
        text = page(client, world)
        assert "Nobody has promised anything yet." in text
        assert "Each decision will stand here with its rule" in text

    @pytest.mark.parametrize("day", ["2999-01-01", "yesterday", "0001-01-01", "1999-12-31"])
    @pytest.mark.parametrize("name", ["account", "account_json", "account_csv"])
    def test_a_day_that_is_none_is_refused(self, world: World, client: Any, name: str, day: str) -> None:
        assert client.get(address(world, name), {"as_of": day}).status_code == 400

    @pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "2"])
    def test_a_page_that_is_none_is_no_fault_of_ours(self, world: World, client: Any, number: str) -> None:
        assert client.get(address(world), {"page": number}).status_code in (200, 400)

    def test_an_earlier_day_does_not_know_the_rest(self, told: World) -> None:
        then = queries.statement(told.alley, timezone.now(), as_of=later(told, 1).date())
        assert (then.completeness.acts, then.findings, then.promises[0].state) == (16, (), "open")

    def test_what_was_said_with_another_word_stays_escaped(self, world: World, client: Any) -> None:
        made.promise(world, text={"en": "<script>alert(1)</script>"})
        assert "<script>alert(1)" not in page(client, world)


def test_an_idea_is_seen_by_its_parties_alone(world: World, signed_in: Any) -> None:
    type(world.alley).objects.filter(pk=world.alley.pk).update(state="idea")
    assert [signed_in(who).get(address(world)).status_code for who in (None, "otto", "rosa")] == [404, 404, 200]


def test_the_states_of_the_promises_add_up_to_all_of_them(told: World) -> None:
    made.promise(told, due=date(2026, 5, 11))
    kept = queries.statement(told.alley, timezone.now()).kept
    states = (kept.kept, kept.partly, kept.late, kept.open, kept.reopened, kept.broken, kept.withdrawn)
    assert kept.total == sum(states)


def test_promises_are_counted_in_one_sentence_without_empty_states() -> None:
    kept = queries.Kept(total=5, kept=3, partly=1, late=1, open=0, reopened=0, broken=0, withdrawn=0, overdue=1)
    assert promises_counted(kept) == "5 in all: 3 kept, 1 partly kept, 1 late."


def test_activities_on_the_same_terms_are_told_in_one_line(told: World, client: Any) -> None:
    lines = queries.statement(told.alley, timezone.now()).answerable
    terms = {repr(line.terms) for line in lines}
    assert page(client, told).count("answers, within") == len(terms)


def test_each_new_act_is_counted_at_once_and_each_correction_too(world: World) -> None:
    def counted(at: Any) -> tuple[int, int]:
        complete = queries.statement(world.alley, at).completeness
        return complete.acts, complete.timed

    act = {"initiative": world.alley, "kind": "plan", "party": world.parties["rosa"]}
    assert counted(later(world, 1)) == (0, 0) == counted(later(world, 1))
    first = actions.record_contribution(**act, minutes=30, at=later(world, 2))
    assert counted(later(world, 3)) == (1, 1) == counted(later(world, 3))
    actions.record_contribution(**act, at=later(world, 4))
    assert counted(later(world, 5)) == (2, 1) == counted(later(world, 5))
    assert counted(later(world, 1)) == (0, 0)
    actions.record_contribution(**act, at=later(world, 6), corrects=first, counts=False)
    assert counted(later(world, 7)) == (1, 0) == counted(later(world, 7))


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Step opened: Needs walk"), ("fr", "Étape ouverte\u00a0: Balade")]
)
def test_the_chronology_calls_a_step_by_its_own_name(world: World, client: Any, language: str, said: str) -> None:
    step = a_step(world, 7, title={"en": "Needs walk", "fr": "Balade"})
    about = {"initiative": world.alley, "event": "step_opened", "at": world.at}
    actions.record_notice(**about, params={"kind": step.kind, "n": 7})
    actions.record_notice(**about, params={"kind": "gone", "n": 7})
    page = client.get(address(world, language=language)).content.decode()
    assert page.count(said) == 1


def test_the_name_of_a_step_is_escaped_and_read_in_its_own_language(world: World, client: Any) -> None:
    step = a_step(world, 7, title={"en": "Walk <b>"})
    actions.record_notice(
        initiative=world.alley, event="step_opened", at=world.at, params={"kind": step.kind, "n": step.position}
    )
    page = client.get(address(world, language="fr")).content.decode()
    assert 'Étape ouverte\u00a0: <span lang="en">Walk &lt;b&gt;</span>' in page


def test_who_took_part_is_a_list_on_a_phone(told: World, client: Any) -> None:
    page = client.get(address(told)).content.decode()
    table = page[page.index('id="took"') :].partition("</table>")[0]
    assert '<table class="stack">' in table
    assert '<td class="num" data-label="People">' in table


def test_a_reopened_promise_shows_its_new_day_beside_the_first(world: World, client: Any) -> None:
    promise = made.kept(world)
    promises.contradict_promise(
        promise=promise, text={"en": "No"}, party=world.parties["rosa"], at=timezone.now() - timedelta(days=4)
    )
    new_day = formats.day(timezone.localdate() + timedelta(days=26))
    for name in ("account", "promises"):
        page = client.get(address(world, name)).content.decode()
        assert f'{new_day}</span> <span class="mute">first due 30 June 2026</span>' in page


def test_the_twelve_months_are_calendar_months_and_said(world: World, client: Any) -> None:
    assert [queries.year_begins(day) for day in (date(2026, 11, 29), date(2026, 1, 31), date(2026, 12, 1))] == [
        date(2025, 12, 1), date(2025, 2, 1), date(2026, 1, 1),
    ]  # fmt: skip
    zone = timezone.get_current_timezone()
    for day in (timezone.datetime(2025, 11, 30, 12), timezone.datetime(2025, 12, 1, 12)):
        actions.record_contribution(
            initiative=world.alley, kind="plan", party=world.parties["rosa"], at=day.replace(tzinfo=zone)
        )
    at = timezone.datetime(2026, 11, 29, 12, tzinfo=zone)
    for past in (False, True):
        ring = queries.rings([world.alley], at, past=past)[world.alley.pk]
        assert (ring.shares[0], ring.life.shares[0], ring.since) == ((1, 0), (2, 0), date(2025, 12, 1))
    today = timezone.localdate()
    first = queries.year_begins(today)
    text = page(client, world)
    assert f"Acts from {first:%B %Y} to {today:%B %Y}: 12 calendar months" in text


def test_how_sure_the_kind_is_stands_wherever_the_kind_stands(told: World, client: Any) -> None:
    ring = queries.rings([told.alley], timezone.now())[told.alley.pk]
    assert ring.typing.state == "stable"
    town = client.get("/en/lindon/account/").content.decode()
    assert "Full co-production · stable" in town
    assert "(stable)</title>" in client.get("/en/lindon/").content.decode()


def test_a_line_of_what_happened_names_what_it_was_about(told: World, client: Any) -> None:
    text = page(client, told)
    happened = text[text.index('id="happened"') :]
    assert happened.count(">Shade in July</a>") == 30
    assert "Looking after a place: <a" in happened
