"""A small map: a dot for each place, small dots for towns, and a few names to find one's way by."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plainstudy.pages.towns import Town, towns_between
from plainstudy.record.study import GeoPoint

from .svg import text_width

WIDTH, HEIGHT = 340, 200
_LEAST_SPAN = 9.0
"""Degrees of latitude on the closest view: a town alone on a map tells nobody where it is."""
_CELL, _TOWN_CELL = 9, 5
_MOST_NAMES = 6
_WIDEST_WITH_NAMES = 40
"""Degrees of latitude: on a map of the world a few large towns explain nothing."""
_NAME_SIZE = 12
_MARGIN = 26


@dataclass(frozen=True, slots=True)
class PlacePoint:
    """Where a place is, what its town is called, and whether it looks for people."""

    point: GeoPoint
    town: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class MapDot:
    """One or more places, in the picture's units."""

    x: float
    y: float
    radius: float
    is_open: bool


@dataclass(frozen=True, slots=True)
class MapName:
    """A name beside its dot; ``anchor`` is SVG's text-anchor."""

    x: int
    y: int
    anchor: str
    text: str
    is_place: bool


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Dots, names, and the towns as one SVG path."""

    dots: tuple[MapDot, ...]
    names: tuple[MapName, ...]
    ground: str
    description: str
    has_closed: bool
    has_open: bool
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class _View:
    """Equirectangular, true at the middle latitude; as close as all places allow."""

    left: float
    top: float
    x_scale: float
    y_scale: float

    def at(self, *, lat: float, lon: float) -> tuple[float, float]:
        return self.left + lon * self.x_scale, self.top - lat * self.y_scale

    def towns(self) -> Sequence[Town]:
        """Return the towns in the picture and some around it, the largest first."""
        return towns_between(
            south=(self.top - HEIGHT) / self.y_scale,
            north=self.top / self.y_scale,
            west=-self.left / self.x_scale,
            east=(WIDTH - self.left) / self.x_scale,
        )


def present_map(points: Sequence[PlacePoint]) -> MapPicture | None:
    """Draw places; None without any coordinates."""
    usable = [p for p in points if -90 <= p.point.lat <= 90 and -180 <= p.point.lon <= 180]
    if not usable:
        return None
    view = _view(usable)
    dots = _dots(usable, view)
    in_view = list(_towns_in_view(view))
    count = len(usable)
    return MapPicture(
        dots=dots,
        names=tuple(_names(usable, dots, in_view, view)),
        ground="".join(f"M{round(x)} {round(y)}h0" for _, x, y in in_view),
        description=f"Map with {count:,} {'place' if count == 1 else 'places'} of this study",
        has_closed=any(not p.is_open for p in usable),
        has_open=any(p.is_open for p in usable),
    )


def _view(points: Sequence[PlacePoint]) -> _View:
    lats, lons = [p.point.lat for p in points], [p.point.lon for p in points]
    mid_lat, mid_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(math.cos(math.radians(mid_lat)), 0.35)
    tall = (max(lats) - min(lats)) * HEIGHT / (HEIGHT - 2 * _MARGIN)
    wide = (max(lons) - min(lons)) * squeeze * HEIGHT / (WIDTH - 2 * _MARGIN)
    scale = HEIGHT / max(tall, wide, _LEAST_SPAN)
    return _View(WIDTH / 2 - mid_lon * squeeze * scale, HEIGHT / 2 + mid_lat * scale, squeeze * scale, scale)


def _dots(points: Sequence[PlacePoint], view: _View) -> tuple[MapDot, ...]:
    """Put places that would overlap into one larger dot; those that look for people lie on top."""
    together: dict[tuple[int, int, bool], list[tuple[float, float]]] = defaultdict(list)
    for place in points:
        x, y = view.at(lat=place.point.lat, lon=place.point.lon)
        together[round(x / _CELL), round(y / _CELL), place.is_open].append((x, y))
    return tuple(
        MapDot(
            round(sum(x for x, _ in here) / len(here), 1),
            round(sum(y for _, y in here) / len(here), 1),
            round(min(5 + 1.2 * math.log2(len(here)), 11), 1),
            is_open,
        )
        for (_, _, is_open), here in sorted(together.items(), key=lambda item: item[0][2])
    )


def _towns_in_view(view: _View) -> Iterator[tuple[Town, float, float]]:
    """Yield the largest town of each small square of the picture."""
    taken = set()
    for town in view.towns():
        x, y = view.at(lat=town.lat, lon=town.lon)
        cell = (int(x // _TOWN_CELL), int(y // _TOWN_CELL))
        if 0 < x < WIDTH and 0 < y < HEIGHT and cell not in taken:
            taken.add(cell)
            yield town, x, y


def _names(
    points: Sequence[PlacePoint],
    dots: Sequence[MapDot],
    in_view: Sequence[tuple[Town, float, float]],
    view: _View,
) -> Iterator[MapName]:
    """Name the places' own towns where they are few, then large towns, wherever a name hides nothing."""
    taken = [(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) for dot in dots]
    own = {p.town: view.at(lat=p.point.lat, lon=p.point.lon) for p in points if p.town}
    wanted = [(name, x, y, True) for name, (x, y) in own.items()] if len(own) <= 4 else []
    if HEIGHT / view.y_scale < _WIDEST_WITH_NAMES:
        wanted += [(town.name, x, y, False) for town, x, y in in_view[:60] if town.name not in own]
    found = 0
    for name, x, y, is_place in wanted:
        if found < _MOST_NAMES and (placed := _place_name(name, x, y, is_place=is_place, taken=taken)):
            found += 1
            yield placed


def _place_name(
    name: str, x: float, y: float, *, is_place: bool, taken: list[tuple[float, float, float, float]]
) -> MapName | None:
    width, gap = text_width(name, size=_NAME_SIZE), 9 if is_place else 5
    for anchor, left in (("start", x + gap), ("end", x - gap - width)):
        box = (left, y - 8, left + width, y + 6)
        if box[0] < 4 or box[2] > WIDTH - 4 or box[1] < 4 or box[3] > HEIGHT - 4:
            continue
        if any(_overlap(box, other) for other in taken):
            continue
        taken.append((box[0] - 6, box[1] - 4, box[2] + 6, box[3] + 4))
        return MapName(round(x + gap if anchor == "start" else x - gap), round(y + 4), anchor, name, is_place)
    return None


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
