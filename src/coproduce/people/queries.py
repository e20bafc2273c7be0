"""What may be asked about persons; the only way to one of them, and to everything kept about them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, IntegerField, QuerySet, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from coproduce.places.models import Area
from coproduce.ui.tables import as_csv

from .models import Consent, Contact, DemoMarker, Letter, Role, TownRole
from .models import Person as Person  # the doors know a person and a purpose from here
from .models import Purpose as Purpose
from .registry import kept_without_key

Viewer = Person | AnonymousUser

# ---- who may do what ----------------------------------------------------------------------------------------------


def is_clerk(person: Viewer, town: Area) -> bool:
    """Whether the person acts for the whole town now; asked anew each time, so an ended role ends at once."""
    return person.is_authenticated and Role.objects.filter(person=person, town=town, role=TownRole.CLERK).exists()


def clerk_towns(person: Viewer) -> QuerySet[Area]:
    """The towns the person acts for."""
    if not person.is_authenticated:
        return Area.objects.none()
    return Area.objects.filter(roles__person=person, roles__role=TownRole.CLERK).order_by("slug")


def towns_of(people: Sequence[Person]) -> dict[int, list[Area]]:
    """The towns that each of these people acts for, by the person's id."""
    found: dict[int, list[Area]] = {p.pk: [] for p in people}
    for role in Role.objects.filter(person__in=people, role=TownRole.CLERK).select_related("town").order_by("id"):
        found[role.person_id].append(role.town)
    return found


def acts_for_a_town(person: Person) -> bool:
    """Whether the person has a role, in any town or initiative."""
    return Role.objects.filter(person=person).exists()


# ---- what they agreed to, how to reach them -----------------------------------------------------------------------


def consents_of(person: Person) -> dict[str, bool]:
    """Each purpose with whether the person agrees now: the latest row holds, silence is no."""
    latest = dict(Consent.objects.filter(person=person).order_by("at", "id").values_list("purpose", "given"))
    return {purpose: latest.get(purpose, False) for purpose in Purpose.values}


def consent_history(person: Person) -> QuerySet[Consent]:
    """What the person agreed to and took back, the newest first."""
    return Consent.objects.filter(person=person).order_by("-at", "-id")


def contact_of(person: Person) -> Contact | None:
    """How the person wants to be reached; None where they never said."""
    return Contact.objects.filter(person=person).first()


def address_of(person: Person) -> str:
    """The mail address to write to: the main one that was confirmed; empty where there is none."""
    address = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "id").first()
    return address.email if address and person.is_active else ""


def can_be_reached(viewer: Any) -> bool:
    """Whether mail finds the viewer; nobody who is not signed in is asked for an address."""
    return not viewer.is_authenticated or bool(address_of(viewer))


def addresses_of(person: Person) -> QuerySet[Any]:
    """Every mail address that the person has confirmed; none once they were forgotten."""
    found: QuerySet[Any] = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return found


def person_of_address(email: str) -> Person | None:
    """The active person whose confirmed address this is, compared letter for letter in lower case."""
    address = EmailAddress.objects.filter(email=email.lower(), verified=True).select_related("user").first()
    return address.user if address and address.email == email.lower() and address.user.is_active else None


def passkeys_of(person: Person) -> QuerySet[Authenticator]:
    """The person's keys for signing in without a code, the oldest first."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return found.order_by("id")


@dataclass(frozen=True, slots=True)
class Town:
    """A town that somebody acts for, as my page names it."""

    slug: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Account:
    """What my page tells of an account: the address to write to, the names of its passkeys, the towns acted for; and
    the site's only town, where there is one alone, for the header of the same page."""

    address: str
    passkeys: Sequence[str]
    towns: Sequence[Town]
    only_town: Town | None


def account_of(person: Person) -> Account:
    """All of it in one query, as the rooms above have panels to ask for on the same page."""
    main = Case(When(primary=True, then=0), default=1, output_field=IntegerField())
    none = Value("", output_field=TextField())
    addresses = EmailAddress.objects.filter(user=person, verified=True)
    named: tuple[Any, ...] = ("slug", Cast("name", TextField()), Value(0), "id")
    rows = addresses.values_list(Value("address"), "email", none, main, "id").union(
        passkeys_of(person).order_by().values_list(Value("passkey"), KT("data__name"), none, Value(0), "id"),
        clerk_towns(person).order_by().values_list(Value("town"), *named),
        Area.objects.filter(parent=None).values_list(Value("any town"), *named),
        all=True,
    )
    by_kind: dict[str, list[tuple[str, str]]] = {"address": [], "passkey": [], "town": [], "any town": []}
    for kind, word, more, _rank, _id in sorted(rows, key=itemgetter(3, 4)):
        by_kind[kind].append((word, more))
    towns, every = ([Town(slug, json.loads(name)) for slug, name in sorted(by_kind[k])] for k in ("town", "any town"))
    return Account(
        address=by_kind["address"][0][0] if by_kind["address"] else "",
        passkeys=[word for word, _ in by_kind["passkey"]],
        towns=towns,
        only_town=every[0] if len(every) == 1 else None,
    )


def nobody() -> None:
    """The work of finding a person, for an address that has none: so that the two cannot be told apart."""
    Person.objects.filter(pk=0).first()


# ---- the demo -----------------------------------------------------------------------------------------------------


def is_demo() -> bool:
    """Whether the demo command made this site: the row, not a setting, opens the demo's doors."""
    return DemoMarker.objects.exists()


def demo_people() -> list[Person]:
    """Whom one may become in the demo: everybody active who has a name."""
    return list(Person.objects.filter(is_active=True).exclude(display_name="").order_by("display_name", "id"))


def demo_person(pk: int) -> Person:
    """One of the demo's people; raises ``Person.DoesNotExist``, and always where the site is no demo."""
    if not is_demo():
        raise Person.DoesNotExist
    return Person.objects.get(pk=pk, is_active=True)


def keeps_mail() -> bool:
    """Whether mail stays on this site instead of being sent: then it reaches nobody but the operator."""
    return settings.EMAIL_BACKEND.endswith("PostboxBackend")


def letters() -> QuerySet[Letter]:
    """Every letter that was kept, to anybody, the newest first."""
    return Letter.objects.order_by("-at", "-id")


def letter(pk: int) -> Letter:
    """Raises ``Letter.DoesNotExist``."""
    return Letter.objects.get(pk=pk)


# ---- everything kept about a person -------------------------------------------------------------------------------

# Tables of packages, which cannot declare PRIVACY themselves.
FOREIGN = {"account.EmailAddress": "delete", "mfa.Authenticator": "delete"}
# Never handed out, not even to their owner: they open doors.
SECRET = {"mfa.Authenticator": {"data"}}
# A key by one of these names makes the person the author of the row's words.
AUTHORING = ("author", "raised_by", "written_by", "party", "person")


@dataclass(frozen=True, slots=True)
class Holding:
    """A table that holds rows about persons: ``path`` leads from a row to its person, through a party or directly."""

    model: type[models.Model]
    path: str

    @property
    def rule(self) -> str:
        """What becomes of the rows on erasure; raises ``LookupError`` for a table that does not say."""
        return erasure_rule(self.model)

    @property
    def is_direct(self) -> bool:
        return "__" not in self.path

    @property
    def is_authoring(self) -> bool:
        return self.path.split("__")[0] in AUTHORING

    def rows_of(self, person: Person) -> QuerySet[Any]:
        return self.model._default_manager.filter(**{self.path: person})


def erasure_rule(model: type[models.Model]) -> str:
    """What becomes of a table's rows when their person is erased; ``KeyError`` where nobody decided it."""
    declared: Mapping[str, str] | None = getattr(model, "PRIVACY", None)
    if declared is not None:
        return declared["on_erasure"]
    return FOREIGN[model._meta.label]


def _relations_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    for relation in model._meta.related_objects:
        if not relation.many_to_many:
            yield relation.related_model, relation.field.name


@cache
def holdings() -> tuple[Holding, ...]:
    """Every table with a key to a person, and every declared table with a key to one of those that stand for them."""
    found: list[Holding] = []
    for model, name in _relations_to(Person):
        found.append(Holding(model, name))
        if getattr(model, "PRIVACY", {}).get("on_erasure", "").startswith("blank"):
            found += [
                Holding(further, f"{key}__{name}")
                for further, key in _relations_to(model)
                if hasattr(further, "PRIVACY")
            ]
    return tuple(found)


def texts_of(model: type[models.Model]) -> list[str]:
    """The keys of a row that lead to free text kept apart, which can be emptied."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation
        and isinstance(field.related_model, type)
        and getattr(field.related_model, "PRIVACY", {}).get("on_erasure") == "empty the text"
    ]


def _values(row: models.Model) -> dict[str, Any]:
    hidden = SECRET.get(row._meta.label, set())
    return {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields if f.name not in hidden}


def _row(holding: Holding, row: models.Model) -> dict[str, Any]:
    values = _values(row)
    if holding.is_authoring:
        values |= {name: words.text for name in texts_of(holding.model) if (words := getattr(row, name)) is not None}
    return values


def export_person(person: Person) -> dict[str, Any]:
    """Everything kept about a person: one list of rows for each table that holds any (GDPR art. 15 and 20).

    A secret ballot is not in it: nothing leads from a person to a ballot.
    """
    kept: dict[str, Any] = {
        "person": {
            "id": person.pk,
            "name": person.display_name,
            "language": person.language,
            "joined": person.joined_at,
            "last_signed_in": person.last_login,
        }
    }
    for holding in holdings():
        rows = [_row(holding, row) for row in holding.rows_of(person).order_by("pk")]
        if rows:
            kept.setdefault(holding.model._meta.label, []).extend(rows)
    for found in kept_without_key(person):
        rows = [_values(row) for row in found.order_by("pk")]
        if rows:
            kept.setdefault(found.model._meta.label, []).extend(rows)
    plain: dict[str, Any] = json.loads(json.dumps(kept, cls=DjangoJSONEncoder))
    return plain


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return as_csv([columns, *([_kept(row.get(name, "")) for name in columns] for row in rows)])


def _kept(value: Any) -> Any:
    """Words and whole numbers as they are; whatever else is kept, as it stands in the other file."""
    return value if isinstance(value, str) or type(value) is int else json.dumps(value, ensure_ascii=False)


def export_archive(person: Person) -> bytes:
    """The export as one zip file: all of it as JSON for machines, and one spreadsheet file a table for people."""
    kept = export_person(person)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("everything.json", json.dumps(kept, ensure_ascii=False, indent=2))
        for name, rows in kept.items():
            archive.writestr(f"{name}.csv", _table([rows] if isinstance(rows, dict) else rows))
    return out.getvalue()
