"""What the menu of a text has, and what of it cannot be done just now."""

from nodes.gui.parts import edit_menu
from nodes.gui.parts.text_edit_buffer import TextEditBuffer


class Menu:
    def __init__(self):
        self.items = ["old"]

    def clear(self):
        self.items = []

    def add_item(self, label, id, accel):
        self.items.append([id, label, bool(accel), True])

    def add_separator(self):
        self.items.append(None)

    def get_item_count(self):
        return len(self.items)

    def set_item_disabled(self, idx, disabled):
        self.items[idx][3] = not disabled


def filled(buffer, *more):
    menu = Menu()
    edit_menu.fill(menu, buffer, *more)
    return {item[1]: item[2:] for item in menu.items if item}


def test_an_empty_text_takes_what_is_pasted():
    items = filled(TextEditBuffer(), True, False, True, True)
    assert [label for label, (_, enabled) in items.items() if enabled] == ["Paste"]
    assert list(items) == ["Cut", "Copy", "Paste", "Select All", "Clear", "Undo", "Redo"]
    assert [label for label, (shortcut, _) in items.items() if not shortcut] == ["Clear"]


def test_a_text_with_a_selection_and_changes_has_all_but_redo():
    buffer = TextEditBuffer()
    buffer.insert("text")
    items = filled(buffer, True, True, True, False)
    assert [label for label, (_, enabled) in items.items() if not enabled] == ["Redo"]
    assert not any(shortcut for shortcut, _ in items.values())
    buffer.undo()
    assert filled(buffer, True, False, True, True)["Redo"][1]
    assert [label for label, (_, enabled) in filled(buffer, False, True, False, True).items() if enabled] == [
        "Copy"
    ]


def test_the_entries_do_what_they_say():
    assert set(edit_menu.COMMANDS) | {edit_menu.CLEAR} == set(range(edit_menu.MAX))
