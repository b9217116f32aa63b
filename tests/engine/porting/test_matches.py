"""Each `match`: as Python's where that sees the same, else as a chain of questions."""

import pytest

from tests.engine.porting.ported_script import body, module_of, notes, ported
from tests.engine.porting.rooms import with_room


@pytest.mark.parametrize(
    ("gdscript", "python"),
    [
        (
            "match a:\n\t1, 2: pass\n\tvar c: print(c)",
            "match a:\n    case 1 | 2:\n        pass\n    case c:\n        print(c)",
        ),
        (
            "match a:\n\t[1, var c]: print(c)\n\t_: pass",
            "if matches(a, [1, ANY]):\n    c = a[1]\n    print(c)\nelse:\n    pass",
        ),
        (
            "match a:\n\t1, 2:\n\t\tcontinue # on\n\t_: pass",
            "going_on = True\nif going_on and (matches(a, 1) or matches(a, 2)):\n    going_on = False\n"
            "    going_on = True  # on\nif going_on:\n    going_on = False",
        ),
        (
            "match a.b:\n\tvar c:\n\t\tif c: continue\n\t\telse: print(c)",
            "matched = a.b\ngoing_on = True\nif going_on:\n    going_on = False\n    c = matched\n"
            "    if c:\n        going_on = True\n    else:\n        print(c)",
        ),
        ("match a.b:\n\ttrue: pass", "matched = a.b\nif matches(matched, True):\n    pass"),
    ],
)
def test_a_match_becomes_what_a_person_would_write(gdscript, python):
    assert body(gdscript) == python


def test_a_pattern_that_is_not_here_is_marked():
    assert "            case Resource.NO_SUCH:  # type: ignore[attr-defined]\n" in with_room(
        "match 1:\n\tResource.NO_SUCH:\n\t\tpass"
    )


def test_patterns_that_python_takes_for_the_same_are_asked_for_one_after_another():
    assert body("match a:\n\t1: pass\n\t1.0: pass\n\t'1': pass") == (
        'if matches(a, 1):\n    pass\nelif matches(a, 1.0):\n    pass\nelif matches(a, "1"):\n    pass'
    )


@pytest.mark.parametrize(
    ("pattern", "written", "is_plain"),
    [
        ("null", "None", True),
        ("Color.red", "Color.red", True),
        ("ONE", "self.ONE", True),
        ("b", "b", False),
        ("position.abs().x", "self.position.abs().x", False),
        ("[1, ..]", "[1, REST]", False),
        ("{'a': 1, ..}", '{"a": 1, REST: REST}', False),
    ],
)
def test_a_pattern_is_pythons_if_it_stands_for_a_value_that_has_a_name(pattern, written, is_plain):
    text = body(f"match a:\n\t{pattern}: pass", before="const ONE = 1")
    head = f"match a:\n    case {written}:" if is_plain else f"if matches(a, {written}):"
    assert text.startswith(head)


def test_what_is_bound_is_known_in_its_arm_alone():
    text = body(
        "match a:\n\t[{'x': var t}, 2]:\n\t\tprint(t)\n\tvar t: print(t)\n\t3: print(3)\nprint(t)",
        before="var t = 5",
    )
    assert text == (
        'if matches(a, [{"x": ANY}, 2]):\n    t = a[0]["x"]\n    print(t)\n'
        "else:\n    t = a\n    print(t)\nprint(self.t)"
    )


def test_what_is_bound_first_is_bound_in_an_if():
    assert body("match a:\n\tvar t: print(t)\n\t1.5: pass") == "if True:\n    t = a\n    print(t)"


def test_a_continue_within_a_loop_of_an_arm_is_that_of_the_loop():
    text = body("match a:\n\t1:\n\t\tfor i in b: continue\n\t\tcontinue\n\t_: pass")
    assert "    for i in b:\n        continue\n    going_on = True\n" in text


def test_a_match_in_an_arm_goes_on_by_itself():
    text = body("match a:\n\t1:\n\t\tmatch b:\n\t\t\t2: continue\n\t\tif b: continue\n\t_: pass")
    assert text == (
        "going_on = True\nif going_on and matches(a, 1):\n    going_on = False\n"
        "    going_on1 = True\n    if going_on1 and matches(b, 2):\n"
        "        going_on1 = False\n        going_on1 = True\n    if b:\n        going_on = True\n"
        "if going_on:\n    going_on = False"
    )


def test_a_continue_before_the_end_of_an_arm_is_said_and_stops():
    line = "match a:\n\t1:\n\t\tif b: continue\n\t\tprint(1)\n\t_: pass"
    said = "`continue` goes on to the next arm in Godot, and to the next turn of the loop in Python."
    assert notes(line) == [said]
    assert body(line).startswith(
        f'# PORT: {said}\ncannot("`continue` in a `match`")\n'
        "match a:\n    case 1:\n        if b:\n            return\n"
    )


def test_a_match_does_what_it_did(monkeypatch):
    result = ported(
        "extends Reference\nfunc f(a):\n\tvar all = []\n\tmatch a:\n\t\t1:\n\t\t\tall.append('one')\n"
        "\t\t\tcontinue\n\t\t[2, var x, ..]:\n\t\t\tall.append(x)\n\t\t_:\n\t\t\tall.append('any')\n"
        "\treturn all\n"
    )
    case = module_of(result, monkeypatch).Case()
    assert [case.f(1), case.f([2, 3, 4]), case.f(5)] == [["one", "any"], [3], ["any"]]
