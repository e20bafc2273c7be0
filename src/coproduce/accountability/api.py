"""The account for machines (JSON) and for spreadsheets (CSV): the same statement, two more renderings."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduce.initiatives.queries import initiative_for
from coproduce.ui.said import said_plain
from coproduce.ui.tables import cell

from . import queries
from .forms import AsOfForm

COLUMNS = (
    "row", "date", "activity", "kind", "side", "standing", "headcount", "minutes", "source", "thread", "text", "by",
    "due", "answer_by", "state", "days", "amount_minor", "currency", "method", "seed", "input_digest",
    "outcome_digest", "command", "page",
)  # fmt: skip


def _asked(request: HttpRequest, town: str, initiative: str, at: datetime) -> queries.Statement | HttpResponse:
    one = initiative_for(request.user, town, initiative)
    form = AsOfForm(request.GET, today=timezone.localdate(at))
    if not form.is_valid():
        return JsonResponse({"error": form.errors.get_json_data()}, status=400)
    asked = form.cleaned_data
    return queries.statement(one, at, as_of=asked["as_of"], page=None)


# ---- JSON ------------------------------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    """Frozen rows as plain values; days and times as ISO texts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(part) for key, part in asdict(value).items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _typed(typing: Any) -> Any:
    return typing.as_json()


def as_json(statement: queries.Statement) -> dict[str, Any]:
    """The statement as plain values, but for the happenings; money in minor units, power in ten-thousandths."""
    one = statement.initiative
    return {
        "site": settings.SITE_ADDRESS,
        "town": {"slug": one.town.slug, "name": one.town.name},
        "initiative": {
            "slug": one.slug,
            "title": one.title,
            "summary": one.summary,
            "problem": one.problem,
            "vision": one.vision,
            "orientation": one.orientation,
            "promise_level": one.promise_level,
            "state": one.state,
            "service": one.service.name,
        },
        "as_of": statement.as_of.isoformat(),
        "setting": _setting(statement.setting),
        "currency": one.town.currency,
        "ring": {
            "order": list(queries.ACTIVITIES),
            "since": statement.ring.since.isoformat()[:7],
            "until": statement.ring.until.isoformat()[:7],
            "acts_12_months": [list(pair) for pair in statement.ring.shares],
            "acts_in_all": [list(pair) for pair in statement.ring.life.shares],
            "kind_12_months": _typed(statement.ring.typing),
            "kind_in_all": _typed(statement.ring.life_typing),
        },
        "took_part": _plain(statement.took_part),
        "parties": _plain(statement.parties),
        "answerable": _plain(statement.answerable),
        "decisions": _plain(statement.decisions),
        "promises": _plain(statement.promises),
        "promises_by_state": {
            **statement.promises_by_state,
            "total": statement.kept.total,
            "overdue": statement.kept.overdue,
        },
        "findings": _plain(statement.findings),
        "lessons": _plain(statement.lessons),
        "concerns": _plain(statement.concerns),
        "concerns_by_state": statement.concerns_by_state,
        "completeness": _plain(statement.completeness),
    }


def _setting(found: Any) -> dict[str, Any] | None:
    """Where it takes place, as codes and texts."""
    if found is None:
        return None
    return {"country": found.country_code, **found.codes, "culture_note": found.culture or {}, "law": list(found.law)}


def _json(statement: queries.Statement, until: datetime) -> Iterator[str]:
    """The statement, and after it every happening on a line of its own, so that no record is too long to be read."""
    head = json.dumps(as_json(statement), ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
    yield head.removesuffix("\n}") + ',\n "happenings": ['
    sign = "\n"
    for happening in queries.every_happening(statement.initiative, until):
        yield sign + json.dumps(_plain(happening), ensure_ascii=False, cls=DjangoJSONEncoder)
        sign = ",\n"
    yield "\n]}\n"


@require_safe
def account_json(request: HttpRequest, town: str, initiative: str) -> HttpResponseBase:
    at = timezone.now()
    asked = _asked(request, town, initiative, at)
    if isinstance(asked, HttpResponse):
        return asked
    return StreamingHttpResponse(_json(asked, _until(asked, at)), content_type="application/json")


def _until(asked: queries.Statement, at: datetime) -> datetime:
    return queries.end_of(asked.as_of) if asked.is_past else at


# ---- CSV -------------------------------------------------------------------------------------------------------------

Line = dict[str, Any]


def _lines(statement: queries.Statement, until: datetime) -> Iterator[Line]:
    """Every public row, one line each: the setting, what was decided, promised, found and raised, what happened."""
    currency = statement.initiative.town.currency
    yield from _setting_lines(statement.setting)
    for d in statement.decisions:
        yield {
            "row": "decision", "date": _day(d.at), "text": said_plain(d.question), "by": said_plain(d.decided_by),
            "amount_minor": d.spent, "currency": d.currency if d.spent is not None else "", "method": d.method,
            "seed": d.seed, "input_digest": d.input_digest, "outcome_digest": d.outcome_digest, "command": d.command,
            "page": d.page, "headcount": d.ballots, "source": "import" if d.imported else "",
        }  # fmt: skip
    for p in statement.promises:
        yield {
            "row": "promise", "date": p.made, "text": said_plain(p.text), "by": said_plain(p.by), "due": p.due,
            "answer_by": p.answer_by, "state": p.state, "days": p.days, "amount_minor": p.amount, "thread": p.thread_id,
            "currency": (p.currency or currency) if p.amount is not None else "", "side": p.to_side,
        }  # fmt: skip
    for f in (*statement.findings, *statement.lessons):
        yield {
            "row": "lesson" if f.is_lesson else "finding", "date": _day(f.at), "kind": f.kind,
            "text": said_plain(f.text), "by": said_plain(f.lands_in or f.gaining), "state": f.grade,
            "amount_minor": f.central, "currency": currency if f.central is not None else "",
        }  # fmt: skip
    for c in statement.concerns:
        yield {
            "row": "concern", "date": c.raised, "kind": c.kind, "side": c.side, "text": said_plain(c.text),
            "by": said_plain(c.answerer), "due": c.due, "answer_by": c.answer_by, "state": c.state, "days": c.days,
            "thread": c.thread_id,
        }  # fmt: skip
    for h in queries.every_happening(statement.initiative, until):
        yield {
            "row": h.row, "date": _day(h.at), "activity": h.activity, "kind": h.code, "side": h.side,
            "standing": h.standing, "headcount": h.headcount, "minutes": h.minutes, "source": h.source,
            "thread": h.thread_id,
        }  # fmt: skip


def _setting_lines(found: Any) -> Iterator[Line]:
    """Where it takes place: a line for the country, for each of its codes, for the note and for each law."""
    if found is None:
        return
    yield {"row": "setting", "kind": "country", "state": found.country_code, "text": found.country}
    yield from ({"row": "setting", "kind": kind, "state": code} for kind, code in found.codes.items() if code)
    for kind, texts in (("culture_note", [found.culture]), ("law", found.law)):
        yield from ({"row": "setting", "kind": kind, "text": said_plain(text)} for text in texts if text)


def _day(at: datetime) -> str:
    return timezone.localdate(at).isoformat()


class _Echo:
    """What the writer of lines writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _csv(statement: queries.Statement, until: datetime) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for line in _lines(statement, until):
        yield writer.writerow([cell(line.get(column)) for column in COLUMNS])


@require_safe
def account_csv(request: HttpRequest, town: str, initiative: str) -> HttpResponseBase:
    at = timezone.now()
    asked = _asked(request, town, initiative, at)
    if isinstance(asked, HttpResponse):
        return asked
    answer = StreamingHttpResponse(_csv(asked, _until(asked, at)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="account-{town}-{initiative}-{asked.as_of}.csv"'
    return answer
