from engine import StringName


def test_it_is_the_text_and_the_same_key():
    name = StringName("move")
    assert name == "move"
    assert {"move": 1}[name] == 1
    assert name + "!" == "move!"
    assert repr(name) == "StringName('move')"
    assert str(name) == "move"
