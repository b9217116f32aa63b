import os
import signal
import threading

import pytest

from engine import Node, SceneTree
from engine.runner.quit_signals import quit_signals


@pytest.fixture
def tree():
    tree = SceneTree()
    yield tree
    tree.finish()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_the_tree_to_quit_in_its_next_frame(tree, number):
    notified = []

    class Listener(Node):
        def _notification(self, what):
            notified.append(what)

    tree.root.add_child(Listener())
    with quit_signals(tree):
        os.kill(os.getpid(), number)
        assert not tree.quitting
        assert tree.iteration(1 / 60) is True
    assert Node.NOTIFICATION_WM_QUIT_REQUEST in notified


def test_a_tree_may_refuse_to_quit(tree):
    tree.set_auto_accept_quit(False)
    with quit_signals(tree):
        os.kill(os.getpid(), signal.SIGTERM)
        assert tree.iteration(1 / 60) is False


def test_a_second_interrupt_does_what_it_did_before(tree):
    with quit_signals(tree):
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize(("number", "waits"), [(signal.SIGINT, False), (signal.SIGTERM, True)])
def test_sigterm_waits_for_the_clients_of_servers_and_an_interrupt_does_not(tree, number, waits):
    class Server:
        drained = False

        def _drain_(self, left):
            return self.drained

        def _close_sockets_(self):
            pass

    server = Server()
    tree.poller.users.add(server)
    with quit_signals(tree, 30.0):
        os.kill(os.getpid(), number)
        tree.iteration(1 / 60)
        assert tree.iteration(1 / 60) is not waits
        server.drained = True
        assert tree.iteration(1 / 60) is True


def test_a_signal_ends_the_sleep_of_the_poller(tree):
    with quit_signals(tree):
        os.kill(os.getpid(), signal.SIGTERM)
        assert tree.poller.wait(10) is False


def test_afterwards_everything_is_as_before(tree):
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with quit_signals(tree):
        assert signal.getsignal(signal.SIGINT) != before[0]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    assert signal.set_wakeup_fd(-1) == -1


def test_in_another_thread_signals_are_left_alone(tree):
    before = signal.getsignal(signal.SIGINT)
    inside = []

    def run():
        with quit_signals(tree):
            inside.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    assert inside == [before]
