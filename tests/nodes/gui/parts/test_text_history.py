from nodes.gui.parts.text_history import TextHistory


def filled(*lines, limit=100):
    history = TextHistory(limit)
    for line in lines:
        history.add(line)
    return history


def test_lines_come_back_newest_first_and_again_in_order():
    history = filled("one", "two")
    assert [history.older("draft") for _ in range(3)] == ["two", "one", None]
    assert [history.newer() for _ in range(3)] == ["two", "draft", None]


def test_what_is_being_written_is_kept_when_going_back_and_not_sent():
    history = filled("one")
    assert history.older("half a li") == "one"
    assert history.newer() == "half a li"
    assert history.lines == ["one"]


def test_without_lines_there_is_nothing_before_and_after():
    history = TextHistory()
    assert history.newer() is None
    assert history.older("draft") is None
    assert history.newer() is None


def test_empty_lines_and_repeated_ones_are_left_out():
    assert filled("one", "", "one", "two", "one").lines == ["one", "two", "one"]


def test_sending_goes_back_to_the_newest():
    history = filled("one", "two")
    history.older("")
    history.older("")
    history.add("three")
    assert history.older("") == "three"


def test_the_oldest_lines_are_dropped():
    history = filled(*map(str, range(8)), limit=3)
    assert history.lines == ["5", "6", "7"]
    assert repr(history) == "<TextHistory of 3 lines>"
