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

from coproduce.delivery.models import SignUp
from tests.rooms.accountability import rows as accountability
from tests.rooms.assessment import rows as assessment
from tests.rooms.ballots import rows as ballots
from tests.rooms.delivery import rows as delivery
from tests.rooms.initiatives import rows as initiatives
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


def of(module: Any, name: str, who: str | None, data: Mapping[str, Any], status: int, word: str) -> Sent:
    return Sent(who, name, at(module, name), data, status, word)


SAY = at(needs, "needs:say")
CAST = at(ballots, "ballots:cast")
JUNK = SimpleUploadedFile("vote.pb", b"\x00\xff not an election")
KEY = {"key": "k" * 32}
IDEA = {"title": "Bancs", "text": "Deux bancs"}
BODY = {"standing": "public", "role": "member"}

HOSTILE = {
    "nothing in it": of(needs, "needs:say", "rosa", {}, 422, "Remplissez ce champ"),
    "letters nobody sees": of(needs, "needs:say", "rosa", {"title": "Bancs\u202e"}, 422, "invisible"),
    "a null byte": of(needs, "needs:say", "rosa", {"title": "Bancs\x00"}, 422, "caractère"),
    "no end to it": of(needs, "needs:say", "rosa", {"title": "x" * 100_000}, 422, "trop long"),
    "a cost in words": of(proposals, "proposals:submit", "rosa", IDEA | {"cost_asked": "cher"}, 422, "en chiffres"),
    "a cost below nothing": of(proposals, "proposals:submit", "rosa", IDEA | {"cost_asked": "-5"}, 422, "0"),
    "a cost without end": of(proposals, "proposals:submit", "rosa", IDEA | {"cost_asked": HUGE}, 422, "000"),
    "no verdict": of(proposals, "proposals:check", "omar", {"verdict": "perhaps", "note": "x"}, 422, "choix"),
    "no such project": of(ballots, "ballots:cast", "rosa", KEY | {"choice": ["P1", "P99"]}, 422, "bulletin"),
    "blank and ticked": of(ballots, "ballots:cast", "rosa", KEY | {"choice": ["P1"], "blank": "on"}, 422, "blanc"),
    "closing yesterday": of(ballots, "ballots:open", "kim", {"closes": "2001-01-01T10:00"}, 422, "clôture"),
    "no day at all": of(ballots, "ballots:open", "kim", {"closes": "bientôt"}, 422, "date"),
    "no election": of(ballots, "ballots:import", "kim", {"file": JUNK}, 422, "fichier"),
    "off the scale": of(assessment, "assessment:survey", "rosa", {"q1": "77"}, 422, "choix"),
    "a side of others": of(initiatives, "initiatives:join", "rosa", {"standing": "public"}, 422, "choix"),
    "no body, no address": of(initiatives, "initiatives:add_party", "kim", BODY, 422, "adresse"),
    "a word that is none": of(accountability, "accountability:answer_promise", "omar", {"said": "so so"}, 422, "choix"),
    "a code nobody sent": of(ballots, "ballots:find", None, {"receipt": "<script>"}, 404, "code"),
}


def send(client: Client, world: World, sent: Sent) -> HttpResponse:
    kwargs = dict(sent.where(world))
    with override("fr"):
        address = reverse(sent.name, kwargs=kwargs)
    answer: Any = client.post(address, dict(sent.data), headers={"accept-language": "fr"})
    return answer


def in_french(answer: HttpResponse, status: int, word: str) -> None:
    text = answer.content.decode()
    assert (answer.status_code, '<html lang="fr"' in text) == (status, True)
    assert word in text


@pytest.mark.parametrize("sent", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_form(sent: Sent, world: World, signed_in: Any) -> None:
    in_french(send(signed_in(sent.who), world, sent), sent.status, sent.word)


ONE = KEY | {"choice": ["P1"]}
YES = {"verdict": "admit", "cost": "10", "note": "oui"}
TWICE = {
    "another ballot": (of(ballots, "ballots:cast", "rosa", ONE, 409, "voté"), {"choice": ["P2"], "key": "l" * 32}),
    "one key, two ballots": (of(ballots, "ballots:cast", "rosa", ONE, 422, "formulaire"), {"choice": ["P2"]}),
    "a second check": (of(proposals, "proposals:check", "omar", YES, 409, "déjà"), {}),
    "the survey": (of(assessment, "assessment:survey", "rosa", {}, 409, "déjà"), {}),
}


@pytest.mark.parametrize(("sent", "again"), TWICE.values(), ids=TWICE.keys())
def test_a_form_sent_twice(sent: Sent, again: Mapping[str, Any], world: World, signed_in: Any) -> None:
    """The first is taken; the second, perhaps changed, is refused with the reason."""
    client = signed_in(sent.who)
    kwargs = dict(sent.where(world))
    first = dict(sent.data) or dict(assessment.answers(world))
    with override("fr"):
        address = reverse(sent.name, kwargs=kwargs)
    assert client.post(address, first).status_code in (200, 302)
    in_french(client.post(address, first | dict(again)), sent.status, sent.word)


def test_the_same_ballot_sent_twice_counts_once(world: World, signed_in: Any) -> None:
    """Not an error: the second press gives the first one's receipt."""
    client = signed_in("rosa")
    with override("fr"):
        address = reverse("ballots:cast", kwargs=dict(CAST(world)))
    answers = [client.post(address, ONE) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Il compte une seule fois" in answers[1].content.decode()


def test_a_place_taken_twice_is_taken_once(world: World, signed_in: Any) -> None:
    client, kwargs = signed_in("rosa"), dict(at(delivery, "delivery:take")(world))
    address = reverse("delivery:take", kwargs=kwargs)
    assert [client.post(address).status_code for _ in range(2)] == [302, 302]
    assert SignUp.objects.count() == 1


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
