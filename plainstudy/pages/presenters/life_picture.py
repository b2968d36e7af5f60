"""A picture of a study's life: its status, its planned end, its size and its places, version by version."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plainstudy.plain.wording import date_words, format_number
from plainstudy.record.partial_date import PartialDate

from .status import short_status

WIDTH = 340
_LEFT, _RIGHT = 6, 334
_TRACK_HEIGHT = 62


@dataclass(frozen=True, slots=True)
class Moment:
    """What one version said. Missing values are None; ``status`` is the registry's code, "" where absent."""

    number: int
    day: dt.date
    status: str
    end: PartialDate | None
    end_is_actual: bool
    people: int | None
    people_is_actual: bool
    places: int | None


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time with one status."""

    x: int
    width: int
    tone: str
    words: str
    text: str
    """The words where they fit into the band, else empty."""
    since: dt.date


@dataclass(frozen=True, slots=True)
class Track:
    """One value over time as steps: an SVG path, its first and last value in words, dots where it moved."""

    title: str
    y: int
    path: str
    dots: tuple[tuple[int, int, bool], ...]
    """(x, y, whether the value is actual rather than planned)."""
    first: str
    last: str
    is_flat: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the same picture as a table."""

    number: int
    day: dt.date
    status: str
    end: str
    people: str
    places: str


@dataclass(frozen=True, slots=True)
class LifePicture:
    """The whole, in a box of ``width`` × ``height`` units."""

    bands: tuple[Band, ...]
    tracks: tuple[Track, ...]
    rows: tuple[Row, ...]
    first_day: dt.date
    last_day: dt.date
    height: int
    description: str
    width: int = WIDTH

    @property
    def has_bands_without_words(self) -> bool:
        """Say whether the statuses must be listed beside the picture to be read at all."""
        return any(not band.text for band in self.bands)


def present_life(moments: Sequence[Moment], *, today: dt.date) -> LifePicture | None:
    """Draw versions, oldest first; None where there is none."""
    if not moments:
        return None
    first, last = moments[0].day, max(today, moments[-1].day)
    span = max((last - first).days, 1)

    def x_of(day: dt.date) -> int:
        return round(_LEFT + (_RIGHT - _LEFT) * max((day - first).days, 0) / span)

    tracks = [
        _track("End", moments, _end_value, _end_short, x_of, 0),
        _track("People", moments, lambda m: m.people, lambda m: format_number(m.people or 0), x_of, 1),
        _track("Places", moments, lambda m: m.places, lambda m: format_number(m.places or 0), x_of, 2),
    ]
    bands = _bands(moments, x_of)
    return LifePicture(
        bands=bands,
        tracks=tuple(track for track in tracks if track),
        rows=tuple(map(_row, moments)),
        first_day=first,
        last_day=last,
        height=82 + _TRACK_HEIGHT * 3,
        description=_describe(moments, bands),
    )


def _bands(moments: Sequence[Moment], x_of: Callable[[dt.date], int]) -> tuple[Band, ...]:
    starts = [m for index, m in enumerate(moments) if index == 0 or moments[index - 1].status != m.status]
    edges = [x_of(m.day) for m in starts] + [_RIGHT]
    edges[0] = _LEFT
    bands = []
    for moment, x, end in zip(starts, edges[:-1], edges[1:], strict=True):
        status = short_status(moment.status)
        width = max(end - x, 5)
        fits = len(status.short) * 8.2 < width - 10
        bands.append(Band(x, width, status.tone, status.words, status.short if fits else "", moment.day))
    return tuple(bands)


def _track(
    title: str,
    moments: Sequence[Moment],
    value: Callable[[Moment], float | None],
    words: Callable[[Moment], str],
    x_of: Callable[[dt.date], int],
    place: int,
) -> Track | None:
    known = [(moment, number) for moment in moments if (number := value(moment)) is not None]
    if not known:
        return None
    top = 74 + _TRACK_HEIGHT * place
    low, high = min(number for _, number in known), max(number for _, number in known)

    def y_of(number: float) -> int:
        return round(top + 42 - 16 * ((number - low) / (high - low) if high > low else 0.5))

    steps, dots, before = "", [], None
    for moment, number in known:
        x, y = (x_of(moment.day), y_of(number))
        steps += f"M{x} {y}" if not steps else f"H{x}V{y}"
        if number != before:
            dots.append((x, y, _is_actual(title, moment)))
        before = number
    return Track(
        title=title,
        y=top,
        path=f"{steps}H{_RIGHT}",
        dots=tuple(dots),
        first=words(known[0][0]),
        last=words(known[-1][0]),
        is_flat=low == high,
    )


def _is_actual(title: str, moment: Moment) -> bool:
    return {"End": moment.end_is_actual, "People": moment.people_is_actual}.get(title, True)


def _end_value(moment: Moment) -> float | None:
    return moment.end.earliest().toordinal() if moment.end else None


def _end_words(moment: Moment) -> str:
    if moment.end is None:
        return "not given"
    return f"{date_words(moment.end)}{'' if moment.end_is_actual else ' (planned)'}"


def _end_short(moment: Moment) -> str:
    """The end as a month at most: the picture has little room, and its dots say what is planned."""
    return date_words(PartialDate(moment.end.year, moment.end.month)) if moment.end else "not given"


def _people_words(moment: Moment) -> str:
    if moment.people is None:
        return "not given"
    return f"{format_number(moment.people)}{'' if moment.people_is_actual else ' (planned)'}"


def _places_words(moment: Moment) -> str:
    return "not given" if moment.places is None else format_number(moment.places)


def _row(moment: Moment) -> Row:
    return Row(
        number=moment.number,
        day=moment.day,
        status=short_status(moment.status).words,
        end=_end_words(moment),
        people=_people_words(moment),
        places=_places_words(moment),
    )


def _describe(moments: Sequence[Moment], bands: Sequence[Band]) -> str:
    first, last = moments[0], moments[-1]
    statuses = ", then ".join(band.words for band in bands)
    return (
        f"{len(moments)} versions. Status: {statuses}. End: {_from_to(_end_words(first), _end_words(last))}. "
        f"People: {_from_to(_people_words(first), _people_words(last))}. "
        f"Places: {_from_to(_places_words(first), _places_words(last))}."
    )


def _from_to(before: str, after: str) -> str:
    return after if before == after else f"{before}, later {after}"
