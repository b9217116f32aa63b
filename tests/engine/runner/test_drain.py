"""A tree that is to quit when its servers are without clients."""

import pytest

from engine import Node
from engine.runner.drain import Drain
from engine.testing import FakeClock


class Server:
    """Has clients until `drained`, and notes how many seconds it has left."""

    def __init__(self, drained=False):
        self.drained = drained
        self.left = []

    def _drain_(self, left):
        self.left.append(left)
        return self.drained

    def _close_sockets_(self):
        pass


@pytest.fixture
def clock(tree):
    tree.clock = FakeClock()
    return tree.clock


def test_it_quits_as_soon_as_nobody_is_left(tree, clock):
    servers = [Server(drained=True), Server()]
    tree.poller.users.update(servers)
    Drain(tree, 10.0).begin()
    tree.step(2)
    assert not tree.quitting
    servers[1].drained = True
    tree.step()
    assert tree.quitting
    assert [len(server.left) for server in servers] == [3, 3]


def test_it_quits_when_the_time_is_up_which_servers_are_told(tree, clock):
    server = Server()
    tree.poller.users.add(server)
    Drain(tree, 10.0).begin()
    tree.step()
    clock.advance(9)
    tree.step()
    assert not tree.quitting
    clock.advance(2)
    tree.step()
    assert tree.quitting
    assert server.left == pytest.approx([10, 1, 0])


def test_without_servers_it_quits_at_once(tree, clock):
    Drain(tree, 10.0).begin()
    tree.step()
    assert tree.quitting


def test_scripts_are_asked_once_it_is_over_and_may_refuse(tree, clock):
    told = []

    class Listener(Node):
        def _notification(self, what):
            if what == Node.NOTIFICATION_WM_QUIT_REQUEST:
                told.append(what)

    tree.add(Listener())
    tree.set_auto_accept_quit(False)
    server = Server()
    tree.poller.users.add(server)
    Drain(tree, 10.0).begin()
    tree.step()
    assert told == []
    clock.advance(11)
    tree.step(3)
    assert len(told) == 1
    assert not tree.quitting
