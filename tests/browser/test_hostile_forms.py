"""Forms filled in with spite, by accident or twice: a clear page in French with a 4xx, never a broken one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.rooms.accountability import rows as accountability
from tests.rooms.assessment import rows as assessment
from tests.rooms.ballots import rows as ballots
from tests.rooms.delivery import rows as delivery
from tests.rooms.needs import rows as needs
from tests.rooms.proposals import rows as proposals
from tests.rows import Row
from tests.world import World

pytestmark = pytest.mark.django_db

HUGE = "9" * 40


def at(module: Any, name: str) -> Callable[[World], Mapping[str, Any]]:
    """Where the room's own table says that this address lies; it makes what it needs there."""
    found: Row = next(row for row in module.ROWS if row.name == name)
    return found.kwargs


@dataclass(frozen=True)
class Sent:
    """A form that somebody sends, with the answer's status and a word that its page must hold."""

    who: str | None
    name: str
    where: Callable[[World], Mapping[str, Any]]
    data: Mapping[str, Any]
    status: int
    word: str


SAY = at(needs, "needs:say")
SUBMIT = at(proposals, "proposals:submit")
CHECK = at(proposals, "proposals:check")
CAST = at(ballots, "ballots:cast")
OPEN = at(ballots, "ballots:open")
JUNK = SimpleUploadedFile("vote.pb", b"\x00\xff not an election")

HOSTILE = {
    "nothing in it": Sent("rosa", "needs:say", SAY, {}, 422, "obligatoire"),
    "letters nobody sees": Sent("rosa", "needs:say", SAY, {"title": "Bancs\u202e"}, 422, "ne se voit pas"),
    "a null byte": Sent("rosa", "needs:say", SAY, {"title": "Bancs\x00"}, 422, "caractère"),
    "no end to it": Sent("rosa", "needs:say", SAY, {"title": "x" * 100_000}, 422, "trop long"),
    "a cost in words": Sent("rosa", "proposals:submit", SUBMIT, {"title": "a", "text": "b", "cost_asked": "cher"}, 422, "nombre"),
    "a cost below nothing": Sent("rosa", "proposals:submit", SUBMIT, {"title": "a", "text": "b", "cost_asked": "-5"}, 422, "0"),
    "a cost without end": Sent("rosa", "proposals:submit", SUBMIT, {"title": "a", "text": "b", "cost_asked": HUGE}, 422, "000"),
    "no verdict": Sent("omar", "proposals:check", CHECK, {"verdict": "perhaps", "note": "x"}, 422, "choix"),
    "a project of no ballot": Sent("rosa", "ballots:cast", CAST, {"choice": ["P1", "P99"], "key": "k" * 32}, 422, "bulletin"),
    "blank and ticked": Sent("rosa", "ballots:cast", CAST, {"choice": ["P1"], "blank": "on", "key": "k" * 32}, 422, "blanc"),
    "closing yesterday": Sent("kim", "ballots:open", OPEN, {"closes": "2001-01-01T10:00"}, 422, "clôture"),
    "no day at all": Sent("kim", "ballots:open", OPEN, {"closes": "bientôt"}, 422, "date"),
    "no election": Sent("kim", "ballots:import", at(ballots, "ballots:import"), {"file": JUNK}, 422, "fichier"),
    "an answer off the scale": Sent("rosa", "assessment:survey", at(assessment, "assessment:survey"), {"q1": "77"}, 422, "choix"),
    "a side of somebody else": Sent("rosa", "initiatives:join", lambda w: w.place, {"standing": "public"}, 422, "choix"),
    "no body, no address": Sent("kim", "initiatives:add_party", lambda w: w.place, {"standing": "public", "role": "member"}, 422, "adresse"),
    "a word that is none": Sent("omar", "accountability:answer_promise", at(accountability, "accountability:answer_promise"), {"said": "perhaps"}, 422, "choix"),
    "a code nobody sent": Sent(None, "ballots:find", at(ballots, "ballots:find"), {"receipt": "<script>"}, 404, "code"),
}  # fmt: skip


def send(client: Client, world: World, sent: Sent) -> HttpResponse:
    kwargs = dict(sent.where(world))
    with override("fr"):
        address = reverse(sent.name, kwargs=kwargs)
    answer: Any = client.post(address, dict(sent.data), headers={"accept-language": "fr"})
    return answer  # type: ignore[no-any-return]


def in_french(answer: HttpResponse, status: int, word: str) -> None:
    text = answer.content.decode()
    assert (answer.status_code, '<html lang="fr"' in text) == (status, True)
    assert word in text


@pytest.mark.parametrize("sent", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_form(sent: Sent, world: World, signed_in: Any) -> None:
    in_french(send(signed_in(sent.who), world, sent), sent.status, sent.word)


TWICE = {
    "another ballot": (Sent("rosa", "ballots:cast", CAST, {"choice": ["P1"], "key": "k" * 32}, 409, "voté"), {"choice": ["P2"], "key": "l" * 32}),
    "the same key for another ballot": (Sent("rosa", "ballots:cast", CAST, {"choice": ["P1"], "key": "k" * 32}, 422, "formulaire"), {"choice": ["P2"]}),
    "a second check": (Sent("omar", "proposals:check", CHECK, {"verdict": "admit", "cost": "10", "note": "oui"}, 409, "déjà"), {}),
    "the same place in a shift": (Sent("rosa", "delivery:take", at(delivery, "delivery:take"), {}, 409, "déjà"), {}),
    "the survey": (Sent("rosa", "assessment:survey", at(assessment, "assessment:survey"), {}, 409, "déjà"), {}),
    "starting what runs": (Sent("kim", "running:start", lambda w: w.place, {}, 409, "déjà"), {}),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "again"), TWICE.values(), ids=TWICE.keys())
def test_a_form_sent_twice(sent: Sent, again: Mapping[str, Any], world: World, signed_in: Any) -> None:
    """The first is taken; the second, perhaps changed, is refused with the reason."""
    client = signed_in(sent.who)
    first = dict(sent.data) or (assessment.answers(world) if sent.name == "assessment:survey" else {})
    kwargs = dict(sent.where(world))
    with override("fr"):
        address = reverse(sent.name, kwargs=kwargs)
    assert sent.name == "running:start" or client.post(address, first).status_code in (200, 302)
    in_french(client.post(address, first | dict(again)), sent.status, sent.word)


def test_the_same_ballot_sent_twice_counts_once(world: World, signed_in: Any) -> None:
    """Not an error: the second press gives the first one's receipt."""
    client, data = signed_in("rosa"), {"choice": ["P1"], "key": "k" * 32}
    with override("fr"):
        address = reverse("ballots:cast", kwargs=dict(CAST(world)))
    first, second = client.post(address, data), client.post(address, data)
    assert (first.status_code, second.status_code) == (200, 200)
    assert "une seule fois" in second.content.decode()


def test_a_form_from_another_site(world: World) -> None:
    with override("fr"):
        address = reverse("needs:say", kwargs=dict(SAY(world)))
    in_french(Client(enforce_csrf_checks=True).post(address, {"title": "Bancs"}), 403, "formulaire")


def test_a_thousand_fields_too_many(world: World, signed_in: Any) -> None:
    with override("fr"):
        address = reverse("needs:say", kwargs=dict(SAY(world)))
    answer = signed_in("rosa").post(address, {f"f{n}": "x" for n in range(1_500)})
    in_french(answer, 400, "page")


@pytest.mark.parametrize("step", ["0", "999999", HUGE])
def test_a_step_that_is_not_there(step: str, world: World, signed_in: Any) -> None:
    answer = signed_in("rosa").get(f"/fr/lindon/i/green-alley/needs/{step}/")
    in_french(answer, 404, "page")
