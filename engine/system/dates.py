"""Dates and times of day as Godot's dictionaries and texts have them. A week begins with Sunday, 0."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from ..base.error import ScriptError

_EPOCH = datetime(1970, 1, 1)
_TEXT = re.compile(r"(?:(-?\d+)-(\d+)-(\d+))?[T ]?(?:(\d+):(\d+)(?::(\d+))?)?Z?")
DATE = ("year", "month", "day", "weekday")
TIME = ("hour", "minute", "second")


class Months:
    """The numbers of the months, which both `OS` and `Time` have."""

    MONTH_JANUARY: ClassVar[int] = 1
    MONTH_FEBRUARY: ClassVar[int] = 2
    MONTH_MARCH: ClassVar[int] = 3
    MONTH_APRIL: ClassVar[int] = 4
    MONTH_MAY: ClassVar[int] = 5
    MONTH_JUNE: ClassVar[int] = 6
    MONTH_JULY: ClassVar[int] = 7
    MONTH_AUGUST: ClassVar[int] = 8
    MONTH_SEPTEMBER: ClassVar[int] = 9
    MONTH_OCTOBER: ClassVar[int] = 10
    MONTH_NOVEMBER: ClassVar[int] = 11
    MONTH_DECEMBER: ClassVar[int] = 12


def at(unix_time: float) -> datetime:
    """Return the time so many seconds after the beginning of 1970, in UTC."""
    try:
        return _EPOCH + timedelta(seconds=int(unix_time))
    except OverflowError:
        raise ScriptError(f"No date is {unix_time} seconds after 1970: years go from 1 to 9999.") from None


def now(utc: bool) -> datetime:
    """Return the time of the system, in UTC or where it is."""
    return datetime.now(UTC if utc else None).replace(tzinfo=None)


def fields(of: datetime, *names: str) -> dict[str, Any]:
    """Return these of year, month, day, weekday, hour, minute and second."""
    return {name: of.isoweekday() % 7 if name == "weekday" else getattr(of, name) for name in names}


def of_fields(given: Mapping[str, Any]) -> datetime:
    """Return the time of such a dictionary; what it has not is that of the beginning of 1970."""
    parts = [int(given.get(name, getattr(_EPOCH, name))) for name in (*DATE[:3], *TIME)]
    try:
        return datetime(*parts)  # type: ignore[arg-type]
    except (ValueError, OverflowError) as error:
        raise ScriptError(f"{dict(given)!r} is no date: {error}.") from None


def of_text(text: str) -> datetime:
    """Return the time that a text such as `2020-09-13T12:26:40`, or one part of it, says."""
    found = _TEXT.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise ScriptError(f"{text!r} is no date: write it as 2020-09-13T12:26:40, or one part of that.")
    parts = zip((*DATE[:3], *TIME), found.groups(), strict=True)
    return of_fields({name: part for name, part in parts if part is not None})


def seconds(of: datetime) -> int:
    """Return how many seconds after the beginning of 1970 a time is."""
    return int((of - _EPOCH).total_seconds())


def date_text(of: datetime) -> str:
    """Return `2020-09-13`."""
    return f"{of.year:04}-{of.month:02}-{of.day:02}"


def time_text(of: datetime) -> str:
    """Return `12:26:40`."""
    return f"{of.hour:02}:{of.minute:02}:{of.second:02}"


def zone() -> dict[str, Any]:
    """Return by how many minutes the time here is ahead of UTC, as `bias`, and the `name` of that."""
    here = time.localtime()
    return {"bias": here.tm_gmtoff // 60, "name": here.tm_zone}
