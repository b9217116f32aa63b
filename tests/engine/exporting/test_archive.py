import io
import zipfile

from engine.exporting.archive import packed


def test_the_same_files_are_the_same_bytes_in_whatever_order():
    assert packed({"a": b"1", "b/c": b"2"}) == packed({"b/c": b"2", "a": b"1"})


def test_files_are_stored_or_deflated():
    files = {"b": b"x" * 1000, "a": b""}
    stored, deflated = packed(files), packed(files, deflate=True)
    assert len(deflated) < len(stored)
    for data in (stored, deflated):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == files
            assert archive.namelist() == ["a", "b"]
