import pytest

from engine import ScriptError
from nodes.checked import checked_choice, checked_text


def test_texts_and_choices_pass():
    assert checked_text(None, "text", "one") == "one"
    assert checked_choice(None, "align", True, 4) == 1


def test_others_are_refused_with_what_to_write():
    with pytest.raises(ScriptError, match=r"None: text is a str, not 5\. Write `text = str\(…\)`\."):
        checked_text(None, "text", 5)
    with pytest.raises(ScriptError, match=r"None: there is no align 4: take 0 to 3\."):
        checked_choice(None, "align", 4, 4)
