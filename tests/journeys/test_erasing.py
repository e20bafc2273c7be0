"""A person who wrote in every place there is has themselves erased: what was theirs alone is found nowhere any more,
what became common stays without their name, and every page can still be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from coproduce.accountability import actions as record
from coproduce.accountability.concerns import actions as concerns
from coproduce.accountability.models import Said
from coproduce.commissioning.ballots import actions as ballots
from coproduce.commissioning.models import Proposal
from coproduce.commissioning.needs import actions as needs
from coproduce.commissioning.needs.models import Need
from coproduce.commissioning.proposals import actions as proposals
from coproduce.design import actions as design
from coproduce.design.models import Draft, DraftComment, DraftVersion
from coproduce.initiatives.actions import add_step
from coproduce.initiatives.models import Step
from coproduce.people.actions import erase_person
from coproduce.people.models import Person
from tests.world import World, later

GONE, COMMON, OTHERS = "quetzal", "heron", "sparrow"


def step(world: World, kind: str, activity: str, position: int, **settings: Any) -> Step:
    title = {"en": kind, "fr": kind}
    made = add_step(
        initiative=world.alley, kind=kind, activity=activity, title=title, position=position, settings=settings
    )
    return made if kind == "ballot" else record.open_step(step=made, at=world.at)


def said(words: str) -> dict[str, str]:
    return {"en": f"{words} in English", "fr": f"{words} en français"}


def say_needs(world: World, person: Person) -> None:
    at_step = step(world, "needs", "commissioning", 1)
    need = needs.say_need(step=at_step, title=said(GONE), text=said(GONE), person=person, at=world.at)
    needs.support_need(need=need, person=world.carmen)
    needs.answer_need(need=need, text=said(OTHERS), person=world.omar, at=world.at)
    needs.say_need(step=at_step, title=said(OTHERS), text=said(OTHERS), person=world.carmen, at=world.at)


def propose(world: World, person: Person) -> None:
    """One that is voted on, one admitted too late for that, and one refused against which she appeals."""
    at_step, vote = step(world, "proposals", "commissioning", 2), step(world, "ballot", "commissioning", 3)

    def make(words: str, at: datetime) -> Proposal:
        return proposals.submit_proposal(
            step=at_step, title=said(words), text=said(words), person=person, standing="resident", at=at
        )

    taken = make(COMMON, world.at)
    proposals.admit_proposal(proposal=taken, cost=100_00, note=said(OTHERS), person=world.omar, at=world.at)
    ballot = ballots.set_up_ballot(step=vote, rule={"budget": 9000_00})
    ballots.open_ballot(ballot=ballot, closes=later(world, 5), at=world.at)
    after = later(world, minutes=1)
    refused, late = make(GONE, after), make(GONE, after)
    proposals.refuse_proposal(proposal=refused, reason="not_feasible", note=said(OTHERS), person=world.omar, at=after)
    proposals.appeal(proposal=refused, text=said(GONE), person=person, at=after)
    proposals.admit_proposal(proposal=late, cost=100_00, note=said(OTHERS), person=world.omar, at=after)


def write(world: World, person: Person) -> None:
    """A draft of hers that is never adopted, and one that is: with a line that stays and one that was taken out."""
    at_step = step(world, "drafting", "design", 4)
    lines = {"language": "en", "at": world.at}
    own = design.start_draft(step=at_step, title=said(GONE), lines=[f"{GONE} one"], person=person, **lines)
    design.write_version(
        draft=own, based_on=1, lines=[f"{GONE} one", OTHERS], note=said(OTHERS), person=world.carmen, **lines
    )
    design.comment(draft=own, version=2, line=1, text=said(OTHERS), person=world.carmen, at=world.at)
    remark = design.comment(draft=own, version=2, line=2, text=said(GONE), person=person, at=world.at)
    design.answer_comment(comment=remark, text=said(GONE), settles=False, person=person, at=world.at)
    common = design.start_draft(
        step=at_step, title=said(COMMON), lines=[f"{COMMON} one", f"{GONE} two"], person=person, **lines
    )
    design.write_version(draft=common, based_on=1, lines=[f"{COMMON} one"], note=said(GONE), person=person, **lines)
    design.adopt_version(draft=common, version=2, reason=said(OTHERS), person=world.omar, at=world.at)


def complain(world: World, person: Person) -> None:
    concern = concerns.raise_concern(
        initiative=world.alley, kind="concern", text=said(GONE), about_what="delivery", person=person, at=world.at
    )
    concerns.answer_concern(concern=concern, text=said(OTHERS), party=world.parties["omar"], at=world.at)
    # Said once more by somebody who is no party, as before she joined: only the concern tells whose it is.
    concerns._say(concern, said=Said.CONTRADICTED, text=said(GONE), at=world.at, side="citizen", party=None)


def everything(world: World, person: Person) -> None:
    say_needs(world, person)
    propose(world, person)
    write(world, person)
    complain(world, person)
    Person.objects.filter(pk=person.pk).update(display_name=f"{GONE} herself")


def pages(start: str) -> Iterator[tuple[str, str]]:
    """Every page that links lead to from here, without signing in, in one language; the files among them."""
    browser, waiting, seen = Client(), [start], {start}
    while waiting:
        address = waiting.pop()
        answer = browser.get(address)
        if answer.status_code in (301, 302):
            continue
        assert answer.status_code == 200, (address, answer.status_code)
        text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode(errors="replace")
        yield address, text
        found = (
            re.findall(r'href="(/(?:en|fr)/[^"#]*)"', text) if answer["Content-Type"].startswith("text/html") else []
        )
        for link in (link.replace("&amp;", "&") for link in found):
            if link.startswith(start[:4]) and link not in seen and "/accounts/" not in link:
                seen.add(link)
                waiting.append(link)


def dump() -> str:
    """Every table as text."""
    with connection.cursor() as cursor:
        text = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_hers_alone_is_gone_from_every_page_and_every_table(world: World, language: str) -> None:
    everything(world, world.rosa)
    before = dict(pages(f"/{language}/"))
    assert sum(GONE in text for text in before.values()) > 8
    erase_person(person=world.rosa, at=later(world, 1))
    after = dict(pages(f"/{language}/"))
    assert set(before) <= set(after)
    assert [address for address, text in after.items() if GONE in text] == []
    assert [line for line in dump().splitlines() if GONE in line] == []
    assert any("account.json" in address for address in after)
    assert any("account.csv" in address for address in after)
    words = "The words were erased." if language == "en" else "Le texte a été effacé."
    assert sum(words in text for text in after.values()) > 4
    for kept in (COMMON, OTHERS):
        assert any(kept in text for text in after.values()), kept


def test_what_became_common_stays_without_a_name(world: World) -> None:
    everything(world, world.rosa)
    erase_person(person=world.rosa, at=later(world, 1))
    voted, refused, late = Proposal.objects.order_by("number")
    assert (voted.title, voted.thread.title.text, voted.state) == (said(COMMON), said(COMMON), "admitted")
    assert (refused.title, refused.text, refused.appeal, refused.state) == ({}, {}, {}, "withdrawn")
    assert (late.title, late.thread.title.text, late.state) == ({}, {}, "withdrawn")
    assert refused.refusal_note == said(OTHERS)
    own, common = Draft.objects.order_by("number")
    assert (own.title, common.title) == ({}, said(COMMON))
    first, second = (v.lines for v in DraftVersion.objects.filter(draft=own))
    assert [line["text"] for line in second] == [{}, {"en": OTHERS}]
    assert [line["side"] for line in first + second] == ["citizen"] * 3
    before, held = (v.lines for v in DraftVersion.objects.filter(draft=common))
    assert [line["text"] for line in before] == [{"en": f"{COMMON} one"}, {}]
    assert [line["text"] for line in held] == [{"en": f"{COMMON} one"}]
    assert [(c.text, c.quote) for c in DraftComment.objects.order_by("id")] == [(said(OTHERS), {}), ({}, {})]
    need = Need.objects.get(number=1)
    assert (need.title, need.voices, need.answers.get().text) == ({}, 2, said(OTHERS))


def test_a_need_said_as_no_party_is_found_and_emptied_and_others_are_not(world: World) -> None:
    at_step = step(world, "needs", "commissioning", 1)
    for person in (world.otto, world.clara):
        need = needs.say_need(step=at_step, title=said(person.display_name), text={}, person=person, at=world.at)
        needs.support_need(need=need, person=world.clara if person == world.otto else world.otto)
    assert set(Need.objects.values_list("author", flat=True)) == {None}
    erase_person(person=world.otto, at=later(world, 1))
    assert [need.title for need in Need.objects.order_by("number")] == [{}, said("Clara")]


def test_what_was_written_for_an_organisation_stays(world: World) -> None:
    everything(world, world.rosa)
    erase_person(person=world.omar, at=later(world, 1))
    need = Need.objects.get(number=1)
    assert need.answers.get().text == said(OTHERS)


def test_a_draft_with_erased_lines_is_written_on(world: World, signed_in: Any) -> None:
    everything(world, world.rosa)
    erase_person(person=world.rosa, at=later(world, 1))
    page = "/en/lindon/i/green-alley/" + Draft.objects.get(number=1).thread.url.split("/green-alley/")[1]
    carmen = signed_in("carmen")
    form = carmen.get(f"{page}write/")
    assert form.context["form"].initial["text"].split("\n") == ["", OTHERS]
    sent = {"based_on": 2, "text": f"\n{OTHERS}\nmore", "note": ""}
    assert carmen.post(f"{page}write/", sent).status_code == 302
    assert [line["text"] for line in DraftVersion.objects.get(draft__number=1, number=3).lines] == [
        {"en": OTHERS},
        {"en": "more"},
    ]


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_hers_stays_in_the_files_of_the_database(world: World) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the files of SQLite")
    everything(world, world.rosa)
    files = [Path(f"{connection.settings_dict['NAME']}{end}") for end in ("", "-wal")]

    def found() -> bool:
        return any(GONE.encode() in file.read_bytes() for file in files if file.exists())

    assert found()
    erase_person(person=world.rosa, at=world.at + timedelta(days=1))
    assert not found()
