"""Variables that nobody reads stay, with a word for linters."""

from engine.command_line import main
from engine.porting.unused import marked


def test_a_variable_that_nobody_reads_is_marked():
    assert marked("def f():\n    x = g()\n    y: int = 1\n    return 2\n") == (
        "def f():\n    x = g()  # noqa: F841\n    y: int = 1  # noqa: F841\n    return 2\n"
    )


def test_what_is_read_declared_counted_up_or_no_local_stays_as_it_is():
    text = """
a = 1
class C:
    b = 2
def f():
    c = 3
    d = 4
    d += 1
    e, g = 5, 6
    h: int
    for i in range(2):
        pass
    global j
    j = 7
    return lambda: c
"""
    assert marked(text) == text


def test_a_mark_stands_once_and_behind_a_comment():
    text = "async def f():\n    def g():\n        x = 1  # of the author\n"
    assert marked(text).endswith("        x = 1  # of the author  # noqa: F841\n")
    assert marked(text).count("noqa") == 1


def test_a_script_that_is_ported_keeps_its_variable(tmp_path, capsys):
    script = tmp_path / "player.gd"
    script.write_text("extends Node\nfunc f():\n\tvar x = get_child_count()\n")
    assert main(["port", str(script)]) == 0
    assert "        x = self.get_child_count()  # noqa: F841\n" in capsys.readouterr().out
