"""SIGHUP."""

import os
import signal

import pytest

from engine import SceneTree
from engine.runner.reload_signal import reload_signal

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP on this system")


class User:
    """Has sockets, and files to be read again, perhaps."""

    def __init__(self, has_files):
        self.has_files = has_files
        self.reloaded = 0

    def _reloading_(self):
        return self._reload if self.has_files else None

    def _reload(self):
        self.reloaded += 1

    def _close_sockets_(self):
        pass


@pytest.fixture(autouse=True)
def as_by_default():
    """Whoever runs the tests may ignore it, as `nohup` does."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def tree():
    tree = SceneTree()
    yield tree
    tree.finish()


def hang_up():
    os.kill(os.getpid(), signal.SIGHUP)


def test_files_are_read_again_in_the_next_frame(tree):
    users = [User(True), User(False), User(True)]
    tree.poller.users.update(users)
    with reload_signal(tree):
        hang_up()
        assert [user.reloaded for user in users] == [0, 0, 0]
        tree.iteration(1 / 60)
        hang_up()
        tree.iteration(1 / 60)
    assert [user.reloaded for user in users] == [2, 0, 2]
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_DFL


def test_without_files_it_does_what_it_did_before(tree, monkeypatch):
    killed = []
    with reload_signal(tree):
        handler = signal.getsignal(signal.SIGHUP)
        monkeypatch.setattr(os, "kill", lambda pid, number: killed.append((pid, number)))
        handler(signal.SIGHUP, None)
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_DFL
    assert killed == [(os.getpid(), signal.SIGHUP)]


@pytest.fixture
def set_handler():
    """`set_handler(handler)` puts it in before the test's `with`."""
    yield lambda handler: signal.signal(signal.SIGHUP, handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def test_who_ignores_it_goes_on_ignoring_it(tree, set_handler):
    set_handler(signal.SIG_IGN)
    with reload_signal(tree):
        hang_up()
        hang_up()
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_a_handler_of_the_program_stays(tree, set_handler):
    told = []
    set_handler(lambda number, frame: told.append(number))
    with reload_signal(tree):
        hang_up()
    assert told == [signal.SIGHUP]
