from engine.canvas.drawing import Drawing


def test_a_new_drawing_is_nothing_where_it_is_put():
    drawing = Drawing()
    assert drawing.clip is None
    assert repr(drawing) == "<Drawing of 0 commands at (0.0, 0.0)>"


def test_a_log_line_tells_how_much_is_drawn_and_where():
    drawing = Drawing()
    drawing.commands = ("a box", "a text")
    drawing.transform = (1, 0, 0, 1, 3, 4)
    assert repr(drawing) == "<Drawing of 2 commands at (3, 4)>"
