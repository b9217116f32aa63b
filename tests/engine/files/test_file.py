"""File where recorded programs do not go: errors, edges, and what differs from Godot."""

import gc
import os
from pathlib import Path

import pytest

from engine import (
    ERR_FILE_BAD_PATH,
    ERR_FILE_CANT_OPEN,
    ERR_FILE_CANT_WRITE,
    ERR_FILE_CORRUPT,
    ERR_FILE_EOF,
    ERR_FILE_NOT_FOUND,
    ERR_FILE_UNRECOGNIZED,
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    OK,
    File,
    PoolByteArray,
    PoolStringArray,
    ScriptError,
)

KEY = bytes(range(32))


def written(data, path="user://t.bin"):
    """Return a File that reads these bytes."""
    file = File()
    assert file.open(path, File.WRITE) == OK
    file.store_buffer(data)
    file.close()
    assert file.open(path, File.READ) == OK
    return file


def test_what_cannot_be_opened_has_godots_code(user, caplog):
    file = File()
    assert file.open("user://t.txt", 8) == ERR_INVALID_PARAMETER
    assert file.open("user://", File.READ) == ERR_FILE_CANT_OPEN
    assert file.open("", File.READ) == ERR_FILE_NOT_FOUND
    assert file.open("user://a\0b", File.READ) == ERR_FILE_CANT_OPEN
    assert file.open("user://../t.txt", File.WRITE) == ERR_FILE_BAD_PATH
    assert "'user://../t.txt' leads out of the folder" in caplog.text
    assert (file.is_open(), file.get_error()) == (False, ERR_UNCONFIGURED)
    assert (file.get_path(), file.get_path_absolute()) == ("", "")
    assert not file.file_exists("user://../t.txt")


def test_res_is_the_folder_of_the_script(res):
    (res / "level.txt").write_text("1")
    file = File()
    assert file.open("res://level.txt", File.READ) == OK
    assert (file.get_path(), file.get_path_absolute()) == ("res://level.txt", str(res / "level.txt"))
    file.close()


def test_what_is_asked_of_a_file_that_is_not_open_is_an_error(user):
    with pytest.raises(ScriptError, match=r"not open: ask `if file\.open"):
        File().get_line()
    with pytest.raises(ScriptError, match="not open"):
        File().flush()
    file = written(b"a")
    with pytest.raises(ScriptError, match=r"opened with File\.READ"):
        file.store_8(1)
    file.open("user://t.bin", File.WRITE)
    with pytest.raises(ScriptError, match=r"opened with File\.WRITE"):
        file.get_8()
    file.close()


def test_reading_beyond_the_end_gives_what_there_was_and_zeros(user):
    file = written(b"\1\2\3")
    assert [file.get_16(), file.eof_reached(), file.get_error()] == [513, False, OK]
    assert [file.get_32(), file.eof_reached(), file.get_error()] == [3, True, ERR_FILE_EOF]
    file.seek(1)
    assert [file.eof_reached(), file.get_buffer(0), file.eof_reached()] == [False, PoolByteArray(), False]
    assert file.get_buffer(1 << 60) == PoolByteArray(b"\2\3")
    with pytest.raises(ScriptError, match="-1 cannot be a number of bytes"):
        file.get_buffer(-1)
    file.close()


def test_a_line_ends_with_a_zero_too(user):
    file = written(b"a\0b\r\nc\xff\n")
    assert [file.get_line(), file.get_line(), file.get_line()] == ["a", "b", "c\ufffd"]
    assert file.get_as_text(False).startswith("a\0b\r\n")
    file.close()


def test_texts_in_quotes_have_commas_and_ends_of_line(user):
    file = written(b'"x""y","m\nn",z;1\n"open\n')
    assert file.get_csv_line() == PoolStringArray(['x"y', "m\nn", "z;1"])
    assert file.get_csv_line(";") == PoolStringArray(["open\n"])
    with pytest.raises(ScriptError, match="one character"):
        file.get_csv_line("ab")
    file.open("user://t.bin", File.WRITE)
    with pytest.raises(ScriptError, match="one character"):
        file.store_csv_line(["a"], "")
    file.close()


def test_a_value_that_is_none_is_logged(user, caplog):
    file = written(b"\4\0\0\0\xff\xff\0\0")
    assert file.get_var() is None
    assert "get_var: user://t.bin: " in caplog.text
    file.close()


def test_an_encrypted_file_is_read_and_written_and_nothing_else(user, caplog):
    file = File()
    assert file.open_encrypted("user://k.bin", File.WRITE, b"short") == ERR_INVALID_PARAMETER
    assert file.open_encrypted("user://k.bin", File.READ_WRITE, KEY) == ERR_UNAVAILABLE
    assert file.open_encrypted("user://none.bin", File.READ, KEY) == ERR_FILE_NOT_FOUND
    written(b"plain").close()
    assert file.open_encrypted("user://t.bin", File.READ, KEY) == ERR_FILE_UNRECOGNIZED
    assert "user://t.bin: this is no encrypted file." in caplog.text
    assert file.open_encrypted("user://k.bin", File.WRITE, KEY) == OK
    file.store_string("secret")
    file.close()
    assert file.open_encrypted("user://k.bin", File.READ, bytes(32)) == ERR_FILE_CORRUPT
    assert not file.is_open()


def test_a_compressed_file_is_read_and_written(user):
    file = File()
    for mode in (File.COMPRESSION_FASTLZ, File.COMPRESSION_DEFLATE, File.COMPRESSION_GZIP):
        assert file.open_compressed("user://p.bin", File.WRITE, mode) == OK
        file.store_string("abc" * 5000)
        file.close()
        assert file.open_compressed("user://p.bin", File.READ) == OK
        assert file.get_as_text() == "abc" * 5000
        file.close()
    assert os.path.getsize(os.path.join(user.home, "p.bin")) < 1000
    assert file.open_compressed("user://p.bin", File.WRITE, 4) == ERR_INVALID_PARAMETER


def test_a_file_is_closed_when_nothing_keeps_it(user):
    file = File()
    file.open("user://t.txt", File.WRITE)
    file.store_line("kept")
    del file
    gc.collect()
    assert Path(user.home, "t.txt").read_text() == "kept\n"


def test_what_is_not_there_has_no_digest_and_no_time(user):
    file = written(b"a")
    assert [
        file.get_md5("user://none"),
        file.get_sha256("user://none"),
        file.get_modified_time("user://none"),
    ] == [
        "",
        "",
        0,
    ]
    assert file.get_modified_time("user://t.bin") > 1_600_000_000
    file.close()


def test_the_storage_hears_of_what_was_written(user):
    written(b"a").close()
    assert user.changes == 1


class FullDisk:
    """A file on a disk that has no room."""

    def writable(self):
        return True

    def write(self, data):
        raise OSError(28, "No space left on device")

    close = flush = lambda self: self.write(b"")


def test_a_disk_that_is_full_is_logged(user, caplog):
    file = File()
    file.open("user://t.txt", File.WRITE)
    file._stream_.close()
    file._stream_ = FullDisk()
    file.store_line("a")
    assert file.get_error() == ERR_FILE_CANT_WRITE
    file.close()
    assert caplog.text.count("user://t.txt cannot be written: No space left on device.") == 2
    assert user.changes == 0


def test_numbers_may_be_big_endian(user):
    file = written(b"\1\2")
    file.set_endian_swap(True)
    assert (file.get_endian_swap(), file.get_16()) == (True, 258)
    file.close()


def test_flush_writes_what_was_stored(user):
    file = File()
    file.open("user://t.txt", File.WRITE)
    file.store_string("a")
    file.flush()
    assert os.path.getsize(os.path.join(user.home, "t.txt")) == 1
    file.close()
