"""A body: how long it may be, packed or not, and where it is written."""

from __future__ import annotations

import builtins
import errno
import gzip
import io

import pytest

from nodes.http import body as module
from nodes.http.answer import Head
from nodes.http.body import Body
from nodes.http.outcome import (
    BODY_SIZE_LIMIT_EXCEEDED,
    DOWNLOAD_FILE_CANT_OPEN,
    DOWNLOAD_FILE_WRITE_ERROR,
    REQUEST_FAILED,
    FailedError,
    Outcome,
    Wanted,
)
from nodes.http.transfer import parse_http_url

HEAD = Head(200, ["A: 1"], -1, False)


def outcome(*parts, coding="", limit=-1, file="", length=-1):
    """Return the body that the parts make, or what it failed with."""
    wanted = Wanted(parse_http_url("http://a/"), "GET", [], b"", True, 8, limit, 65536, file, {})
    body = None
    try:
        body = Body(wanted, HEAD, length, coding)
        for part in parts:
            body.add(part)
            while body.unpack():
                pass
        return body.complete()
    except FailedError as failed:
        found = failed.outcome
        assert found[1:] == (200, ["A: 1"], b"")
        return found.result, str(failed)
    finally:
        if body is not None:
            assert body.received <= sum(map(len, parts))
            body.close()


def test_parts_are_put_together():
    assert outcome(b"ab", b"", b"c") == b"abc"
    assert outcome() == b""
    assert Outcome(1) == (1, 0, [], b"")


@pytest.mark.parametrize("options", [{}, {"length": 9}])
def test_it_is_as_long_as_it_may_be(options):
    assert outcome(b"12345", b"678", limit=8) == b"12345678"
    result, why = outcome(b"12345", b"6789", limit=8, **options)
    assert result == BODY_SIZE_LIMIT_EXCEEDED
    assert "`body_size_limit`, 8 bytes" in why


def test_what_is_too_long_makes_no_file(tmp_path):
    file = tmp_path / "got"
    assert outcome(limit=8, length=9, file=str(file))[0] == BODY_SIZE_LIMIT_EXCEEDED
    assert not file.exists()


def test_what_is_unpacked_has_the_same_limit():
    assert outcome(gzip.compress(bytes(1000)), coding="gzip", limit=1000) == bytes(1000)
    assert outcome(gzip.compress(bytes(1001)), coding="gzip", limit=1000)[0] == BODY_SIZE_LIMIT_EXCEEDED


def test_what_is_unpacked_has_a_limit_in_any_case(monkeypatch):
    monkeypatch.setattr(module, "MOST_UNPACKED", 1000)
    assert outcome(gzip.compress(bytes(1000)), coding="gzip") == bytes(1000)
    result, why = outcome(gzip.compress(bytes(1001)), coding="gzip")
    assert result == BODY_SIZE_LIMIT_EXCEEDED
    assert "set `body_size_limit`" in why
    assert outcome(bytes(1001)) == bytes(1001), "of what comes unpacked there may be more"


@pytest.mark.parametrize("data", [gzip.compress(b"text")[:-1], b"not gzip at all"])
def test_what_cannot_be_unpacked_is_told(data):
    assert outcome(data, coding="gzip")[0] == REQUEST_FAILED


def test_other_codings_are_left_alone():
    assert outcome(b"x", coding="br") == b"x"


def test_it_is_written_to_a_file_as_it_comes(tmp_path):
    file = tmp_path / "got"
    assert outcome(gzip.compress(bytes(300000)), coding="gzip", file=str(file)) == b""
    assert file.read_bytes() == bytes(300000)


@pytest.mark.parametrize("path", ["{}/no/such/folder", "user://../outside", "{}/a\0b"])
def test_a_file_that_cannot_be_opened_is_told(path, tmp_path):
    assert outcome(b"x", file=path.format(tmp_path))[0] == DOWNLOAD_FILE_CANT_OPEN


@pytest.mark.parametrize("when", ["write", "flush"])
def test_a_full_disk_is_told(when, tmp_path, monkeypatch):
    class Full(io.BytesIO):
        def fail(self, *_):
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self):
            if not self.closed:
                super().close()
                self.fail()

    setattr(Full, when, Full.fail)
    real = builtins.open
    monkeypatch.setattr(
        builtins, "open", lambda path, mode="r", **how: Full() if mode == "wb" else real(path, mode, **how)
    )
    result, why = outcome(b"x", file=str(tmp_path / "got"))
    monkeypatch.undo()
    assert result == DOWNLOAD_FILE_WRITE_ERROR
    assert "No space left" in why
