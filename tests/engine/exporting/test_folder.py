import gzip
import zipfile

import pytest

from engine.exporting.error import ExportError
from engine.exporting.folder import check_folder, size_table, write_folder, write_zip

FILES = {
    "index.html": b'<meta name="generator" content="Estragon">' + b" " * 1000,
    "pyodide-1/a.wasm": b"x" * 500,
    "game.0123456789ab.zip": b"y" * 100,
    "icon.png": b"z" * 100,
}


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def no_brotli(monkeypatch):
    monkeypatch.setattr("engine.exporting.folder.find_spec", lambda name: None)


def test_each_file_has_a_smaller_sibling_but_those_that_are_small_already(tmp_path, no_brotli):
    out = tmp_path / "out"
    sizes = write_folder(FILES, out)
    assert names(out) == sorted([*FILES, *(f"{name}.gz" for name in FILES if name != "icon.png")])
    for name in sizes:
        assert (out / name).read_bytes() == FILES[name]
        if name != "icon.png":
            small = (out / f"{name}.gz").read_bytes()
            assert gzip.decompress(small) == FILES[name]
            assert sizes[name] == len(small)
    assert sizes["icon.png"] == 100


def test_with_brotli_there_is_a_smaller_one_still(tmp_path):
    brotli = pytest.importorskip("brotli")
    write_folder(FILES, tmp_path / "out")
    assert brotli.decompress((tmp_path / "out" / "index.html.br").read_bytes()) == FILES["index.html"]


def test_the_same_files_are_the_same_siblings(tmp_path):
    for name in ("one", "two"):
        write_folder(FILES, tmp_path / name)
    assert names(tmp_path / "one") == names(tmp_path / "two")
    for name in names(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_an_export_takes_the_place_of_an_earlier_one_and_of_nothing_else(tmp_path):
    write_folder(FILES, tmp_path)
    (tmp_path / "CNAME").write_text("example.org")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").touch()
    write_folder({"index.html": FILES["index.html"], "pyodide-2/a.wasm": b""}, tmp_path)
    left = [name for name in names(tmp_path) if not name.endswith((".gz", ".br"))]
    assert left == [".git/config", "CNAME", "index.html", "pyodide-2/a.wasm"]


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    check_folder(tmp_path)
    check_folder(tmp_path / "none")
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(ExportError, match="has something else in it: name a folder for the page with --out"):
        check_folder(tmp_path)
    (tmp_path / "index.html").write_text("<p>Mine")
    with pytest.raises(ExportError, match="something else"):
        write_folder(FILES, tmp_path)
    assert names(tmp_path) == ["index.html", "thesis.txt"]


def test_a_file_where_the_folder_would_be_is_told(tmp_path):
    (tmp_path / "out").touch()
    with pytest.raises(ExportError, match="something else"):
        write_folder(FILES, tmp_path / "out")
    with pytest.raises(ExportError, match="cannot be written"):
        write_folder(FILES, tmp_path / "out" / "deeper")
    with pytest.raises(ExportError, match="The archive of the page cannot be written"):
        write_zip(FILES, tmp_path / "out" / "deeper")


def test_an_archive_has_the_files_without_siblings_and_the_page_at_the_top(tmp_path):
    path = write_zip(FILES, tmp_path / "out")
    assert path == tmp_path / "out.zip"
    with zipfile.ZipFile(path) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == FILES


def test_the_table_says_what_each_file_weighs_and_all_of_them():
    assert size_table({"a": b"x" * 1234, "bc/d": b""}, {"a": 56, "bc/d": 20}) == [
        "                bytes         gzip",
        "a               1,234           56",
        "bc/d                0           20",
        "together        1,234           76",
    ]
