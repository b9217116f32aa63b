import sys

from engine.exporting import bytecode as module
from engine.exporting.bytecode import bytecode
from engine.exporting.runtime import Runtime

RUNTIME = Runtime({"pyodide.js": b"x"})
SOURCES = {"b.py": b'"""Cut."""', "a/c.py": b"x = {1, 2}"}


def program(folder, name, text):
    path = folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_without_any_compiler_there_is_no_bytecode(computer):
    assert bytecode(SOURCES, RUNTIME) is None


def test_this_python_compiles_if_it_is_of_the_version_of_the_page(computer, monkeypatch):
    from engine.exporting import compile_sources

    monkeypatch.setattr(module, "VERSION", sys.version_info[:2])
    copy = computer / "compile_sources.py"
    with open(compile_sources.__file__, encoding="utf-8") as file:
        copy.write_text(file.read().replace("VERSION = (3, 14)", f"VERSION = {sys.version_info[:2]}"))
    monkeypatch.setattr(module, "_HERE", computer)
    code = bytecode(SOURCES, RUNTIME)
    assert sorted(code) == ["a/c.pyc", "b.pyc"]
    assert code == bytecode(SOURCES, RUNTIME)


def test_a_python_of_that_name_that_does_not_run_is_passed_over(computer):
    program(computer, "python3.0", "exit 127")
    assert bytecode(SOURCES, RUNTIME) is None


def test_node_compiles_with_the_runtime_that_is_unpacked_for_it(computer):
    # Stands in for node: what it is given are the program, the runtime, and both archives.
    program(computer, "node", '[ -e "$2/pyodide.js" ] && exec /bin/cp "$3" "$4"')
    assert bytecode(SOURCES, RUNTIME) == SOURCES


def test_what_cannot_be_started_or_hangs_is_passed_over(computer, monkeypatch):
    (computer / "bin" / "python3.0").write_text("no program")
    (computer / "bin" / "python3.0").chmod(0o755)
    program(computer, "node", "exec /bin/sleep 60")
    monkeypatch.setattr(module, "_TIMEOUT", 0.05)
    assert bytecode(SOURCES, RUNTIME) is None


def test_the_compilers_environment_is_the_same_for_everybody(computer, monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "mine.py")
    program(
        computer,
        "node",
        '[ "$PYTHONHASHSEED$PYTHONNODEBUGRANGES$PYTHONSTARTUP" = 01 ] && exec /bin/cp "$3" "$4"',
    )
    assert bytecode(SOURCES, RUNTIME) == SOURCES


def test_bytecode_is_kept_for_the_same_sources(computer, capsys):
    program(computer, "node", 'exec /bin/cp "$3" "$4"')
    assert bytecode(SOURCES, RUNTIME) == SOURCES
    assert capsys.readouterr().err == "Compiling 2 files with node …\n"
    program(computer, "node", "exit 1")
    assert bytecode(SOURCES, RUNTIME) == SOURCES
    assert capsys.readouterr().err == ""
    assert bytecode({**SOURCES, "b.py": b"other"}, RUNTIME) is None
