"""What may be asked about needs; the only way to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils.crypto import salted_hmac

from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Initiative, Party, Side, Step, StepState
from coproduce.initiatives.queries import may_coordinate, party_of, step_for, steps_of
from coproduce.initiatives.registry import StepKind, step_kinds

from .models import Channel, HideReason, Need, NeedAnswer, NeedSupport

KIND = "needs"
# How many of my needs my page shows.
ON_MY_PAGE = 20
LOOKED_THROUGH = 500
# Of whoever said the need.
FIRST_MARK = Subquery(NeedSupport.objects.filter(need=OuterRef("pk")).order_by("id").values("mark")[:1])
ORDERS = {"voices": ("-voices", "number"), "newest": ("-number",)}
SHOWN = {
    "all": Q(),
    "answered": Q(answered_at__isnull=False),
    "unanswered": Q(answered_at=None),
}


def needs_step(viewer: Any, town: str, initiative: str, position: int) -> Step:
    """The step in which needs are said; raises ``ObjectDoesNotExist`` for any other."""
    return step_for(viewer, town, initiative, position, kind=KIND)


def needs_of(step: Step, order: str = "voices", show: str = "all") -> QuerySet[Need]:
    """The needs of a step that are shown. Orders and filters that are not known are passed over (no column names)."""
    return (
        Need.objects.filter(SHOWN.get(show, Q()), step=step, hidden="")
        .select_related("area", "thread")
        .order_by(*ORDERS.get(order, ORDERS["voices"]))
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many needs a step has, how many of them were answered, and how many are not shown."""

    shown: int
    answered: int
    hidden: int


def counts_of(step: Step) -> Counts:
    """How many needs are shown, answered and hidden in a step, in one query."""
    found = Need.objects.filter(step=step).aggregate(
        shown=Count("id", filter=Q(hidden="")),
        answered=Count("id", filter=Q(hidden="", answered_at__isnull=False)),
        hidden=Count("id", filter=~Q(hidden="")),
    )
    return Counts(**found)


def need_for(viewer: Any, town: str, initiative: str, position: int, number: int) -> Need:
    """One need of a step that the viewer may see; a hidden one is found too, and its page says why it is hidden."""
    step = needs_step(viewer, town, initiative, position)
    need = Need.objects.select_related("thread", "area", "author__organisation").get(step=step, number=number)
    need.step, need.initiative = step, step.initiative
    return need


def support_mark(need: Need, person: Any) -> str:
    """A keyed mark: the same for the same person and need, and telling nobody who it was."""
    return mark_of(need.pk, person)


def mark_of(need: int, person: Any) -> str:
    """A person's support of one need as a keyed digest: without the site's secret it names nobody."""
    return salted_hmac("needs.support", f"{need}:{person.pk}", algorithm="sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Onward:
    """An open step in which something can be done for this need, with the address that keeps its thread."""

    title: Any
    url: str


def onward_from(need: Need) -> list[Onward]:
    """The open steps whose kind takes up a thread, whichever rooms offer them."""
    place = {"town": need.initiative.town.slug, "initiative": need.initiative.slug}
    return [
        Onward(step.title, f"{reverse(kind.url_name, kwargs=place | {'step': step.position})}?thread={need.thread_id}")
        for step in steps_of(need.initiative)
        if step.state == StepState.OPEN
        and (kind := known_kinds().get(step.kind)) is not None
        and kind.settings.get("takes_thread")
    ]


def known_kinds() -> dict[str, StepKind]:
    """Every step kind that a room offers, by its code."""
    return {kind.code: kind for kind in step_kinds()}


@dataclass(frozen=True, slots=True)
class Seen:
    """A need as one viewer sees it, with what that viewer may do."""

    need: Need
    answers: Sequence[NeedAnswer]
    open: bool
    coordinates: bool
    professional: Party | None
    supported: bool
    own: bool
    onward: Sequence[Onward]


def need_seen(need: Need, viewer: Any) -> Seen:
    """Everything the page of a need shows."""
    known = viewer.is_authenticated
    supported = known and NeedSupport.objects.filter(need=need, mark=support_mark(need, viewer)).exists()
    return Seen(
        need=need,
        answers=list(need.answers.select_related("party__organisation")),
        open=need.step.state == StepState.OPEN,
        coordinates=may_coordinate(viewer, need.initiative),
        professional=party_of(viewer, need.initiative, side=Side.PROFESSIONAL),
        supported=supported,
        own=supported and _is_author(need, viewer),
        onward=onward_from(need),
    )


def _is_author(need: Need, viewer: Any) -> bool:
    """Whether a viewer with a mark on the need said it: as a party, or because nobody else has a mark."""
    return need.author.person_id == viewer.pk if need.author else need.supporters == 0


def answering_party(viewer: Any, initiative: Initiative) -> Party | None:
    """The professional capacity in which the viewer may answer here."""
    return party_of(viewer, initiative, side=Side.PROFESSIONAL)


def may_log(viewer: Any, initiative: Initiative) -> bool:
    """Whether the viewer may write down what was said on paper: professionals, coordinators and clerks."""
    return answering_party(viewer, initiative) is not None or may_coordinate(viewer, initiative)


def saying_step(viewer: Any, town: str, initiative: str, position: int) -> Step:
    """The step, while needs can be said in it by this viewer: nobody fills in a form in vain."""
    step = needs_step(viewer, town, initiative, position)
    if step.state != StepState.OPEN:
        raise Refused("needs_closed")
    if not viewer.is_authenticated and not step.settings.get("open", True):
        raise Refused("needs_account")
    return step


def paper_step(viewer: Any, town: str, initiative: str, position: int) -> Step:
    """The step, for somebody who may write down what was said on paper."""
    step = needs_step(viewer, town, initiative, position)
    if not may_log(viewer, step.initiative):
        raise Refused("only_staff_write_down")
    if step.state != StepState.OPEN:
        raise Refused("needs_closed")
    return step


def need_to_answer(viewer: Any, town: str, initiative: str, position: int, number: int) -> Need:
    """The need, for a professional who may answer it."""
    need = need_for(viewer, town, initiative, position, number)
    if answering_party(viewer, need.initiative) is None:
        raise Refused("only_professionals_answer")
    return need


def need_to_hide(viewer: Any, town: str, initiative: str, position: int, number: int) -> Need:
    """The need, for somebody who runs the initiative."""
    need = need_for(viewer, town, initiative, position, number)
    if not may_coordinate(viewer, need.initiative):
        raise Refused("only_coordinators_hide")
    return need


def said_without_account_since(initiative: Initiative, since: datetime) -> int:
    """How many needs came in without an account since then: the site's own brake on floods."""
    return Need.objects.filter(initiative=initiative, channel=Channel.OPEN, at__gt=since).count()


def day_before(at: datetime) -> datetime:
    """The moment from which the limits of a day count."""
    return at - timedelta(days=1)


def _said_by(person: Any) -> tuple[QuerySet[Need], QuerySet[Need]]:
    """Needs said under the account as a party, and those among which the ones said as no party are to be looked for.

    The latter name nobody. But whoever says a need is the first to need it, and the mark of that is theirs alone.
    """
    spoke = Initiative.objects.filter(took_part__person=person, took_part__funnel_step="spoke")
    unnamed = Need.objects.filter(channel=Channel.ACCOUNT, author=None, initiative__in=spoke)
    return Need.objects.filter(author__person=person), unnamed


def _keys_of(person: Any, unnamed: QuerySet[Need]) -> list[int]:
    rows = unnamed.values_list("pk", FIRST_MARK)
    return [pk for pk, first in rows if first == mark_of(pk, person)]


def said_by(person: Any) -> QuerySet[Need]:
    """The needs that a person said under the account, newest first; two queries."""
    named, unnamed = _said_by(person)
    own = Need.objects.filter(Q(pk__in=named.values("pk")) | Q(pk__in=_keys_of(person, unnamed)))
    return own.select_related("thread__title", "author", "step", "initiative__town").order_by("-at", "-pk")


def my_needs(person: Any, at: datetime) -> Sequence[Need]:
    """The newest needs that a person said, for their own page; what became of each stands on its thread."""
    own = [need for need in _for_my_page(person, at) if need.own and _is_named_or_marked(need, person)]
    return sorted(own, key=lambda need: (need.at, need.pk), reverse=True)[:ON_MY_PAGE]


def steps_to_answer(person: Any, at: datetime) -> list[Step]:
    """The steps in which needs wait for an answer from the person, as a professional; their lines say how many."""
    asking = [need.step for need in _for_my_page(person, at) if need.asking]
    return sorted((step for step in asking if waiting_in(step)), key=lambda step: step.pk)


def waiting_in(step: Step) -> int:
    """How many needs of a step wait for an answer, as its line knows."""
    return int(step.note_params.get("count", 0) - step.note_params.get("answered", 0))


def _is_named_or_marked(need: Need, person: Any) -> bool:
    return bool(need.author_id or need.first_mark == support_mark(need, person))  # type: ignore[attr-defined]  # the query annotates it


def _for_my_page(person: Any, at: datetime) -> list[Any]:
    """What both panels of a person's page show, in one query that is asked once a page.

    Of the needs that wait for an answer one a step; then those said as a party; then as many of the newest that name
    nobody as are worth looking through.
    """
    read = person.__dict__.get("_needs_for_my_page")
    if read is None or read[0] != at:
        named, unnamed = _said_by(person)
        serves = Party.objects.filter(person=person, side=Side.PROFESSIONAL, until=None)
        open_now = Need.objects.filter(hidden="", answered_at=None, initiative__in=serves.values("initiative"))
        asking = Q(pk__in=open_now.order_by().values("step").annotate(first=Min("pk")).values("first"))
        own = Q(pk__in=named.values("pk")) | Q(pk__in=unnamed.values("pk"))
        rows = Need.objects.filter(own | asking).select_related("step", "initiative__town")
        rows = rows.annotate(first_mark=FIRST_MARK, asking=_is(asking), own=_is(own))
        ordered = rows.order_by("-asking", F("author").asc(nulls_last=True), "-at", "-pk")
        read = person.__dict__["_needs_for_my_page"] = (at, list(ordered[:LOOKED_THROUGH]))
        for need in read[1]:
            need.step.initiative = need.initiative
    found: list[Any] = read[1]
    return found


def _is(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False)


def said_since(initiative: Initiative, person: Any, since: datetime) -> int:
    """How many needs the person said in an initiative since then."""
    named, unnamed = (found.filter(initiative=initiative, at__gt=since) for found in _said_by(person))
    return named.count() + len(_keys_of(person, unnamed))


def hide_reasons() -> list[tuple[str, Any]]:
    """The closed list of reasons for not showing a need, with their words."""
    return list(HideReason.choices)
