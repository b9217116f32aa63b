import re

import pytest

from engine.exporting import runtime
from engine.exporting.cache import cache_folder
from engine.exporting.error import ExportError
from engine.exporting.runtime import PACKAGE, VERSION, find_runtime, where_from

NAMES = {
    *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.js"),
    *("python_stdlib.zip", "pyodide-lock.json"),
}


def npm(computer, text):
    path = computer / "bin" / "npm"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_the_package_is_taken_from_the_cache(cached):
    found = find_runtime()
    assert set(found.files) == NAMES
    assert found.files["pyodide.mjs"] == b"loads"
    assert found.info() == {"python": "3.14.2"}


def test_without_npm_and_a_cache_one_message_says_what_to_do(computer):
    with pytest.raises(ExportError) as raised:
        find_runtime()
    assert f"npm pack pyodide@{VERSION}" in str(raised.value)
    assert f"--pyodide {PACKAGE}" in str(raised.value)
    assert "there is no npm here" in str(raised.value)


def test_npm_fetches_the_package_once(cached, package, capsys):
    (cache_folder() / PACKAGE).rename(cached / "there.tgz")
    # npm pack pyodide@… --silent --pack-destination FOLDER
    npm(cached, f'[ "$1 $2" = "pack pyodide@{VERSION}" ] && exec /bin/cp "{cached}/there.tgz" "$5/{PACKAGE}"')
    assert set(find_runtime().files) == NAMES
    assert [path.name for path in cache_folder().iterdir()] == [PACKAGE]
    assert capsys.readouterr().err == f"Fetching Pyodide {VERSION} with npm …\n"
    npm(cached, "exit 1")
    assert set(find_runtime().files) == NAMES
    assert capsys.readouterr().err == ""


def test_a_cache_that_is_broken_is_not_taken(cached):
    (cache_folder() / PACKAGE).write_bytes(b"half of it")
    with pytest.raises(ExportError, match="there is no npm"):
        find_runtime()


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("echo first >&2; echo no network >&2; exit 1", "npm has not fetched it (no network)"),
        ("exit 1", "npm has not fetched it (it says nothing)"),
        (f'echo other > "$5/{PACKAGE}"', "what npm fetches here is another one"),
        ("exec /bin/sleep 60", "npm had not fetched it after 0 s"),
    ],
)
def test_an_npm_that_fails_is_quoted_beside_what_to_do(computer, monkeypatch, does, told):
    npm(computer, does)
    monkeypatch.setattr(runtime, "_TIMEOUT", 0.2 if "sleep" in does else 60)
    with pytest.raises(ExportError, match=re.escape(told)) as raised:
        find_runtime()
    assert f"--pyodide {PACKAGE}" in str(raised.value)


def test_an_npm_that_does_not_start_is_told(computer):
    npm(computer, "")
    (computer / "bin" / "npm").write_text("#!/no/such/program\n")
    with pytest.raises(ExportError, match=r"npm does not start here \(No such file or directory\)"):
        find_runtime()


def test_a_package_that_is_named_is_compared_with_the_digest(cached, package):
    path = cached / "mine.tgz"
    path.write_bytes(package)
    assert set(find_runtime(str(path)).files) == NAMES
    path.write_bytes(package[:-1] + b"?")
    with pytest.raises(ExportError, match="or not all of it: its SHA-512 differs"):
        find_runtime(str(path))
    with pytest.raises(ExportError, match=r"cannot be read: No such file"):
        find_runtime(str(cached / "none.tgz"))


def test_a_folder_that_is_named_has_to_be_of_the_version(computer, files):
    folder = computer / "unpacked"
    folder.mkdir()
    with pytest.raises(ExportError, match="is no unpacked package of Pyodide"):
        find_runtime(str(folder))
    for name, data in files.items():
        (folder / name).write_bytes(data)
    found = find_runtime(str(folder))
    assert set(found.files) == NAMES
    (folder / "package.json").write_text('{"version": "0.26.0"}')
    with pytest.raises(ExportError, match=rf"is Pyodide 0\.26\.0\. It has to be {re.escape(VERSION)}"):
        find_runtime(str(folder))


def test_the_runtime_can_be_unpacked(cached):
    (cached / "there").mkdir()
    find_runtime().unpack(cached / "there")
    assert {path.name for path in (cached / "there").iterdir()} == NAMES


def test_doctor_is_told_where_the_runtime_would_come_from(cached):
    assert where_from() == f"Pyodide {VERSION}, which is in {cache_folder()}"
    (cache_folder() / PACKAGE).unlink()
    assert where_from() == f"no Pyodide {VERSION}, and no npm to fetch it: say --pyodide FILE"
    npm(cached, "exit 1")
    assert where_from() == f"Pyodide {VERSION}, which npm has to fetch"
