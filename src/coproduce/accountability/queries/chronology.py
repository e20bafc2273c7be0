"""What happened, newest first: public acts, notices and words on promises and concerns in one list, by pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, JSONObject

from coproduce.accountability.models import Answer, Notice, Thread, Visibility
from coproduce.initiatives.models import Initiative, Step
from coproduce.initiatives.queries import Given, Prepared

from .standing import standing_acts

PAGE = 30
COLUMNS = (
    "row", "at", "id", "code", "activity", "side", "standing", "headcount", "minutes", "source", "thread_key", "params",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """An act (``row`` is act), a notice, or a word on a promise or a concern (``row`` is answer); never a person.

    ``code`` is the kind of act, the event or what was said; of a word ``params`` says on which promise or concern.

    ``title`` is that of its thread and ``step`` is what a step is called that
    a notice tells of, where a page tells them.
    """

    row: str
    at: datetime
    id: int
    code: str
    activity: str
    side: str
    standing: str
    headcount: int | None
    minutes: int | None
    source: str
    thread_id: str
    params: dict[str, Any]
    step: Mapping[str, str] = field(default_factory=dict)
    title: dict[str, str] = field(default_factory=dict)

    @property
    def is_act(self) -> bool:
        return self.row == "act"


def acts_of(initiative: Any, until: Any) -> QuerySet[Any]:
    """Public acts that count: neither taken back nor replaced by a correction."""
    return standing_acts().filter(initiative=initiative, at__lte=until, visibility=Visibility.PUBLIC)


def notices_of(initiative: Any, until: Any) -> QuerySet[Any]:
    """The public notices of an initiative up to a moment, that moment included."""
    return Notice.objects.filter(initiative=initiative, at__lte=until, visibility=Visibility.PUBLIC)


def words_of(initiative: Any, until: Any) -> QuerySet[Any]:
    """The public words on public promises and concerns: kept, answered, contradicted, passed on."""
    about = Q(promise__visibility=Visibility.PUBLIC) | Q(concern__visibility=Visibility.PUBLIC)
    return Answer.objects.filter(about, initiative=initiative, at__lte=until, visibility=Visibility.PUBLIC)


def happened_since(initiative: Any, event: str, since: datetime) -> bool:
    """Whether the record holds a public notice of such an event at or after a moment."""
    return Notice.objects.filter(initiative=initiative, event=event, at__gte=since).exists()


def _empty(field: Any) -> Any:
    return Cast(Value(None), output_field=field)


def _rows(initiative: Any, until: Any) -> QuerySet[Any]:
    no_number, no_text = _empty(IntegerField()), _empty(CharField(max_length=20))
    # Notices come first in the union: the database adapter reads the shape of each column from the first part.
    notices = (
        notices_of(initiative, until)
        .order_by()
        .annotate(
            row=Value("notice"),
            code=F("event"),
            activity=no_text,
            standing=no_text,
            headcount=no_number,
            minutes=no_number,
            source=no_text,
            thread_key=F("thread_id"),
        )
        .values_list(*COLUMNS)
    )
    acts = (
        acts_of(initiative, until)
        .order_by()
        .annotate(row=Value("act"), code=F("kind"), thread_key=F("thread_id"), params=Value({}, output_field=JSON))
        .values_list(*COLUMNS)
    )
    words = (
        words_of(initiative, until)
        .order_by()
        .annotate(
            row=Value("answer"),
            code=F("said"),
            activity=no_text,
            standing=F("party__standing"),
            headcount=no_number,
            minutes=no_number,
            source=no_text,
            thread_key=F("thread_id"),
            params=JSONObject(promise=F("promise_id"), concern=F("concern_id")),
        )
        .values_list(*COLUMNS)
    )
    all_three: QuerySet[Any] = notices.union(acts, words, all=True).order_by("-at", "-id")
    return all_three


JSON = Notice._meta.get_field("params")


def _happening(values: tuple[Any, ...]) -> Happening:
    row, at, pk, code, activity, side, standing, headcount, minutes, source, thread, params = values
    return Happening(
        row, at, pk, code, activity or "", side, standing or "", headcount, minutes, source or "",
        str(thread or ""), params or {},
    )  # fmt: skip


def happenings(initiative: Initiative, until: datetime, page: int) -> tuple[Happening, ...]:
    """One page of the list, each with the names of what it was about, in three queries; pages count from 1."""
    found = [_happening(row) for row in _PAGE(page, initiative=initiative.pk, until=until)]
    titles, steps = _titles_of(found), _steps_of(initiative, found)
    return tuple(
        replace(one, title=titles.get(one.thread_id, {}), step=steps.get(_of_step(one) or (0, ""), {})) for one in found
    )


def _titles_of(found: list[Happening]) -> dict[str, dict[str, str]]:
    keys = {row.thread_id for row in found if row.thread_id}
    rows = Thread.objects.filter(pk__in=keys).select_related("title") if keys else ()
    return {str(thread.pk): thread.title.text for thread in rows}


def _steps_of(initiative: Initiative, found: list[Happening]) -> dict[tuple[int, str], dict[str, str]]:
    if not any(map(_of_step, found)):
        return {}
    rows = Step.objects.filter(initiative=initiative).values_list("position", "kind", "title")
    return {(position, kind): title for position, kind, title in rows}


def _of_step(one: Happening) -> tuple[int, str] | None:
    """The place and the kind of the step that a notice tells of: a later step in its place is another one."""
    params = one.params
    return (params["n"], params["kind"]) if "n" in params and "kind" in params else None


def _page(page: int) -> QuerySet[Any]:
    first = (page - 1) * PAGE
    return _rows(Given("initiative"), Given("until", DateTimeField()))[first : first + PAGE]


_PAGE = Prepared(_page)


def every_happening(initiative: Initiative, until: datetime) -> Iterator[Happening]:
    """The whole list, newest first, in one query that is read from the database a piece at a time."""
    return map(_happening, _rows(initiative, until).iterator(chunk_size=2000))
