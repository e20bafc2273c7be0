"""A question put into SQL once and asked many times: building it costs more than the database takes to answer.

``build`` makes the query from its *shape* (whatever changes the SQL: how many initiatives, which page) and puts a
``Given`` wherever a value of the moment belongs. A value cannot slip into what is kept: a ``Given`` has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigAutoField, Expression, Field, QuerySet

KEPT = 64
LARGEST = 2**63 - 1


class Given(Expression):
    """The place of a value that is named when the question is asked, of the field's type.

    ``read`` makes what is compared from the value: the day from the moment, one id from several.
    """

    def __init__(
        self, name: str, field: Field[Any, Any] | None = None, read: Callable[[Any], Any] | None = None
    ) -> None:
        super().__init__(output_field=field or BigAutoField())
        self.name, self.read = name, read

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def get_group_by_cols(self) -> list[Any]:
        return []

    def filled(self, values: dict[str, Any]) -> Any:
        value = values[self.name] if self.read is None else self.read(values[self.name])
        if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
            raise EmptyResultSet  # no row has such a number, and a database would not even read it
        return self.output_field.get_db_prep_value(value, connection)


def several(name: str, count: int) -> list[Any]:
    """The places of so many ids, for ``__in``."""
    return [Given(name, read=itemgetter(place)) for place in range(count)]


class Prepared:
    """Called with the shape and the values, it answers with the rows that the query built for them would have."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._made = lru_cache(KEPT)(lambda *shape: _compiled(build(*shape)))

    def __call__(self, *shape: Any, **values: Any) -> list[Any]:
        rows, compiler, sql, params = self._made(*shape)
        try:
            bound = tuple(p.filled(values) if isinstance(p, Given) else p for p in params)
        except EmptyResultSet:
            return []
        own, query = copy(compiler), copy(rows.query)
        own.connection, own.as_sql = connection, lambda *args, **options: (sql, bound)
        query.get_compiler = lambda *args, **options: own
        asked: Any = QuerySet(model=rows.model, query=query)
        asked._iterable_class, asked._fields = rows._iterable_class, rows._fields
        asked._prefetch_related_lookups = rows._prefetch_related_lookups
        return list(asked)


def _compiled(rows: QuerySet[Any, Any]) -> tuple[Any, Any, str, Iterable[Any]]:
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    # The connection is each thread's own: another one is put in its place at every call.
    compiler.connection = None
    return rows, compiler, sql, params
