"""Writing many rows at once, past the ORM's object making: it costs more than the database does here."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models

Row = Sequence[Any]
_Convert = Callable[[Any], Any]


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows given as values in the order of ``names`` (field names; ``study_id`` for a foreign key)."""
    if not rows:
        return
    plan = _plan(model, tuple(names), connection.vendor)
    quote = connection.ops.quote_name
    target = f"{quote(model._meta.db_table)} ({', '.join(map(quote, plan.columns))})"
    if connection.vendor == "postgresql":
        _copy(f"COPY {target} FROM STDIN", rows)
        return
    marks = ", ".join(["%s"] * len(plan.columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {target} VALUES ({marks})", plan.converted(rows))  # noqa: S608  names only


def update_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Update rows given as values in the order of ``names``, followed by the primary key."""
    if not rows:
        return
    plan = _plan(model, (*names, "pk"), connection.vendor)
    quote = connection.ops.quote_name
    *columns, key = map(quote, plan.columns)
    values = ", ".join(f"{column} = %s" for column in columns)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {values} WHERE {key} = %s"  # noqa: S608  names only
    with connection.cursor() as cursor:
        cursor.executemany(sql, plan.converted(rows))


class _Plan:
    """Columns of a table, and what of their values must be made into values of the database first."""

    def __init__(self, columns: Sequence[str], converters: Sequence[tuple[int, _Convert]]) -> None:
        self.columns, self._converters = columns, converters

    def converted(self, rows: Sequence[Row]) -> Sequence[Row]:
        if not self._converters:
            return rows
        return [self._row(row) for row in rows]

    def _row(self, row: Row) -> Row:
        values = list(row)
        for index, convert in self._converters:
            values[index] = convert(values[index])
        return values


@cache
def _plan(model: type[models.Model], names: tuple[str, ...], vendor: str) -> _Plan:
    fields = [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names]
    kinds = [(index, _CONVERTERS.get(type(field))) for index, field in enumerate(fields)]
    converters = [(index, convert) for index, convert in kinds if convert and vendor == "sqlite"]
    return _Plan([str(field.column) for field in fields if field and hasattr(field, "column")], converters)


@lru_cache(maxsize=10_000)
def _sqlite_datetime(value: dt.datetime | None) -> str | None:
    return connection.ops.adapt_datetimefield_value(value)


@lru_cache(maxsize=20_000)
def _sqlite_date(value: dt.date | None) -> str | None:
    return connection.ops.adapt_datefield_value(value)


_CONVERTERS: dict[type, _Convert] = {
    models.DateTimeField: _sqlite_datetime,
    models.DateField: _sqlite_date,
}
"""What SQLite's driver wants as text. The same days and times come again and again."""


def _copy(sql: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)
