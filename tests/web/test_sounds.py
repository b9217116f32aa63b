"""What is heard of a page."""

NOTING = """
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (when, offset) {
        const loop = this.loop ? ` from ${this.loopStart} to ${this.loopEnd}` : "";
        console.log(`heard ${this.buffer.duration} s, ${this.playbackRate.value} times as fast${loop}`);
        start.call(this, when, offset);
    };
"""
"""Says each sound that begins."""
STRICT = """
    window.AudioContext = class extends AudioContext {
        constructor() {
            super();
            this.suspend();
        }
    };
"""
"""Plays nothing before the user has done something, as browsers are for strangers' pages."""
MUSIC = "heard 1 s, 1 times as fast from 0.5 to 1"
SHORT = "heard 0.25 s, 2 times as fast"
DAMAGED = "A sound is damaged, or of a kind that this browser does not play."


def heard(page):
    return [line for line in page.printed if line.startswith("heard")]


def test_sounds_are_played_and_what_is_none_is_said(show):
    page = show("sounding", before=NOTING)
    page.has_printed("finished")
    page.until(lambda: page.console and len(heard(page)) == 3)
    assert sorted(heard(page)) == [SHORT, MUSIC, MUSIC]
    assert page.console == [DAMAGED]


def test_a_browser_may_wait_until_the_user_has_done_something(show):
    page = show("sounding", before=NOTING + STRICT)
    page.has_printed("finished")
    page.until(lambda: page.console)
    assert heard(page) == []
    page.page.mouse.click(20, 20)
    page.has_printed(MUSIC)
    assert heard(page) == [MUSIC]
