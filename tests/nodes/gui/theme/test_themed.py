from engine.text.font import Font
from nodes import Control
from nodes.gui.theme import StyleBox
from nodes.gui.theme.themed import Themed


def test_a_control_answers_what_its_parts_ask_for():
    themed: Themed = Control()
    asked = {name for name in vars(Themed) if name.startswith("get_")}
    assert asked == {"get_color", "get_constant", "get_font", "get_icon", "get_stylebox"}
    answers = {name: getattr(themed, name)("nothing of this name") for name in asked}
    assert answers["get_color"].a == 1
    assert (answers["get_constant"], answers["get_icon"]) == (0, None)
    assert isinstance(answers["get_font"], Font)
    assert isinstance(answers["get_stylebox"], StyleBox)
