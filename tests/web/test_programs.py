"""Programs in a page, from their beginning to their end."""


def test_timers_awaits_groups_and_pause_are_as_on_the_desktop(show):
    page = show("everyday")
    page.has_printed("the timer is over, True", "paused True", "goes on True", "leaves")
    assert page.console == []
    assert page.overlay == ""
