"""What gives something another value: assignments, and methods that change what does not change here."""

import pytest

from engine import Rect2, Vector2
from tests.engine.porting.ported_script import body, module_of, ported, script
from tests.engine.porting.rooms import with_room


@pytest.mark.parametrize(
    ("gdscript", "python"),
    [
        ("position.x += 5", "self.position += Vector2(5, 0)"),
        ("position.y = a", "self.position = Vector2(self.position.x, a)"),
        ("self.modulate.a = 0.5", "self.modulate = self.modulate._replace(a=0.5)"),
        ("$Sprite.position.x -= 1", 'self.get_node("Sprite").position -= Vector2(1, 0)'),
        ("a.pos.x = 1", "a.pos = a.pos._replace(x=1)"),
        (
            "transform.origin.x = 2",
            "self.transform = Transform2D(self.transform.x, self.transform.y, "
            "Vector2(2, self.transform.origin.y))",
        ),
        ("a /= b", "a = div(a, b)"),
        ("a %= b", "a = mod(a, b)"),
        ("var s = {'mine': 1}\na.mine.x = 2", 's = {"mine": 1}\na["mine"] = a["mine"]._replace(x=2)'),
        ("var p = PoolIntArray([1])\np.resize(2)", 'p = PoolIntArray([1])\np = changed(p, "resize", 2)'),
        ("var p = PoolIntArray([1])\np[0] = 2", "p = PoolIntArray([1])\np = with_element(p, 0, 2)"),
        ("self['name'] = 5", "self.name = 5"),
        ("self[a] = self[b]", "self.set(a, self.get(b))"),
        ("ProjectSettings[a] += 1", "ProjectSettings.set(a, ProjectSettings.get(a) + 1)"),
        ("var v = Vector2()\nv[1] = v['x']", "v = Vector2()\nv = Vector2(v.x, v.x)"),
        ("var l = [1]\nl.remove(0)", "l = [1]\ndel l[0]"),
        ("var d = {}\nd.erase('x')", 'd = {}\nd.pop("x", None)'),
        ("var p = PoolIntArray()\np.append(1)", "p = PoolIntArray()\np = p + PoolIntArray([1])"),
        ("a += [1]", "a = a + [1]"),
        ("var p = PoolIntArray()\np.append_array([1])", "p = PoolIntArray()\np = p + PoolIntArray([1])"),
        ("var p = PoolIntArray()\np.invert()", 'p = PoolIntArray()\np = changed(p, "invert")'),
        ("a -= 1", "a -= 1"),
        ("position.x *= a", "self.position = Vector2(self.position.x * a, self.position.y)"),
        ("var r = Rect2()\nr.end = a", "r = Rect2()\nr = Rect2(r.position, a - r.position)"),
    ],
)
def test_an_assignment_becomes_what_a_person_would_write(gdscript, python):
    assert body(gdscript) == python


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("var a: Node\na = room.clean()", "a = room.clean()  # type: ignore[assignment]"),
        (
            "var a: Font = get_font('a')\na.size *= 1.5",
            "a = a.with_size(int(a.size * 1.5))",
        ),
        (
            "var t = RichTextLabel.new()\nt.modulate = Color.red.to_html()",
            "t.modulate = Color(Color.red.to_html())",
        ),
    ],
)
def test_what_a_target_does_not_take_is_made_or_marked(line, written):
    assert f"        {written}\n" in with_room(line)


def test_an_element_of_a_text_or_a_vector_is_set_by_making_it_anew(monkeypatch):
    result = ported(
        "extends Reference\nenum None_ {}\nvar v := Vector2(1, 2)\nvar s := 'abc'\nfunc f(at, b: Rect2):\n"
        "\tv[at] = 5\n\tv[at] += 1\n\ts[at] = 'x'\n\tb.position[at] = 3\n\treturn b\n"
    )
    module = module_of(result, monkeypatch)
    one = module.Case()
    assert one.f(1, Rect2(1, 1, 2, 2)) == Rect2(1, 3, 2, 2)
    assert (one.v, one.s) == (Vector2(1, 6), "axc")


def test_what_sets_an_item_of_an_enumeration_is_said_and_marked():
    result = ported("extends Node\nenum Layers { A }\nfunc f() -> void:\n\tLayers['B'] = 2\n")
    assert '        self.Layers["B"] = 2  # type: ignore[index]\n' in result.text
    assert [note.text for note in result.notes] == ["An enumeration does not change here."]


def test_pool_arrays_are_set_and_sorted_anew():
    text = script(
        "extends Node\nvar all: PoolIntArray\n"
        "func f() -> void:\n\tall.set(0, 1)\n\tall.sort()\n\tall += [1]\n"
    )
    assert "self.all = with_element(self.all, 0, 1)\n" in text
    assert "self.all = PoolIntArray(sorted(self.all))\n" in text
    assert "self.all = self.all + PoolIntArray([1])\n" in text


def test_a_property_of_a_class_that_is_not_here_may_be_made_of_itself():
    text = script("extends Spatial\nfunc f() -> void:\n\trotation.x += 1\n\tvar out := null\n\tout = 1\n")
    assert "  # type: ignore[has-type]\n" in text
    assert "        out: Any = None\n" in text


def test_a_field_without_a_type_that_is_given_another_kind_is_marked():
    text = ported("var a = 1\nfunc f(b: float) -> void:\n\ta = b\n").text
    assert "        self.a = b  # type: ignore[assignment]\n" in text


def test_a_font_of_another_size_is_another_font():
    text = script("""
        extends Label
        var font: DynamicFont
        func f(fonts: Array, size: float, a):
            font.size += 2
            self.font.size = size
            a = get_font("font")
            a.size = 3
            get_font("font").size = 4
    """)
    for line in (
        "self.font = self.font.with_size(self.font.size + 2)",
        "self.font = self.font.with_size(int(size))",
        'self.get_font("font").size = 4',
    ):
        assert f"        {line}\n" in text
    assert (
        text.count("# PORT: A Font does not change here: what else has it keeps the size that it has.") == 2
    )
    assert text.count("# PORT: A Font does not change here: give what has it another") == 1


def test_properties_of_the_engine_take_what_they_are_made_of():
    text = script("""
        extends Button
        func f(a: float, t: RichTextLabel, font: DynamicFont) -> void:
            size_flags_vertical = a
            size_flags_vertical += a
            pressed = 1
            t.modulate = "ff0000"
            font.size = a
    """)
    for line in (
        "self.size_flags_vertical = int(a)",
        "self.size_flags_vertical = int(self.size_flags_vertical + a)",
        "self.pressed = bool(1)",
        't.modulate = Color("ff0000")',
        "font = font.with_size(int(a))",
    ):
        assert f"        {line}\n" in text
