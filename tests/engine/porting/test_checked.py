"""What type checkers would say of members that a declared class lacks: the line says that it is meant."""

from collections import defaultdict
from importlib import import_module
from textwrap import dedent

import pytest

from engine.base.godot_classes import classes
from engine.porting.checked import NOTHING, has, said, seen
from engine.porting.code import Code, Seen
from engine.porting.names import module_of
from tests.engine.porting.ported_script import module_of as module_at
from tests.engine.porting.ported_script import ported
from tests.engine.porting.rooms import with_room

ENEMY = """class_name Enemy
extends Node2D
signal hit
var hp: int
var boss: Enemy
func hurt() -> Enemy:
	return self
"""


def lines(body, head="func f(node: Node, enemy: Enemy, event: InputEvent, shape: CollisionShape2D) -> void:"):
    """Return the lines that statements become in a typed function."""
    source = f"extends Node\n{head}\n" + "".join(f"\t{line}\n" for line in dedent(body).strip().split("\n"))
    text = ported(source, enemy=ENEMY).text
    return [line.strip() for line in text.partition("    def f(")[2].splitlines()[1:]]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("node.hurt()", "attr-defined"),
        ("node.get_tree().hurt()", "attr-defined"),
        ("print(node.hp)", "attr-defined"),
        ("node.hp = 1", "attr-defined"),
        ("enemy.fly()", "attr-defined"),
        ("enemy.boss.hurt().fly()", "attr-defined"),
        ("get_parent().hurt()", "union-attr"),
        ("owner.hurt()", "union-attr"),
        ("shape.shape.extents = Vector2()", "union-attr"),
        ("self.tr('a')", "attr-defined"),
        ("enemy.hurt().boss.hp = 2", ""),
        ("enemy.emit_signal('hit')", ""),
        ("enemy.position.x = 1", ""),
        ("get_node('A').fly()", ""),
        ("$A.fly()", ""),
        ("get_parent().queue_free()", ""),
    ],
)
def test_a_line_that_asks_for_what_the_declared_class_lacks_is_marked(line, code):
    *notes, written = lines(line)
    assert all(note.startswith("# PORT: ") for note in notes)
    assert written.partition("  # ")[2] == (f"type: ignore[{code}]" if code else "")


def test_only_what_type_checkers_read_is_marked():
    assert lines("node.hurt()", "func f(node):") == ["node.hurt()"]


@pytest.mark.parametrize(
    "condition",
    [
        "if node is Enemy:\n\tnode.hurt()",
        "if not node is Enemy:\n\treturn\nnode.hurt()",
        "if node is Enemy and node.hp > 1:\n\tpass",
        "if not node is Enemy or node.hp > 1:\n\tpass",
        "while node is Enemy:\n\tnode.hurt()",
        "print(node.hp if node is Enemy else 1)",
        "if shape.shape:\n\tshape.shape.get_rid()",
        "if shape.shape != null:\n\tshape.shape.get_rid()",
        "if shape.shape == null:\n\treturn\nshape.shape.get_rid()",
    ],
)
def test_where_a_condition_tells_the_class_nothing_is_marked(condition):
    written = lines(condition)
    assert not [line for line in written if "type: ignore" in line and "get_rid" not in line]
    assert not [line for line in written if "union-attr" in line]


def test_what_a_condition_told_is_forgotten_after_it():
    assert lines("if node is Enemy:\n\tpass\nnode.hurt()")[-1] == "node.hurt()  # type: ignore[attr-defined]"


def test_a_class_that_is_not_here_keeps_its_name_and_may_be_anything():
    text = ported(
        "extends Node\nvar a: Image\nfunc f(b: Image) -> void:\n\ta = Image.new()\n\tb.lock()\n"
    ).text
    assert "\n\nImage: Any = Resource\n\n" in text
    assert "    a: Any = null\n" in text
    assert "def f(self, b: Any) -> None:" in text
    assert "        self.a = Image()\n        b.lock()\n" in text


def test_a_name_that_nothing_has_is_marked_beside_its_note():
    assert lines("no_such(1)")[-1] == "no_such(1)  # type: ignore[name-defined]"


def test_a_class_of_the_project_has_what_its_bases_have():
    assert seen("get_node") is Seen.ANY
    assert seen("get_parent") is Seen.OR_ANY
    assert seen("shape") is Seen.OR_NONE
    assert seen("get_child") is Seen.AS_IT_IS
    assert said(Code("a", kind="Node"), "fly") == "attr-defined"
    assert said(Code("a", kind="int"), "fly") == ""
    assert said(Code("a", kind="Node", seen=Seen.ANY), "fly") == ""
    assert has(None, "Node2D", "position")
    assert has(None, "Image", "anything")
    assert has(None, "Font", "size")
    assert not has(None, "Font", "use_filter")
    assert not has(None, "Reference", "tr")


def test_where_type_checkers_do_not_see_the_type_of_a_field_nothing_is_marked():
    text = ported(
        "extends Node\nexport(Resource) var skin\nonready var machine: Node = find(self)\n"
        "onready var part: Node = $Part\nonready var other := find(self)\n"
        "var kept: Node setget set_kept\nfunc set_kept(to: Node) -> void:\n\tkept = to\n"
        "func find(one: Node) -> Node:\n\treturn one\nfunc f() -> void:\n"
        "\tskin.fly()\n\tmachine.fly()\n\tother.fly()\n\tself.kept.fly()\n\tpart.fly()\n"
    ).text
    assert (
        "self.skin.fly()\n        self.machine.fly()\n        self.other.fly()\n        self.kept.fly()\n"
        in text
    )
    assert "self.part.fly()  # type: ignore[attr-defined]\n" in text


def test_what_a_function_gives_that_says_void_is_null():
    text = ported(
        "class_name Case\nextends Node\nfunc g() -> void:\n\tpass\n"
        "func f(x: Case) -> int:\n\tg()\n\tvar a = x.g()\n"
        "\tprint(g())\n\treturn x.g()\nfunc h() -> void:\n\treturn g()\nfunc i(a: int):\n\treturn g()\n"
    ).text
    assert "        self.g()\n        a = x.g()  # type: ignore[func-returns-value]\n" in text
    assert "        print(self.g())  # type: ignore[func-returns-value]\n" in text
    assert "        return x.g()  # type: ignore[func-returns-value, return-value]\n" in text
    assert "def h(self) -> None:\n        return self.g()\n" in text
    assert "def i(self, a: int):\n        return self.g()\n" in text


def test_what_is_asserted_is_known_in_the_lines_after_it():
    assert lines("assert(node is Enemy)\nnode.hurt()") == ["assert isinstance(node, Enemy)", "node.hurt()"]


def test_a_variable_of_a_block_with_the_name_of_a_parameter_is_another():
    written = lines("if enemy:\n\tvar node := enemy.boss\n\tnode.hurt()\nnode.hurt()")
    assert written[1:] == ["node_ = enemy.boss", "node_.hurt()", "node.hurt()  # type: ignore[attr-defined]"]


def test_a_field_that_becomes_something_else_may_be_anything():
    text = ported(
        "extends Node\nvar a = {}\nvar b = {}\nvar c = []\nfunc f(x) -> void:\n\ta = x\n"
        "\tb = {}\n\tc.append(1)\n"
        "\tvar text = str(x)\n\ttext = x\n"
    ).text
    assert "self.a: Any = {}\n        self.b: dict[Any, Any] = {}\n        self.c: list[Any] = []\n" in text
    assert "        text: Any = godot_str(x)\n" in text


def test_a_condition_tells_built_in_types_until_another_value_is_given():
    text = ported(
        "extends Node\nfunc has(x):\n\treturn x\nfunc f(x, y):\n\tif x is Dictionary and x.has('e'):\n"
        "\t\tx = x.e\n\t\tprint(x.has(1))\n"
        "\tif y is Array and y.has(1):\n\t\tif x:\n\t\t\ty = x\n\t\tprint(y.has(1))\n"
        "\twhile x is Array:\n\t\tx = x[0]\n\t\tprint(x.has(2))\n"
    ).text
    assert 'if isinstance(x, dict) and "e" in x:\n            x = x["e"]\n' in text
    assert (
        text.count("print(x.has(1))") == text.count("print(y.has(1))") == text.count("print(x.has(2))") == 1
    )


def test_the_dictionary_of_an_enumeration_has_the_methods_of_dictionaries():
    written = ported("extends Node\nenum A { B }\nfunc f(x) -> int:\n\treturn A.get(x)\n").text
    assert "        return int(enum_dictionary(self.A).get(x, null))\n" in written


def test_a_node_that_a_loop_goes_over_is_of_any_class():
    written = lines("for room in get_children():\n\tfor point in room:\n\t\tprint(point)")
    assert written[:2] == ["room: Any", "for room in self.get_children():"]


def test_a_method_that_only_texts_have_tells_a_text():
    assert lines("if node.x.match('a*') and node.y.is_rel_path():\n\tpass")[0].startswith(
        'if match(node.x, "a*")'
    )


def said_by(cls, name):
    """Return what a class says that a member is of, or nothing."""
    of = next((one for one in cls.__mro__ if name in vars(one)), None)
    if of is None:
        return ""
    member = vars(of)[name]
    function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
    note = vars(of).get("__annotations__", {}).get(name) or getattr(function, "__annotations__", {}).get(
        "return"
    )
    inside = str(note or "").partition("[")[2].removesuffix("]") or str(note or "")
    return inside.rpartition("], ")[2].partition(", ")[
        0
    ]  # Property[what is read, what is set], Method[[…], …]


def seen_by_annotation(note):
    if note == "Any":
        return Seen.ANY
    return Seen.OR_NONE if "None" in note else Seen.OR_ANY if "Any" in note else Seen.AS_IT_IS


def test_what_type_checkers_take_members_for_is_what_the_classes_say():
    told = defaultdict(set)
    for name, one in classes().items():
        plain = name.removeprefix("_")
        if module_of(plain):
            made = getattr(import_module(module_of(plain)), plain)
            cls = made if isinstance(made, type) else type(made)
            for key, kind in (one.properties | one.methods).items():
                if kind in classes() and (note := said_by(cls, key)):
                    told[key].add((seen(key, name), seen_by_annotation(note)))
    wrong = {key: pairs for key, pairs in told.items() if any(ours != theirs for ours, theirs in pairs)}
    assert not wrong
    assert len(told) > 100


def test_what_is_said_to_give_nothing_gives_nothing():
    told = defaultdict(set)
    for name, one in classes().items():
        plain = name.removeprefix("_")
        if module_of(plain):
            made = getattr(import_module(module_of(plain)), plain)
            cls = made if isinstance(made, type) else type(made)
            for key in NOTHING:
                if one.methods.get(key) == "" and (note := said_by(cls, key)):
                    told[key].add(note)
    assert told.keys() == NOTHING
    assert told.pop("set_value") == {"None", "float"}  # Setter[float] of Range
    assert {note for notes in told.values() for note in notes} == {"None"}


def test_what_comes_of_a_value_that_may_be_none_may_be_anything():
    written = lines(
        """
        for child in find_node("A").get_children():
            var inner = child.get_child(0)
            inner.modulate = Color()
        """
    )
    assert written[-3:] == [
        'for child in self.find_node("A").get_children():  # type: ignore[union-attr]',
        "inner = child.get_child(0)",
        "inner.modulate = Color()  # type: ignore[union-attr]",
    ]


def test_a_node_of_a_loop_is_a_node():
    assert lines("for child in get_children():\n\tchild.get_child(0).hurt()")[-1] == (
        "child.get_child(0).hurt()  # type: ignore[attr-defined]"
    )
    assert lines("for child in get_children():\n\tchild.hurt()")[0] == "child: Any"


def test_the_first_value_of_a_property_that_is_not_here_is_taken_for_what_it_is_in_godot():
    head = "extends Node\nvar a := OS.get_current_video_driver() setget set_a\n"
    text = ported(head + "func set_a(value: int) -> void:\n\ta = value\n").text
    assert (
        '    a = setget(cast(int, OS.get_current_video_driver()), "set_a")  # type: ignore[attr-defined]'
        in text
    )


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("var a = room.look(null)\nyield(a, 'completed')", "await a  # type: ignore[misc]"),
        ("print(1 + 'a')", 'print(1 + "a")  # type: ignore[operator]'),
        ("for a in room:\n\tpass", "for a in room:  # type: ignore[attr-defined]"),
        (
            "var a = TextEdit.new()\nfor b in [a, a]:\n\tb.no_such()",
            "    b.no_such()  # type: ignore[attr-defined]",
        ),
        ("var a = get_parent() if room else self\na.no_such()", "a.no_such()  # type: ignore[union-attr]"),
        ("var r = Rect2()\nr = r.grow(2)\nr.size.x = 3", "r = Rect2()"),
        ("print('a' in Room)", 'print(hasattr(Room, "a"))'),
    ],
)
def test_what_waits_and_what_changes_its_kind_is_told_to_type_checkers(line, written):
    assert f"        {written}\n" in with_room(line)


def test_what_a_base_gives_has_its_type():
    base = "class_name Base\nfunc save() -> Dictionary:\n\treturn {}\nfunc stop() -> void:\n\tpass\n"
    head = "extends Base\nvar name\nfunc save() -> Dictionary:\n\tvar kept = .save()\n"
    text = ported(f"{head}\tkept.name = 1\n\tvar a = .stop()\n\treturn kept\n", base=base).text
    assert '        kept["name"] = 1\n' in text
    assert "a = super().stop()  # type: ignore[func-returns-value]\n" in text


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("var a = ''\nfunc f(b: int):\n\ta = get_script()\n", 'a: Any = ""'),
        ("onready var a = OS.window_fullscreen\n", "OS.window_fullscreen)  # type: ignore[attr-defined]"),
        ("export(NodePath) var a: String\n", 'a = export("")'),
        ("func f() -> void:\n\tget_script().instance_has(self)\n", "  # type: ignore[attr-defined]"),
        ("var a = 1\nvar b = ''\nfunc f(c: int):\n\tprint(a + b)\n", "  # type: ignore[operator]"),
        (
            "extends NoSuch\nfunc g(a: Node):\n\tpass\nfunc f(c: int):\n\tg(self)\n",
            "self.g(self)  # type: ignore[arg-type]",
        ),
        (
            "export var a: Texture = GradientTexture.new()\nfunc f(b: int):\n\ta.gradient = null\n",
            "    a = export(GradientTexture(), Texture)\n",
        ),
        (
            "export var a: Texture = GradientTexture.new()\nfunc f(b: int):\n\ta.gradient = null\n",
            "  # type: ignore[attr-defined]",
        ),
        ("extends Node\nfunc name() -> String:\n\treturn ''\n", "-> str:  # type: ignore[override]"),
        (
            "extends Node2D\nfunc hide() -> void:\n\t.hide()\n",
            "    @with_signal()\n    def hide(self) -> None:",
        ),
        (
            "signal a\nvar a: int setget , b\nfunc b() -> int:\n\treturn a\nfunc c():\n\treturn a\n",
            "def a(self) -> int:  # noqa: F811",
        ),
        ("func f() -> void:\n\ta = {}\nvar a = []\nfunc _init():\n\tpass\n", "    a: Any\n"),
    ],
)
def test_what_type_checkers_do_not_know_of_members_is_told(source, written):
    assert written in ported(source + "func typed() -> void:\n\tpass\n").text


def test_a_property_may_have_the_name_of_what_makes_properties(monkeypatch):
    source = "".join(
        f"var {name} := 1 setget set_{name}\n"
        f"func set_{name}(value):\n\t{name} = value + 1\nfunc f_{name}():\n\treturn {name}\n"
        for name in ("property", "other")
    )
    made = module_at(ported(source), monkeypatch).Case()
    made.other, made.property = 2, 3
    assert (made.f_other(), made.f_property()) == (3, 4)


def test_an_init_is_looked_at_where_types_are_written():
    text = ported("extends Node\nfunc _init():\n\tprint(no_such(1))\nfunc f() -> void:\n\tpass\n").text
    assert "print(no_such(1))  # type: ignore[name-defined]" in text


def test_what_the_class_of_texts_has_not_here_is_said():
    result = ported("func f() -> void:\n\tprint(String.num_real(3))\n")
    assert result.notes[0].text == "There is no String.num_real here."
    assert "  # type: ignore[attr-defined]" in result.text
