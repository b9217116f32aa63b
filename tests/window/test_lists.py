"""What is longer than there is room for: scrolled, chosen from and copied, with and without a window."""

import pytest

from engine import Vector2
from nodes import Button, ItemList, LineEdit, Panel, RichTextLabel, ScrollContainer, VBoxContainer

LINES = 200


@pytest.fixture
def log(tree):
    log = tree.add(RichTextLabel(rect_size=Vector2(300, 200), bbcode_enabled=True, selection_enabled=True))
    log.scroll_following = True
    for number in range(LINES):
        log.append_bbcode(f"line [b]{number}[/b]\n")
    log.append_bbcode("See [url=there]the notes[/url].")
    tree.step()
    return log


def test_a_log_follows_its_end_unless_it_was_scrolled(tree, log):
    assert tree.screen.shows("See ")
    assert not tree.screen.shows("line 0")
    tree.user.wheel(log, up=5)
    tree.step(60)
    assert not tree.screen.shows("See ")
    shown = tree.screen.texts()
    log.append_bbcode("\nMore")
    tree.step(2)
    assert tree.screen.texts() == shown
    tree.user.wheel(log, down=20)
    tree.step(60)
    log.append_bbcode("\nThe last")
    tree.step(2)
    assert tree.screen.shows("The last")


def test_the_bar_of_a_log_is_dragged(tree, log):
    bar = log.get_v_scroll().get_global_rect()
    tree.user.drag(Vector2(bar.get_center().x, bar.end.y - 8), Vector2(bar.get_center().x, 2))
    assert tree.screen.shows("line ")
    assert log.get_v_scroll().value == 0
    assert any(text.strip() == "0" for text in tree.screen.texts())


def test_a_link_is_clicked(tree, log):
    clicked = tree.watch(log.meta_clicked)
    tree.user.click("the notes")
    clicked.assert_emitted("there", times=1)
    tree.user.click("See")
    assert len(clicked) == 1


def test_what_is_marked_in_a_log_is_pasted_elsewhere(tree, log):
    edit = tree.add(LineEdit(rect_position=Vector2(320, 20), rect_size=Vector2(200, 28)))
    end = tree.screen.find_text("the notes")
    start = tree.screen.find_text("See ")
    middle = start.get_center().y
    tree.user.drag(Vector2(start.position.x, middle), Vector2(end.end.x + 20, middle))
    tree.user.press("ctrl+c")
    tree.user.click(edit)
    tree.user.press("ctrl+v")
    assert edit.text == "See the notes."


@pytest.fixture
def scroll(tree):
    scroll = ScrollContainer(rect_size=Vector2(200, 150))
    box = VBoxContainer()
    scroll.add_child(box)
    for number in range(30):
        box.add_child(Button(text=f"Number {number}"))
    tree.add(scroll)
    tree.step()
    return scroll


def test_the_wheel_scrolls_what_has_no_room(tree, scroll):
    assert tree.screen.shows("Number 0")
    assert not tree.screen.shows("Number 29")
    tree.user.wheel(scroll, down=200)
    assert tree.screen.shows("Number 29")
    tree.user.click("Number 29")
    assert scroll.get_focus_owner().text == "Number 29"
    tree.user.wheel(scroll, up=1)
    assert 0 < scroll.scroll_vertical < scroll.get_v_scrollbar().max_value - 150


def test_what_is_scrolled_away_cannot_be_clicked(tree, scroll):
    tree.add(Panel(rect_position=Vector2(0, 160), rect_size=Vector2(200, 100)))
    tree.step()
    buttons = scroll.get_child(0).get_children()
    pressed = [tree.watch(button.pressed) for button in buttons]
    tree.user.click(Vector2(60, 170))
    assert not any(len(presses) for presses in pressed)


def test_tab_scrolls_to_what_gets_the_focus(tree, scroll):
    scroll.follow_focus = True
    for _ in range(12):
        tree.user.press("tab")
    assert scroll.get_focus_owner().text == "Number 11"
    assert tree.screen.shows("Number 11")


def test_entries_of_a_list_are_chosen(tree):
    names = tree.add(ItemList(rect_size=Vector2(200, 150)))
    for number in range(40):
        names.add_item(f"Peer {number}")
    tree.step()
    selected, activated = tree.watch(names.item_selected), tree.watch(names.item_activated)
    tree.user.click("Peer 2")
    tree.user.press("down")
    assert names.get_selected_items() == [3]
    tree.user.wheel(names, down=100)
    tree.user.click("Peer 39", double=True)
    assert names.get_selected_items() == [39]
    assert selected.emissions[:2] == [(2,), (3,)]
    activated.assert_emitted(39)


def test_several_entries_of_a_list_are_chosen_with_keys_held(tree):
    names = tree.add(ItemList(rect_size=Vector2(200, 250), select_mode=ItemList.SELECT_MULTI))
    for name in ("Ada", "Béla", "Cäsar", "Dóra", "Емма"):
        names.add_item(name)
    tree.step()
    tree.user.click("Ada")
    tree.user.click("Dóra", holding="ctrl")
    assert names.get_selected_items() == [0, 3]
    tree.user.click("Béla")
    tree.user.click("Емма", holding="shift")
    assert names.get_selected_items() == [1, 2, 3, 4]
