"""What scripts look like in Python: whole ones, so that one sees what a person would read."""

from textwrap import dedent

import pytest

from engine.porting.script import _names_in
from tests.engine.porting.ported_script import body, module_of, notes, ported, script


def test_a_script_keeps_its_order_its_comments_and_its_names():
    assert script("""
        # The player.
        extends Node2D

        signal hit(damage, from) # by whom
        enum State { IDLE, RUN = 5, JUMP }
        enum { ONE, TWO }
        const LIMIT = 3

        # How fast.
        export(float) var speed = 400.0
        var names := []  # of friends
        onready var label = $Panel/Label


        func _ready():
            # Begin.
            set_process(true)
            connect("hit", self, "_on_hit") # by name

            print("ready")


        func _on_hit(damage, from):
            pass
    """) == dedent("""\
        from enum import IntEnum

        from engine import Signal, export, onready
        from nodes import Node2D


        # The player.
        class Case(Node2D):
            hit = Signal("damage", "from")  # by whom

            class State(IntEnum):
                IDLE = 0
                RUN = 5
                JUMP = 6

            ONE = 0
            TWO = 1
            LIMIT = 3

            # How fast.
            speed = export(400.0)
            label = onready("Panel/Label")

            def __init__(self):
                self.names = []
                super().__init__()

            def _ready(self):
                # Begin.
                self.set_process(True)
                self.connect("hit", self, "_on_hit")  # by name

                print("ready")

            def _on_hit(self, damage, from_):
                pass
    """)


@pytest.mark.parametrize(
    ("gdscript", "python"),
    [
        ("var i = 7 / 2", "i = 7 // 2"),
        ("var i = -7 / 2", "i = int(-7 / 2)"),
        ("var i = a / 2", "i = div(a, 2)"),
        ("var i = a / 2.0", "i = a / 2.0"),
        ("var i = randi() % 6", "i = randi() % 6"),
        ("var s = '%s: %d' % [a, 1]", 's = godot_format("%s: %d", [a, 1])'),
        ("var s = '%d of %d' % [1, 2]", 's = "%d of %d" % (1, 2)'),
        ("var s = 'x' + str(1) + str(a)", 's = "x" + str(1) + godot_str(a)'),
        ("if not a.empty() and b: pass", "if not not a and b:\n    pass"),
        ("var c = a and b", "c = bool(a and b)"),
        ("var c = a == null", "c = a is None"),
        ("var i = a.get_child_count() / 2", "i = int(a.get_child_count() / 2)"),
        ('var s = "it\'s"', 's = "it\'s"'),
        ("var p = PoolIntArray([1])\nprint(p.has(1))", "p = PoolIntArray([1])\nprint(1 in p)"),
        ("print('a' in self)", 'print(hasattr(self, "a"))'),
        ("var s = get_script().new()", "s = type(self)()"),
        ("var d = Dictionary(a)\nd = Array(b)", "d = a\nd = to_array(b)"),
        ("var l = Array(PoolIntArray())\nl = Array([])", "l = list(PoolIntArray())\nl = []"),
        ("print(a.to_string() + 'x')", 'print(godot_str(a) + "x")'),
        ("var s = a.substr(1, 3)", "s = a[1:4]"),
        ("var s = 'abc'.substr(1, 2)", 's = "abc"[1:3]'),
        ("var s = 'abc'.left(2) + 'abc'.right(1)", 's = "abc"[:2] + "abc"[1:]'),
        ("var n = a.length()", "n = length(a)"),
        ("var n = 'abc'.length()", 'n = len("abc")'),
        ("var d = {}\nprint(d.has('x'))", 'd = {}\nprint("x" in d)'),
        ("yield(get_tree(), 'idle_frame')", "await self.get_tree().idle_frame"),
        ("var c = a as Node2D", "c = as_type(a, Node2D)"),
        ("var c = $A as Node2D", 'c = self.get_node("A")'),
        ("var c = a is int and b is Node", "c = type(a) is int and isinstance(b, Node)"),
        ("var c = Vector2.UP * 2", "c = Vector2.UP * 2"),
        ("var c = 1 << 3", "c = 1 << 3"),
        ("var c = 1 << a", "c = shift_left(1, a)"),
        ("var c = min(1, 2) + min(a, b)", "c = min(1, 2) + min(a, b)"),
        ("var c = int(a) + int(2.5)", "c = to_int(a) + int(2.5)"),
    ],
)
def test_lines_become_what_a_person_would_write(gdscript, python):
    assert body(gdscript) == python


def test_functions_wait_if_something_in_them_does():
    text = script("""
        extends Node
        func wait():
            yield(get_tree().create_timer(1), "timeout")
            return 5
        func run():
            wait()
            var x = yield(wait(), "completed")
            yield(self, "ready")
    """)
    assert "async def wait(self):" in text
    assert "        _ = self.wait()\n        x = await self.wait()\n        await self.ready\n" in text


def test_setget_is_one_word_where_the_bare_name_is_used_in_them_alone():
    text = script("""
        var hp = 5 setget set_hp
        func set_hp(value):
            hp = value
    """)
    assert 'hp = setget(5, "set_hp")' in text
    assert "self.hp = value" in text


def test_setget_is_a_property_where_the_bare_name_goes_past_it():
    text = script("""
        var hp = 5 setget set_hp, get_hp
        func set_hp(value):
            hp = value
        func get_hp():
            return hp
        func hurt():
            hp -= 1
            self.hp -= 1
    """)
    assert "    _hp = 5\n\n    @property\n    def hp(self):\n        return self.get_hp()\n" in text
    assert "        self._hp -= 1\n        self.hp -= 1\n" in text


def test_what_belongs_to_each_object_is_made_in_init_before_the_base():
    text = script(
        """
        extends "res://base.gd"
        var list = []
        func _init(a).(a + 1):
            list.append(a)
    """,
        base="extends Node\nfunc _init(x):\n\tpass\n",
    )
    assert (
        "    def __init__(self, a):\n        self.list = []\n"
        "        super().__init__(a + 1)\n        self.list.append(a)" in text
    )
    assert "from base import Base" in text


def test_hooks_of_the_base_script_come_first():
    text = script(
        'extends "res://base.gd"\nfunc _ready():\n\tpass\n', base="extends Node\nfunc _ready():\n\tpass\n"
    )
    assert "    def _ready(self):\n        super()._ready()\n" in text


def test_remote_words_are_decorators_and_values():
    text = script("""
        extends Node
        remote var score = 0
        master func a(): pass
        sync func b(): pass
        static func c(x): return x
        func d(): return c(1)
    """)
    assert "score = remote(0)" in text
    assert "    @master\n    def a(self):" in text
    assert "    @remotesync\n    def b(self):" in text
    assert "    @staticmethod\n    def c(x):" in text
    assert "return self.c(1)" in text


def test_defaults_that_change_are_made_at_each_call():
    text = script("extends Node\nfunc f(a, b = [], c = 2, d: Array = [], e := 1.5):\n\tpass\n")
    assert "def f(self, a, b=None, c=2, d: list[Any] = null, e=1.5):" in text
    assert "        if b is None:\n            b = []\n" in text


def test_a_null_in_place_of_a_default_that_is_made_is_told():
    lines = "extends Node\nfunc f(a = [], b = 1):\n\tpass\nfunc g():\n\tf(null, null)\n"
    assert [note.text for note in ported(lines).notes] == [
        "A null that is given for a becomes its default here."
    ]


def test_numbers_of_typed_parameters_are_converted_where_some_call_gives_others():
    text = script("extends Node\nfunc f(a: int, b: float):\n\tpass\nfunc g():\n\tf(1.5, 1)\n")
    assert "        a = int(a)\n        b = float(b)\n" in text
    assert "int(a)" not in script("extends Node\nfunc f(a: int):\n\tpass\nfunc g():\n\tf(1)\n")


def test_classes_within_classes_come_after_those_that_they_come_from():
    text = script("""
        extends Node
        class B:
            extends A
            func f(): return LIMIT
        class A:
            const LIMIT = 1
        func g():
            return B.new()
    """)
    assert text.index("class A(Object):") < text.index("class B(A):")
    assert "return self.B()" in text


def test_other_scripts_are_imported_by_their_names():
    text = script(
        """
        extends Node
        const Enemy = preload("res://enemy.gd")
        func f():
            return [Enemy.new(), Boss.new(), load("res://enemy.gd").new(), Boss.LIMIT]
        """,
        enemy="extends Node\n",
        boss="class_name Boss\nextends Node\nconst LIMIT = 1\n",
    )
    assert "from boss import Boss\nfrom enemy import Enemy\n" in text
    assert "return [Enemy(), Boss(), Enemy(), Boss.LIMIT]" in text


def test_scripts_that_import_each_other_do_so_at_their_ends():
    other = 'extends Node\nfunc f():\n\treturn load("res://case.gd").new()\n'
    text = script('extends Node\nfunc f():\n\treturn load("res://other.gd").new()\n', other=other)
    assert text.endswith("\n\nfrom other import Other  # noqa: E402: it imports this module\n")


def test_an_autoload_is_there_by_its_name():
    from engine.porting.parser import parse
    from engine.porting.project import Project
    from engine.porting.script import port

    source = "extends Node\nfunc f():\n\tGame.score += 1\n"
    project = Project()
    project.autoloads["Game"] = "res://game.gd"
    project.add("res://case.gd", parse(source))
    project.resolve()
    text = port(project, "res://case.gd", source).text
    assert "from engine.ported import autoload\n" in text
    assert '\nGame = autoload("Game")\n' in text
    assert "        Game.score += 1\n" in text


def test_an_autoload_that_names_itself_and_another_imports_what_finds_them_once():
    from engine.porting.parser import parse
    from engine.porting.project import Project
    from engine.porting.script import port

    source = "extends Node\nfunc f():\n\tGame.score += 1\n\tCase.f()\n"
    project = Project()
    project.autoloads.update({"Case": "res://case.gd", "Game": "res://game.gd"})
    project.add("res://case.gd", parse(source))
    project.resolve()
    text = port(project, "res://case.gd", source).text
    assert "from engine.ported import autoload\n" in text
    assert '        autoload("Case").f()\n' in text


def test_what_is_not_here_is_said_above_the_line():
    text = script("extends VehicleBody\nvar a = Nothing.new()\nfunc f():\n\tno_such(1)\n")
    assert (
        "# PORT: There is no VehicleBody here; Node is the nearest that there is.\nclass Case(VehicleBody):"
        in text
    )
    assert "\n\nVehicleBody: Any = Node\n\n" in text
    assert "        # PORT: There is no function no_such here.\n        no_such(1)\n" in text


def test_a_signal_and_a_variable_of_one_name_are_told_apart_by_you():
    assert "share a name" in ported("extends Node\nsignal over\nvar over = false\n").notes[0].text


def test_a_variable_named_as_a_method_of_arrays_leaves_their_methods_known():
    assert body("a.size()", before="var size = 3") == "len(a)"


def test_a_method_named_as_one_of_arrays_is_told_apart_by_you():
    method = "func size():\n\treturn 3\n"
    assert "a.size()" in body("a.size()", before=method)
    assert notes("a.size()", before=method) == [
        "A script has a method size, as texts, arrays or dictionaries: which is it?"
    ]


def test_a_script_named_as_a_class_of_the_engine_leaves_it_that_name():
    text = ported("extends Timer\nfunc f():\n\treturn Timer.new()\n", path="res://timer.gd").text
    assert "class TimerScript(Timer):\n    def f(self):\n        return Timer()\n" in text
    assert "class ThreadScript(Node):" in ported("extends Node\n", path="res://thread.gd").text


def test_the_text_of_an_object_is_what_its_method_gives():
    text = script("func _to_string():\n\treturn 'me'\nfunc f():\n\treturn _to_string()\n")
    assert '    def __str__(self):\n        return "me"\n' in text
    assert "return self.__str__()" in text


def test_the_functions_of_the_language_go_before_methods_of_their_names():
    text = script("func clamp(a):\n\treturn clamp(a, 0, 1)\nfunc f():\n\treturn self.clamp(1)\n")
    assert "        return clamp(a, 0, 1)\n" in text
    assert "        return self.clamp(1)\n" in text


def test_what_init_waits_for_is_a_method_of_its_own():
    text = script("""
        extends Node
        func _init(a: Node, b = 1).(a):
            yield(a, "ready")
    """)
    head = "    def __init__(self, a: Node, b=1) -> None:\n        super().__init__(a)\n"
    assert (
        f"{head}        _ = self._begin_Case(a, b)\n\n    async def _begin_Case(self, a: Node, b=1)" in text
    )


def test_a_function_that_waits_only_sometimes_is_noted_where_its_value_is_used():
    before = "func g():\n\tif position:\n\t\tyield(self, 'ready')\n\treturn 1\n"
    said = "g waits only sometimes in Godot, and is a Task always here: await it."
    assert notes("print(g())", before=before) == [said]
    assert notes("g()\nyield(g(), 'completed')", before=before) == []
    assert notes("print(g())", before=before.replace("if position", "yield(self, 'x')\n\tif position")) == []


def test_a_property_or_a_constant_that_is_not_here_is_said():
    assert notes("print(Camera2D.CAMERA2D_PROCESS_IDLE)") == ["Camera2D has no CAMERA2D_PROCESS_IDLE here."]
    assert notes("var l = Line2D.new()\nl.antialiased = true") == ["Line2D has no antialiased here."]


def test_a_class_within_does_not_read_constants_around_in_its_body():
    text = script("const A = 1\nclass B:\n\tvar a = A\n")
    assert "        def __init__(self):\n            self.a = Case.A\n" in text


def test_an_empty_script_is_an_empty_class():
    assert script("extends Node\n") == "from engine import Node\n\n\nclass Case(Node):\n    pass\n"


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("print({} == a)", "Godot compares dictionaries by identity"),
        ("var d = {}\nprint(d != {})", "A dictionary is never equal to a new one in Godot: is it `empty()`?"),
        ("yield()", "A bare yield"),
        ("print(GDNative)", "There is no GDNative here"),
        ("print(load('res://no.gd'))", "There is no script res://no.gd in this project."),
    ],
)
def test_what_differs_is_noted(line, note):
    assert any(note in text for text in notes(line))


def test_every_script_that_is_written_can_be_compiled(monkeypatch):
    module = module_of(ported("class_name Thing\nextends Node\nvar a = 1\n"), monkeypatch)
    assert module.Thing().a == 1


def test_what_is_no_text_becomes_one_in_an_array_of_texts(monkeypatch):
    result = ported("extends Reference\nfunc f(x):\n\treturn PoolStringArray([['a'], 'b', 2, x])\n")
    assert 'return PoolStringArray([godot_str(["a"]), "b", str(2), x])' in result.text
    assert list(module_of(result, monkeypatch).Case().f("c")) == ["[a]", "b", "2", "c"]


def test_a_script_whose_file_has_the_name_of_another_class_is_called_otherwise():
    text = ported("extends Node\nvar other: Case\n", other="class_name Case\nextends Node\n").text
    assert "from other import Case\n" in text
    assert "class CaseScript(Node):\n    other: Case = null\n" in text


def test_what_a_static_function_of_another_class_gives_is_known():
    tools = "class_name Tools\nstatic func count() -> int:\n\treturn 3\n"
    text = ported("func f():\n\tvar n = Tools.count()\n\tfor i in n:\n\t\tprint(i / 2)\n", tools=tools).text
    assert "for i in range(n):" in text
    assert "print(i // 2)" in text


@pytest.mark.parametrize(
    "call", ["a.format()", "a.max(1, 2)", "a.length(1)", "a.count()", "a.duplicate(1, 2)"]
)
def test_a_method_with_other_arguments_than_those_of_texts_and_arrays_is_another(call):
    assert f"        {call}\n" in ported(f"func f(a):\n\t{call}\n").text


def test_a_name_that_nothing_has_is_the_objects_where_its_base_is_not_known():
    text = ported("extends Unknown\nfunc f() -> void:\n\tadd_custom_type(BAR)\n").text
    assert "        self.add_custom_type(self.BAR)  # type: ignore[attr-defined]\n" in text


def test_an_array_that_is_made_here_is_never_null():
    assert body("[a] != null") == "[a] != None"
    assert body("a != null") == "a is not None"


def test_what_is_only_the_name_of_a_member_needs_no_import():
    assert _names_in(
        ["class A:", "    Part: Any = Whole", "    def f(self):", "        return self.Part"]
    ) == {*("Any", "Whole", "self")}


def test_a_signal_and_a_method_of_one_name_are_written_as_one():
    text = ported("extends Node\nsignal open(by) # now\nfunc open(by):\n\tpass\n").text
    assert "    # now\n" in text
    assert '    @with_signal("by")\n    def open(self, by):\n' in text
    assert "Signal" not in text


def test_a_method_with_the_name_of_a_signal_of_a_base_keeps_that():
    base = "class_name Base\nextends Timer\nsignal open(by)\n"
    result = ported("extends Base\nfunc open():\n\tpass\nfunc timeout():\n\tpass\n", base=base)
    assert '    @with_signal("by")\n    def open(self):\n' in result.text
    assert "    @with_signal()\n    def timeout(self):\n" in result.text
    assert result.notes == []


def test_a_first_value_made_of_a_property_is_set_when_the_object_is_made(monkeypatch):
    lines = "extends Node\nvar label = name setget set_label\nfunc set_label(to):\n\tlabel = to\n"
    result = ported(lines)
    assert "        self._label = self.name\n" in result.text
    assert module_of(result, monkeypatch).Case().label == ""
