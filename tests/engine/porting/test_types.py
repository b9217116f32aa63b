"""Scripts that say their types: what they become says them, too, and mypy --strict has nothing to say."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent

import pytest

from engine.porting.parser import parse
from engine.porting.project import Project
from engine.porting.script import port
from tests.engine.porting.ported_script import module_of, ported, project_of, script

ROOT = Path(__file__).parents[3]
LONG = 300
"""Seconds within which mypy is done, however slow the machine."""

ENEMY = """
    class_name Enemy
    extends KinematicBody2D

    signal died(enemy)

    class Memory:
        var seen: Array
        var last: Memory = null
        func add(what: Memory) -> Memory:
            last = what
            return self

    enum Mood { CALM, ANGRY }

    export(PackedScene) var shot
    export(Array) var names
    export var speed := 100.0
    var target: Player
    var memory := Memory.new()
    var mood := Mood.CALM
    var untyped
    var path: PoolVector2Array = []
    var items: Array
    var hp: int = 3 setget set_hp

    func set_hp(value: int) -> void:
        hp = value

    func _ready() -> void:
        untyped = Vector2(1, 2)
        mood = Mood.ANGRY
        hp = 5
        items.append(1)
        var timer: Timer = get_node_or_null("Timer")
        timer.start()
        for child in get_children():
            child.rect_position = Vector2()
        for group in [1, "a"]:
            print(group)

    func nearest(players: Array, limit: float = 1.5) -> Player:
        var found: Player
        var seen = []
        var known := {}
        for player in players:
            seen.append(player)
            if found == null or player.hp < found.hp:
                found = player
        if seen.size() > 100:
            found = null
        known["a"] = 1
        known[2] = limit
        if known.get("b") == null:
            untyped = null
        return found

    func chase(other: Node, shape: Shape2D) -> bool:
        var player := other as Player
        if player == null:
            return false
        target = player
        target.hurt(1)
        target = null
        var first: Player = get_child(0)
        var body: KinematicBody2D = first
        var circle: CircleShape2D = shape
        return body == player and circle.radius > 0.0

    func keep(points: PoolVector2Array) -> void:
        path = points
        keep([Vector2(1, 2)])
        if points.size() > 1:
            var half: int = points.size() / 2
            print(half)
        else:
            var half: int = 0
            print(half)

    func wait() -> void:
        yield(get_tree(), "idle_frame")
        emit_signal("died", self)
"""
PLAYER = """
    class_name Player
    extends KinematicBody2D

    const NAMES = {"a": [], "b": {}}
    var hp: int
    var enemy: Enemy
    var best: Node = null

    func hurt(by: int, who: Node = null) -> void:
        hp -= by
        best = who
        var names: Dictionary = NAMES["b"]
        names["c"] = 1
        if hp < 0:
            enemy.wait()
            enemy.hp = 0

    func _physics_process(delta: float) -> void:
        position.x += delta * 5
"""
BOSS = """
    class_name Boss
    extends Enemy

    func _ready() -> void:
        yield(get_tree(), "idle_frame")
        set_hp(2)
"""
SCRIPTS = {"enemy": ENEMY, "player": PLAYER, "boss": BOSS}


def results(scripts):
    """Return what the scripts of a project become, by their modules."""
    project = Project()
    sources = {f"res://{name}.gd": dedent(text).lstrip("\n") for name, text in scripts.items()}
    for path, text in sources.items():
        project.add(path, parse(text))
    project.resolve()
    return {path[6:-3]: port(project, path, text).text for path, text in sources.items()}


def test_mypy_has_nothing_to_say_of_scripts_that_say_their_types(tmp_path):
    if find_spec("mypy") is None:
        pytest.skip("no mypy: pip install -e '.[test]'")
    for name, text in results(SCRIPTS).items():
        (tmp_path / f"{name}.py").write_text(text)
    (tmp_path / "wrong.py").write_text(
        "from enemy import Enemy\n\n\ndef wrong(enemy: Enemy) -> None:\n"
        "    enemy.target.fly()\n    enemy.items.fly()\n    enemy.chase(1, 2)\n    enemy.memory.last.fly()\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--explicit-package-bases", str(tmp_path)]
    environment = {**os.environ, "MYPYPATH": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONG, check=False
    )
    said = re.findall(r"^(.*)\.py:(\d+): error", done.stdout, re.MULTILINE)
    assert [(Path(file).name, line) for file, line in said] == [
        *(("wrong", line) for line in ("5", "6", "7", "7", "8"))
    ], done.stdout


def test_a_variable_of_a_class_may_be_null():
    text = script("""
        extends Node
        var target: Node2D
        func f(other: Node2D = null) -> Node2D:
            var near: Node2D
            target = null
            return null
        func g(a):
            a = null
            target = null
            return null
    """)
    assert "from engine.ported import null\n" in text
    assert "    target: Node2D = null\n" in text
    assert "    def f(self, other: Node2D = null) -> Node2D:\n        near: Node2D = null\n" in text
    assert "        self.target = null\n        return null\n" in text
    assert "        a = None\n        self.target = null\n        return None\n" in text


def test_null_is_compared_as_python_compares_it():
    assert "if a is None:" in script("extends Node\nfunc f(a: Node) -> void:\n\tif a == null:\n\t\tpass\n")


def test_arrays_and_dictionaries_without_a_value_are_of_each_object(monkeypatch):
    module = module_of(ported("extends Node\nvar a: Array\nvar d: Dictionary\n"), monkeypatch)
    one, other = module.Case(), module.Case()
    one.a.append(1)
    one.d["x"] = 1
    assert (other.a, other.d) == ([], {})


def test_annotations_may_name_classes_that_are_not_there_yet(monkeypatch):
    result = ported(
        dedent("""
            class_name Thing
            extends Node
            class Part:
                var whole: Thing
                var other: Part
            var missing: NoSuchClass
            func f(a: Part) -> Thing:
                return a.whole
        """).lstrip("\n")
    )
    assert result.text.startswith("from __future__ import annotations\n\nfrom typing import Any\n")
    assert "    missing: Any = null" in result.text  # what is not here may be anything
    assert "        other: Thing.Part = null\n" in result.text
    assert module_of(result, monkeypatch).Thing.Part().other is None


def test_an_empty_constant_says_so_in_any_script():
    assert "    ALL: dict[Any, Any] = {}\n" in script("extends Node\nconst ALL = {}\nfunc f():\n\tpass\n")


def test_what_only_a_getter_tells_to_be_whole_is_cut_too():
    head = "func f(a: ScrollContainer, b: TextEdit, c: float) -> void:\n"
    lines = head + "\ta.set_v_scroll(c)\n\tb.set_v_scroll(c)\n"
    assert "        a.set_v_scroll(int(c))\n        b.set_v_scroll(c)\n" in ported(lines).text


def test_a_whole_number_of_the_engine_takes_no_fraction():
    text = script("""
        extends Area2D
        func f(a: float) -> void:
            set_collision_layer(pow(2, 3))
            collision_mask = a
            collision_mask += a
            collision_mask = 5
            var other: Area2D = self
            other.set_collision_mask(a)
            other.set_collision_mask(3)
    """)
    assert "self.set_collision_layer(int(pow(2, 3)))\n        self.collision_mask = int(a)\n" in text
    assert "self.collision_mask = int(self.collision_mask + a)\n        self.collision_mask = 5\n" in text
    assert "other.set_collision_mask(int(a))\n        other.set_collision_mask(3)\n" in text


def test_a_narrower_class_is_told():
    text = script(
        """
        extends Node
        var label: Label
        func f(a: Node, b: Label) -> Label:
            label = b
            label = a
            var first: Label = get_child(0)
            var same: Node = get_child(0)
            var other: Node = find_node("x")
            var enemy: Enemy = Enemy.new()
            var boss: Boss = enemy
            var again: Enemy = boss
            var child: Label = get_children()[0]
            var sprite: Sprite = $Sprite
            var texture: Texture = sprite.texture
            return $Label
        """,
        enemy="class_name Enemy\nextends Node\n",
        boss="class_name Boss\nextends Enemy\n",
    )
    assert "        self.label = b\n        self.label = cast(Label, a)\n" in text
    assert "first: Label = cast(Label, self.get_child(0))\n        same: Node = self.get_child(0)\n" in text
    assert 'other: Node = cast(Node, self.find_node("x"))\n' in text
    assert (
        "enemy: Enemy = Enemy()\n        boss: Boss = cast(Boss, enemy)\n        again: Enemy = boss\n"
        in text
    )
    assert "child: Label = cast(Label, self.get_children()[0])\n" in text
    assert "texture: Texture = cast(Texture, sprite.texture)\n" in text
    assert 'return self.get_node("Label")' in text


def test_what_a_dictionary_may_not_have_is_as_untyped_as_what_it_has():
    lines = "\tvar d := {}\n\tprint(d.get(1))\n"
    assert "d.get(1, null)" in script(f"extends Node\nfunc f(a: int):\n{lines}")
    assert "d.get(1)" in script(f"extends Node\nfunc f(a):\n{lines}")


def test_exported_types_are_kept():
    words = ("export(PackedScene) var a", "export(Array) var b", "export(Texture) var c = null")
    text = script(
        "\n".join(["extends Node", *words, "export(int) var d = 5", "export var e: Texture"]) + "\n"
    )
    assert "    a = export(null, PackedScene)\n    b = export([])\n    c = export(null, Texture)\n" in text
    assert "    d = export(5)\n    e = export(null, Texture)\n" in text


def test_a_base_is_waited_for_only_if_it_waits():
    waiting = "extends Node\nfunc _ready() -> void:\n\tyield(get_tree(), 'idle_frame')\n"
    plain = "extends Node\nfunc _ready() -> void:\n\tpass\n"
    heir = "extends 'res://base.gd'\nfunc _ready() -> void:\n\tpass\n"
    assert "        await super()._ready()\n" in script(heir, base=waiting)
    assert "        super()._ready()\n" in script(heir, base=plain, other=waiting)
    assert "await" not in script(heir, base=plain, other=waiting)


def test_a_hook_that_waits_is_no_mistake_where_its_base_does_not():
    heir = "extends 'res://base.gd'\nfunc _ready() -> void: # why\n\tyield(get_tree(), 'idle_frame')\n"
    typed = script(heir, base="extends Node\nfunc _ready() -> void:\n\tpass\n")
    assert "    async def _ready(self) -> None:  # type: ignore[override]  # why\n" in typed
    for base in ("extends Node\n", "extends Node\nfunc _ready():\n\tpass\n"):
        assert "    async def _ready(self) -> None:  # why\n" in script(heir, base=base)


def test_the_property_of_a_setget_says_its_type():
    head = "extends Node\nvar hp: int = 3 setget set_hp\n"
    text = script(f"{head}func set_hp(v):\n\thp = v\nfunc f():\n\thp = 1\n")
    assert "def hp(self) -> int:\n" in text
    assert "def hp(self, value: int) -> None:\n" in text


def test_what_is_of_the_project_tells_more_kinds():
    text = ported(
        dedent("""
            extends Node
            var crop: Crop
            func f(grid: Array, cell: Vector2) -> void:
                crop.rect.position.x = 1
                crop.rect.end = cell
                crop.color.v = 0.5
                crop.level = cell.y
                crop.grow(cell.x)
                grid[cell.x][cell.y] = cell
                for i in range(cell.x):
                    print(i)
                for offset in Crop.OFFSETS:
                    print(offset)
        """).lstrip("\n"),
        crop="class_name Crop\nextends Node\nconst OFFSETS = [1]\nvar rect: Rect2\nvar color: Color\n"
        "var level: int\nfunc grow(by: int) -> void:\n\tlevel += by\n",
    ).text
    for line in (
        "self.crop.rect = Rect2(Vector2(1, self.crop.rect.position.y), self.crop.rect.size)",
        "self.crop.rect = Rect2(self.crop.rect.position, cell - self.crop.rect.position)",
        "self.crop.color = Color.from_hsv(self.crop.color.h, self.crop.color.s, 0.5, self.crop.color.a)",
        "self.crop.level = int(cell.y)",
        "self.crop.grow(int(cell.x))",
        "grid[int(cell.x)][int(cell.y)] = cell",
        "for i in range(int(cell.x)):",
        "for offset in Crop.OFFSETS:",
    ):
        assert f"    {line}\n" in text


def test_a_getter_or_setter_that_is_not_here_is_its_property():
    text = script("""
        extends Control
        func f(event: InputEventKey, button: TextureButton):
            set_rotation(1)
            button.set_scale(Vector2())
            return [event.get_scancode(), get_rotation(), button.is_visible()]
    """)
    assert "self.rect_rotation = 1\n        button.rect_scale = Vector2()\n" in text
    assert "return [event.scancode, self.rect_rotation, button.is_visible()]" in text


def test_a_first_value_made_of_other_fields_is_each_objects_own(monkeypatch):
    source = "extends Reference\nvar most = 5\nvar hp = most setget set_hp\nfunc set_hp(to):\n\thp = to * 2\n"
    one = module_of(ported(source), monkeypatch).Case()
    assert one.hp == 5
    one.hp = 2
    assert one.hp == 4


def test_a_property_and_a_variable_of_its_hidden_name_are_apart(monkeypatch):
    source = (
        "extends Reference\nvar points := [] setget , get_points\nvar _points := [1]\n"
        "func get_points() -> Array:\n\treturn points + _points\n"
        "func size() -> int:\n\treturn points.size()\n"
    )
    result = ported(source)
    assert "    _points_value: list[Any]\n" in result.text
    assert module_of(result, monkeypatch).Case().points == [1]


def test_names_that_a_signal_or_method_has_too_are_said_and_marked():
    result = ported(
        "extends WindowDialog\nsignal closed\nsignal done\nvar about_to_show: bool\nvar notification: Label\n"
        "func popup_hide() -> void:\n\tabout_to_show = true\nfunc closed():\n\tpass\nvar done: bool\n"
    )
    assert "    done: bool = False  # type: ignore[no-redef]\n" in result.text
    assert "    @with_signal()\n    def closed(self):\n" in result.text
    assert "    about_to_show: Any = False  # type: ignore[misc]\n" in result.text
    assert "    notification: Any = null  # type: ignore[assignment]\n" in result.text
    assert "    @with_signal()\n    def popup_hide(self) -> None:\n" in result.text
    assert "        self.about_to_show = True  # type: ignore[misc]\n" in result.text
    assert len([note for note in result.notes if "share a name" in note.text]) == 3


def test_a_constant_that_is_a_class_by_its_own_name_is_its_import():
    text = ported(
        'extends Node\nconst Part = preload("part.gd")\nvar part: Part\n'
        "func f() -> Part:\n\treturn Part.new()\n",
        part="extends Node\n",
    ).text
    assert "from part import Part\n" in text
    assert "    part: Part = null\n\n    def f(self) -> Part:\n        return Part()\n" in text


def test_a_constant_of_a_base_is_asked_of_it_in_the_body_of_a_class():
    text = ported("extends Base\nexport var shade = DARK\n", base="class_name Base\nconst DARK = 1\n").text
    assert "    shade = export(Base.DARK)\n" in text


def test_in_its_own_module_an_autoload_is_asked_for_where_it_is_needed():
    source = "class_name Bus\nextends Node\nfunc f():\n\tBus.f()\n"
    project = project_of({"res://bus.gd": source})
    project.autoloads["Bus"] = "res://bus.gd"
    del project.named["Bus"]
    assert '        autoload("Bus").f()\n' in port(project, "res://bus.gd", source).text


def test_a_setter_that_waits_is_started():
    source = (
        'extends Node\nvar hp setget set_hp\nfunc set_hp(to):\n\tyield(self, "ready")\n\thp = to\n'
        "func f():\n\thp = 1\n"
    )
    text = ported(source).text
    assert "    def hp(self, value):\n        _ = self.set_hp(value)\n" in text


def test_what_is_set_once_is_known_by_its_first_value():
    text = script("""
        extends Node
        var box = VBoxContainer.new()
        var other = VBoxContainer.new()
        func f() -> void:
            box.get_child(0).fly()
            other = null
            other.fly()
            get_children()[0].fly()
    """)
    assert "self.box.get_child(0).fly()  # type: ignore[attr-defined]\n" in text
    assert "self.other.fly()\n" in text
    assert "self.get_children()[0].fly()  # type: ignore[attr-defined]\n" in text


def test_an_item_of_an_enumeration_is_an_int_where_it_is_a_first_value():
    text = script("""
        extends Node
        enum Mood { CALM, ANGRY }
        var mood = Mood.CALM
        export(Mood) var best = Mood.CALM
        func f(to: int) -> void:
            mood = to
            var now = Mood.ANGRY
            now = to
    """)
    assert "    mood: int = Mood.CALM\n" in text
    assert "    best = export(int(Mood.CALM))\n" in text
    assert "        now: Any = self.Mood.ANGRY\n" in text


def test_a_null_that_becomes_something_else_is_of_any_type():
    text = script("extends Node\nvar a setget set_a\nfunc set_a(to: int) -> void:\n\ta = to\n")
    assert '    a = setget(null, "set_a")\n' in text


def test_a_class_that_another_class_holds_is_written_by_its_own_name():
    text = ported(
        "extends Node\nconst Part = Whole.Part\nvar part: Part\n"
        "func f() -> int:\n\treturn Part.new().size + Whole.Part.SIZE\n",
        whole='class_name Whole\nextends Node\nconst Part = preload("part.gd")\n',
        part="extends Node\nconst SIZE = 1\nvar size: int\n",
    ).text
    assert "    part: Part = null\n" in text
    assert "return Part().size + Part.SIZE\n" in text


def test_constants_that_are_made_of_each_other_end():
    assert "a: Any" in script(
        "extends Node\nconst A = B.A\nconst B = A.B\nvar a: A\nfunc f() -> void:\n\tpass\n"
    )


def test_methods_with_other_arguments_than_an_arrays_are_something_elses():
    text = script(
        "extends Node\nfunc f(a, size: Vector2):\n\ta.remove()\n\ta.resize(1, 2)\n\ta.resize(size.x)\n"
    )
    assert "a.remove()\n        a.resize(1, 2)\n        resize(a, int(size.x))\n" in text


def test_a_method_that_waits_in_an_heir_alone_gives_type_checkers_nothing():
    base = "class_name State\nextends Node\nfunc enter() -> void:\n\tpass\n"
    heir = 'extends State\nfunc enter() -> void:\n\tyield(self, "ready")\n'
    text = ported(
        "extends Node\nfunc f(state: State) -> void:\n\tstate.enter()\n", state=base, heir=heir
    ).text
    assert "_ = state.enter()  # type: ignore[func-returns-value]" in text


def test_the_name_of_a_file_is_looked_at(monkeypatch):
    names = ["a", "a b.txt", ".", "", " a", "a/b", "a:b", "a\\b", 'a"', "a%"]
    source = "extends Reference\nfunc f(name: String) -> bool:\n\treturn name.is_valid_filename()\n"
    one = module_of(ported(source), monkeypatch).Case()
    assert [one.f(name) for name in names] == [True] * 3 + [False] * 7


def test_arguments_that_are_known_as_less_than_a_function_takes_are_marked():
    text = ported(
        "extends Node\nvar bag: Bag\nfunc f(one: Node, sub: Sub) -> void:\n"
        "\tbag.keep(one, [])\n\tbag.keep(sub, [1])\n\tBag.new(one, 1.5)\n",
        bag="class_name Bag\nextends Node\nfunc _init(of: Part, size: int) -> void:\n\tpass\n"
        "func keep(one: Part, all: PoolIntArray) -> void:\n\tpass\n",
        part="class_name Part\nextends Node\n",
        sub="class_name Sub\nextends Part\n",
    ).text
    assert "self.bag.keep(one, PoolIntArray([]))  # type: ignore[arg-type]\n" in text
    assert "self.bag.keep(sub, PoolIntArray([1]))\n" in text
    assert "Bag(one, int(1.5))  # type: ignore[arg-type]\n" in text


def test_the_place_of_a_script_is_that_of_the_script():
    text = script("extends Node\nfunc f() -> String:\n\treturn get_script().resource_path.get_base_dir()\n")
    assert 'return get_base_dir("res://case.gd")' in text


def test_keys_of_what_is_not_known_are_an_array():
    text = script("extends Node\nfunc f(d):\n\tvar all = d.keys()\n\tall.sort()\n\treturn all[-1]\n")
    assert "all = list(d.keys())\n        all.sort()\n" in text
    assert ".keys()" in script("extends Node\nfunc keys():\n\treturn []\nfunc f(d):\n\treturn d.keys()\n")


def test_a_type_whose_name_is_that_of_something_else_in_the_class_may_be_anything():
    text = ported(
        'class_name Main\nextends Node\nconst Player = preload("Player.tscn")\nvar player: Player\n'
        "func f(one: Player) -> void:\n\tone.fly()\n",
        player="class_name Player\nextends Node\n",
    ).text
    assert "    player: Any = null\n" in text
    assert "    def f(self, one: Any) -> None:\n" in text


def test_an_exported_object_of_a_class_that_is_not_here_says_its_class():
    made = "class_name Made\nextends ProxyTexture\n"
    text = ported(
        "extends Node\nexport var one := Made.new()\nexport var two: Texture = Made.new()\n"
        "func f() -> void:\n\tpass\n",
        made=made,
    ).text
    assert "    one = export(Made(), Made)\n    two = export(Made(), Texture)\n" in text
