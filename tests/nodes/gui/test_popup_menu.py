import pytest

from engine import Rect2, ScriptError, Vector2
from engine.input import KEY_MASK_CTRL, KEY_O, KEY_S, InputEventKey
from engine.input.keys import BUTTON_RIGHT
from nodes import Control, DrawnIcon, PopupMenu, ShortCut, Theme

ICON = DrawnIcon(16, 16)
SAVE = ShortCut(InputEventKey(scancode=KEY_S, control=True), "Save")


@pytest.fixture
def menu(tree):
    menu = tree.add(PopupMenu())
    menu.add_item("Open", 10)
    menu.add_item("Save", 20)
    menu.add_separator()
    menu.add_check_item("Wrap", 30)
    menu.add_item("Off", 40)
    menu.set_item_disabled(4, True)
    menu.add_item("Quit", 50)
    return menu


def show(tree, menu, x=100, y=100):
    menu.popup(Rect2(x, y, 0, 1))
    tree.step()


def chosen(menu):
    ids = []
    menu.id_pressed.connect(ids.append)
    return ids


def test_a_click_chooses_and_closes(tree, menu):
    ids, indices = chosen(menu), []
    menu.index_pressed.connect(indices.append)
    show(tree, menu)
    tree.user.click("Wrap")
    assert (ids, indices, menu.visible) == ([30], [3], False)


def test_it_is_as_large_as_its_entries_each_time(tree, menu):
    show(tree, menu)
    size = menu.rect_size
    menu.add_item("something much longer")
    show(tree, menu)
    assert menu.rect_size.x > size.x
    assert menu.rect_size.y > size.y
    menu.remove_item(6)
    show(tree, menu)
    assert menu.rect_size == size


def test_what_cannot_be_chosen_stays_open(tree, menu):
    ids = chosen(menu)
    show(tree, menu)
    tree.user.click("Off")
    x, y = menu.rect_global_position
    top, height = menu._laid_out_().rows[2]
    tree.user.click((x + 20, y + top + height / 2))
    assert (ids, menu.visible) == ([], True)


def test_a_click_beside_the_entries_closes_it(tree, menu):
    ids = chosen(menu)
    show(tree, menu)
    tree.user.click(menu.rect_global_position + Vector2(10, 1))
    assert (ids, menu.visible) == ([], False)
    show(tree, menu)
    tree.user.click((600, 500))
    assert (ids, menu.visible) == ([], False)


def test_the_entry_under_the_pointer_is_marked(tree, menu):
    show(tree, menu)
    tree.user.move_to("Save")
    assert menu.get_current_index() == 1
    tree.user.move_to("Off")
    assert menu.get_current_index() == -1
    tree.user.move_to("Quit")
    assert menu.get_current_index() == 5
    tree.user.move_to((600, 500))
    assert menu.get_current_index() == -1


def test_letting_go_of_the_button_that_opened_it_over_an_entry_chooses(tree, menu):
    class Opener(Control):
        def _gui_input(self, event):
            if event.is_class("InputEventMouseButton") and event.pressed:
                menu.popup(Rect2(event.global_position + Vector2(-20, 5), Vector2.ONE))

    opener = tree.add(Opener())
    opener.rect_size = Vector2(400, 400)
    ids = chosen(menu)
    tree.user.move_to((200, 200))
    tree.user.button_down()
    tree.step()
    tree.user.move_to("Save")
    tree.user.button_up()
    assert (ids, menu.visible) == ([20], False)
    tree.user.click((200, 200), BUTTON_RIGHT)
    assert menu.visible
    tree.user.click("Open")
    assert ids == [20, 10]


def test_a_click_that_opens_it_under_the_pointer_chooses_nothing(tree, menu):
    class Opener(Control):
        def _gui_input(self, event):
            if event.is_class("InputEventMouseButton") and event.pressed:
                menu.popup(Rect2(event.global_position - Vector2(20, 20), Vector2.ONE))

    opener = tree.add(Opener())
    opener.rect_size = Vector2(400, 400)
    ids = chosen(menu)
    tree.user.click((200, 200), BUTTON_RIGHT)
    assert (ids, menu.visible) == ([], True)
    menu.hide()
    tree.user.move_to((200, 200))
    tree.user.button_down(BUTTON_RIGHT)
    tree.user.move_to((202, 200))
    assert menu.get_current_index() == -1
    tree.user.move_to("Quit")
    tree.user.button_up(BUTTON_RIGHT)
    assert ids == [50]


# -- Entries ---------------------------------------------------------------------------------------


def test_entries_may_be_given_at_once():
    menu = PopupMenu(items=["One", ("Two", 7), "Three"])
    assert [menu.get_item_text(i) for i in range(3)] == ["One", "Two", "Three"]
    assert [menu.get_item_id(i) for i in range(3)] == [0, 7, 2]
    assert repr(menu.items) == "[<MenuItem 0 'One'>, <MenuItem 7 'Two'>, <MenuItem 2 'Three'>]"
    menu.add_separator()
    assert repr(menu.items[3]) == "<MenuItem -1 (separator)>"


def test_every_kind_of_entry_can_be_added():
    menu = PopupMenu()
    menu.add_icon_item(ICON, "icon", 1, KEY_S)
    menu.add_icon_check_item(ICON, "check", 2)
    menu.add_icon_radio_check_item(ICON, "radio", 3)
    menu.add_shortcut(SAVE, 4)
    menu.add_icon_shortcut(ICON, SAVE, 5)
    menu.add_check_shortcut(SAVE, 6)
    menu.add_radio_check_shortcut(SAVE, 7)
    assert [menu.get_item_icon(i) for i in range(7)] == [ICON, ICON, ICON, None, ICON, None, None]
    assert [menu.is_item_checkable(i) for i in range(7)] == [False, True, True, False, False, True, True]
    assert [menu.get_item_text(i) for i in range(3, 7)] == ["Save"] * 4
    assert menu.get_item_shortcut(3) is SAVE
    assert menu.get_item_accelerator(0) == KEY_S


def test_what_is_set_is_there():
    menu = PopupMenu(items=["a", "b"])
    menu.set_item_text(0, "x")
    menu.set_item_icon(0, ICON)
    menu.set_item_accelerator(0, KEY_S | KEY_MASK_CTRL)
    menu.set_item_metadata(0, {"any": "thing"})
    menu.set_item_submenu(0, "sub")
    menu.set_item_tooltip(0, "what it does")
    menu.set_item_shortcut_disabled(0, True)
    menu.set_item_as_separator(1, True)
    assert (menu.get_item_text(0), menu.get_item_icon(0)) == ("x", ICON)
    assert menu.get_item_accelerator(0) == KEY_S | KEY_MASK_CTRL
    assert (menu.get_item_metadata(0), menu.get_item_submenu(0)) == ({"any": "thing"}, "sub")
    assert (menu.get_item_tooltip(0), menu.is_item_shortcut_disabled(0)) == ("what it does", True)
    assert menu.is_item_separator(1)
    menu.set_item_shortcut(0, SAVE)
    assert menu.get_item_shortcut(0) is SAVE


def test_states_go_round():
    menu = PopupMenu()
    menu.add_multistate_item("many", 3, 1)
    menu.add_item("one")
    states = []
    for _ in range(3):
        menu.toggle_item_multistate(0)
        states.append(menu.get_item_state(0))
    assert states == [2, 0, 1]
    menu.set_item_multistate(0, 2)
    menu.toggle_item_multistate(1)
    assert (menu.get_item_state(0), menu.get_item_state(1)) == (2, 0)


@pytest.mark.parametrize("index", [-1, 2, 99])
def test_an_index_that_is_not_there_is_refused(index):
    menu = PopupMenu(items=["a", "b"])
    with pytest.raises(ScriptError, match="2 items"):
        menu.get_item_text(index)


def test_a_copy_has_entries_of_its_own():
    menu = PopupMenu(items=["a", "b"])
    menu.set_item_checked(1, True)
    copy = menu.duplicate()
    copy.set_item_text(0, "x")
    assert (menu.get_item_text(0), copy.is_item_checked(1)) == ("a", True)
    assert copy.get_item_count() == 2


# -- Keyboard --------------------------------------------------------------------------------------


def test_the_arrow_keys_go_round_what_can_be_chosen(tree, menu):
    focused = []
    menu.id_focused.connect(focused.append)
    show(tree, menu)
    tree.user.press("down", 5)
    tree.user.press("up")
    tree.user.press("home")
    tree.user.press("end")
    assert focused == [0, 1, 3, 5, 0, 5, 0, 5]
    ids = chosen(menu)
    tree.user.press("enter")
    assert (ids, menu.visible) == ([50], False)


def test_space_chooses_and_escape_does_not(tree, menu):
    ids = chosen(menu)
    show(tree, menu)
    tree.user.press("down")
    tree.user.press("escape")
    assert (ids, menu.visible, menu.get_current_index()) == ([], False, -1)
    show(tree, menu)
    tree.user.press("enter")
    assert menu.visible
    tree.user.press("down")
    tree.user.press("space")
    assert ids == [10]


def test_letters_go_to_the_entry_that_begins_with_them(tree):
    menu = tree.add(PopupMenu(items=["Banana", "Berlin", "Bern", "Apple", "A B C"], allow_search=True))
    ids = chosen(menu)
    show(tree, menu)
    for key, index in (("b", 0), ("e", 1), ("r", 1), ("n", 2), ("x", 2), ("b", 0), ("b", 1), ("a", 0)):
        tree.user.press(key)
        assert menu.get_current_index() == index, key
    tree.user.press("escape")
    show(tree, menu)
    menu.set_current_index(2)
    tree.user.type("a b")
    assert (menu.get_current_index(), ids) == (4, [])
    menu.set_allow_search(False)
    assert not menu.get_allow_search()
    tree.user.type("b")
    assert menu.get_current_index() == 4


def test_nothing_can_be_chosen_of_nothing(tree):
    menu = tree.add(PopupMenu())
    show(tree, menu)
    for key in ("down", "up", "home", "end", "enter", "right", "left", "x"):
        tree.user.press(key)
    menu.add_separator()
    show(tree, menu)
    for key in ("down", "up", "home", "end", "enter", "right", "left", "x"):
        tree.user.press(key)
    assert menu.get_current_index() == -1


def test_an_entry_is_marked_by_a_script(tree, menu):
    menu.set_current_index(3)
    assert menu.get_current_index() == 3
    menu.set_current_index(-1)
    assert menu.get_current_index() == -1
    with pytest.raises(ScriptError):
        menu.set_current_index(77)


# -- What hides it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("hide_on_item_selection", "add_item"),
        ("hide_on_checkable_item_selection", "add_check_item"),
        ("hide_on_state_item_selection", "add_multistate_item"),
    ],
)
def test_it_hides_after_what_it_is_told_to(tree, name, kind):
    menu = tree.add(PopupMenu())
    getattr(menu, kind)("x", *((2,) if "multi" in kind else ()))
    for hides in (False, True):
        getattr(menu, f"set_{name}")(hides)
        assert getattr(menu, f"is_{name}")() is hides
        show(tree, menu)
        tree.user.click("x")
        assert menu.visible is not hides


# -- Submenus --------------------------------------------------------------------------------------


@pytest.fixture
def more(tree, menu):
    more = PopupMenu(items=["First", "Second"])
    more.name = "more"
    menu.add_child(more)
    menu.add_submenu_item("More", "more")
    return more


def test_a_submenu_opens_where_the_pointer_rests(tree, menu, more):
    show(tree, menu)
    tree.user.move_to("More")
    tree.step(10)
    assert not more.visible
    tree.step(20)
    assert more.visible
    assert more.rect_global_position.x == menu.get_global_rect().end.x
    ids = chosen(more)
    tree.user.click("Second")
    assert (ids, menu.visible, more.visible) == ([1], False, False)


def test_it_does_not_open_if_the_pointer_goes_on(tree, menu, more):
    menu.set_submenu_popup_delay(0.5)
    assert menu.get_submenu_popup_delay() == 0.5
    show(tree, menu)
    tree.user.move_to("More")
    tree.step(20)
    tree.user.move_to("Quit")
    tree.step(60)
    assert not more.visible


def test_a_click_opens_it_at_once(tree, menu, more):
    show(tree, menu)
    tree.user.click("More")
    assert more.visible
    tree.user.click("More")
    assert more.visible
    tree.user.click((800, 500))
    assert (menu.visible, more.visible) == (False, False)


def test_it_closes_when_the_pointer_goes_to_another_entry(tree, menu, more):
    show(tree, menu)
    tree.user.click("More")
    tree.user.move_to("First")
    assert more.get_current_index() == 0
    tree.user.move_to("Save")
    assert (menu.visible, more.visible) == (True, False)
    assert menu.get_current_index() == 1


def test_it_is_used_by_keyboard(tree, menu, more):
    ids = chosen(more)
    show(tree, menu)
    tree.user.press("up")
    tree.user.press("right")
    assert more.visible
    assert more.get_current_index() == 0
    tree.user.press("left")
    assert (menu.visible, more.visible) == (True, False)
    tree.user.press("enter")
    tree.user.press("down")
    tree.user.press("enter")
    assert (ids, menu.visible, more.visible) == ([1], False, False)


def test_escape_closes_the_submenu_alone(tree, menu, more):
    show(tree, menu)
    tree.user.press("up")
    tree.user.press("right")
    tree.user.press("escape")
    assert (menu.visible, more.visible) == (True, False)


def test_a_submenu_at_the_edge_of_the_window_opens_to_the_left(tree, menu, more):
    show(tree, menu, 2000, 100)
    tree.user.click("More")
    assert more.get_global_rect().end.x == menu.rect_global_position.x


def test_a_submenu_hides_with_its_menu(tree, menu, more):
    show(tree, menu)
    tree.user.click("More")
    menu.hide()
    assert not more.visible


def test_a_menu_that_is_to_stay_does_so_after_its_submenu(tree, menu, more):
    menu.hide_on_item_selection = False
    show(tree, menu)
    tree.user.click("More")
    tree.user.click("Second")
    assert (menu.visible, more.visible) == (True, False)


def test_a_submenu_that_is_not_there_is_told(tree, menu):
    menu.add_submenu_item("Gone", "gone")
    show(tree, menu)
    tree.user.move_to("Gone")
    with pytest.raises(ScriptError, match="no such child"):
        tree.user.click()
    control = Control()
    control.name = "gone"
    menu.add_child(control)
    with pytest.raises(ScriptError, match="that is <Control"):
        menu.activate_item_by_event(InputEventKey(scancode=KEY_S, pressed=True))


# -- Keys that stand for entries -------------------------------------------------------------------


def test_keys_stand_for_entries(tree, menu, more):
    ids, further = chosen(menu), chosen(more)
    menu.set_item_accelerator(0, KEY_O | KEY_MASK_CTRL)
    menu.set_item_shortcut(1, ShortCut(InputEventKey(scancode=KEY_S)))
    more.set_item_accelerator(1, KEY_S | KEY_MASK_CTRL)
    for event, found in (
        (InputEventKey(scancode=KEY_O, control=True, pressed=True), True),
        (InputEventKey(scancode=KEY_O, control=True), False),
        (InputEventKey(scancode=KEY_O, pressed=True), False),
        (InputEventKey(scancode=KEY_S, pressed=True), True),
        (InputEventKey(scancode=KEY_S, pressed=True, echo=True), False),
        (InputEventKey(scancode=KEY_S, control=True, pressed=True), True),
    ):
        assert menu.activate_item_by_event(event) is found
    assert (ids, further) == ([10, 20], [1])
    menu.set_item_shortcut_disabled(1, True)
    menu.set_item_disabled(0, True)
    for key in (KEY_O, KEY_S):
        assert not menu.activate_item_by_event(
            InputEventKey(scancode=key, control=key == KEY_O, pressed=True)
        )


def test_they_are_written_beside_the_entries(tree, menu):
    menu.set_item_accelerator(0, KEY_O | KEY_MASK_CTRL)
    menu.set_item_shortcut(1, ShortCut())
    menu.set_item_shortcut(3, ShortCut(InputEventKey(scancode=KEY_S)))
    menu.set_item_accelerator(4, KEY_O)
    show(tree, menu)
    texts = tree.screen.texts()
    assert texts == ["Open", "Control+O", "Save", "Wrap", "S", "Off", "O", "Quit"]
    right = {tree.screen.find_text(text).end.x for text in ("Control+O", "S", "O")}
    assert len(right) == 1


# -- Drawing ---------------------------------------------------------------------------------------


def test_everything_an_entry_can_have_is_drawn(tree, menu):
    menu.add_separator("Further")
    menu.add_icon_item(DrawnIcon(30, 40), "Icon")
    menu.add_radio_check_item("Radio")
    menu.set_item_checked(8, True)
    menu.set_item_disabled(8, True)
    menu.add_submenu_item("More", "more")
    show(tree, menu)
    for text in ("Further", "Icon", "Radio", "More"):
        assert tree.screen.shows(text)
    assert len({tree.screen.find_text(text).position.x for text in ("Open", "Icon", "Radio")}) == 1
    assert menu._laid_out_().rows[7][1] >= 40


def test_a_theme_without_icons_is_no_fault(tree, menu):
    tree.default_theme = Theme()
    menu.add_radio_check_item("Radio")
    menu.add_submenu_item("More", "more")
    menu.add_separator("a separator that is far wider than everything else in this menu")
    show(tree, menu)
    assert tree.screen.shows("Radio")


def test_an_entry_has_a_tooltip(tree, menu):
    menu.hint_tooltip = "all"
    menu.set_item_tooltip(0, "one")
    show(tree, menu)
    assert menu.get_tooltip(Vector2(20, 15)) == "one"
    assert menu.get_tooltip(Vector2(20, 0)) == "all"


def test_a_menu_higher_than_the_window_is_scrolled(tree):
    menu = tree.add(PopupMenu(items=[f"Entry {i}" for i in range(60)]))
    show(tree, menu)
    assert menu.rect_global_position.y == 0
    assert not tree.screen.shows("Entry 59")
    tree.user.press("up")
    tree.step()
    assert tree.screen.shows("Entry 59")
    assert tree.screen.find_text("Entry 59").end.y <= 600
    tree.user.wheel((menu.rect_global_position.x + 20, 300), up=3)
    assert tree.screen.shows("Entry 40")
    tree.user.press("home")
    tree.step()
    assert tree.screen.find_text("Entry 0").position.y >= 0
    tree.user.wheel((menu.rect_global_position.x + 20, 300), down=100)
    assert menu.get_global_rect().end.y == 600


def test_entries_may_go_while_it_is_open(tree, menu):
    show(tree, menu)
    tree.user.press("end")
    menu.id_focused.connect(lambda index: menu.clear())
    tree.user.press("up")
    tree.user.press("enter")
    assert menu.get_current_index() == -1


def test_it_may_be_freed_by_what_it_does(tree, menu):
    menu.id_pressed.connect(lambda id: menu.free())
    show(tree, menu)
    tree.user.click("Open")
    assert tree.root.get_child_count() == 0
