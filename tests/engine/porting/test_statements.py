"""Statements: branches, loops, what a function returns, and what stands for its own sake."""

import pytest

from tests.engine.porting.ported_script import body, module_of, ported, script
from tests.engine.porting.rooms import ROOM


@pytest.mark.parametrize(
    ("gdscript", "python"),
    [
        ("for i in 5: print(i)", "for i in range(5):\n    print(i)"),
        ("for i in a.get_item_count(): pass", "for i in range(a.get_item_count()):\n    pass"),
        ("for i in a.get_children(): pass", "for i in a.get_children():\n    pass"),
        ("for i in range(1, 3): print(i)", "for i in range(1, 3):\n    print(i)"),
        ("for c in 'ab': print(c)", 'for c in "ab":\n    print(c)'),
        ("for i in 2.5: pass", "for i in each(2.5):\n    pass"),
        ("for i in range(2.5): pass", "for i in range(int(2.5)):\n    pass"),
        ("for i in range(0, a.size.x): pass", "for i in range(0, int(a.size.x)):\n    pass"),
        (
            "if a: pass\n# more\nelif b: pass # b\nelse:\n\tprint(1)",
            "if a:\n    pass\n# more\nelif b:  # b\n    pass\nelse:\n    print(1)",
        ),
        ("continue", "return"),
        ("while a: break", "while a:\n    break"),
        (
            "if a:\n\tpass\n\t# within\n# beyond\nbreakpoint",
            "if a:\n    pass\n    # within\n# beyond\nbreakpoint()",
        ),
        ("assert(a, 'why')", 'assert a, "why"'),
        ("return a if b else -a", "return a if b else -a"),
        ("breakpoint", "breakpoint()"),
        ("'a text'", "# a text\npass"),
        ('"""\n\tof two\n\tlines\n\t"""', "# of two\n# lines\npass"),
    ],
)
def test_a_statement_becomes_what_a_person_would_write(gdscript, python):
    assert body(gdscript) == python


def test_an_enumeration_is_gone_over_by_its_names():
    assert (
        body("for i in One: print(i)", before="enum One { A }")
        == "for i in self.One.__members__:\n    print(i)"
    )


def test_a_local_name_is_known_in_its_block_alone():
    text = body(
        "for t in [1]: print(t)\nprint(t)\nif a:\n\tvar t = 1\n\tprint(t)\nprint(t)\n"
        "match a:\n\tvar t: print(t)\nprint(t)\nmatch a:\n\t[var t]: print(t)\nprint(t)",
        before="var t = 5",
    )
    assert text.count("print(self.t)") == 4
    assert text.count("    print(t)") == 4


def test_a_bare_return_where_something_is_given_gives_null():
    text = ported("extends Node\nfunc f(a) -> int:\n\tif a:\n\t\treturn\n\treturn 1\n").text
    assert "            return null\n        return 1\n" in text


def test_what_init_returns_is_left_out(monkeypatch):
    source = (
        "extends Reference\nvar a = 1\nfunc _init(b):\n\tif b:\n\t\treturn self\n\treturn f()\n"
        "func f():\n\ta = 2\n"
    )
    made = module_of(ported(source), monkeypatch).Case
    assert (made(True).a, made(False).a) == (1, 2)


@pytest.mark.parametrize("value", ["Color.red", "{}", "1"])
def test_what_returns_another_type_than_it_says_is_marked(value):
    text = ported(f"func f() -> String:\n\treturn {value}\n").text
    assert text.endswith("  # type: ignore[return-value]\n")


def test_what_returns_what_waits_is_marked():
    assert "return self.clean()  # type: ignore[return-value]" in ported(ROOM, "res://room.gd").text


def test_the_variable_of_a_loop_over_nodes_is_of_any_class_where_it_has_to_be():
    text = script("""
        extends Node
        func f(a: int) -> void:
            for child in get_children():
                print(child.name)
            for child in get_children():
                child.own()
            for child in get_children():
                child.own()
        func untyped():
            for child in get_children():
                child.own()
    """)
    assert (
        text.count(
            "        child: Any\n        for child in self.get_children():\n            print(child.name)\n"
        )
        == 1
    )


def test_a_range_of_unknown_numbers_cuts_floats(monkeypatch):
    result = ported(
        "extends Reference\nfunc f(n):\n\tvar all = []\n\tfor i in range(n):\n"
        "\t\tall.append(i)\n\treturn all\n"
    )
    assert "for i in range(n):" in result.text
    assert module_of(result, monkeypatch).Case().f(2.5) == [0, 1]


def test_what_is_done_on_a_condition_within_an_expression_is_an_if():
    text = script("extends Node\nfunc f(all: Array, a) -> void:\n\ta and all.append(a)\n\ta or all.clear()\n")
    assert "        if a:\n            all.append(a)\n        if not a:\n            all.clear()\n" in text


def test_an_object_that_says_what_a_loop_goes_over_is_asked(monkeypatch):
    source = (
        "extends Reference\nclass Room:\n\tfunc _iter_init(arg):\n\t\targ[0] = 0\n\t\treturn true\n"
        "\tfunc _iter_next(arg):\n\t\targ[0] += 1\n\t\treturn arg[0] < 3\n"
        "\tfunc _iter_get(arg):\n\t\treturn [self, arg]\n"
        "func f(room: Room, any, list: Array):\n\tvar all = []\n"
        "\tfor one in room:\n\t\tall.append(one[1])\n\tfor one in any:\n\t\tall.append(one)\n"
        "\tfor one in list:\n\t\tall.append(one)\n\treturn all\n"
    )
    result = ported(source)
    assert "for one in each(room):" in result.text
    assert "for one in each(any):" in result.text
    assert "for one in list_:" in result.text
    case = module_of(result, monkeypatch).Case
    assert case().f(case.Room(), 2, [7]) == [0, 1, 2, 0, 1, 7]


def test_a_parameter_is_the_same_after_a_loop_of_its_name(monkeypatch):
    source = (
        "extends Reference\nfunc f(room):\n\tvar all = [room]\n\tfor room in [1, 2]:\n"
        "\t\tall.append(room)\n\treturn [room, all]\n"
    )
    result = ported(source)
    assert "for room_ in [1, 2]:" in result.text
    assert module_of(result, monkeypatch).Case().f(7) == [7, [7, 1, 2]]


def test_a_variable_of_two_loops_is_of_any_type_if_one_is_not_over_ints():
    text = script(
        "extends Node\nfunc f(a: int) -> void:\n\tfor y in range(a):\n\t\tpass\n"
        "\tfor y in [0, 0.5]:\n\t\tpass\n"
    )
    assert "        y: Any\n        for y in range(a):\n" in text
