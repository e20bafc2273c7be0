"""My page: what a person sees, changes, takes along and has erased."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client

from coproduce.accountability.models import Answer, Concern, Words
from coproduce.initiatives.models import Party
from coproduce.people import actions, queries, registry
from coproduce.people.forms import clean_name
from coproduce.people.models import Consent, Letter, Person, Role, Sent
from tests.rooms.people.conftest import ROSA
from tests.world import NOON, World

Enter = Callable[..., Client]
Post = Callable[[], list[EmailMessage]]


@pytest.fixture
def panel() -> Iterator[None]:
    registry.register_mine("next", 10, lambda person, at: [f"Water the trees, {person}"], "people/test_panel.html")
    yield
    registry._mine.pop("people/test_panel.html")


def test_an_empty_page_teaches_what_will_stand_there(enter: Enter, rosa: Person) -> None:
    page = enter().get("/en/me/").content.decode()
    assert "Hello, Rosa" in page
    assert "Nothing here yet" in page
    assert "Find something to take part in" in page


def test_somebody_without_a_name_is_greeted_without_one(enter: Enter, rosa: Person) -> None:
    browser = enter()
    browser.post("/en/me/name/", {"display_name": "Rosa"})
    Person.objects.filter(pk=rosa.pk).update(display_name="")
    for language, greeting in (("en", "Welcome to your page"), ("fr", "Bienvenue sur votre page")):
        page = browser.get(f"/{language}/me/").content.decode()
        assert f"<h1>{greeting}</h1>" in page


def test_the_page_says_what_goes_and_what_stays_before_anybody_is_erased(enter: Enter, rosa: Person) -> None:
    browser = enter()
    for language, goes, stays in (
        ("en", "your proposals that stood on no ballot", "lines of yours in a version that was adopted"),
        ("fr", "vos propositions qui n’ont été soumises à aucun vote", "vos lignes dans une version adoptée"),
    ):
        page = browser.get(f"/{language}/me/erase/").content.decode()
        assert page.index(goes) < page.index(stays) < page.index('<form method="post" class="reading"')


def test_a_panel_of_a_room_above_is_shown(panel: None, rosa: Person) -> None:
    shown = registry.panels_for(rosa, "next", NOON)
    assert [(s.template, list(s.data)) for s in shown] == [("people/test_panel.html", ["Water the trees, Rosa"])]


def test_a_panel_with_nothing_to_show_is_left_out(rosa: Person) -> None:
    registry.register_mine("next", 10, lambda person, at: [], "people/test_panel.html")
    try:
        assert registry.panels_for(rosa, "next", NOON) == []
    finally:
        registry._mine.pop("people/test_panel.html")


@pytest.mark.parametrize("path", ["", "name/", "contact/", "consent/", "again/", "export/", "erase/"])
def test_a_stranger_is_asked_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(f"/en/me/{path}")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/en/accounts/login/")


def test_rosa_chooses_another_name(enter: Enter, rosa: Person) -> None:
    enter().post("/en/me/name/", {"display_name": "Rosa  from the corner"})
    rosa.refresh_from_db()
    assert rosa.display_name == "Rosa from the corner"


UNSEEN = ["Ro\u200bsa", "\u202eRosa", "Ro\u00adsa", "Rosa\u0000", "Ro\u2066sa"]
STRANGE = ["\u0430dmin", "R\u03bfsa", "a" + "\u0301" * 10_000, "\u200b", "---", "R\u0301\u0301\u0301\u0301osa"]


@pytest.mark.parametrize("name", UNSEEN + STRANGE)
def test_a_name_that_deceives_is_refused(enter: Enter, rosa: Person, name: str) -> None:
    answer = enter().post("/en/me/name/", {"display_name": name})
    assert answer.status_code == 200
    rosa.refresh_from_db()
    assert rosa.display_name == "Rosa"


@pytest.mark.parametrize(
    "name", ["Zoë", "Nguyễn Văn A", "Амина", "Ελένη", "محمد", "می‌خواهم", "李小龙", "O’Brien 2", "Jean-Luc", "क्षेत्र"]
)
def test_a_name_people_have_is_welcome(name: str) -> None:
    assert clean_name(name)


def test_a_wide_name_becomes_plain() -> None:
    assert clean_name("Ｒｏｓａ") == "Rosa"


def test_how_to_reach_rosa_is_kept_with_her_language(enter: Enter, rosa: Person) -> None:
    enter().post("/en/me/contact/", {"telephone": "01 23 45 67 89", "access_needs": "a chair", "language": "fr"})
    rosa.refresh_from_db()
    kept = queries.contact_of(rosa)
    assert kept is not None
    assert (kept.telephone, kept.access_needs, rosa.language) == ("01 23 45 67 89", "a chair", "fr")


def test_agreeing_and_taking_back_are_rows_with_their_time(enter: Enter, rosa: Person) -> None:
    browser = enter()
    browser.post("/en/me/consent/", {"take_part": "on", "name_public": "on"})
    browser.post("/en/me/consent/", {"take_part": "on"})
    said = list(Consent.objects.filter(person=rosa).order_by("id").values_list("purpose", "given"))
    assert said == [("take_part", True), ("name_public", True), ("name_public", False)]
    assert queries.consents_of(rosa) == {"take_part": True, "name_public": False}


# ---- writing to people ---------------------------------------------------------------------------------------------


def test_a_mail_with_a_key_is_sent_once(post: Post, rosa: Person) -> None:
    for _ in range(3):
        actions.write_to(rosa, subject="Tomorrow", body="At nine.", at=NOON, key="shift-1")
    assert [m.to for m in post()] == [[ROSA]]
    assert Sent.objects.get().person == rosa


def test_no_line_break_gets_into_a_subject(post: Post, rosa: Person) -> None:
    actions.write_to(rosa, subject="Hello\r\nBcc: all@example.org", body=".", at=NOON)
    assert post()[0].subject == "Hello Bcc: all@example.org"


def test_nobody_is_written_to_without_a_confirmed_address(post: Post, world: World) -> None:
    assert not actions.write_to(world.otto, subject="x", body="y", at=NOON)
    assert post() == []


def test_a_mail_stands_or_falls_with_the_deed(post: Post, rosa: Person) -> None:
    from django.db import transaction

    with transaction.atomic():
        actions.write_to(rosa, subject="x", body="y", at=NOON, key="k")
        transaction.set_rollback(True)
    assert post() == []
    assert actions.write_to(rosa, subject="x", body="y", at=NOON, key="k")


def test_the_queue_forgets_the_words_it_has_delivered(post: Post, rosa: Person) -> None:
    from django_tasks_db.models import DBTaskResult

    actions.write_to(rosa, subject="Secret", body="word", at=NOON)
    post()
    assert [r.args_kwargs for r in DBTaskResult.objects.all()] == [{"args": [], "kwargs": {}}]


def test_a_mail_server_that_is_down_is_tried_again_later(post: Post, rosa: Person, monkeypatch: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", refuse)
    actions.write_to(rosa, subject="x", body="y", at=NOON)
    post()
    waiting = DBTaskResult.objects.exclude(run_after=None).order_by("enqueued_at").last()
    assert waiting is not None
    assert waiting.args_kwargs["kwargs"]["tries"] == 2


def test_old_letters_and_marks_are_cleared(rosa: Person) -> None:
    actions.keep_letter(to=ROSA, subject="x", body="y", at=NOON)
    actions.write_to(rosa, subject="x", body="y", at=NOON, key="k")
    assert actions.clear_old(at=NOON + timedelta(days=29)) == 0
    assert actions.clear_old(at=NOON + timedelta(days=31)) == 1
    assert actions.clear_old(at=NOON + timedelta(days=366)) == 1


# ---- taking along and being erased ---------------------------------------------------------------------------------


def test_every_table_about_a_person_says_what_becomes_of_it() -> None:
    """The walk fails on a table of ours without PRIVACY, also on one that names a person by way of their party."""
    rules = {holding.model._meta.label: holding.rule for holding in queries.holdings()}
    assert rules["people.Contact"] == "delete"
    for model in apps.get_models():
        if model.__module__.startswith("coproduce."):
            own = [f for f in model._meta.concrete_fields if f.is_relation and f.related_model in (Person, Party)]
            assert not own or set(model.PRIVACY) >= {"purpose", "basis", "retention", "on_erasure"}, model


def test_only_known_rules_are_declared() -> None:
    for holding in queries.holdings():
        assert holding.rule.split(" ")[0].rstrip(";") in {"delete", "keep", "blank", "empty"}, holding


def everything_of(world: World) -> Person:
    """Rosa with something of hers in many tables; every text of hers begins with SEED."""
    rosa = world.rosa
    EmailAddress.objects.create(user=rosa, email="seed-rosa@example.org", verified=True, primary=True)
    actions.rename(person=rosa, name="SEED name")
    actions.set_contact(person=rosa, language="en", telephone="0123456789", access_needs="SEED needs")
    actions.give_consent(person=rosa, purpose="take_part", at=NOON)
    actions.keep_letter(to="seed-rosa@example.org", subject="SEED", body="SEED", at=NOON)
    actions.write_to(rosa, subject="SEED", body="SEED", at=NOON, key="k")
    return rosa


def test_an_export_holds_every_table_that_knows_her(world: World) -> None:
    kept = queries.export_person(everything_of(world))
    for holding in queries.holdings():
        assert (holding.model._meta.label in kept) == holding.rows_of(world.rosa).exists()
    assert kept["people.Contact"][0]["access_needs"] == "SEED needs"
    assert kept["person"]["name"] == "SEED name"
    assert "password" not in json.dumps(kept)


def test_an_export_is_of_one_person_alone(world: World) -> None:
    everything_of(world)
    assert "SEED" not in json.dumps(queries.export_person(world.carmen))


def test_the_file_opens_in_a_spreadsheet_without_running_anything(world: World) -> None:
    actions.set_contact(person=world.rosa, language="en", telephone="", access_needs='=HYPERLINK("evil")')
    with zipfile.ZipFile(io.BytesIO(queries.export_archive(world.rosa))) as archive:
        assert "everything.json" in archive.namelist()
        table = archive.read("people.Contact.csv").decode()
    assert "'=HYPERLINK" in table


def test_taking_along_is_a_post_after_a_fresh_sign_in(enter: Enter, rosa: Person) -> None:
    browser = enter()
    assert browser.get("/en/me/export/").headers["Content-Type"].startswith("text/html")
    answer = browser.post("/en/me/export/")
    assert answer.headers["Content-Type"] == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["me/export/", "me/erase/", "accounts/email/", "accounts/passkeys/add/"])
def test_weighty_things_ask_for_a_new_sign_in(enter: Enter, rosa: Person, path: str) -> None:
    browser = enter()
    session = browser.session
    session["account_authentication_methods"][-1]["at"] -= 901
    session.save()
    answer = browser.post(f"/en/{path}", {"sure": "on"})
    assert answer.url == f"/en/me/again/?next=%2Fen%2F{path.replace('/', '%2F')}"
    page = browser.get(answer.url).content.decode()
    assert "Sign in once more" in page
    rosa.refresh_from_db()
    assert rosa.is_active


def dump() -> str:
    """Every table as text."""
    with connection.cursor() as cursor:
        text = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text.append(f"{table}: {cursor.fetchall()}")
    return "\n".join(text)


def test_after_erasure_nothing_of_hers_is_found(world: World) -> None:
    """GDPR art. 17: seeded strings, then a search through every table."""
    rosa = everything_of(world)
    assert "SEED" in dump()
    actions.erase_person(person=rosa, at=NOON)
    found = [line for line in dump().splitlines() if "SEED" in line or "seed-rosa" in line]
    assert found == []
    rosa.refresh_from_db()
    assert (rosa.display_name, rosa.is_active, rosa.erased_at) == ("", False, NOON)
    assert str(rosa)


def words(text: str) -> Words:
    return Words.objects.create(id=uuid4(), salt="", text={"en": text})


def test_her_words_are_emptied_and_those_for_an_organisation_stay(world: World) -> None:
    concern = Concern.objects.create(
        initiative=world.alley,
        at=NOON,
        kind="concern",
        text=words("the bench is broken"),
        raised_by=world.rosa,
        answerer=world.parks,
        due=NOON.date(),
    )
    answer = Answer.objects.create(
        initiative=world.alley,
        at=NOON,
        concern=concern,
        said="answered",
        text=words("mended"),
        party=world.parties["omar"],
    )
    reply = Answer.objects.create(
        initiative=world.alley,
        at=NOON,
        concern=concern,
        said="contradicted",
        text=words("no"),
        party=world.parties["rosa"],
    )
    assert "the bench is broken" in json.dumps(queries.export_person(world.rosa))
    actions.erase_person(person=world.rosa, at=NOON)
    actions.erase_person(person=world.omar, at=NOON)
    kept = {row.pk: row.text for row in Words.objects.filter(pk__in=[concern.text_id, answer.text_id, reply.text_id])}
    assert kept == {concern.text_id: {}, reply.text_id: {}, answer.text_id: {"en": "mended"}}
    concern.refresh_from_db()
    assert concern.raised_by_id == world.rosa.pk


def test_erasing_on_the_page_signs_out_everywhere(enter: Enter, rosa: Person) -> None:
    browser, elsewhere = enter(), enter()
    assert browser.post("/en/me/erase/").status_code == 200
    assert Person.objects.get(pk=rosa.pk).is_active
    answer = browser.post("/en/me/erase/", {"sure": "on"}, follow=True)
    assert "You are erased" in answer.content.decode()
    assert elsewhere.get("/en/me/").status_code == 302
    assert not [s for s in Session.objects.all() if ROSA in json.dumps(s.get_decoded())]
    assert not Letter.objects.exists()


def test_an_erased_person_may_join_anew_as_somebody_else(enter: Enter, rosa: Person) -> None:
    actions.erase_person(person=rosa, at=NOON)
    again = actions.join(name="Rosa", email=ROSA, language="en", at=NOON)
    assert again.pk != rosa.pk


# ---- acting for a town ---------------------------------------------------------------------------------------------


def test_a_clerk_acts_for_her_town_until_her_role_is_gone(world: World) -> None:
    """The next question already answers no."""
    assert queries.is_clerk(world.clara, world.town)
    assert list(queries.clerk_towns(world.clara)) == [world.town]
    Role.objects.filter(person=world.clara).delete()
    assert not queries.is_clerk(world.clara, world.town)
    assert not queries.is_clerk(world.rosa, world.town)
    assert not queries.is_clerk(AnonymousUser(), world.town)


def test_the_first_clerk_is_named_by_address_and_signs_in_with_a_code(world: World, enter: Enter) -> None:
    named = actions.name_clerk(town=world.town, address="Clerk@Example.org")
    assert actions.name_clerk(town=world.town, address="clerk@example.org") == named
    page = enter("clerk@example.org").get("/en/me/").content.decode()
    assert "You act for Lindon" in page
    assert "Choose a name" in page
