"""Kim prepares, opens and counts a vote in the browser."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coproduce.accountability.models import Decision, Promise
from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.models import Ballot, RollEntry
from coproduce.commissioning.ballots.queries import pb_text
from coproduce.initiatives.registry import due_jobs, maker
from tests.rooms.ballots.rows import PB, the_settings
from tests.rooms.ballots.test_pages import at, text_of
from tests.rooms.ballots.town_vote import ballot_step, cast, close, draft, opened
from tests.world import World


def test_kim_sets_the_rule_and_the_money(world: World, signed_in: Any) -> None:
    ballot = draft(world)
    sent = {**the_settings(world), "budget": "7500.50", "rule": "greedy", "max_choices": "3"}
    assert signed_in("kim").post(at("manage", ballot), sent).status_code == 302
    ballot.refresh_from_db()
    assert (ballot.budget, ballot.rule["rule"], ballot.rule["max_choices"]) == (7500_50, "greedy", 3)


def test_a_wrong_setting_is_shown_beside_the_form(world: World, signed_in: Any) -> None:
    ballot = draft(world)
    sent = {**the_settings(world), "rule": "greedy-threshold", "threshold": ""}
    answer = signed_in("kim").post(at("manage", ballot), sent)
    assert answer.status_code == 422
    assert "does not fit" in text_of(answer)


def test_codes_are_shown_once(world: World, signed_in: Any) -> None:
    ballot, browser = draft(world), signed_in("kim")
    page = text_of(browser.post(at("codes", ballot), {"count": 3}))
    codes = re.findall(r"<code>([0-9A-Z-]{14})</code>", page)
    assert len(set(codes)) == 3
    assert not any(code in text_of(browser.get(at("manage", ballot))) for code in codes)
    assert RollEntry.objects.count() == 3


def test_kim_opens_the_vote(world: World, signed_in: Any) -> None:
    ballot = draft(world)
    closes = timezone.localtime(timezone.now() + timedelta(days=7))
    signed_in("kim").post(at("open", ballot), {"closes": closes.strftime("%Y-%m-%dT%H:%M")})
    ballot.refresh_from_db()
    assert ballot.state == "open"
    assert ballot.closes == closes.replace(second=0, microsecond=0)


def test_a_vote_that_cannot_open_says_what_is_missing(world: World, signed_in: Any) -> None:
    ballot = draft(world, budget=0)
    answer = signed_in("kim").post(at("open", ballot), {"closes": "2099-01-01T18:00"})
    assert answer.status_code == 422
    assert "how much money" in text_of(answer)


def test_after_opening_the_settings_only_tell(world: World, signed_in: Any) -> None:
    page = text_of(signed_in("kim").get(at("manage", opened(world))))
    assert "can no longer be changed" in page
    assert "<button" not in page.split("<main", 1)[1]


def test_after_its_time_the_settings_say_that_the_vote_waits_to_be_counted(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    Ballot.objects.filter(pk=ballot.pk).update(closes=timezone.now() - timedelta(seconds=1))
    page = text_of(signed_in("kim").get(at("manage", ballot)))
    assert "The time to vote ended on" in page
    assert "closes by itself" not in page
    assert "Count it now" in page


def test_a_step_from_a_blueprint_brings_its_rule(world: World) -> None:
    make = maker("ballot")
    assert make is not None
    step = ballot_step(world, settings={})
    make(step, {"budget": 300_000_00, "rule": "equal-shares", "completion": "add1u", "promise_days": 540}, world.at)
    ballot = Ballot.objects.get(step=step)
    assert (ballot.budget, ballot.rule["completion"], ballot.rule["promise_days"]) == (300_000_00, "add1u", 540)


def test_the_minute_job_counts_a_vote_whose_time_is_over(world: World) -> None:
    ballot = opened(world)
    cast(ballot, world.rosa, "P1")
    Ballot.objects.filter(pk=ballot.pk).update(closes=timezone.now())
    assert due_jobs()["ballots.close"](timezone.now()) == 1
    assert Decision.objects.get().ballots == 1


def upload(browser: Any, ballot: Ballot, content: bytes) -> Any:
    return browser.post(at("import", ballot), {"file": SimpleUploadedFile("vote.pb", content)})


def test_a_vote_from_a_file_is_counted_and_binds_nobody(world: World, signed_in: Any) -> None:
    ballot = draft(world)
    page = PB.replace("voter_id;vote\n1;a", "voter_id;age;sex;vote\n1;44;F;a")
    assert upload(signed_in("kim"), ballot, page.encode()).status_code == 302
    ballot.refresh_from_db()
    assert (ballot.imported, ballot.dropped, ballot.roll.count()) == (True, ["age", "sex"], 0)
    decision = ballot.decision
    assert decision is not None
    assert (decision.binding, decision.electorate, decision.ballots) == (False, None, 1)
    assert not Promise.objects.exists()
    shown = text_of(signed_in(None).get(at("result", ballot)))
    assert "read from a file" in shown
    assert "age, sex" in shown
    assert "44" not in pb_text(ballot)


def test_a_broken_file_is_refused_line_by_line_and_nothing_is_taken(world: World, signed_in: Any) -> None:
    ballot = draft(world)
    answer = upload(signed_in("kim"), ballot, PB.replace("1;a", "1;b").encode())
    assert answer.status_code == 422
    assert "Line 12" in text_of(answer)
    ballot.refresh_from_db()
    assert (ballot.state, ballot.options.count(), Decision.objects.count()) == ("draft", 0, 0)


def test_files_that_are_no_elections_are_refused_in_words(world: World, signed_in: Any) -> None:
    ballot, browser = draft(world), signed_in("kim")
    for content in (b"\xff\xfe", b"x" * 1000, b"META\n" * 100, PB.encode() + b"\x00", b"PK\x03\x04"):
        assert upload(browser, ballot, content).status_code == 422
    assert browser.post(at("import", ballot), {}).status_code == 422


def test_a_file_that_is_too_large_is_refused(world: World, signed_in: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("coproduce.commissioning.ballots.forms.LARGEST_FILE", 10)
    ballot = draft(world)
    assert upload(signed_in("kim"), ballot, PB.encode()).status_code == 413


def test_a_vote_goes_out_by_file_and_comes_back_the_same(world: World) -> None:
    ballot = opened(world)
    cast(ballot, world.rosa, "P1", "P2")
    cast(ballot, world.carmen, "P1")
    ballot = close(ballot)
    back = actions.import_election(
        step=ballot_step(world, position=9), source=pb_text(ballot), at=world.at, rule=ballot.rule, seed=ballot.seed
    )
    assert ballot.decision is not None
    assert back.decision is not None
    assert back.decision.outcome_digest == ballot.decision.outcome_digest


def test_the_printed_command_gives_the_same_winners(world: World, tmp_path: Any, capsys: Any, monkeypatch: Any) -> None:
    import json
    import shlex

    from coproduce.cli.main import main
    from coproduce.commissioning.ballots.queries import result_of

    ballot = opened(world)
    cast(ballot, world.rosa, "P1", "P2")
    ballot = close(ballot)
    result = result_of(ballot)
    (tmp_path / result.file).write_text(pb_text(ballot))
    monkeypatch.chdir(tmp_path)
    assert main([*shlex.split(result.command)[1:], "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert ballot.decision is not None
    assert ballot.decision.outcome_digest in json.dumps(told)
