"""What must stand before an initiative may run (rule I7), and what still waits for a side or a sponsor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from coproduce.initiatives.agreements.models import (
    Acceptance,
    ExpectationAgreement,
    Mandate,
    Outcome,
    Responsibility,
    SetUpCheck,
)
from coproduce.initiatives.models import Initiative, Party, PromiseLevel, Side
from coproduce.people.models import Role, TownRole
from coproduce.places.models import Floor, OrganisationKind

BOTH = frozenset({Side.CITIZEN, Side.PROFESSIONAL})
# Where the answer was "only ask people", nothing above these may be promised.
ASKING = (PromiseLevel.INFORM, PromiseLevel.CONSULT)
# What is found elsewhere than in the initiative's own row.
FOUND = ("floor", "citizen_party", "professional_party", "accountable_body", "agreement")


@dataclass(frozen=True, slots=True)
class Readiness:
    """What rule I7 still asks for, and what was answered to the question whether to do it together at all."""

    missing: list[str]
    outcome: str


def missing_to_run(initiative: Initiative) -> list[str]:
    """Codes of what rule I7 still asks for, and of a set-up check that speaks against; empty when it may run."""
    return readiness_of(initiative).missing


def readiness_of(initiative: Initiative) -> Readiness:
    """In one query. Nobody has to ask whether to do it together; but an answer, once given, holds."""
    row = asked_for([initiative.pk]).values("outcome", *FOUND).get()
    return readiness_in(initiative, row, row["outcome"] or "")


def readiness_in(initiative: Initiative, found: Mapping[str, int], outcome: str) -> Readiness:
    """The same of what ``asked_for`` found."""
    asked = {
        "orientation": bool(initiative.orientation),
        "floor": bool(found["floor"] or initiative.no_floor_reason),
        **{code: bool(found[code]) for code in ("citizen_party", "professional_party", "accountable_body")},
        "complaint_route": bool(initiative.complaint_route),
        # Last of all: to accept it, somebody of each side has to be there.
        "agreement": bool(found["agreement"]),
        "check_no": outcome != Outcome.NOT,
        "check_promise": outcome != Outcome.CONSULT or initiative.promise_level in ASKING,
    }
    return Readiness([code for code, there in asked.items() if not there], outcome)


def asked_for(initiatives: Sequence[Any]) -> QuerySet[Initiative]:
    """These initiatives with what rule I7 asks to be found, each 0 or 1, and ``outcome``, the newest set-up check's."""
    here = OuterRef("pk")
    newest = SetUpCheck.objects.filter(initiative=here).order_by("-at", "-id")
    parties = Party.objects.filter(initiative=here, until=None)
    return Initiative.objects.filter(pk__in=initiatives).annotate(
        outcome=Subquery(newest.values("outcome")[:1]),
        floor=_whether(Exists(Floor.objects.filter(service=OuterRef("service")))),
        citizen_party=_whether(Exists(parties.filter(side=Side.CITIZEN))),
        professional_party=_whether(Exists(parties.filter(side=Side.PROFESSIONAL))),
        accountable_body=_whether(Exists(Responsibility.objects.filter(initiative=here, valid_to=None))),
        agreement=_whether(Exists(ExpectationAgreement.objects.filter(_held(), initiative=here))),
    )


def _whether(there: Any) -> Case:
    return Case(When(there, then=Value(1)), default=Value(0), output_field=IntegerField())


def _held() -> Any:
    """Whether both sides accepted a version, and not one person in two capacities for both (as ``holds``)."""
    others = Acceptance.objects.filter(agreement=OuterRef("agreement"), side=Side.PROFESSIONAL)
    # A body without a person, or an erased one, is somebody of its own.
    another = others.filter(Q(party__person=None) | ~Q(party__person=OuterRef("party__person")))
    citizens = Acceptance.objects.filter(agreement=OuterRef("pk"), side=Side.CITIZEN)
    return Exists(citizens.filter(Exists(another) | Q(Exists(others), party__person=None)))


def waiting_agreements(initiatives: Sequence[Any]) -> QuerySet[ExpectationAgreement]:
    """The newest version of each initiative where it does not hold yet, with the side that is missing as ``lacks``."""
    newer = ExpectationAgreement.objects.filter(initiative=OuterRef("initiative"), version__gt=OuterRef("version"))
    by = {side: Exists(Acceptance.objects.filter(agreement=OuterRef("pk"), side=side)) for side in BOTH}
    lacks = Case(
        When(by[Side.CITIZEN], then=Value(Side.PROFESSIONAL.value)),
        When(by[Side.PROFESSIONAL], then=Value(Side.CITIZEN.value)),
        default=Value("both"),
    )
    return (
        ExpectationAgreement.objects.filter(~Exists(newer), initiative__pk__in=initiatives)
        .exclude(_held())
        .annotate(lacks=lacks)
    )


def agreements_for(initiatives: Sequence[Any], viewer: Any) -> QuerySet[ExpectationAgreement]:
    """Those of the waiting versions that nobody of the viewer's side has accepted yet."""
    accepted = Acceptance.objects.filter(agreement=OuterRef(OuterRef("pk")), side=OuterRef("side"))
    mine = Party.objects.filter(initiative=OuterRef("initiative"), person=viewer, until=None, side__in=BOTH)
    return waiting_agreements(initiatives).filter(Exists(mine.filter(~Exists(accepted))))


def mandates_for(initiatives: Sequence[Any], viewer: Any) -> QuerySet[Mandate]:
    """Drafts of mandates that the viewer may give: a party of the sponsor, or a clerk for the town's public bodies."""
    mine = Party.objects.filter(
        initiative=OuterRef("initiative"), person=viewer, organisation=OuterRef("sponsor"), until=None
    )
    clerk = Role.objects.filter(person=viewer, role=TownRole.CLERK, town=OuterRef("initiative__town"))
    return Mandate.objects.filter(initiative__pk__in=initiatives, given_at=None, revoked_at=None).filter(
        Exists(mine) | Q(Exists(clerk), sponsor__kind=OrganisationKind.PUBLIC_BODY)
    )
