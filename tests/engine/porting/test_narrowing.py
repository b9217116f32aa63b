"""What conditions tell of values: it shows in what is written while they hold."""

import pytest

from tests.engine.porting.ported_script import ported

ENEMY = "class_name Enemy\nextends Node2D\nvar hp: int\nfunc hurt() -> void:\n\tpass\n"
HURT = "node.hurt()"
MARKED = "node.hurt()  # type: ignore[attr-defined]"


def written(*lines):
    """Return the last line that statements become in a typed function."""
    source = "extends Node\nvar any\nfunc f(node: Node, shape: CollisionShape2D, a) -> void:\n"
    text = ported(source + "".join(f"\t{line}\n" for line in lines), enemy=ENEMY).text
    return text.rstrip("\n").split("\n")[-1].strip()


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["node.hurt()"], MARKED),
        (["if node is Enemy:", "\tnode.hurt()"], HURT),
        (["if node is Enemy:", "\tpass", "node.hurt()"], MARKED),
        (["if not node is Enemy:", "\treturn", "node.hurt()"], HURT),
        (["if not node is Enemy:", "\tprint(1)", "node.hurt()"], MARKED),
        (["if node is Enemy or a:", "\tnode.hurt()"], MARKED),
        (["if node is Enemy and a:", "\tnode.hurt()"], HURT),
        (["if not (not node is Enemy or a):", "\tnode.hurt()"], HURT),
        (["while node is Enemy:", "\tnode.hurt()"], HURT),
        (["assert(node is Enemy)", "node.hurt()"], HURT),
    ],
)
def test_a_class_is_known_while_it_is_asked_for(lines, last):
    assert written(*lines) == last


@pytest.mark.parametrize(
    ("condition", "marked"),
    [
        ("shape.shape", False),
        ("shape.shape != null", False),
        ("shape.shape == null", True),
        ("not shape.shape", True),
        ("a", True),
    ],
)
def test_what_is_asked_for_is_not_null(condition, marked):
    line = written(f"if {condition}:", "\tshape.shape.get_rid()")
    assert ("union-attr" in line) is marked


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("not node is Enemy and not node is Label", "union-attr"),
        ("not (node is Enemy or node is Label)", "union-attr"),
        ("not node is Enemy and not any is Label", "attr-defined"),
        ("not node is Enemy and node is Label", "attr-defined"),
        ("node is Enemy or node is Label", "attr-defined"),
    ],
)
def test_what_is_of_one_class_or_another_is_marked_as_what_both_may_lack(condition, code):
    line = written(f"if {condition}:", "\treturn", "node.no_such()")
    assert line == f"node.no_such()  # type: ignore[{code}]"


def test_a_built_in_type_is_forgotten_when_another_value_is_given():
    assert written("if any is int:", "\tprint(any / 2)") == "print(int(self.any / 2))"
    assert written("if any is int:", "\tany = a", "\tprint(any / 2)") == "print(div(self.any, 2))"
    assert (
        written("if any is int:", "\tif a:", "\t\tany = a", "\tprint(any / 2)") == "print(div(self.any, 2))"
    )
