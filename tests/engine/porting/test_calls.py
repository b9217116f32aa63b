"""Calls, in a function that type checkers look into: what is written, and what is marked."""

import pytest

from tests.engine.porting.ported_script import ported
from tests.engine.porting.rooms import ROOM, with_room


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("yield(room.wait_for(), 'completed')", "await room.wait_for()  # type: ignore[misc]"),
        ("yield(room.clean(), 'completed')", "await room.clean()"),
        ("room.look(find_node('A'))", 'room.look(self.find_node("A"))  # type: ignore[arg-type]'),
        ("yield(room.look_up(), 'completed')", "await room.look_up()  # type: ignore[misc]"),
        ("var a = ConfigFile.new().clear()", "a = ConfigFile().clear()  # type: ignore[func-returns-value]"),
        ("var a = queue_free()", "a = self.queue_free()  # type: ignore[func-returns-value]"),
        ("var a = print(1)", "a = print(1)  # type: ignore[func-returns-value]"),
        ("print(wrapi(2.5, 0, 2))", "print(wrapi(int(2.5), 0, 2))"),
        ("print(String.humanize_size(3.5))", "print(humanize_size(int(3.5)))"),
        ("var a: Object = self\nadd_child(a)", "self.add_child(a)  # type: ignore[arg-type]"),
        ("var a: Object = self\na.new()", "a()  # type: ignore[operator]"),
        ("room.look(Room)", "room.look(Room)  # type: ignore[arg-type]"),
        ("var t = RichTextLabel.new()\nt.push_color('ff0000')", 't.push_color(Color("ff0000"))'),
        ("var t = RichTextLabel.new()\nt.set_modulate('ff0000')", 't.set_modulate(Color("ff0000"))'),
        ("var a: Array = PoolIntArray()\na.shuffle()", "shuffle(a)"),
        ("var a: Dictionary\nprint(a.get(1))", "print(a.get(1, null))"),
        ("var a = room.look(null)", "a = room.look(null)  # type: ignore[func-returns-value]"),
        ("room.ask(button.pressed, PoolIntArray())", "room.ask(bool(button.pressed), list(PoolIntArray()))"),
        ("room.ask(find_node('A'), [])", 'room.ask(self.find_node("A"), [])  # type: ignore[arg-type]'),
        ("get_script().instance_has(self)", "type(self).instance_has(self)  # type: ignore[attr-defined]"),
        ("yield(room, name)", "await getattr(room, self.name)"),
        ("print(Array(), Dictionary())", "print([], {})"),
        ("print(PoolStringArray([1, 'a', name]))", 'print(PoolStringArray([str(1), "a", self.name]))'),
    ],
)
def test_a_call_is_written_and_marked(line, written):
    assert f"        {written}\n" in with_room(line, ", button: Button")


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("var a: PoolIntArray\nprint(a.resize(2))", "A pool array does not change here"),
        ("print(Vector2().no_such())", "Vector2 has no no_such here."),
        ("get_script().instance_has(self)", "There is no instance_has of scripts here."),
        ("var t = RichTextLabel.new()\nt.add_image(null, 1, 2, 3)", "takes 3 arguments here, not 4."),
        ("print(room.clean())", "clean waits only sometimes in Godot"),
    ],
)
def test_what_a_call_does_not_do_here_is_said(line, note):
    room = ROOM.replace("\tyield", "\tif name:\n\t\tyield")
    source = "func f(room: Room) -> void:\n" + "".join(f"\t{one}\n" for one in line.split("\n"))
    assert any(note in one.text for one in ported(source, room=room).notes)


def test_an_init_that_is_called_again_is_said():
    result = ported("func _init():\n\tpass\nfunc f() -> void:\n\t_init()\n")
    assert [note.text for note in result.notes if note.serious] == [
        "`_init` is `__init__` here, which begins anew: let what is done again be another method."
    ]
    assert "self._init()  # type: ignore[attr-defined]" in result.text


def test_what_waits_in_a_class_of_the_project_does_not_in_one_of_the_engines():
    source = "func quit():\n\tyield(self, 'a')\nfunc f(tree: SceneTree) -> void:\n\ttree.quit()\n"
    assert "        tree.quit()\n" in ported(source).text
    heir = "extends SceneTree\nfunc quit():\n\tyield(self, 'a')\n"
    assert "        _ = tree.quit()" in ported(source, heir=heir).text
