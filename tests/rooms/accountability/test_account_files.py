"""The account as files: each says what the page says, whole, described and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from coproduce.accountability import actions, api
from coproduce.accountability.concerns import actions as concerns
from coproduce.accountability.promises import actions as promises
from coproduce.initiatives.actions import join
from coproduce.initiatives.models import Context
from tests.house.floors import REPOSITORY
from tests.rooms.accountability import made
from tests.rooms.accountability.reading import address, page, whole
from tests.world import World


@pytest.mark.django_db
class TestTheOtherRenderings:
    def test_the_machine_form_says_the_same_as_the_page(self, told: World, client: Any) -> None:
        found = json.loads(whole(client, told, "account_json"))
        assert found["ring"]["acts_in_all"] == [[8, 8], [0, 0], [8, 8], [0, 0]]
        assert found["decisions"][0]["command"] == "coproduce budget tally alley-2026.pb"

    def test_the_spreadsheet_has_every_public_act(self, told: World, client: Any) -> None:
        rows = list(csv.DictReader(io.StringIO(b"".join(client.get(address(told, "account_csv"))).decode("utf-8-sig"))))
        assert sum(row["row"] == "act" for row in rows) == 32
        assert {row["row"] for row in rows} == {"act", "notice", "decision", "promise", "finding", "concern", "answer"}

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


def test_every_key_and_column_of_the_files_is_described(world: World, client: Any) -> None:
    described = (REPOSITORY / "docs/reference/account.md").read_text()
    keys = [*json.loads(whole(client, world, "account_json")), *api.COLUMNS]
    assert [key for key in keys if f"`{key}`" not in described] == []


def test_an_empty_record_is_a_whole_file_too(world: World, client: Any) -> None:
    assert [h for h in json.loads(whole(client, world, "account_json"))["happenings"] if h["row"] == "act"] == []


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


@pytest.mark.django_db
def test_the_day_by_which_a_word_is_owed_is_the_same_in_both_files(world: World, client: Any) -> None:
    promise = made.kept(world)
    promises.contradict_promise(
        promise=promise, text={"en": "No"}, party=world.parties["rosa"], at=timezone.now() - timedelta(days=4)
    )
    made.concern(world)
    found = json.loads(whole(client, world, "account_json"))
    rows = list(csv.DictReader(io.StringIO(whole(client, world, "account_csv"))))
    for row, name in (("promise", "promises"), ("concern", "concerns")):
        assert [r["answer_by"] for r in rows if r["row"] == row] == [line["answer_by"] for line in found[name]]
    assert found["promises"][0]["answer_by"] != found["promises"][0]["due"]


@pytest.mark.django_db
def test_a_person_who_works_for_two_bodies_is_one_professional_of_the_account(world: World, client: Any) -> None:
    join(
        initiative=world.alley, person=world.kim, organisation=world.parks, side="professional",
        standing="third_sector", at=world.at,
    )  # fmt: skip
    parties = json.loads(client.get(address(world, "account_json")).getvalue())["parties"]
    assert sum(line["number"] for line in parties if line["side"] == "professional") == 3
    assert "already counted · third sector, Parks service" in page(client, world)


def test_words_on_promises_and_concerns_stand_in_the_list_in_all_three_and_restricted_ones_never(
    world: World, client: Any
) -> None:
    kept = made.kept(world)
    promises.contradict_promise(
        promise=kept, text={"en": "No"}, party=world.parties["rosa"], at=world.at + timedelta(days=40)
    )
    secret = made.concern(world, public=False)
    concerns.answer_concern(concern=secret, text={"en": "Mended"}, party=world.parties["omar"], at=world.at)
    found = json.loads(whole(client, world, "account_json"))["happenings"]
    told = [(h["code"], h["at"][:10], h["side"]) for h in found if h["row"] == "answer"]
    assert told == [("contradicted", "2026-06-13", "citizen"), ("kept", "2026-06-03", "professional")]
    assert {h["params"]["promise"] for h in found if h["row"] == "answer"} == {kept.pk}
    rows = list(csv.DictReader(io.StringIO(whole(client, world, "account_csv"))))
    assert [(r["kind"], r["date"]) for r in rows if r["row"] == "answer"] == [(code, day) for code, day, _ in told]
    text = page(client, world)
    assert "Promise contradicted" in text
    assert "Promise said to be kept" in text
    assert "Concern answered" not in text
    assert "Promise contradicted" not in page(client, world, as_of="2026-06-12")
