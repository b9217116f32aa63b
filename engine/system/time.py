"""Time: the clock and the calendar."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from . import dates
from .dates import DATE, TIME, Months
from .singleton import Singleton

_START = time.perf_counter()


def ticks_usec() -> int:
    """Return the microseconds since the program was started."""
    return int((time.perf_counter() - _START) * 1_000_000)


class Calendar(Months, Singleton):
    """What scripts know as `Time`. What is no date is a ScriptError. Source: Godot 3.6's `Time`."""

    WEEKDAY_SUNDAY: ClassVar[int] = 0
    WEEKDAY_MONDAY: ClassVar[int] = 1
    WEEKDAY_TUESDAY: ClassVar[int] = 2
    WEEKDAY_WEDNESDAY: ClassVar[int] = 3
    WEEKDAY_THURSDAY: ClassVar[int] = 4
    WEEKDAY_FRIDAY: ClassVar[int] = 5
    WEEKDAY_SATURDAY: ClassVar[int] = 6

    def get_ticks_msec(self) -> int:
        """Return the milliseconds since the program was started."""
        return ticks_usec() // 1000

    def get_ticks_usec(self) -> int:
        """Return the microseconds since the program was started."""
        return ticks_usec()

    def get_unix_time_from_system(self) -> float:
        """Return the seconds since the beginning of 1970 in UTC."""
        return time.time()

    def get_time_zone_from_system(self) -> dict[str, Any]:
        """Return `{"bias": minutes ahead of UTC, "name": …}`."""
        return dates.zone()

    def get_offset_string_from_offset_minutes(self, offset_minutes: int) -> str:
        """Return minutes as `-01:30`."""
        hours, minutes = divmod(abs(offset_minutes), 60)
        return f"{'-' if offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"

    # -- Now -----------------------------------------------------------------------------------

    def get_datetime_dict_from_system(self, utc: bool = False) -> dict[str, Any]:
        """Return `{"year", "month", "day", "weekday", "hour", "minute", "second"}` of now."""
        return dates.fields(dates.now(utc), *DATE, *TIME)

    def get_date_dict_from_system(self, utc: bool = False) -> dict[str, Any]:
        """Return `{"year", "month", "day", "weekday"}` of now."""
        return dates.fields(dates.now(utc), *DATE)

    def get_time_dict_from_system(self, utc: bool = False) -> dict[str, Any]:
        """Return `{"hour", "minute", "second"}` of now."""
        return dates.fields(dates.now(utc), *TIME)

    def get_datetime_string_from_system(self, utc: bool = False, use_space: bool = False) -> str:
        """Return now as `2020-09-13T12:26:40`, or with a space."""
        return _text(dates.now(utc), use_space)

    def get_date_string_from_system(self, utc: bool = False) -> str:
        """Return today as `2020-09-13`."""
        return dates.date_text(dates.now(utc))

    def get_time_string_from_system(self, utc: bool = False) -> str:
        """Return the time of day as `12:26:40`."""
        return dates.time_text(dates.now(utc))

    # -- From one to another -------------------------------------------------------------------

    def get_datetime_dict_from_unix_time(self, unix_time_val: int) -> dict[str, Any]:
        """Return `{"year", "month", "day", "weekday", "hour", "minute", "second"}`."""
        return dates.fields(dates.at(unix_time_val), *DATE, *TIME)

    def get_date_dict_from_unix_time(self, unix_time_val: int) -> dict[str, Any]:
        """Return `{"year", "month", "day", "weekday"}`."""
        return dates.fields(dates.at(unix_time_val), *DATE)

    def get_time_dict_from_unix_time(self, unix_time_val: int) -> dict[str, Any]:
        """Return `{"hour", "minute", "second"}`."""
        return dates.fields(dates.at(unix_time_val), *TIME)

    def get_datetime_string_from_unix_time(self, unix_time_val: int, use_space: bool = False) -> str:
        """Return `2020-09-13T12:26:40`, or with a space."""
        return _text(dates.at(unix_time_val), use_space)

    def get_date_string_from_unix_time(self, unix_time_val: int) -> str:
        """Return `2020-09-13`."""
        return dates.date_text(dates.at(unix_time_val))

    def get_time_string_from_unix_time(self, unix_time_val: int) -> str:
        """Return `12:26:40`."""
        return dates.time_text(dates.at(unix_time_val))

    def get_datetime_dict_from_datetime_string(self, datetime: str, weekday: bool) -> dict[str, Any]:
        """Return what a text says as a dictionary, with or without the `weekday`."""
        names = DATE if weekday else DATE[:3]
        return dates.fields(dates.of_text(datetime), *names, *TIME)

    def get_datetime_string_from_datetime_dict(self, datetime: Mapping[str, Any], use_space: bool) -> str:
        """Return what a dictionary says as a text."""
        return _text(dates.of_fields(datetime), use_space)

    def get_unix_time_from_datetime_dict(self, datetime: Mapping[str, Any]) -> int:
        """Return the seconds since the beginning of 1970."""
        return dates.seconds(dates.of_fields(datetime))

    def get_unix_time_from_datetime_string(self, datetime: str) -> int:
        """Return the seconds since the beginning of 1970."""
        return dates.seconds(dates.of_text(datetime))


def _text(of: Any, use_space: bool) -> str:
    return f"{dates.date_text(of)}{' ' if use_space else 'T'}{dates.time_text(of)}"


Time: Final = Calendar()
"""The clock and the calendar: `Time.get_ticks_msec()`."""
