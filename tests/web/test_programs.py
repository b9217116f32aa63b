"""Programs in a page, from their beginning to their end."""


def test_timers_awaits_groups_and_pause_are_as_on_the_desktop(show):
    page = show("everyday")
    page.has_printed("the timer is over, True", "paused True", "goes on True", "leaves")
    assert page.console == []
    assert page.overlay == ""


def test_a_program_is_as_large_as_its_page_whatever_becomes_of_that(show):
    page = show("sizes")
    page.has_printed("size 640.0 360.0")
    page.page.set_viewport_size({"width": 500, "height": 400})
    page.has_printed("size 500.0 400.0")
    # On a screen with twice as many pixels it has as many units, and is drawn with all of them.
    tools = page.page.context.new_cdp_session(page.page)
    screen = {"width": 300, "height": 200, "deviceScaleFactor": 2, "mobile": False}
    tools.send("Emulation.setDeviceMetricsOverride", screen)
    page.has_printed("size 300.0 200.0")
    canvas = "[...document.querySelectorAll('canvas')].map(({ width, height }) => [width, height])"
    assert page.page.evaluate(canvas) == [[600, 400]]
    assert page.printed == ["size 640.0 360.0", "size 500.0 400.0", "size 300.0 200.0"]
    assert page.console == []


def test_a_program_that_stretches_has_as_many_units_as_it_wants(show):
    page = show("sizes", "180")
    page.has_printed("size 320.0 180.0")
    page.page.set_viewport_size({"width": 720, "height": 720})
    page.has_printed("size 180.0 180.0")
    assert page.console == []
