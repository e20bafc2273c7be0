"""The same figures as the pages, as rows of a spreadsheet file that no spreadsheet takes for formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coproduce.assessment.models import QuestionKind, Survey
from coproduce.initiatives.models import Side
from coproduce.ui.said import said_plain
from coproduce.ui.tables import as_csv

from .indicators import Measured, in_units
from .surveys import SCALE, Result, results


def results_csv(survey: Survey) -> str:
    """One row for each answer of each side to each question; below ten answers a word in place of the figure."""
    head = [_("Question"), _("Side"), _("Answers"), pgettext("column", "Answer"), _("Share in percent"), _("Mean")]
    return as_csv([head, *(row for result in results(survey) for row in _result_rows(result))])


def _result_rows(result: Result) -> Iterable[Sequence[object]]:
    question = said_plain(result.question.text)
    for side in result.sides:
        start = (question, Side(side.side).label, side.answers)
        if result.question.kind == QuestionKind.TEXT:
            yield (*start, _("written answers are not published"), "", "")
        elif not side.enough:
            yield (*start, "", _("not enough answers"), _("not enough answers"))
        else:
            mean = f"{float(side.mean):.2f}" if side.mean is not None else ""
            for position, name in enumerate(_names(result)):
                yield (*start, name, f"{side.percents[position]}", mean)


def _names(result: Result) -> list[str]:
    if result.question.kind == QuestionKind.SCALE:
        return [str(value) for value in SCALE]
    return [said_plain(choice) for choice in result.question.choices]


def readings_csv(measured: Measured) -> str:
    """Every reading that holds: day, value, unit, which side measured, whether it is the baseline."""
    unit = said_plain(measured.indicator.unit)
    head = [_("Day"), _("Value"), _("Unit"), _("Side"), _("First reading")]
    rows = [
        (r.day.isoformat(), _number(r.value), unit, Side(r.side).label, _("yes") if r.is_baseline else _("no"))
        for r in measured.readings
    ]
    return as_csv([head, *rows])


class _Figure(int):
    """A number that may begin with a minus sign without being a formula."""

    def __new__(cls, thousandths: int) -> _Figure:
        return super().__new__(cls, thousandths)

    def __str__(self) -> str:
        return f"{in_units(int(self)):f}"


def _number(thousandths: int) -> _Figure:
    return _Figure(thousandths)
