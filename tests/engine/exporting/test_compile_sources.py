import marshal
import sys
import zipfile

from engine.exporting.compile_sources import compile_all, compiled

SOURCE = b'''"""Of the module."""

from __future__ import annotations


class A:
    """Of the class."""

    def f(self):
        """Of the function."""


async def g():
    """Also."""
    assert __debug__
    return "a value"


values = g.__doc__, A.__doc__, A.f.__doc__, globals().get("__doc__"), A().f()
'''


def run(data):
    space = {}
    exec(marshal.loads(data[16:]), space)
    return space


def test_docstrings_are_left_out_and_nothing_else():
    space = run(compiled(SOURCE, "/a.py"))
    assert space["values"] == (None, None, None, None, None)
    assert space["g"].__code__.co_filename == "/a.py"
    assert space["g"].__code__.co_firstlineno == 13


def test_the_bytecode_is_taken_whatever_becomes_of_the_source(tmp_path):
    data = compiled(b"answer = 42", "/a.py")
    assert data[4:8] == b"\x01\0\0\0"  # unchecked, by a digest
    (tmp_path / "some_answer.pyc").write_bytes(data)
    sys.path.insert(0, str(tmp_path))
    try:
        import some_answer
    finally:
        sys.path.remove(str(tmp_path))
        sys.modules.pop("some_answer", None)
    assert some_answer.answer == 42


def test_each_source_of_an_archive_is_compiled_the_same_each_time(tmp_path):
    given = tmp_path / "sources.zip"
    with zipfile.ZipFile(given, "w") as archive:
        archive.writestr("a/__init__.py", SOURCE)
        archive.writestr("a/b.py", b"x = 1")
    for made in ("one.zip", "two.zip"):
        compile_all(str(given), str(tmp_path / made))
    with zipfile.ZipFile(tmp_path / "one.zip") as one, zipfile.ZipFile(tmp_path / "two.zip") as two:
        assert one.namelist() == ["a/__init__.pyc", "a/b.pyc"]
        assert [one.read(name) for name in one.namelist()] == [two.read(name) for name in two.namelist()]
        assert run(one.read("a/b.pyc"))["x"] == 1
