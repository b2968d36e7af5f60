"""Writing many rows at once, past the ORM's object making: it costs more than the database does here."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows given as values in the order of ``names`` (field names; ``study_id`` for a foreign key)."""
    if not rows:
        return
    fields = _fields(model, names)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608  names only
    _run(sql, fields, rows)


def update_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Update rows given as values in the order of ``names``, followed by the primary key."""
    if not rows:
        return
    fields = _fields(model, names)
    key = model._meta.pk
    assert key is not None
    assert key.column is not None
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table = quote(model._meta.db_table)
    sql = f"UPDATE {table} SET {columns} WHERE {quote(key.column)} = %s"  # noqa: S608  names only
    _run(sql, [*fields, key], rows)


def _fields(model: type[models.Model], names: Sequence[str]) -> list[Any]:
    return [model._meta.get_field(name) for name in names]


def _run(sql: str, fields: Sequence[Any], rows: Iterable[Row]) -> None:
    converters = [(index, convert) for index, field in enumerate(fields) if (convert := _converter(field))]
    with connection.cursor() as cursor:
        cursor.executemany(sql, [_converted(row, converters) for row in rows])


def _converted(row: Row, converters: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for index, convert in converters:
        values[index] = convert(values[index])
    return values


def _converter(field: Any) -> Callable[[Any], Any] | None:
    """Return what makes a Python value one of the database; None where every value is one already."""
    if isinstance(field, models.DateTimeField):
        return _datetime
    if isinstance(field, models.DateField):
        return _date
    return None


def _datetime(value: dt.datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _date(value: dt.date | None) -> Any:
    return connection.ops.adapt_datefield_value(value)
