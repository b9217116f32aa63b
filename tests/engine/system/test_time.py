"""Dates and times, as Godot 3.6.2 has them; those of now only that they are of now."""

import datetime
import time

import pytest

from engine import ScriptError, Time
from engine.system import dates
from tests.engine.gdscript.rows import differing
from tests.engine.system.rows import CASES, NAMES


def test_dates_are_godots():
    assert differing(CASES["Time (3.5+)"]["rows"], NAMES) == []


@pytest.mark.parametrize("utc", [True, False])
def test_now_is_now(monkeypatch, utc):
    noon = datetime.datetime(2020, 9, 13, 12, 26, 40)
    monkeypatch.setattr(dates, "now", lambda utc: noon)
    assert Time.get_datetime_string_from_system(utc) == "2020-09-13T12:26:40"
    assert Time.get_datetime_string_from_system(utc, True) == "2020-09-13 12:26:40"
    assert Time.get_date_string_from_system(utc) == "2020-09-13"
    assert Time.get_time_string_from_system(utc) == "12:26:40"
    date = {"year": 2020, "month": 9, "day": 13, "weekday": 0}
    assert Time.get_date_dict_from_system(utc) == date
    clock = {"hour": 12, "minute": 26, "second": 40}
    assert Time.get_time_dict_from_system(utc) == clock
    assert Time.get_datetime_dict_from_system(utc) == {**date, **clock}


def test_utc_and_here_differ_by_the_zone():
    assert (dates.now(False) - dates.now(True)).total_seconds() == pytest.approx(
        dates.zone()["bias"] * 60, abs=5
    )
    assert Time.get_time_zone_from_system() == dates.zone()


def test_ticks_go_on():
    first = Time.get_ticks_usec()
    assert Time.get_ticks_usec() >= first >= 0
    assert Time.get_ticks_msec() >= first // 1000
    assert abs(Time.get_unix_time_from_system() - time.time()) < 10


def test_a_date_goes_from_one_form_to_another():
    given = {"year": 2020, "month": 2, "day": 29, "hour": 1}
    assert Time.get_datetime_string_from_datetime_dict(given, False) == "2020-02-29T01:00:00"
    assert Time.get_datetime_string_from_datetime_dict(given, True) == "2020-02-29 01:00:00"
    assert Time.get_datetime_dict_from_datetime_string("01:02", False) == {
        "year": 1970,
        "month": 1,
        "day": 1,
        "hour": 1,
        "minute": 2,
        "second": 0,
    }
    assert Time.get_date_dict_from_unix_time(-1) == {"year": 1969, "month": 12, "day": 31, "weekday": 3}
    assert Time.get_time_dict_from_unix_time(-1) == {"hour": 23, "minute": 59, "second": 59}
    assert Time.get_offset_string_from_offset_minutes(330) == "+05:30"


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: Time.get_unix_time_from_datetime_string("soon"), "'soon' is no date: write it as"),
        (lambda: Time.get_unix_time_from_datetime_string(""), "is no date"),
        (
            lambda: Time.get_unix_time_from_datetime_dict({"month": 13}),
            "{'month': 13} is no date: month must",
        ),
        (lambda: Time.get_date_string_from_unix_time(1 << 60), "years go from 1 to 9999"),
    ],
)
def test_what_is_no_date_is_told(ask, words):
    with pytest.raises(ScriptError, match=words.replace("{", r"\{")):
        ask()
