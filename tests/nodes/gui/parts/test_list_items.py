import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.gui.parts.list_items import ListItem, ListItems


def of(*texts):
    items = ListItems()
    for text in texts:
        items.add(ListItem(text))
    return items


def texts(items):
    return [item.text for item in items]


@pytest.fixture
def items():
    return of("one", "two", "three")


def test_entries_come_and_go(items):
    assert (len(items), texts(items), items[1].text) == (3, ["one", "two", "three"], "two")
    assert repr(items) == "<ListItems [<ListItem 'one'>, <ListItem 'two'>, <ListItem 'three'>]>"
    items.remove(1)
    assert texts(items) == ["one", "three"]
    items.clear()
    assert (len(items), items.current) == (0, -1)


def test_the_keyboard_stays_at_its_own_entry(items):
    items.current = 1
    items.move(0, 2)
    assert (texts(items), items.current) == (["two", "three", "one"], 0)
    items.move(2, 0)
    assert (texts(items), items.current) == (["one", "two", "three"], 1)
    items.sort()
    assert (texts(items), items.current) == (["one", "three", "two"], 2)
    items.remove(0)
    assert items.current == 1
    items.remove(1)
    assert items.current == -1
    items.add(ListItem("a"))
    items.move(1, 0)
    items.sort()
    assert (texts(items), items.current) == (["a", "three"], -1)


def test_one_is_selected_alone_or_beside_others(items):
    assert items.select(1, alone=True)
    assert (items.selected, items.current) == ([1], 1)
    assert items.select(2, alone=False)
    assert (items.selected, items.current) == ([1, 2], 1)
    assert items.select(0, alone=True)
    assert (items.selected, items.current) == ([0], 0)
    items.deselect()
    assert (items.selected, items.current) == ([], -1)


@pytest.mark.parametrize(("name", "value"), [("selectable", False), ("disabled", True)])
def test_what_cannot_be_selected_is_not(items, name, value):
    items.select(0, alone=True)
    setattr(items[1], name, value)
    assert not items.select(1, alone=True)
    assert (items.selected, items.current) == ([0], 0)


def test_the_next_one_that_can_be_selected_is_found(items):
    items[1].disabled = True
    assert [items.choosable_from(index, 1) for index in range(-1, 4)] == [-1, 0, 2, 2, -1]
    assert [items.choosable_from(index, -1) for index in range(-1, 4)] == [-1, 0, 0, 2, -1]
    assert items.choosable_from(1, 2) == -1


def test_entries_are_found_by_their_first_letters_going_round():
    items = of("Apple", "banana", "Blueberry", "blue sky")
    items[2].disabled = True
    assert [items.beginning_with("b", start) for start in range(6)] == [1, 1, 3, 3, 1, 1]
    assert items.beginning_with("BLUE", 0) == 3
    assert items.beginning_with("x", 2) == -1
    assert ListItems().beginning_with("x", 0) == -1


@given(st.lists(st.sampled_from("abc"), min_size=1), st.data())
def test_the_current_entry_is_the_same_one_whatever_is_moved(letters, data):
    items = of(*letters)
    items.current = data.draw(st.integers(0, len(letters) - 1))
    current = items[items.current]
    for _ in range(5):
        index, to = (data.draw(st.integers(0, len(items) - 1)) for _ in range(2))
        if data.draw(st.booleans()):
            items.move(index, to)
        elif items[index] is not current:
            items.remove(index)
        else:
            items.sort()
        assert items[items.current] is current
