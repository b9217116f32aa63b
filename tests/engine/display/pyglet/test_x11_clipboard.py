"""The clipboard between windows, which ask each other by way of the X server, and with other programs."""

import shutil
import subprocess
import threading
from ctypes import POINTER, byref, c_ubyte, cast, create_string_buffer

import pytest

TEXT = "Grüße, 日本 😀 und mehr\n" * 3
LONG = "lang€" * 500_000


@pytest.fixture
def display(open_window):
    return open_window(size=(20, 20), visible=False)


@pytest.fixture
def other(open_window):
    return open_window(size=(20, 20), visible=False)


@pytest.fixture
def paste(until):
    """A function that returns what a display gets from the clipboard."""

    def ask(display):
        answers = []
        display.get_clipboard(answers.append)
        until(display, lambda events: answers)
        return answers[0]

    return ask


def test_what_we_copied_we_get_back_at_once(display):
    answers = []
    display.set_clipboard(TEXT)
    display.get_clipboard(answers.append)
    assert answers == [TEXT]


@pytest.mark.parametrize(
    "text", ["", "plain", TEXT, "nul \0 inside", LONG], ids=["empty", "plain", "accents", "nul", "long"]
)
def test_another_window_gets_all_of_a_text(display, other, paste, text):
    display.set_clipboard(text)
    assert paste(other) == text


def test_the_last_one_who_copied_has_the_clipboard(display, other, paste, stranger, until):
    display.set_clipboard("mine")
    other.set_clipboard("yours")
    assert paste(display) == "yours"
    stranger.own()
    until(other, lambda events: other._window._clipboard.offered is None)


def test_everybody_who_asks_gets_an_answer(display, other, until):
    answers = []
    display.set_clipboard(TEXT)
    other.get_clipboard(answers.append)
    other.get_clipboard(answers.append)
    until(other, lambda events: len(answers) == 2)
    assert answers == [TEXT] * 2


def test_lone_surrogates_are_copied_as_question_marks(display, other, paste):
    display.set_clipboard("a\ud800b")
    assert paste(other) == "a?b"


def test_an_empty_clipboard_has_no_text(open_window, display, paste):
    owner = open_window(size=(20, 20), visible=False)
    owner.set_clipboard("soon gone")
    owner.close()
    answers = []
    display.get_clipboard(answers.append)
    assert answers == [""]


def test_a_window_that_closes_answers_nobody_any_more(display, other):
    display.set_clipboard(TEXT)
    answers = []
    other.get_clipboard(answers.append)
    window = other._window
    other.close()
    for callback, text in window.answers():
        callback(text)
    assert answers == [""]


def test_an_owner_that_does_not_answer_is_not_waited_for_for_ever(display, user, until, monkeypatch):
    monkeypatch.setattr("engine.display.pyglet.x11_clipboard._PATIENCE", 0.01)
    Stranger(user).own()
    answers = []
    display.get_clipboard(answers.append)
    until(display, lambda events: answers)
    assert answers == [""]


class Stranger:
    """Another program that has the clipboard, or asks for it."""

    def __init__(self, user):
        self.xlib, self.display = user.xlib, user.display
        self.xlib.XSync(self.display, True)  # what other strangers were told is of no interest
        root = self.xlib.XDefaultRootWindow(self.display)
        self.window = self.xlib.XCreateSimpleWindow(self.display, root, 0, 0, 1, 1, 0, 0, 0)
        self.clipboard = self.atom("CLIPBOARD")
        self.property = self.atom("STRANGER")
        self.event = self.xlib.XEvent()

    def atom(self, name):
        return self.xlib.XInternAtom(self.display, name.encode(), False)

    def own(self):
        self.xlib.XSetSelectionOwner(self.display, self.clipboard, self.window, 0)
        self.xlib.XSync(self.display, False)

    def next(self, kind):
        """Return True once an event of this kind has come."""
        return bool(self.xlib.XCheckTypedEvent(self.display, kind, byref(self.event)))

    def put(self, window, place, form, data, bits=8):
        buffer = cast(create_string_buffer(data, max(1, len(data))), POINTER(c_ubyte))
        count = len(data) // (bits // 8) if bits == 8 else 1
        self.xlib.XChangeProperty(self.display, window, place, form, bits, 0, buffer, count)

    def reply(self, request, granted):
        answer = self.xlib.XEvent()
        answer.xany.type = self.xlib.SelectionNotify
        answer.xselection.requestor = request.requestor
        answer.xselection.selection = request.selection
        answer.xselection.target = request.target
        answer.xselection.property = request.property if granted else 0
        self.xlib.XSendEvent(self.display, request.requestor, False, 0, byref(answer))
        self.xlib.XFlush(self.display)

    def ask(self, target):
        self.xlib.XConvertSelection(
            self.display, self.clipboard, self.atom(target), self.property, self.window, 0
        )
        self.xlib.XFlush(self.display)


@pytest.fixture
def stranger(user):
    return Stranger(user)


def test_a_text_in_pieces_is_put_together(display, stranger, until):
    stranger.own()
    answers, requests, pieces = [], [], [b"Gr\xc3", b"\xbc\xc3\x9fe", b""]
    display.get_clipboard(answers.append)
    xlib = stranger.xlib

    def served(events):
        if stranger.next(xlib.SelectionRequest):
            request = stranger.event.xselectionrequest
            requests.append((request.requestor, request.property, request.target))
            xlib.XSelectInput(stranger.display, request.requestor, xlib.PropertyChangeMask)
            size = (100).to_bytes(8, "little")
            stranger.put(request.requestor, request.property, stranger.atom("INCR"), size, bits=32)
            stranger.reply(request, True)
        taken = stranger.next(xlib.PropertyNotify) and stranger.event.xproperty.state == xlib.PropertyDelete
        if taken and pieces:
            window, place, target = requests[0]
            stranger.put(window, place, target, pieces.pop(0))
            xlib.XFlush(stranger.display)
        return answers

    until(display, served)
    assert answers == ["Grüße"]


def test_an_owner_without_unicode_is_asked_for_western_letters(display, stranger, until):
    stranger.own()
    answers, asked = [], []
    display.get_clipboard(answers.append)
    xlib = stranger.xlib

    def served(events):
        if stranger.next(xlib.SelectionRequest):
            request = stranger.event.xselectionrequest
            asked.append(request.target)
            if request.target == stranger.atom("STRING"):
                stranger.put(request.requestor, request.property, request.target, "é".encode("latin-1"))
            stranger.reply(request, request.target == stranger.atom("STRING"))
        return answers

    until(display, served)
    assert answers == ["é"]
    assert asked == [stranger.atom("UTF8_STRING"), stranger.atom("STRING")]


def test_an_owner_that_has_no_text_at_all(display, stranger, until):
    stranger.own()
    answers = []
    display.get_clipboard(answers.append)

    def served(events):
        if stranger.next(stranger.xlib.SelectionRequest):
            stranger.reply(stranger.event.xselectionrequest, False)
        return answers

    until(display, served)
    assert answers == [""]


@pytest.mark.parametrize(
    ("target", "granted"),
    [("TARGETS", True), ("UTF8_STRING", True), ("STRING", True), ("TEXT", True), ("image/png", False)],
)
def test_strangers_are_told_which_forms_there_are(display, stranger, until, target, granted):
    display.set_clipboard("é")
    stranger.ask(target)
    until(display, lambda events: stranger.next(stranger.xlib.SelectionNotify))
    assert bool(stranger.event.xselection.property) is granted


def test_who_asks_after_we_lost_the_clipboard_gets_nothing(display, stranger, until):
    display.set_clipboard("mine")
    stranger.ask("UTF8_STRING")
    display._window._clipboard.offered = None
    until(display, lambda events: stranger.next(stranger.xlib.SelectionNotify))
    assert not stranger.event.xselection.property


def test_a_text_that_is_too_long_for_the_server_is_not_given(display, other, paste, monkeypatch):
    clipboard = display._window._clipboard
    monkeypatch.setattr(clipboard, "_largest_request", lambda: 10)
    display.set_clipboard("x" * 11)
    assert paste(other) == ""


def test_answers_that_nobody_waits_for_are_ignored(display, stranger):
    from pyglet.libs.x11 import xlib

    event = xlib.XEvent()
    event.xselection.selection = display._window._clipboard._clipboard
    display._window._event_selection_notification(event)
    display._window._event_property(event)
    event.xselectionclear.selection = 0
    display.set_clipboard("mine")
    display._window._event_selection_clear(event)
    assert display._window._clipboard.offered == "mine"
    assert display._window.get_clipboard_text() == "mine"


@pytest.mark.skipif(shutil.which("xclip") is None, reason="xclip is not installed")
@pytest.mark.parametrize("text", [TEXT, LONG], ids=["short", "long"])
def test_xclip_gives_and_takes(display, x_server, stranger, paste, until, text):
    command = ["xclip", "-display", x_server, "-selection", "clipboard"]
    subprocess.run([*command, "-in"], input=text.encode(), check=True, stdout=subprocess.DEVNULL)
    xlib, connection, clipboard = stranger.xlib, stranger.display, stranger.clipboard
    until(display, lambda events: xlib.XGetSelectionOwner(connection, clipboard))
    assert paste(display) == text
    display.set_clipboard(text + "!")
    with subprocess.Popen([*command, "-out"], stdout=subprocess.PIPE) as process:
        chunks = []
        reader = threading.Thread(target=lambda: chunks.append(process.stdout.read()))
        reader.start()
        until(display, lambda events: not reader.is_alive())
        reader.join()
    assert chunks[0].decode() == text + "!"
