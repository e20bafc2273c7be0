"""The demo's doors: open only where the marker row stands and everything happens on this machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client

from coproduce.people import actions, registry
from coproduce.people.apps import no_demo_doors, no_postbox
from coproduce.people.models import Letter, Person
from coproduce.people.postbox import PostboxBackend
from tests.world import NOON, World

PATHS = ["/en/me/become/", "/en/me/postbox/"]
HERE = {"HTTP_HOST": "localhost:8000", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture(autouse=True)
def _kept_mail(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "town.example", "10.0.0.4"]
    settings.EMAIL_BACKEND = "coproduce.people.postbox.PostboxBackend"


@pytest.fixture
def demo(world: World) -> World:
    actions.mark_demo(at=NOON)
    return world


@pytest.mark.parametrize("path", PATHS)
def test_on_a_real_site_there_is_no_such_page(client: Client, world: World, path: str) -> None:
    assert client.get(path, **HERE).status_code == 404
    assert client.get(f"/en/me/become/{world.rosa.pk}/", **HERE).status_code == 404
    assert client.post(f"/en/me/become/{world.rosa.pk}/", **HERE).status_code == 404
    assert "_auth_user_id" not in client.session


ELSEWHERE = [
    {"HTTP_HOST": "town.example", "REMOTE_ADDR": "127.0.0.1"},
    {"HTTP_HOST": "localhost", "REMOTE_ADDR": "203.0.113.7"},
    {"HTTP_HOST": "10.0.0.4", "REMOTE_ADDR": "10.0.0.9"},
    {"HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"},
    {"HTTP_HOST": "town.example", "REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_HOST": "localhost"},
    {"HTTP_HOST": "town.example", "REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    *(
        {"HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", header: "127.0.0.1"}
        for header in (
            "HTTP_X_REAL_IP",
            "HTTP_VIA",
            "HTTP_FORWARDED",
            "HTTP_X_FORWARDED_PROTO",
            "HTTP_X_FORWARDED_PORT",
        )
    ),
]


@pytest.mark.parametrize("where", ELSEWHERE)
def test_from_another_machine_the_demo_s_doors_do_not_exist(client: Client, demo: World, where: dict[str, str]) -> None:
    for path in PATHS:
        assert client.get(path, **where).status_code == 404
    assert client.post(f"/en/me/become/{demo.rosa.pk}/", **where).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_here_one_becomes_rosa(client: Client, demo: World, host: str) -> None:
    here = HERE | {"HTTP_HOST": host}
    assert "Rosa" in client.get("/en/me/become/", **here).content.decode()
    answer = client.post(f"/en/me/become/{demo.rosa.pk}/", **here)
    assert answer.url == "/en/me/"
    assert client.session["_auth_user_id"] == str(demo.rosa.pk)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "sends no email yet"), ("fr", "n’envoie pas encore de courriels")]
)
def test_a_site_without_a_mail_server_says_so_where_one_signs_in(client: Client, language: str, said: str) -> None:
    page = f"/{language}/accounts/login/"
    assert said in client.get(page, **ELSEWHERE[0]).content.decode()
    actions.mark_demo(at=NOON)
    assert said not in client.get(page, **HERE).content.decode()  # there the postbox shows it


def test_a_link_makes_nobody_anybody(client: Client, demo: World) -> None:
    assert client.get(f"/en/me/become/{demo.rosa.pk}/", **HERE).status_code == 405


def test_an_erased_person_cannot_be_become(client: Client, demo: World) -> None:
    actions.erase_person(person=demo.rosa, at=NOON)
    assert client.post(f"/en/me/become/{demo.rosa.pk}/", **HERE).status_code == 404


def test_the_rooms_say_who_somebody_is(client: Client, demo: World) -> None:
    def who(people: Sequence[Person]) -> dict[int, list[registry.Part]]:
        return {p.pk: [registry.Part("Choir", "sings, Green alley")] for p in people if p == demo.rosa}

    registry.register_who(who)
    try:
        assert "sings, Green alley" in client.get("/en/me/become/", **HERE).content.decode()
    finally:
        registry._who.pop()


def test_everybody_stands_once_under_what_they_do_first(client: Client, demo: World) -> None:
    page = client.get("/en/me/become/", **HERE)
    groups = {group.heading: [p.display_name for p, _lines in group.people] for group in page.context["groups"]}
    assert groups == {
        "The town hall": ["Clara"],
        "Green alley: professionals": ["Kim", "Omar"],
        "Green alley: citizens": ["Carmen", "Rosa"],
        "Pocket park: citizens": ["Nils"],
        "Take part in nothing yet": ["Otto"],
    }
    # Those with most to do stand first, whoever takes part in nothing last.
    assert list(groups) == ["The town hall", *list(groups)[1:-1], "Take part in nothing yet"]
    nils = next(lines for g in page.context["groups"] for p, lines in g.people if p == demo.nils)
    assert nils == ["resident", "Green alley: professionals, public sector, Parks service"]


def test_mail_lies_in_the_postbox(client: Client, demo: World) -> None:
    PostboxBackend().send_messages([EmailMessage("Hello", "<b>one</b>", to=["a@example.org", "b@example.org"])])
    assert Letter.objects.count() == 2
    assert "a@example.org" in client.get("/en/me/postbox/", **HERE).content.decode()
    letter = Letter.objects.first()
    assert letter is not None
    page = client.get(f"/en/me/postbox/{letter.pk}/", **HERE).content.decode()
    assert "&lt;b&gt;one&lt;/b&gt;" in page


def test_the_code_page_leads_to_the_postbox_in_the_demo_alone(client: Client, demo: World) -> None:
    client.post("/en/accounts/login/", {"email": "x@example.org"}, **HERE)
    assert "/en/me/postbox/" in client.get("/en/accounts/login/code/confirm/", **HERE).content.decode()


def test_the_deploy_check_refuses_a_demo_and_kept_mail(settings: Any, demo: World) -> None:
    assert [e.id for e in no_demo_doors() + no_postbox()] == ["people.E001", "people.E002"]


def test_the_deploy_check_is_silent_on_a_real_site(settings: Any, world: World) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert no_demo_doors() + no_postbox() == []


def test_checking_before_deploying_stops_at_a_demo(settings: Any, demo: World) -> None:
    with pytest.raises(SystemCheckError, match="made by the demo command"):
        call_command("check", deploy=True, stdout=StringIO(), stderr=StringIO())


def test_the_checks_belong_to_deploying() -> None:
    from django.core.checks.registry import registry as checks

    assert {no_demo_doors, no_postbox} <= checks.deployment_checks
    run: Callable[..., Any] = checks.run_checks
    assert "people.E001" not in {e.id for e in run(include_deployment_checks=False)}
