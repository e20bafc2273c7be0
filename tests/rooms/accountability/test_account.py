"""The public account: exact, for everyone the same, naming no person, in as many queries for 20,000 acts as for one."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coproduce.accountability import actions, api, queries
from coproduce.accountability.models import Active, Contribution, Tally
from coproduce.accountability.promises import actions as promises
from coproduce.accountability.templatetags.record import promises_counted
from coproduce.initiatives.models import Context
from coproduce.ui import formats
from tests.house.floors import REPOSITORY
from tests.rooms.accountability import made
from tests.rooms.initiatives.rows import a_step
from tests.world import World, later


def address(world: World, name: str = "account", language: str = "en") -> str:
    return f"/{language}" + reverse(f"accountability:{name}", kwargs=world.place)[3:]


@pytest.fixture
def told(world: World) -> World:
    """Everything once: acts of both sides, a decision, promises in several states, findings, concerns, a lesson."""
    alley, parties = world.alley, world.parties
    thread = made.thread(world)
    for day in range(4):
        for name in ("rosa", "carmen", "omar", "nils"):
            for kind in ("plan", "perform.maintain"):
                actions.record_contribution(
                    initiative=alley, kind=kind, party=parties[name], minutes=60, at=later(world, day), thread=thread
                )
    decided = made.decision(world)
    made.kept(world, decision=decided, thread=thread)
    made.promise(world, text={"en": "=1+1 water butts"}, due=date(2026, 5, 10))
    actions.record_finding(
        initiative=alley,
        text={"en": "Four degrees cooler"},
        kind="social",
        grade="plausible",
        year=2026,
        at=later(world, 5),
        counterfactual={"en": "It would have stayed as hot"},
        central=9_000_00,
        lands_in=world.service,
        thread=thread,
    )
    made.concern(world)
    made.concern(world, text={"en": "A private worry"}, public=False)
    return world


def page(client: Any, world: World, **asked: str) -> str:
    return client.get(address(world), asked).content.decode()


def whole(client: Any, world: World, name: str) -> str:
    """The whole of a file of the account, which comes in pieces."""
    return b"".join(client.get(address(world, name))).decode("utf-8-sig")


@pytest.mark.django_db
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


@pytest.mark.django_db
class TestTheOtherRenderings:
    def test_the_machine_form_says_the_same_as_the_page(self, told: World, client: Any) -> None:
        found = json.loads(whole(client, told, "account_json"))
        assert found["ring"]["acts_in_all"] == [[8, 8], [0, 0], [8, 8], [0, 0]]
        assert found["decisions"][0]["command"] == "coproduce budget tally alley-2026.pb"

    def test_the_spreadsheet_has_every_public_act(self, told: World, client: Any) -> None:
        rows = list(csv.DictReader(io.StringIO(b"".join(client.get(address(told, "account_csv"))).decode("utf-8-sig"))))
        assert sum(row["row"] == "act" for row in rows) == 32
        assert {row["row"] for row in rows} == {"act", "notice", "decision", "promise", "finding", "concern"}

    def test_where_it_takes_place_is_told_in_all_three(self, told: World, client: Any) -> None:
        assert "Where this takes place" not in page(client, told)
        Context.objects.create(
            town=told.town, initiative=told.alley, country="FR", regime="mixed", contract_form="grant",
            culture_note={"en": "The prefect is asked first."}, law=[{"en": "Garden act"}], valid_from=date(2026, 5, 1),
        )  # fmt: skip
        text = page(client, told)
        for words in ("Where this takes place", "with a grant", "The prefect is asked first.", "Garden act"):
            assert words in text
        found = json.loads(whole(client, told, "account_json"))["setting"]
        assert (found["country"], found["contract_form"], found["law"]) == ("FR", "grant", [{"en": "Garden act"}])
        rows = list(csv.DictReader(io.StringIO(whole(client, told, "account_csv"))))
        told_rows = [(row["kind"], row["state"], row["text"]) for row in rows if row["row"] == "setting"]
        assert told_rows == [
            ("country", "FR", "France"),
            ("regime", "mixed", ""),
            ("contract_form", "grant", ""),
            ("culture_note", "", "The prefect is asked first."),
            ("law", "", "Garden act"),
        ]
        assert "Where this takes place" not in page(client, told, as_of="2026-04-30")

    def test_no_cell_is_a_formula(self, told: World, client: Any) -> None:
        """Text alone is protected; a number stays one."""
        rows = list(csv.reader(io.StringIO(b"".join(client.get(address(told, "account_csv"))).decode("utf-8-sig"))))
        cells = [cell for row in rows for cell in row]
        assert "'=1+1 water butts" in cells
        assert [c for c in cells if c.lstrip(" ")[:1] in set("=+-@\t\r\n") - {""} and not c.lstrip("-").isdigit()] == []


def fill(world: World, many: int) -> None:
    """Many acts at once, straight into the tables with the sums kept as the actions keep them."""
    party = world.parties["rosa"]
    at = world.at
    Contribution.objects.bulk_create(
        [
            Contribution(
                initiative=world.alley, at=at + timedelta(minutes=n), activity="delivery", kind="perform.maintain",
                side="citizen", standing="resident", party=party, minutes=30,
            )
            for n in range(many)
        ],
        batch_size=2000,
    )  # fmt: skip
    Tally.objects.create(
        initiative=world.alley, activity="delivery", side="citizen", month=at.date().replace(day=1), acts=many,
        minutes=30 * many,
    )  # fmt: skip
    Active.objects.create(
        initiative=world.alley, activity="delivery", side="citizen", month=at.date().replace(day=1), party=party,
        acts=many,
    )  # fmt: skip


@pytest.mark.parametrize("who", [None, "kim"])
def test_twenty_thousand_acts_cost_no_more_queries_than_one(world: World, signed_in: Any, who: str | None) -> None:
    made.kept(world, decision=made.decision(world))
    browser = signed_in(who)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(address(world))
    fill(world, 20_000)
    with CaptureQueriesContext(connection) as many:
        answer = browser.get(address(world))
    assert (answer.status_code, len(many)) == (200, len(few))
    assert len(many) <= 12


def test_no_question_of_the_account_joins_the_acts_with_themselves(world: World, client: Any) -> None:
    # Just after an import PostgreSQL knows no numbers of rows, and such a join took 24 seconds over 4,000 acts.
    with CaptureQueriesContext(connection) as asked:
        client.get(address(world))
    acts = f'JOIN "{Contribution._meta.db_table}"'
    assert [one["sql"] for one in asked if acts in one["sql"]] == []


@pytest.mark.parametrize("name", ["account_json", "account_csv"])
def test_the_files_hold_every_happening_in_as_many_queries(world: World, client: Any, name: str) -> None:
    with CaptureQueriesContext(connection) as few:
        whole(client, world, name)
    fill(world, 5_000)
    with CaptureQueriesContext(connection) as many:
        text = whole(client, world, name)
    assert (len(many), len(many) <= 12) == (len(few), True)
    if name == "account_json":
        acts = sum(line["row"] == "act" for line in json.loads(text)["happenings"])
    else:
        acts = sum(row["row"] == "act" for row in csv.DictReader(io.StringIO(text)))
    assert acts == 5_000


def test_every_key_and_column_of_the_files_is_described(world: World, client: Any) -> None:
    described = (REPOSITORY / "docs/reference/account.md").read_text()
    keys = [*json.loads(whole(client, world, "account_json")), *api.COLUMNS]
    assert [key for key in keys if f"`{key}`" not in described] == []


def test_an_empty_record_is_a_whole_file_too(world: World, client: Any) -> None:
    assert [h for h in json.loads(whole(client, world, "account_json"))["happenings"] if h["row"] == "act"] == []


def test_the_list_of_acts_comes_in_pages(world: World, client: Any) -> None:
    fill(world, 140)
    text = page(client, world, page="2")
    assert "Page 2 of 5" in text


def test_the_town_account_costs_the_same_for_many_initiatives(world: World, client: Any) -> None:
    where = reverse("accountability:town", kwargs={"town": "lindon"})
    with CaptureQueriesContext(connection) as queries_made:
        text = client.get(where).content.decode()
    assert len(queries_made) <= 5
    assert "Green alley" in text


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


def imported(world: World, **changes: Any) -> Any:
    about = {
        "options": {"completion": "add1u", "currency": "PLN", "imported": True, "command": "coproduce budget tally"},
        "budget": 1_000_000_00,
        "spent": 984_579_00,
        "electorate": None,
        "mandate": None,
        "binding": False,
    }
    return made.decision(world, **(about | changes))


def test_a_decision_is_told_in_its_own_currency(world: World, client: Any) -> None:
    made.promise(world, decision=imported(world), amount=5_000_00)
    text = page(client, world)
    assert ("984,579" in text, "€984,579" in text, "PLN" in text) == (True, False, True)
    found = json.loads(whole(client, world, "account_json"))
    assert [found["decisions"][0]["currency"], found["promises"][0]["currency"]] == ["PLN", "PLN"]
    rows = list(csv.DictReader(io.StringIO(whole(client, world, "account_csv"))))
    assert [(r["row"], r["currency"]) for r in rows if r["amount_minor"]] == [("decision", "PLN"), ("promise", "PLN")]


def test_a_decision_of_an_earlier_version_is_in_the_towns_currency(world: World, client: Any) -> None:
    made.decision(world)
    assert "€17,500" in page(client, world)
    assert json.loads(whole(client, world, "account_json"))["decisions"][0]["currency"] == "EUR"


@pytest.mark.parametrize("options", [{"imported": True}, {}])
def test_a_vote_held_elsewhere_is_not_told_as_decided_here(world: World, client: Any, options: dict[str, Any]) -> None:
    made.decision(world)
    number = imported(world, options=options, question={"en": "A vote of another town"}).pk
    text = page(client, world)
    decided, _, elsewhere = text.partition('<h2 id="elsewhere">Read from elsewhere</h2>')
    assert (f'id="decision-{number}"' in decided, f'id="decision-{number}"' in elsewhere) == (False, True)
    assert [d["imported"] for d in json.loads(whole(client, world, "account_json"))["decisions"]] == [False, True]
    rows = list(csv.DictReader(io.StringIO(whole(client, world, "account_csv"))))
    assert [row["source"] for row in rows if row["row"] == "decision"] == ["", "import"]


def test_what_nobody_wrote_down_is_never_nothing(world: World, client: Any) -> None:
    actions.record_contribution(initiative=world.alley, kind="prioritise", side="citizen", headcount=58, at=world.at)
    line = json.loads(whole(client, world, "account_json"))["took_part"][0]
    assert (line["acts"], line["people"], line["minutes"]) == (1, None, None)
    text = page(client, world)
    took = text[text.index('id="took"') : text.index('id="decided"')]
    assert ("not counted one by one" in took, '<td class="num">0</td>' in took) == (True, False)
    assert "<td>58 citizens</td>" in text
    rows = list(csv.DictReader(io.StringIO(whole(client, world, "account_csv"))))
    assert [(r["headcount"], r["minutes"]) for r in rows if r["row"] == "act"] == [("58", "")]


def test_the_twelve_months_are_calendar_months_and_said(world: World, client: Any) -> None:
    assert [queries.year_begins(day) for day in (date(2026, 11, 29), date(2026, 1, 31), date(2026, 12, 1))] == [
        date(2025, 12, 1), date(2025, 2, 1), date(2026, 1, 1),
    ]  # fmt: skip
    zone = timezone.get_current_timezone()
    for day in (timezone.datetime(2025, 11, 30, 12), timezone.datetime(2025, 12, 1, 12)):  # type: ignore[attr-defined]
        actions.record_contribution(
            initiative=world.alley, kind="plan", party=world.parties["rosa"], at=day.replace(tzinfo=zone)
        )
    at = timezone.datetime(2026, 11, 29, 12, tzinfo=zone)  # type: ignore[attr-defined]
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
