"""A professional stands in public for a body only after saying so; asking tells nothing of who signs in here."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coproduce.initiatives import actions as initiatives
from coproduce.initiatives import queries
from coproduce.initiatives.invitations import actions
from coproduce.initiatives.invitations.models import Invitation
from coproduce.initiatives.invitations.queries import digest_of
from coproduce.initiatives.registry import due_jobs
from coproduce.people.actions import erase_person
from coproduce.people.queries import export_person
from tests.rooms.initiatives.test_pages import address

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "otto@example.org", "zita@example.org"


@pytest.fixture
def otto(world: Any) -> Any:
    EmailAddress.objects.create(user=world.otto, email=KNOWN, verified=True, primary=True)
    return world.otto


def asking(world: Any, email: str, **changes: Any) -> dict[str, Any]:
    given = {"address": email, "organisation": world.parks.pk, "standing": "public", "role": "facilitator"}
    return {name: value for name, value in (given | changes).items() if value is not None}


def invited(world: Any, email: str = KNOWN, **changes: Any) -> Invitation:
    given = {"organisation": world.parks, "standing": "public", "role": "facilitator", "at": timezone.now()}
    return actions.invite(initiative=world.alley, invited_by=world.kim, address=email, **(given | changes))


def page_of(world: Any, invitation: Invitation, more: str = "") -> str:
    return reverse("initiatives:invitation", kwargs=world.place | {"invitation": invitation.pk}) + more


def says_yes(browser: Any, page: str, **more: str) -> Any:
    """Reads the page and sends its form as it stands."""
    shown = re.search(r'name="shown" value="(\w+)"', browser.get(page).content.decode())
    assert shown is not None
    return browser.post(page, {"shown": shown[1], **more})


def letters() -> list[dict[str, Any]]:
    """What waits to be sent: address, subject and body."""
    return [row.args_kwargs["kwargs"] for row in DBTaskResult.objects.order_by("enqueued_at")]


def test_otto_is_asked_and_takes_part_once_he_accepts(world: Any, otto: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, "who/add/"), asking(world, KNOWN))
    assert queries.party_of(otto, world.alley) is None
    (letter,) = letters()
    link = re.search(r"http://[^/]+(/\S+)", letter["body"])
    assert letter["address"] == KNOWN
    assert link is not None
    browser = signed_in("otto")
    assert "Read and answer" in browser.get(reverse("people:me")).content.decode()
    assert browser.get(link[1]).status_code == 200
    assert says_yes(browser, link[1]).status_code == 302
    party = queries.party_of(otto, world.alley)
    assert party is not None
    assert (party.side, party.role, party.organisation, party.lived_experience) == (
        "professional", "facilitator", world.parks, False,
    )  # fmt: skip
    assert not Invitation.objects.exists()
    assert browser.get(link[1]).status_code == 404


def test_asking_is_the_same_for_a_known_and_an_unknown_address(world: Any, otto: Any, signed_in: Any) -> None:
    """Same answer, same questions to the database, same mail; the address itself is all that differs."""
    seen = []
    for email in (KNOWN, UNKNOWN):
        browser = signed_in("kim")
        browser.get(address(world, "who/add/"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = browser.post(address(world, "who/add/"), asking(world, email), follow=True)
        words = re.sub(r'value="[^"]*"|/asked/\d+/', "", answer.content.decode().replace(email, "X"))
        seen.append((answer.redirect_chain, words, [re.sub(r"'[^']*'|\d+", "?", q["sql"]) for q in asked]))
        Invitation.objects.all().delete()
    assert seen[0] == seen[1]
    assert [(letter["address"], letter["subject"]) for letter in letters()] == [
        (email, "You are asked to take part in “Green alley”") for email in (KNOWN, UNKNOWN)
    ]


def test_somebody_new_finds_the_invitation_after_joining(world: Any, signed_in: Any) -> None:
    invitation = invited(world, "Zita@Example.org")
    EmailAddress.objects.create(user=world.otto, email=UNKNOWN, verified=True, primary=True)
    assert signed_in("otto").get(page_of(world, invitation)).status_code == 200


def test_an_address_that_was_not_confirmed_opens_nothing(world: Any, signed_in: Any) -> None:
    invitation = invited(world)
    EmailAddress.objects.create(user=world.otto, email=KNOWN, verified=False, primary=True)
    assert signed_in("otto").get(page_of(world, invitation)).status_code == 404
    assert signed_in("otto").post(page_of(world, invitation)).status_code == 404


def test_an_initiative_that_is_not_public_yet_shows_its_invitation_to_the_one_who_is_asked(
    world: Any, otto: Any, signed_in: Any
) -> None:
    world.alley.state = "idea"
    world.alley.save()
    invitation = invited(world)
    assert signed_in("otto").get(page_of(world, invitation)).status_code == 200
    says_yes(signed_in("otto"), page_of(world, invitation))
    assert signed_in("otto").get(address(world)).status_code == 200


def test_otto_says_no_and_nothing_stays(world: Any, otto: Any, signed_in: Any) -> None:
    assert signed_in("otto").post(page_of(world, invited(world), "no/")).status_code == 302
    assert not Invitation.objects.exists()
    assert queries.party_of(otto, world.alley) is None


def test_own_experience_is_told_by_the_person_alone(world: Any, otto: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, "who/add/"), asking(world, KNOWN, lived_experience="on"))
    says_yes(signed_in("otto"), page_of(world, Invitation.objects.get()), lived_experience="on")
    party = queries.party_of(otto, world.alley)
    assert party is not None
    assert party.lived_experience


def test_kim_takes_an_invitation_back(world: Any, otto: Any, signed_in: Any) -> None:
    invitation = invited(world)
    page = signed_in("kim").get(address(world, "who/add/")).content.decode()
    assert KNOWN in page
    assert signed_in("kim").post(page_of(world, invitation, "take-back/")).status_code == 302
    assert signed_in("otto").get(page_of(world, invitation)).status_code == 404


def test_asked_again_the_question_changes_and_one_mail_goes_out(world: Any) -> None:
    invited(world)
    again = invited(world, organisation=world.friends, standing="third_sector")
    assert (Invitation.objects.count(), again.organisation) == (1, world.friends)
    actions.put_away(invitation=again)
    invited(world)
    assert len(letters()) == 1


def test_too_many_invitations_are_refused(world: Any, signed_in: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("coproduce.initiatives.invitations.actions.MOST", 1)
    invited(world)
    answer = signed_in("kim").post(address(world, "who/add/"), asking(world, UNKNOWN))
    assert answer.status_code == 422
    assert "wait for an answer already" in answer.content.decode()
    assert Invitation.objects.count() == 1


def test_an_invitation_ends_after_thirty_days(world: Any, otto: Any, signed_in: Any) -> None:
    invitation = invited(world, at=timezone.now() - timedelta(days=30, minutes=1))
    assert signed_in("otto").post(page_of(world, invitation)).status_code == 404
    assert due_jobs()["invitations.put_away_old"](timezone.now()) == 1
    assert not Invitation.objects.exists()


def test_nobody_is_invited_to_what_is_closed_or_joins_it_by_invitation(world: Any, otto: Any, signed_in: Any) -> None:
    invitation = invited(world)
    initiatives.set_closed(initiative=world.alley, at=world.at)
    answer = says_yes(signed_in("otto"), page_of(world, invitation))
    assert (answer.status_code, "closed" in answer.content.decode()) == (409, True)
    with pytest.raises(initiatives.Refused, match="initiative_closed"):
        invited(world, UNKNOWN)


def test_erasing_a_person_takes_what_they_were_asked_along(world: Any, otto: Any) -> None:
    invited(world)
    invited(world, UNKNOWN)
    erase_person(person=otto, at=timezone.now())
    assert [invitation.address for invitation in Invitation.objects.all()] == [UNKNOWN]


def test_a_professional_without_a_body_is_not_asked(world: Any, signed_in: Any) -> None:
    answer = signed_in("kim").post(address(world, "who/add/"), asking(world, KNOWN, organisation=None))
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_a_councillor_needs_no_body(world: Any, otto: Any, signed_in: Any) -> None:
    given = asking(world, KNOWN, organisation=None, standing="councillor", role="member")
    signed_in("clara").post(address(world, "who/add/"), given)
    says_yes(signed_in("otto"), page_of(world, Invitation.objects.get()))
    assert queries.party_of(otto, world.alley, "elected") is not None


def test_a_body_alone_is_added_at_once(world: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, "who/add/"), asking(world, "", role="funder"))
    assert world.alley.parties.filter(person=None, organisation=world.parks, role="funder").exists()


def test_a_body_added_by_a_button_pressed_twice_takes_part_once_in_each_capacity(world: Any, signed_in: Any) -> None:
    for standing in ("public", "public", "third_sector"):
        signed_in("kim").post(address(world, "who/add/"), asking(world, "", role="funder", standing=standing))
    alone = world.alley.parties.filter(person=None, organisation=world.parks, role="funder")
    assert sorted(party.standing for party in alone) == ["public", "third_sector"]


def test_no_citizen_is_asked_by_somebody_else(world: Any) -> None:
    with pytest.raises(initiatives.Refused, match="citizens_join_themselves"):
        invited(world, standing="resident", role="member")


def test_an_invitation_taken_back_meanwhile_is_not_accepted(world: Any, otto: Any) -> None:
    read = invited(world)
    actions.put_away(invitation=Invitation.objects.get())
    with pytest.raises(Invitation.DoesNotExist):
        actions.accept(invitation=read, person=otto, shown=digest_of(read), lived_experience=False, at=timezone.now())
    assert queries.party_of(otto, world.alley) is None


def test_taking_back_does_not_let_more_letters_out(world: Any) -> None:
    for n in range(actions.MOST):
        actions.put_away(invitation=invited(world, f"n{n}@example.org"))
    with pytest.raises(initiatives.Refused, match="invitations_too_many"):
        invited(world, "one-more@example.org")
    assert len(letters()) == actions.MOST


@pytest.mark.parametrize(
    "change",
    [
        lambda world: invited(world, organisation=world.friends, standing="third_sector"),
        lambda world: Invitation.objects.update(role="funder"),
        lambda world: initiatives.describe(
            initiative=world.alley, at=world.at, summary={"en": "We also sell it.", "fr": "Nous la vendons aussi."}
        ),
    ],
    ids=["body", "role", "words"],
)
def test_what_was_changed_since_it_was_read_is_not_accepted(change: Any, world: Any, otto: Any, signed_in: Any) -> None:
    page, browser = page_of(world, invited(world)), signed_in("otto")
    shown = re.search(r'name="shown" value="(\w+)"', browser.get(page).content.decode())
    assert shown is not None
    change(world)
    answer = browser.post(page, {"shown": shown[1]}, headers={"referer": f"http://testserver{page}"})
    assert answer.status_code == 409
    assert "has changed since you opened it" in answer.content.decode()
    assert f'href="{page}"' in answer.content.decode()
    assert queries.party_of(otto, world.alley) is None
    assert Invitation.objects.count() == 1
    assert says_yes(browser, page).status_code == 302


@pytest.mark.parametrize("shown", ["", "0" * 64, "é"])
def test_a_yes_to_nothing_shown_changes_nothing(shown: str, world: Any, otto: Any, signed_in: Any) -> None:
    answer = signed_in("otto").post(page_of(world, invited(world)), {"shown": shown})
    assert answer.status_code == 409
    assert queries.party_of(otto, world.alley) is None


@pytest.mark.parametrize("other", [{"organisation": "friends"}, {"standing": "third_sector"}], ids=["body", "sector"])
def test_a_second_body_in_the_same_role_is_refused_and_the_invitation_waits(
    other: Any, world: Any, otto: Any, signed_in: Any
) -> None:
    """One row for each capacity: the first is neither kept in silence nor replaced."""
    browser = signed_in("otto")
    says_yes(browser, page_of(world, invited(world)))
    changes = {name: getattr(world, value) if name == "organisation" else value for name, value in other.items()}
    page = page_of(world, invited(world, **changes))
    answer = says_yes(browser, page)
    said = "in this role: public sector · Parks service · facilitates."
    assert (answer.status_code, said in answer.content.decode()) == (409, True)
    party = queries.party_of(otto, world.alley)
    assert party is not None
    assert (party.organisation, party.standing) == (world.parks, "public")
    initiatives.leave(party=party, at=timezone.now())
    assert says_yes(browser, page).status_code == 302


def test_an_invitation_is_in_the_export_of_whoever_owns_the_address(world: Any, otto: Any) -> None:
    invited(world)
    invited(world, UNKNOWN)
    assert [row["address"] for row in export_person(otto)["initiatives.Invitation"]] == [KNOWN]
    assert "initiatives.Invitation" not in export_person(world.rosa)
    # Somebody new, asked before they joined, from the moment the address is confirmed to be theirs.
    EmailAddress.objects.create(user=world.rosa, email=UNKNOWN, verified=False)
    assert "initiatives.Invitation" not in export_person(world.rosa)
    EmailAddress.objects.filter(email=UNKNOWN).update(verified=True)
    assert [row["address"] for row in export_person(world.rosa)["initiatives.Invitation"]] == [UNKNOWN]


def test_an_address_with_letters_that_grow_is_refused_in_the_form(world: Any, signed_in: Any) -> None:
    for hostile in (
        "İ" * 60 + "@example.org",
        "\N{KELVIN SIGN}im@example.org",
        "a" * 250 + "@example.org",
        "k@e.org\0",
    ):
        answer = signed_in("kim").post(address(world, "who/add/"), asking(world, hostile))
        assert answer.status_code == 422
    assert not Invitation.objects.exists()
