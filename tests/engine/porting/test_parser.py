from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.porting import tree
from engine.porting.error import GDScriptError
from engine.porting.parser import parse

CASES = sorted((Path(__file__).parent / "vectors" / "gdscript").glob("*.gd"))


def shown(one):
    """Return an expression with brackets around everything."""
    match one:
        case tree.Literal():
            return repr(one.value)
        case tree.Name() | tree.Bind():
            return one.name
        case tree.NodeAt():
            return f"${one.path}"
        case tree.PathLiteral():
            return f"@{one.path}"
        case tree.Rest():
            return ".."
        case tree.Array():
            return f"[{', '.join(map(shown, one.items))}]"
        case tree.Dictionary():
            return "{" + ", ".join(f"{shown(key)}: {shown(value)}" for key, value in one.pairs) + "}"
        case tree.Attribute():
            return f"{shown(one.of)}.{one.name}"
        case tree.Index():
            return f"{shown(one.of)}[{shown(one.index)}]"
        case tree.Call():
            return f"{shown(one.function)}({', '.join(map(shown, one.arguments))})"
        case tree.BaseCall():
            return f".{one.name}({', '.join(map(shown, one.arguments))})"
        case tree.Unary():
            return f"({one.operator} {shown(one.operand)})"
        case tree.Binary():
            return f"({shown(one.left)} {one.operator} {shown(one.right)})"
        case tree.Ternary():
            return f"({shown(one.then)} if {shown(one.condition)} else {shown(one.otherwise)})"
        case tree.TypeTest():
            return f"({shown(one.value)} is {shown(one.type)})"
        case tree.Cast():
            return f"({shown(one.value)} as {shown(one.type)})"
    raise AssertionError(one)


def body(text):
    """Return the statements of a function with these lines."""
    lines = "".join(f"\t{line}\n" for line in text.split("\n"))
    (function,) = parse(f"func f():\n{lines}").main.members
    return function.body


def expression(text):
    (statement,) = body(text)
    return statement.value


def members(text):
    return parse(text).main.members


@pytest.mark.parametrize(
    ("text", "brackets"),
    [
        ("not a in b", "(not (a in b))"),
        ("not t == false", "(not (t == False))"),
        ("a in l == t", "(a in (l == t))"),
        ("0.5 + 2.7 as int", "(0.5 + (2.7 as int))"),
        ("-2.7 as int", "(- (2.7 as int))"),
        ("-a + b", "((- a) + b)"),
        ("-a * -b", "((- a) * (- b))"),
        ("~a + 1", "((~ a) + 1)"),
        ("a + b * 2 - c", "((a + (b * 2)) - c)"),
        ("10 - 3 - 2", "((10 - 3) - 2)"),
        ("1 << 2 + 1", "(1 << (2 + 1))"),
        ("a | b ^ b & 1", "(a | (b ^ (b & 1)))"),
        ("a & 1 == 1", "((a & 1) == 1)"),
        ("1 < 2 == true", "((1 < 2) == True)"),
        ("a && b || !c", "((a and b) or (not c))"),
        ("a or b and c", "(a or (b and c))"),
        ("1 + 2 if t else 5 + 1", "((1 + 2) if t else (5 + 1))"),
        ("a if b else c if d else e", "(a if b else (c if d else e))"),
        ("a is B and not c", "((a is B) and (not c))"),
        ("a.b[c](d).e", "a.b[c](d).e"),
        ("(a + b).c", "(a + b).c"),
        ("$A/B.c", "$A/B.c"),
        ("get(@'A')", "get(@A)"),
        ("[1, [2,], ]", "[1, [2]]"),
        ("{'a': 1, b: 2}", "{'a': 1, b: 2}"),
        ("{a = 1, b = c}", "{'a': 1, 'b': c}"),
        ("{'a' = 1}", "{'a': 1}"),
        (".method(1)", ".method(1)"),
        ("yield(a, 'b')", "yield(a, 'b')"),
        ("preload('a.gd').new()", "preload('a.gd').new()"),
        ("x is preload('a.gd')", "(x is preload('a.gd'))"),
        ("0x1F + 0b11 + 1_000 + 1e3", "(((31 + 3) + 1000) + 1000.0)"),
        ("self.a == null", "(self.a == None)"),
        ("'a' + 'b' in ['ab']", "(('a' + 'b') in ['ab'])"),
        ("a = b", None),
    ],
)
def test_operators_bind_as_in_godot(text, brackets):
    assert brackets is None or shown(expression(text)) == brackets


def test_statements_are_what_they_say():
    words = [
        ("pass", tree.Word),
        ("breakpoint", tree.Word),
        ("var a", tree.Variable),
        ("const A = 1", tree.Variable),
        ("a += 1", tree.Assign),
        ("a.b[0] = 1", tree.Assign),
        ("f()", tree.Do),
        ("return", tree.Return),
        ("return a", tree.Return),
        ("assert(a, 'why')", tree.Assert),
        ("assert a", tree.Assert),
        ("while a: pass", tree.While),
        ("for i in 5: pass", tree.For),
    ]
    found = body("\n".join(text for text, _ in words))
    assert [type(one) for one in found] == [kind for _, kind in words]
    assert [one.line for one in found] == list(range(2, 2 + len(words)))


def test_a_variable_may_have_a_type_a_value_or_an_inferred_type():
    plain, typed, inferred, spaced, constant = body(
        "var a\nvar b: A.B = 1\nvar c := 2\nvar d : = 3\nconst E := 4"
    )
    assert (plain.type, plain.inferred, plain.value) == (None, False, None)
    assert (shown(typed.type), typed.inferred, shown(typed.value)) == ("A.B", False, "1")
    assert (inferred.type, inferred.inferred, shown(inferred.value)) == (None, True, "2")
    assert (spaced.inferred, constant.inferred) == (True, True)


def test_semicolons_part_statements():
    assert [type(one) for one in body("a = 1; b = 2;; c()\nif a: b(); c()")] == [
        tree.Assign,
        tree.Assign,
        tree.Do,
        tree.If,
    ]


def test_an_if_has_branches_and_the_lines_of_its_words():
    (one,) = body("if a:\n\tb()\nelif c: d()\nelse:\n\te()\n\tf()")
    assert [(branch.line, shown(branch.condition), len(branch.body)) for branch in one.branches] == [
        (2, "a", 1),
        (4, "c", 1),
    ]
    assert (len(one.otherwise), one.otherwise_line, one.end) == (2, 5, 2)


def test_a_match_has_arms_of_patterns():
    (one,) = body(
        "match v:\n"
        "\t1, 'x': pass\n"
        "\t[1, var y, ..]:\n\t\tpass\n"
        "\t{'a': 1, 'b', ..}: pass\n"
        "\tvar other: pass\n"
        "\t_: pass"
    )
    assert [[shown(pattern) for pattern in arm.patterns] for arm in one.arms] == [
        ["1", "'x'"],
        ["[1, y, ..]"],
        ["{'a': 1, 'b': _, ..: ..}"],
        ["other"],
        ["_"],
    ]
    assert isinstance(one.arms[1].patterns[0].items[1], tree.Bind)


def test_a_script_has_a_base_a_name_and_may_be_a_tool():
    script = parse('tool\nclass_name Foo, "res://icon.png"\nextends "res://a.gd".Inner\n')
    assert (script.tool, script.main.name, shown(script.main.extends)) == (True, "Foo", "'res://a.gd'.Inner")
    script = parse("extends Node2D\nclass_name Bar extends Baz\n")
    assert (script.main.name, shown(script.main.extends)) == ("Bar", "Baz")


def test_fields_have_the_words_before_and_after_them():
    one, two, three, four = members(
        "export(int, 0, 10) var speed: int = 5 setget set_speed, get_speed\n"
        "export\nvar plain\n"
        "onready var label = $Label\n"
        "remote var x setget , get_x\n"
    )
    assert ([shown(word) for word in one.exported], one.setter, one.getter) == (
        ["int", "0", "10"],
        "set_speed",
        "get_speed",
    )
    assert (two.exported, two.line, two.end) == ([], 2, 3)
    assert (three.onready, three.exported, shown(three.value)) == (True, None, "$Label")
    assert (four.mode, four.setter, four.getter) == ("remote", "", "get_x")


def test_functions_have_parameters_modes_and_a_body():
    one, two, three, four = members(
        "static func a(b, c: int = 1, d := 2, var e) -> void:\n\tpass\n"
        "remotesync func f(): return 1\n"
        "func _init(a).(a + 1):\n\tpass\n"
        "master\nfunc g():\n\tpass\n"
    )
    assert [
        (p.name, p.type and shown(p.type), p.inferred, p.default and shown(p.default)) for p in one.parameters
    ] == [
        ("b", None, False, None),
        ("c", "int", False, "1"),
        ("d", None, True, "2"),
        ("e", None, False, None),
    ]
    assert (one.static, shown(one.returns), one.base_arguments) == (True, "void", None)
    assert (two.mode, type(two.body[0])) == ("remotesync", tree.Return)
    assert [shown(argument) for argument in three.base_arguments] == ["(a + 1)"]
    assert four.mode == "master"


def test_signals_enums_and_constants():
    hit, bare, named, loose, constant = members(
        "signal hit(damage, from: Node)\nsignal bare\n"
        "enum State { IDLE, RUN = 5 }\nenum {A\nB = 2, C,}\nconst X: int = 3\n"
    )
    assert (hit.arguments, bare.arguments) == (["damage", "from"], [])
    assert (named.name, [(name, value and shown(value)) for name, value in named.items]) == (
        "State",
        [("IDLE", None), ("RUN", "5")],
    )
    assert (loose.name, [name for name, _ in loose.items]) == ("", ["A", "B", "C"])
    assert (constant.name, shown(constant.type), shown(constant.value)) == ("X", "int", "3")


def test_classes_lie_within_classes():
    inner, short, empty = members(
        "class A extends B.C:\n\tvar a\n\n\tclass D:\n\t\textends E\n\t\tfunc f(): pass\n"
        "class F: extends G\n"
        "class H:\n\tpass\n\n"
    )
    assert shown(inner.extends) == "B.C"
    assert shown(inner.members[1].extends) == "E"
    assert isinstance(inner.members[1].members[0], tree.Function)
    assert shown(short.extends) == "G"
    assert empty.members == []


def test_comments_are_kept_in_order():
    assert [comment.text for comment in parse("# a\nvar b # c\n# d").comments] == ["# a", "# c", "# d"]


def test_texts_among_the_members_are_comments():
    script = parse('"""\nOf all.\n  More. """\nextends Node # a\n"of b"\nvar b\nclass C:\n\t"of c"')
    comments = [("# Of all.", 1), ("# More.", 2), ("# a", 4), ("# of b", 5), ("# of c", 8)]
    assert [comment[:2] for comment in script.comments] == comments


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("func f(:", "line 1: a name is expected, not ':'."),
        ("var 5", "line 1: a name is expected, not '5'."),
        ("func f():\n\ta +", "line 2: an expression is expected, not the end of the line."),
        ("func f():\n\ta(b c)", "line 2: ',' or ')' is expected, not 'c'."),
        ("func f():\n\ta b", "line 2: the end of the line is expected, not 'b'."),
        ("func f():\n\tassert()", "line 2: a condition is expected, not the end of the line."),
        ("func f():\n\tmatch a:\n\tb", "line 3: the arms of the match is expected, not 'b'."),
        ("func f() -> 5: pass", "line 1: a type is expected, not '5'."),
        ("foo", "line 1: a member of the class, such as 'var' or 'func', is expected, not 'foo'."),
        (
            "static\nvar x",
            "line 1: a member of the class, such as 'var' or 'func', is expected, not the end of the line.",
        ),
        ("func f()", "line 1: ':' is expected, not the end of the line."),
        ("func f(", "line 1: a name is expected, not the end of the line."),
        ("func f():\n\ta.", "line 2: a name is expected, not the end of the line."),
        ("func f():\n\t)", "line 2: an expression is expected, not ')'."),
        ("func f():\n\ta = [", "line 2: an expression is expected, not the end of the line."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, message):
    with pytest.raises(GDScriptError) as caught:
        parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize("one", ["(", "[", "-", "{1:", "a if b else ", "f("])
def test_depth_of_expressions_is_bounded(one):
    with pytest.raises(GDScriptError, match="more than 100 levels"):
        body("a = " + one * 500)


def test_depth_of_blocks_patterns_and_classes_is_bounded():
    blocks = "".join("\t" * depth + "if a:\n" for depth in range(1, 200))
    classes = "".join("\t" * depth + "class A:\n" for depth in range(200))
    for text in ("func f():\n" + blocks, classes, "func f():\n\tmatch a:\n\t\t" + "[" * 500):
        with pytest.raises(GDScriptError, match="more than 100 levels"):
            parse(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_scripts_that_the_engine_runs_are_read(case):
    script = parse(case.read_text(encoding="utf-8"))
    assert any(isinstance(one, tree.Function) and one.name == "run" for one in script.main.members)


WORDS = [
    "func f():",
    "\n\t",
    "\n",
    "if",
    "a",
    "=",
    "(",
    ")",
    "[",
    "{",
    "}",
    ":",
    "match",
    "var",
    "1",
    ".",
    "class A:",
]


@given(st.lists(st.sampled_from(WORDS)).map(" ".join) | st.text())
def test_any_text_is_a_tree_or_refused(text):
    try:
        assert isinstance(parse(text), tree.Script)
    except GDScriptError as error:
        line = error.line
        assert line >= 1
