"""Error codes and exceptions."""

from __future__ import annotations

import pytest

import engine
from engine import Error, NodeNotFoundError, ScriptError, ScriptWarning, SignalError


def test_the_codes_count_up_from_ok_without_a_gap():
    assert [int(code) for code in Error] == list(range(49))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("OK", 0),
        ("FAILED", 1),
        ("ERR_UNAVAILABLE", 2),
        ("ERR_UNCONFIGURED", 3),
        ("ERR_FILE_NOT_FOUND", 7),
        ("ERR_CANT_OPEN", 19),
        ("ERR_CANT_CREATE", 20),
        ("ERR_ALREADY_IN_USE", 22),
        ("ERR_TIMEOUT", 24),
        ("ERR_CANT_CONNECT", 25),
        ("ERR_CONNECTION_ERROR", 27),
        ("ERR_INVALID_DATA", 30),
        ("ERR_INVALID_PARAMETER", 31),
        ("ERR_ALREADY_EXISTS", 32),
        ("ERR_DOES_NOT_EXIST", 33),
        ("ERR_BUSY", 44),
        ("ERR_BUG", 47),
        ("ERR_PRINTER_ON_FIRE", 48),
    ],
)
def test_the_codes_are_godots(name, code):
    assert getattr(Error, name) == code


def test_ok_is_false_and_every_other_code_true():
    assert not Error.OK
    assert all(code for code in Error if code is not Error.OK)


@pytest.mark.parametrize("code", Error)
def test_every_code_is_a_name_of_the_package(code):
    assert getattr(engine, code.name) is code
    assert code.name in engine.__all__


def test_everything_that_the_package_exports_is_there():
    assert all(hasattr(engine, name) for name in engine.__all__)
    assert len(set(engine.__all__)) == len(engine.__all__)


def test_every_error_of_a_script_can_be_caught_as_one():
    assert issubclass(SignalError, ScriptError)
    assert issubclass(NodeNotFoundError, ScriptError)
    assert issubclass(NodeNotFoundError, LookupError)
    assert issubclass(ScriptWarning, UserWarning)


def test_a_signal_error_has_the_code_that_connect_returns():
    assert SignalError("text").code is Error.ERR_INVALID_PARAMETER
    assert SignalError("text", Error.ERR_DOES_NOT_EXIST).code is Error.ERR_DOES_NOT_EXIST
    assert str(SignalError("text", Error.FAILED)) == "text"
