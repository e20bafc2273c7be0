"""What the rooms above declare about themselves, so that pages can show them without importing them.

A room calls these functions in its ``steps.py``, which is found at start-up. Nothing here knows any room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models import Initiative, Party, Step

Viewer = Any  # a Person, or an anonymous user
Rows = Any  # a query in the columns of Waiting, made by initiatives.queries.waiting


@dataclass(frozen=True, slots=True)
class Beginning:
    """What may be begun in a step of this kind on a thread or a promise of the record, while the step is open.

    ``url_name`` takes town, initiative and step, and its page reads ``?thread=`` and ``?promise=``; it asks who is
    not signed in to do so first, so the record offers it to those who are.
    """

    detail: Any
    action: Any
    url_name: str


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step that a room offers.

    ``url_name`` takes town, initiative and step; ``title`` is a lazy translation; ``settings`` lists the names that
    a blueprint may set for it, with their defaults. ``opens_itself`` marks a kind whose own page opens and closes it,
    because more happens then: a ballot, a survey.
    """

    code: str
    activity: str
    title: Any
    url_name: str
    settings: Mapping[str, Any]
    opens_itself: bool = False
    # Opened by the general door, but closed on its own page, where more happens: a survey counts who answered.
    closes_itself: bool = False
    # What the pages of the record offer to begin there, without knowing the room.
    begins: Beginning | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that a viewer can do now in an initiative: the list "What you can do now"."""

    title: Any
    detail: Any
    url: str
    action: Any
    order: int = 50


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of a page: ``load`` takes many initiatives at once and gives data by initiative id.

    Slots: ``main`` and ``side`` of the initiative page, ``card`` before the title on cards (the small ring). The
    template reads ``data`` (what ``load`` gave), ``initiative``, ``town`` and ``viewer``; an initiative without data
    has no such piece. The initiatives come with their steps and the viewer's capacities read, so that
    ``initiative.steps.all()``, ``queries.parties_of`` and ``queries.may_coordinate`` cost a loader no query.
    """

    slot: str
    order: int
    load: Callable[[Sequence[Initiative], Viewer, datetime], Mapping[int, Any]]
    template: str


OfferLoader = Callable[[Sequence["Initiative"], Viewer, datetime], Mapping[int, Sequence[Offer]]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that a room found waiting; what the columns hold, the room itself says in ``queries.waiting``.

    ``at`` is a moment, ``day`` a date, ``code`` a short word: each None where there is none, as ``step`` is.
    """

    initiative: Initiative
    step: Step | None
    key: int
    text: Mapping[str, str]
    at: Any
    day: Any
    code: Any
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Question:
    """What one room asks for its offers, put together with the other rooms' questions into one query.

    ``about`` chooses from what the page has read where something may wait. ``rows`` is made by
    ``initiatives.queries.waiting`` and kept prepared: it gets the places of the ids and whether the viewer is known,
    and names the viewer and the moment as ``VIEWER`` and ``AT``. ``tell`` makes the offers of one initiative from its
    rows, which come in no order.
    """

    about: Callable[[Sequence[Initiative], Viewer], Sequence[Initiative]]
    rows: Callable[[Sequence[Any], bool], Rows]
    tell: Callable[[Sequence[Waiting], datetime], Sequence[Offer]]


Leave = Callable[["Party", datetime], None]

_kinds: dict[str, StepKind] = {}
_panels: list[Panel] = []
_offers: list[tuple[OfferLoader | Question, frozenset[str]]] = []
_due: dict[str, Callable[[datetime], int]] = {}
_notes: dict[str, Any] = {}
_history: dict[str, Any] = {}
_makers: dict[str, Callable[[Step, Mapping[str, Any], datetime], None]] = {}
_openings: dict[str, Callable[[Step], None]] = {}
_leavings: list[Leave] = []
_news: list[Callable[[Any, datetime], Iterable[Any]]] = []


def register_step(kind: StepKind) -> None:
    _kinds[kind.code] = kind


def register_panel(panel: Panel) -> None:
    _panels.append(panel)
    _panels.sort(key=lambda p: (p.slot, p.order, p.template))


def register_offers(load: OfferLoader | Question, *, kinds: Iterable[str] = ()) -> None:
    """What a room has to offer now. With ``kinds``, it is asked only about initiatives where such a step is open.

    A loader finds it in what the page has read; whatever must be asked for is a ``Question``, as one query for all.
    """
    _offers.append((load, frozenset(kinds)))


def register_due(name: str, run: Callable[[datetime], int]) -> None:
    """A job that the runner calls each minute; it must be safe to repeat and returns how many things it did."""
    _due[name] = run


def register_leaving(leave: Leave) -> None:
    """Do what a room must once a party's part ends, by itself, by who coordinates or by erasure: free a place, say.

    Called inside the same transaction.
    """
    if leave not in _leavings:
        _leavings.append(leave)


def leavings() -> tuple[Leave, ...]:
    return tuple(_leavings)


def register_note(code: str, text: Any) -> None:
    """The words of a step's current line: a lazy translation with named parameters."""
    _notes[code] = text


def register_maker(kind: str, make: Callable[[Step, Mapping[str, Any], datetime], None]) -> None:
    """What sets a step of this kind up from the content that a blueprint gives it."""
    _makers[kind] = make


def register_opening(kind: str, check: Callable[[Step], None]) -> None:
    """What raises ``Refused`` where a step of this kind has not yet what it needs to be opened."""
    _openings[kind] = check


def check_opening(step: Step) -> None:
    """Raises ``Refused`` where something is missing before the step can be opened."""
    if check := _openings.get(step.kind):
        check(step)


def register_news(load: Callable[[Any, datetime], Iterable[Any]]) -> None:
    """What a person may read in the digest, since a time."""
    _news.append(load)


def step_kind(code: str) -> StepKind:
    """The kind with this code; raises ``KeyError`` for one that no room offers."""
    return _kinds[code]


def step_kinds() -> tuple[StepKind, ...]:
    return tuple(_kinds[code] for code in sorted(_kinds))


def panels(slot: str) -> tuple[Panel, ...]:
    return tuple(p for p in _panels if p.slot == slot)


def offers() -> tuple[tuple[OfferLoader | Question, frozenset[str]], ...]:
    return tuple(_offers)


def register_history(code: str, text: Any) -> None:
    """The words of a history row: a lazy translation that may name the row's parameters."""
    _history[code] = text


def history_text(code: str) -> Any:
    """Raises ``KeyError`` for a code without words."""
    return _history[code]


def due_jobs() -> Mapping[str, Callable[[datetime], int]]:
    return dict(sorted(_due.items()))


def note_text(code: str) -> Any:
    return _notes[code]


def maker(kind: str) -> Callable[[Step, Mapping[str, Any], datetime], None] | None:
    return _makers.get(kind)


def news_for(person: Any, since: datetime) -> list[Any]:
    return [item for load in _news for item in load(person, since)]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a refused act says to the person, and with which answer (4xx)."""

    text: Any
    status: int


_refusals: dict[str, Refusal] = {}


def register_refusal(code: str, text: Any, status: int = 409) -> None:
    """The words of a ``Refused`` code: a lazy translation that may name the refusal's parameters."""
    _refusals[code] = Refusal(text, status)


def refusal(code: str) -> Refusal:
    """Raises ``KeyError`` for a code without words."""
    return _refusals[code]
