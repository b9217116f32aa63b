import sys

import pytest

from engine.exporting.standard_library import LEFT_OUT, library_sources


@pytest.fixture
def left(files):
    """The names of what is left of the library for a script: `left("json", …)`."""
    return lambda *imported: list(library_sources(files["python_stdlib.zip"], imported))


KEPT = ["encodings/utf_8.py", "json/__init__.py", "json/decoder.py", "json/scanner.py", "os.py", "stat.py"]


def test_what_hardly_a_page_imports_is_left_out(left):
    assert left() == KEPT
    assert left("os", "json", "no_such_module") == KEPT


def test_what_is_imported_stays_with_what_that_imports(left):
    assert set(left("http")) - set(KEPT) == {"http/__init__.py"}
    assert set(left("http.client")) - set(KEPT) == {"http/__init__.py", "http/client.py", "email/__init__.py"}
    assert set(left("encodings.cp037")) - set(KEPT) == {"encodings/cp037.py"}


def test_what_is_written_in_a_newer_python_is_no_obstacle(left):
    assert set(left("unittest")) - set(KEPT) == {
        *("unittest/__init__.py", "unittest/case.py", "unittest/util.py", "doctest.py"),
    }


def test_the_names_left_out_are_of_the_library():
    known = {*sys.stdlib_module_names, "site-packages", "_pydatetime", "_pyrepl", "__hello__", "__phello__"}
    assert LEFT_OUT - known == set()
