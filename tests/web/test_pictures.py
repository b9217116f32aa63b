"""What a page shows beside what the desktop does."""

import pytest

from .conftest import share_off


def test_the_counter_of_the_book_counts_clicks_and_looks_as_on_the_desktop(show, desktop_picture):
    page = show("counter", size=(1024, 600))
    for _ in range(3):
        page.page.mouse.click(60, 35)
    page.page.mouse.move(500, 500)
    page.looks_like(desktop_picture("clicked", size=(1024, 600)))
    assert page.console == []


@pytest.mark.parametrize("ratio", [1, 2])
def test_all_that_can_be_drawn_is_as_on_the_desktop(show, desktop_picture, ratio):
    page = show("everything", ratio=ratio)
    page.looks_like(desktop_picture("everything", scale=ratio), share=0.012)
    assert page.console == []


def test_pictures_from_files_are_there_in_the_first_frame(show, desktop_picture):
    page = show("loaded")
    first = page.picture()
    assert share_off(first, desktop_picture("loaded")) <= 0.005
    page.has_printed("sizes 16.0 16.0 24.0 24.0", "opaque True False")
    assert page.console == []


@pytest.mark.parametrize("ratio", [1, 2])
def test_controls_are_as_on_the_desktop_in_the_dark_theme_and_the_light_one(show, desktop_picture, ratio):
    page = show("themes", ratio=ratio)
    page.looks_like(desktop_picture("themes", scale=ratio), share=0.003)
    assert page.console == []
