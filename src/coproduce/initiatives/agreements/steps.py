"""What this sub-room puts on the initiative page: what rule I7 still asks, with the form for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from coproduce.initiatives.queries import VIEWER, may_coordinate, parties_of, waiting
from coproduce.initiatives.registry import (
    Offer,
    Panel,
    Question,
    Rows,
    Waiting,
    register_history,
    register_offers,
    register_panel,
    register_refusal,
)
from coproduce.ui.said import said_plain

from . import queries

if TYPE_CHECKING:
    from coproduce.initiatives.models import Initiative

# Each thing that rule I7 asks: what it is in words, and the address of the form for it.
ASKED: dict[str, tuple[Any, str]] = {
    "orientation": (_("Say why you do it together"), "initiatives:describe"),
    "floor": (_("Say what everyone is guaranteed, or why nothing is"), "initiatives:describe"),
    "citizen_party": (_("At least one citizen takes part"), "initiatives:who"),
    "professional_party": (_("At least one professional takes part"), "initiatives:add_party"),
    "accountable_body": (_("One body answers in law if it fails"), "initiatives:responsibility"),
    "complaint_route": (_("Say where somebody can complain"), "initiatives:describe"),
    "agreement": (_("Both sides accept what each expects of the other"), "initiatives:agreement"),
}

# What a set-up check says that keeps it from starting: in words, and the address of the form that changes it.
SPEAKS_AGAINST: dict[str, tuple[Any, str]] = {
    "check_no": (_("You answered: do not do it together"), "initiatives:check"),
    "check_promise": (_("You answered: only ask people. Promise no more than “consult”"), "initiatives:describe"),
}


def load_checklist(initiatives: Sequence[Initiative], viewer: Any, at: datetime) -> Mapping[int, Any]:
    """For each initiative being set up: what is there, what is missing; nothing once it runs."""
    return {i.pk: _checklist(i, viewer) for i in initiatives if i.is_being_set_up}


def _checklist(initiative: Initiative, viewer: Any) -> dict[str, Any]:
    readiness = queries.readiness_of(initiative)
    place = {"town": initiative.town.slug, "initiative": initiative.slug}

    def lines(asked: Mapping[str, tuple[Any, str]]) -> list[tuple[Any, bool, str]]:
        there = [(text, code not in readiness.missing, url) for code, (text, url) in asked.items()]
        return [(text, done, reverse(url, kwargs=place)) for text, done, url in there]

    return {
        "lines": lines(ASKED),
        "against": [line for line in lines(SPEAKS_AGAINST) if not line[1]],
        "ready": not readiness.missing,
        "checked": bool(readiness.outcome),
        "coordinates": may_coordinate(viewer, initiative),
    }


# ---- what one can do now -------------------------------------------------------------------------------------------


def _page(initiative: Initiative, anchor: str, name: str = "agreement") -> str:
    return reverse(f"initiatives:{name}", args=[initiative.town.slug, initiative.slug]) + anchor


def _prepared(initiatives: Sequence[Initiative], viewer: Any) -> Sequence[Initiative]:
    return [i for i in initiatives if i.is_being_set_up and may_coordinate(viewer, i)]


def _asked(initiatives: Sequence[Any], known: bool) -> Rows:
    found = queries.asked_for(initiatives)
    return waiting(found, initiative="pk", text="title", code="outcome", **{code: code for code in queries.FOUND})


def to_start(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """Start it; or the first thing that is still missing, for whoever coordinates."""
    return [_to_start(row) for row in rows]


def _to_start(row: Waiting) -> Offer:
    missing = queries.readiness_in(row.initiative, row.numbers, row.code or "").missing
    if not missing:
        all_there = _("Everything that has to stand before it does.")
        return Offer(
            _("Start it"), all_there, _page(row.initiative, "#ready", "page"), pgettext_lazy("verb", "Start"), 5
        )
    text, url = (ASKED | SPEAKS_AGAINST)[missing[0]]
    said = ngettext(
        "The last thing that is missing before it can start.",
        "%(n)s things are missing before it can start.",
        len(missing),
    ) % {"n": len(missing)}
    return Offer(text, said, reverse(url, args=[row.initiative.town.slug, row.initiative.slug]), _("See to it"), 5)


def _of_a_side(initiatives: Sequence[Initiative], viewer: Any) -> Sequence[Initiative]:
    return [i for i in initiatives if not i.is_over and any(p.side in queries.BOTH for p in parties_of(viewer, i))]


def _unaccepted(initiatives: Sequence[Any], known: bool) -> Rows:
    return waiting(queries.agreements_for(initiatives, VIEWER if known else None), version="version")


def to_accept(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """The newest version of what each side expects, for those whose side has not accepted it."""
    said = _("Read what is expected of you and of the other side, and accept it for yours.")
    return [
        Offer(_("What each side expects"), said, _page(row.initiative, "#expect"), _("Read and accept"), 8)
        for row in rows
    ]


def _coordinated(initiatives: Sequence[Initiative], viewer: Any) -> Sequence[Initiative]:
    return [i for i in initiatives if not i.is_over and may_coordinate(viewer, i)]


def _lacking(initiatives: Sequence[Any], known: bool) -> Rows:
    return waiting(queries.waiting_agreements(initiatives), code="lacks")


# Who is still asked, by the side that has not accepted.
ASKED_STILL = {
    "citizen": _("No citizen has accepted it yet. Ask one: it stands first on their page of this initiative."),
    "professional": _(
        "No professional has accepted it yet. Ask one: it stands first on their page of this initiative."
    ),
    "both": _("Neither side has accepted it yet. Ask one of each: it stands first on their page of this initiative."),
}


def to_ask(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """A version that waits for a side, for whoever coordinates."""
    return [
        Offer(
            _("Ask the sides to accept"),
            ASKED_STILL[row.code],
            _page(row.initiative, "#expect"),
            _("See who accepted"),
            9,
        )
        for row in rows
    ]


def _known(initiatives: Sequence[Initiative], viewer: Any) -> Sequence[Initiative]:
    acting = (i for i in initiatives if not i.is_over)
    return [i for i in acting if may_coordinate(viewer, i) or any(p.organisation_id for p in parties_of(viewer, i))]


def _drafts(initiatives: Sequence[Any], known: bool) -> Rows:
    return waiting(queries.mandates_for(initiatives, VIEWER if known else None), text="to_body")


def to_give(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """A drafted mandate, for those who may speak for its sponsor."""
    said = _("Drafted: %(to)s. Until it is given, what is decided here is advice.")
    return [
        Offer(
            _("Give the mandate"),
            said % {"to": said_plain(row.text)},
            _page(row.initiative, "#mandates"),
            _("Read and give"),
            9,
        )
        for row in rows
    ]


register_offers(Question(_prepared, _asked, to_start))
register_offers(Question(_of_a_side, _unaccepted, to_accept))
register_offers(Question(_coordinated, _lacking, to_ask))
register_offers(Question(_known, _drafts, to_give))
register_panel(Panel("main", 0, load_checklist, "initiatives/agreements/panels/checklist.html"))

register_history("mandate_drafted", _("A mandate was drafted; its sponsor has still to give it"))
register_history("mandate_given", _("A mandate was given"))
register_history("mandate_revoked", _("A mandate was taken back"))
register_history("agreement_proposed", _("Version %(version)s of what each side expects was proposed"))
register_history("agreement_accepted", _("Version %(version)s of what each side expects was accepted, side: %(side)s"))
register_history("responsibility_taken", _("It was settled who answers for: %(activity)s"))
register_history("started", _("It started"))

register_refusal(
    "room_open_and_fixed",
    _(
        "It cannot be fixed and open at once. If only a part is fixed, write two lines: what is fixed and by what, and"
        " what can be talked about."
    ),
    422,
)
register_refusal(
    "room_fixed_by_nothing", _("Nothing fixes it, so it can be talked about: tick that, or say what fixes it."), 422
)
register_refusal("mandate_withdrawn", _("This draft was dropped meanwhile. Write the mandate again."))
register_history("check_answered", _("It was said whether to do it together, with reasons"))
register_refusal(
    "check_unlawful", _("It is not lawful, so it cannot be done together. Choose to only ask people, or no."), 422
)
register_refusal("agreement_outdated", _("There is a newer version. Read that one, and accept it if you agree."))
