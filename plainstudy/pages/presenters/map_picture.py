"""A small map: a dot for each place, on a ground of dots where people live."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from plainstudy.record.study import GeoPoint

WIDTH, HEIGHT = 340, 190
_LEAST_SPAN = 14.0
"""Degrees of latitude on the closest view: a town alone on a map tells nobody where it is."""
_CELL = 9


@dataclass(frozen=True, slots=True)
class MapDot:
    """One or more places, in the picture's units."""

    x: float
    y: float
    radius: float
    is_open: bool


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Dots, and how to lay the ground below them: scale, then shift (SVG transform)."""

    dots: tuple[MapDot, ...]
    transform: str
    description: str
    has_closed: bool
    has_open: bool
    width: int = WIDTH
    height: int = HEIGHT


def present_map(points: Sequence[tuple[GeoPoint, bool]]) -> MapPicture | None:
    """Draw places and whether each looks for people; None without any coordinates.

    Equirectangular, true at the middle latitude; as close as all places allow.
    """
    usable = [(p, is_open) for p, is_open in points if -90 <= p.lat <= 90 and -180 <= p.lon <= 180]
    if not usable:
        return None
    lats, lons = [p.lat for p, _ in usable], [p.lon for p, _ in usable]
    mid_lat, mid_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(math.cos(math.radians(mid_lat)), 0.35)
    span = max((max(lats) - min(lats)) * 1.3, (max(lons) - min(lons)) * 1.16 * squeeze * HEIGHT / WIDTH, _LEAST_SPAN)
    scale = HEIGHT / span
    left, top = WIDTH / 2 - mid_lon * squeeze * scale, HEIGHT / 2 + mid_lat * scale
    counted: dict[tuple[int, int, bool], list[tuple[float, float]]] = defaultdict(list)
    for point, is_open in usable:
        x, y = left + point.lon * squeeze * scale, top - point.lat * scale
        counted[round(x / _CELL), round(y / _CELL), is_open].append((x, y))
    dots = tuple(
        MapDot(
            round(sum(x for x, _ in here) / len(here), 1),
            round(sum(y for _, y in here) / len(here), 1),
            round(min(4.5 + 1.3 * math.log2(len(here)), 11), 1),
            is_open,
        )
        for (_, _, is_open), here in sorted(counted.items(), key=lambda item: item[0][2])
    )
    return MapPicture(
        dots=dots,
        transform=f"translate({left:.2f} {top:.2f}) scale({squeeze * scale:.4f} {-scale:.4f})",
        description=f"Map with {len(usable)} {'place' if len(usable) == 1 else 'places'} of this study",
        has_closed=any(not is_open for _, is_open in usable),
        has_open=any(is_open for _, is_open in usable),
    )
