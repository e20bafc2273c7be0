"""The columns that rooms share when they ask together what waits for a reader (``registry.Question``)."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, F, JSONField, QuerySet, Value
from django.db.models.functions import Cast, JSONObject


def waiting(
    rows: QuerySet[Any],
    *,
    key: str = "pk",
    initiative: str = "initiative_id",
    step: str = "",
    text: str = "",
    at: str = "",
    day: str = "",
    code: str = "",
    **numbers: str,
) -> QuerySet[Any, Any]:
    """Rows of any model in the columns of ``registry.Waiting``: each argument names the field that fills it.

    ``numbers`` are whole numbers under names of the room's own. What is not named is empty in every row.
    """
    # The union takes the type of each column from its first part, so what is empty has that type as well.
    return rows.order_by().values_list(
        Cast(F(initiative), BigIntegerField()),
        _column(step, BigIntegerField()),
        Cast(F(key), BigIntegerField()),
        F(text) if text else Value({}, JSONField()),
        _column(at, DateTimeField()),
        _column(day, DateField()),
        _column(code, CharField(max_length=24)),
        JSONObject(**numbers) if numbers else Value({}, JSONField()),
    )


def _column(name: str, kind: Any) -> Any:
    return F(name) if name else Cast(Value(None), kind)
