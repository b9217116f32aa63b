import pytest

from engine import ScriptError, Vector2
from nodes import Button, Control, DrawnIcon, Label, Popup, TabContainer


@pytest.fixture
def tabs(tree):
    tabs = tree.add(TabContainer())
    tabs.rect_size = Vector2(400, 200)
    for name in ("General", "Network", "Looks"):
        page = Label(text=f"Page of {name}")
        page.name = name
        tabs.add_child(page)
    tree.step()
    return tabs


def shown(tree):
    return [text for text in tree.screen.texts() if text.startswith("Page")]


def test_the_first_page_is_shown(tree, tabs):
    assert shown(tree) == ["Page of General"]
    assert [page.visible for page in tabs.get_children()] == [True, False, False]
    assert tabs.get_tab_count() == 3
    for name in ("General", "Network", "Looks"):
        assert tree.screen.shows(name)


def test_a_click_on_a_tab_shows_its_page(tree, tabs):
    changed = []
    tabs.tab_changed.connect(changed.append)
    tree.user.click("Looks")
    assert shown(tree) == ["Page of Looks"]
    assert (changed, tabs.get_current_tab(), tabs.get_previous_tab()) == ([2], 2, 0)
    assert tabs.get_current_tab_control() is tabs.get_child(2)


def test_the_page_fills_what_the_tabs_leave(tree, tabs):
    page = tabs.get_tab_control(0)
    page.size_flags_vertical = Control.SIZE_FILL
    tree.step()
    style = tabs.get_stylebox("panel")
    assert page.rect_size.x == 400 - style.get_minimum_size().x
    assert page.rect_position.y > 20
    assert page.get_global_rect().end.y == 200 - style.get_margin(3)
    tabs.set_tabs_visible(False)
    tree.step()
    assert not tabs.are_tabs_visible()
    assert not tabs.tabs_visible
    assert page.rect_position == style.get_offset()
    assert not tree.screen.shows("Network")


def test_the_keys_go_from_tab_to_tab(tree, tabs):
    tabs.grab_focus()
    tabs.set_tab_disabled(1, True)
    for key, tab in (("right", 2), ("right", 2), ("left", 0), ("left", 0), ("end", 2), ("home", 0), ("x", 0)):
        tree.user.press(key)
        assert tabs.current_tab == tab


def test_a_disabled_tab_cannot_be_clicked(tree, tabs):
    tabs.set_tab_disabled(1, True)
    assert tabs.get_tab_disabled(1)
    tree.step()
    tree.user.click("Network")
    assert tabs.current_tab == 0
    tabs.current_tab = 1
    tree.step()
    assert shown(tree) == ["Page of Network"]


def test_a_tab_has_a_title_and_an_icon(tree, tabs):
    tabs.set_tab_title(0, "Allgemein")
    icon = DrawnIcon(16, 30)
    width = tabs._widths_()[0]
    tabs.set_tab_icon(0, icon)
    tree.step()
    assert (tabs.get_tab_title(0), tabs.get_tab_title(1), tabs.get_tab_icon(0)) == (
        "Allgemein",
        "Network",
        icon,
    )
    assert tree.screen.shows("Allgemein")
    assert tabs._widths_()[0] == width + 16 + tabs.get_constant("hseparation")
    tabs.set_tab_title(0, "")
    assert tabs._widths_()[0] == 16 + 24


def test_a_hidden_tab_is_not_seen(tree, tabs):
    tabs.set_tab_hidden(1, True)
    tree.step()
    assert tabs.get_tab_hidden(1)
    assert not tree.screen.shows("Network")
    tabs.grab_focus()
    tree.user.press("right")
    assert tabs.current_tab == 2


@pytest.mark.parametrize(
    "align", [TabContainer.ALIGN_LEFT, TabContainer.ALIGN_CENTER, TabContainer.ALIGN_RIGHT]
)
def test_the_tabs_are_where_tab_align_says(tree, tabs, align):
    tabs.set_tab_align(align)
    tree.step()
    assert tabs.get_tab_align() == tabs.tab_align == align
    left = tabs._tab_rects_(tabs._widths_())[0][1].position.x
    right = 400 - tabs._tab_rects_(tabs._widths_())[-1][1].end.x
    assert {0: left == 8, 1: abs(left - right) <= 1, 2: right == 8}[align]
    with pytest.raises(ScriptError, match="ALIGN"):
        tabs.tab_align = 3


def test_a_tab_under_the_pointer_looks_different(tree, tabs):
    before = tree.screen.describe()
    tree.user.move_to("Network")
    assert tree.screen.describe() != before
    tree.user.move_to((500, 500))
    assert tree.screen.describe() == before


def test_pages_come_and_go(tree, tabs):
    tabs.current_tab = 2
    tabs.remove_child(tabs.get_child(2))
    tree.step()
    assert (tabs.current_tab, shown(tree)) == (1, ["Page of Network"])
    tabs.remove_child(tabs.get_child(0))
    tree.step()
    assert (tabs.current_tab, shown(tree)) == (0, ["Page of Network"])
    tabs.get_child(0).free()
    tree.step()
    assert (tabs.get_tab_count(), tabs.get_current_tab_control()) == (0, None)
    tabs.current_tab = 0
    tree.user.press("right")
    tabs.add_child(Label(text="Page of New"))
    tree.step()
    assert shown(tree) == ["Page of New"]


def test_a_popup_is_no_page(tabs):
    tabs.add_child(Popup())
    assert tabs.get_tab_count() == 3


@pytest.mark.parametrize("index", [-1, 3])
def test_a_tab_that_is_not_there_is_refused(tabs, index):
    with pytest.raises(ScriptError, match="3 tabs"):
        tabs.current_tab = index
    with pytest.raises(ScriptError, match="3 tabs"):
        tabs.get_tab_title(index)


def test_it_is_large_enough_for_its_page(tree, tabs):
    tabs.get_child(1).rect_min_size = Vector2(600, 500)
    tree.step()
    assert tabs.rect_size == Vector2(400, 200)
    tabs.use_hidden_tabs_for_min_size = True
    tree.step()
    assert tabs.use_hidden_tabs_for_min_size
    assert tabs.rect_size.x >= 600
    tabs.use_hidden_tabs_for_min_size = False
    tabs.rect_size = Vector2(0, 0)
    tabs.set_current_tab(1)
    tree.step()
    assert tabs.rect_size.x >= 600


def test_tabs_without_room_are_scrolled(tree, tabs):
    for i in range(10):
        page = Label(text=f"Page of {i}")
        page.name = f"Number {i}"
        tabs.add_child(page)
    tree.step()
    assert "General" in tree.screen.texts()
    assert "Number 9" not in tree.screen.texts()
    back, forth = (rect.get_center() for _, rect, _ in tabs._arrow_rects_(tabs._widths_()))
    tree.user.click(back)
    for _ in range(20):
        tree.user.click(forth)
    assert "Number 9" in tree.screen.texts()
    assert "General" not in tree.screen.texts()
    assert tabs.current_tab == 0
    tree.user.click("Number 9")
    assert tabs.current_tab == 12
    tree.user.wheel((50, 10), up=30)
    assert "General" in tree.screen.texts()
    tree.user.wheel((50, 10), down=1)
    assert "General" not in tree.screen.texts()
    tabs.current_tab = 0
    tree.step()
    assert "General" in tree.screen.texts()
    tabs.current_tab = 12
    tree.step()
    assert "Number 9" in tree.screen.texts()
    tabs.rect_size = Vector2(2000, 200)
    tree.step()
    assert "General" in tree.screen.texts()


def test_the_wheel_does_nothing_while_all_tabs_are_seen(tree, tabs):
    tree.user.wheel((200, 10), down=3)
    assert tree.screen.shows("General")


def test_what_is_on_a_page_is_used_as_anywhere(tree, tabs):
    button = Button(text="Do")
    button.name = "Doing"
    tabs.add_child(button)
    tabs.current_tab = 3
    tree.step()
    pressed = tree.watch(button.pressed)
    tree.user.click("Do")
    pressed.assert_emitted(times=1)


def test_the_focus_is_seen(tree, tabs):
    before = len(tree.screen.boxes())
    tabs.grab_focus()
    tree.step()
    assert len(tree.screen.boxes()) == before + 1


def test_a_tab_is_found_by_its_place(tree, tabs):
    place = tree.screen.find_text("Network").get_center()
    assert tabs.get_tab_idx_at_point(place) == 1
    assert tabs.get_tab_idx_at_point(Vector2(200, 150)) == -1


def test_a_copy_is_like_the_original(tabs):
    tabs.current_tab = 1
    tabs.set_tab_title(1, "Netz")
    copy = tabs.duplicate()
    assert (copy.current_tab, copy.get_tab_title(1)) == (1, "Netz")


def test_it_is_drawn_in_any_size(tree, tabs):
    tabs.set_tab_icon(1, DrawnIcon(16, 16))
    for page in tabs.get_children():
        page.clip_text = True
    for size in ((0, 0), (1, 500), (30, 30)):
        tabs.rect_size = Vector2(*size)
        tree.step()
