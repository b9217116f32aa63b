"""The links of a node: whose poller, who is served, and the end."""

import gc
import weakref
from math import inf
from types import SimpleNamespace

import pytest

from engine import Node, ScriptError
from engine.net.poller import Poller
from engine.testing import FakeClock, MemoryNetwork
from nodes.websocket.events import Ended, Opened, Received
from nodes.websocket.life import CLOSED, CONNECTING, HANDSHAKE, OPEN
from nodes.websocket.link import LinkRequest, ServerTerms
from nodes.websocket.links import SECONDS_AT_ONCE, SERVED_TOGETHER, Links
from nodes.websocket.plain_http import no_page
from nodes.websocket.url import parse_url

TERMS = ServerTerms(False, [], [], 3.0, False, lambda path, headers: None, no_page)


class Owner(Node):
    """Has links, and notes what happens on them; `then` is called with each event."""

    def __init__(self):
        self.links = Links(self)
        self.events = []
        self.then = lambda link, event: None

    def _handle_(self, link, event):
        self.events.append(event)
        self.then(link, event)

    def _overdue_(self, link):
        return link.overdue(0.0, 10.0)

    def _close_sockets_(self):
        self.links.close()


def request(port, timeout=30.0):
    return LinkRequest(parse_url(f"ws://anywhere:{port}"), [], [], timeout, False, True, "")


@pytest.fixture
def network(tree):
    tree.network = MemoryNetwork(clock=FakeClock())
    tree.clock = tree.network.clock
    return tree.network


@pytest.fixture
def owner(tree, network):
    return tree.add(Owner())


@pytest.fixture
def ends(owner, network):
    """Both ends of an open link of the owner to itself: the client's, then the server's."""
    owner.links.listen(7, "*", None, lambda: TERMS)
    client = owner.links.open(request(7))
    for _ in range(9):
        owner.links.poll()
    assert [type(event) for event in owner.events] == [Opened, Opened]
    (server,) = set(owner.links._links) - {client}
    for link in (client, server):
        link.set_deadline(None)
    owner.events.clear()
    return client, server


def test_what_is_open_is_served_by_poll(owner, ends):
    client, server = ends
    assert (client.life.state, server.life.state) == (OPEN, OPEN)
    client.put(b"hello", True)
    owner.links.poll()
    assert owner.events == [Received([(b"hello", True)])]
    assert len(owner.links) == 2
    assert repr(owner.links) == f"<Links of {owner!r}, 2>"


def test_a_link_that_is_connecting_is_asked_each_time_as_its_name_may_be_found(owner, network):
    lookup = SimpleNamespace(done=False, addresses=[], error="")
    network.lookup = lambda host, port, wake: lookup
    link = owner.links.open(request(7))
    for _ in range(3):
        owner.links.poll()
        assert owner.links.idle_time(owner.get_tree().poller) == 0
    assert link.life.state is CONNECTING
    lookup.done, lookup.error = True, "nobody knows it"
    owner.links.poll()
    assert owner.events == [Ended(False, 1006, "nobody knows it")]
    assert owner.links.idle_time(owner.get_tree().poller) == inf


def test_another_link_may_be_opened_when_one_could_not_connect(owner):
    def again(link, event):
        owner.then = lambda link, event: None
        owner.links.open(request(8))

    owner.then = again
    owner.links.open(request(7))
    for _ in range(4):
        owner.links.poll()
    assert owner.events == [Ended(False, 1006, "Connection refused: nothing listens there")] * 2


def test_one_that_was_given_up_keeps_nobody_awake(owner):
    link = owner.links.open(request(7))
    link.discard()
    assert owner.links.idle_time(owner.get_tree().poller) == inf
    owner.links.poll()
    assert owner.events == []


def test_deadlines_are_looked_at_in_poll(owner, network):
    network.listen(7)
    link = owner.links.open(request(7, timeout=5.0))
    for _ in range(3):
        owner.links.poll()
    assert link.life.state is HANDSHAKE
    assert owner.links.idle_time(owner.get_tree().poller) == pytest.approx(5.0)
    network.clock.advance(5.1)
    owner.links.poll()
    assert owner.events == [Ended(False, 1006, "the handshake took too long")]


def test_a_link_that_a_handler_closed_is_passed_over_when_its_deadline_has_come(owner, ends, network):
    for link in ends:
        link.close(1000, "")
        link._watch.set_events(0)  # neither hears of the other
    owner.then = lambda link, event: [other.discard() for other in ends if other is not link]
    network.clock.advance(5.1)
    owner.links.poll()
    assert owner.events == [Ended(False, 1006, "the close frame was not answered in time")]


@pytest.fixture
def crowd(owner, network, wire):
    """The raw ends of many clients of the owner, all open, in the order of their links."""
    owner.links.listen(7, "*", None, lambda: TERMS)
    ends = [network.connect((0, ("memory", 7))) for _ in range(4 * SERVED_TOGETHER)]
    for end in ends:
        end.send(wire.request())
    for _ in range(9):
        owner.links.poll()
    assert [type(event) for event in owner.events] == [Opened] * len(ends)
    for link in owner.links._links:
        link.set_deadline(None)
    owner.events.clear()
    return ends


def test_a_poll_that_has_taken_its_time_leaves_the_others_to_the_next_and_nobody_sleeps(
    owner, crowd, network, wire
):
    owner.then = lambda link, event: network.clock.advance(SECONDS_AT_ONCE / SERVED_TOGETHER)
    links = list(owner.links._links)
    served = []
    owner._handle_ = lambda link, event: (served.append(links.index(link)), owner.then(link, event))
    poller = owner.get_tree().poller
    for end in crowd:
        end.send(wire.frame(wire.TEXT, b"x", mask=True))
    owner.links.poll()
    assert served == list(range(SERVED_TOGETHER))
    assert poller.wait(0)
    crowd[0].send(wire.frame(wire.TEXT, b"again", mask=True))
    for _ in range(4):
        owner.links.poll()
    assert served == [*range(len(crowd)), 0]  # nobody is served twice before everybody was


def test_one_that_has_used_up_its_share_is_served_again_after_all_the_others(owner, crowd, wire):
    links = list(owner.links._links)
    served = []
    owner._handle_ = lambda link, event: served.append(links.index(link))
    crowd[0].send(wire.frame(wire.TEXT, b"", mask=True) * 10_000)
    owner.links.poll()
    share = len(served)
    assert served == [0] * share
    for end in crowd[1:3]:
        end.send(wire.frame(wire.TEXT, b"x", mask=True))
    owner.links.poll()
    assert served == [0] * 2 * share + [1, 2]


def test_links_that_a_handler_closes_are_not_served_any_more_when_time_is_over(owner, crowd, network, wire):
    def close_all(link, event):
        network.clock.advance(1.0)
        owner.links.close()

    for end in crowd:
        end.send(wire.frame(wire.TEXT, b"x", mask=True))
    owner.then = close_all
    owner.links.poll()
    assert len(owner.events) == 1
    assert not owner.links.inbox


def test_a_poll_inside_a_poll_does_nothing(owner, ends):
    client, _ = ends
    owner.then = lambda link, event: owner.links.poll()
    client.put(b"a", False)
    owner.links.poll()
    assert len(owner.events) == 1


def test_a_fault_of_ours_costs_the_link_and_is_told(tree, owner, ends):
    client, server = ends
    faults = []
    tree.fault_handler = faults.append

    def fail(link, event):
        owner.then = lambda link, event: None
        raise ZeroDivisionError("of ours")

    owner.then = fail
    client.put(b"a", False)
    owner.links.poll()
    assert [str(fault.error) for fault in faults] == ["of ours"]
    assert owner.events[-1] == Ended(False, 1006, "internal error: ZeroDivisionError('of ours')")
    assert server.life.is_over


def test_a_fault_in_telling_of_the_end_is_only_reported(tree, owner, ends):
    client, server = ends
    faults = []
    tree.fault_handler = faults.append
    owner.then = lambda link, event: 1 / 0
    client.discard()
    owner.links.poll()
    assert len(faults) == 1
    assert len(owner.events) == 1
    assert server.life.is_over


def test_closing_says_goodbye_to_all_and_what_is_opened_after_that_works(owner, ends):
    client, server = ends
    owner.links.close()
    assert (client.life.state, server.life.state) == (CLOSED, CLOSED)
    assert owner.links.listener is None
    assert not owner.get_tree().poller.has_sockets()
    assert len(owner.links) == 0
    owner.links.poll()
    owner.links.close()
    assert owner.events == []
    assert owner.links.idle_time(owner.get_tree().poller) == inf
    owner.links.listen(7, "*", None, lambda: TERMS)
    assert owner.links.listener.port == 7


def test_the_end_of_the_tree_closes_them(tree, owner, ends):
    tree.poller.close()
    assert [link.life.state for link in ends] == [CLOSED, CLOSED]


def test_links_of_no_tree_have_a_poller_of_their_own_until_they_move_in(tree, network):
    owner = Owner()
    owner.links.move_in()
    owner.links.wake()
    owner.links._network = network
    owner.links.open(request(7))
    assert owner.links.poller is not tree.poller
    owner.links.wake()
    tree.root.add_child(owner)
    owner.links.move_in()
    assert owner.links.poller is tree.poller
    assert owner in tree.poller.users
    assert owner.links.settle() is tree.poller


def test_in_a_frame_the_poller_is_asked_only_if_it_is_not_the_trees(tree, owner, ends):
    client, _ = ends
    client.put(b"a", False)
    owner.links.poll_in(tree.poller)
    assert owner.events == []
    owner.links.poll_in(Poller())
    assert owner.events == [Received([(b"a", False)])]


def test_links_that_were_never_opened_do_nothing(tree):
    links = Links(owner := Owner())
    links.poll()
    links.poll_in(tree.poller)
    links.close()
    assert links.idle_time(tree.poller) == inf
    assert links.owner() is owner


def test_the_owner_is_not_kept_alive_and_its_links_do_nothing_without_it(tree, network):
    owner = Owner()
    tree.root.add_child(owner)
    links, gone = owner.links, weakref.ref(owner)
    links.open(request(7))
    tree.root.remove_child(owner)
    del owner
    gc.collect()
    assert gone() is None
    links.poll()
    links.close()
    assert links.owner() is None
    assert not tree.poller.has_sockets()


def test_a_certificate_that_cannot_be_used_opens_nothing(owner):
    with pytest.raises(ScriptError, match="cannot be used"):
        owner.links.open(request(7)._replace(url=parse_url("wss://a"), trusted_pem="nonsense"))
    assert len(owner.links) == 0
    assert owner.links.idle_time(owner.get_tree().poller) == inf


@pytest.mark.parametrize("has_spare_time", [True, False])
def test_what_handshakes_need_is_loaded_in_spare_time_or_at_once(has_spare_time, owner, monkeypatch):
    loaded = []
    monkeypatch.setattr("nodes.websocket.links._load_handshake", lambda: loaded.append("handshake"))
    poller = owner.get_tree().poller
    poller.has_spare_time = has_spare_time
    owner.links.listen(7, "*", None, lambda: TERMS)
    owner.links.open(request(7))
    assert len(loaded) == (0 if has_spare_time else 2)
    poller.wait(0)
    assert len(loaded) == 2


def test_what_waits_is_sent_without_a_poll_and_nothing_is_told(owner, ends, network):
    client, _ = ends
    network.room = 100
    client.put(b"x" * 150, False)
    assert client.waiting > 0
    assert owner.links.send_waiting()
    network.room = 1 << 16
    assert not owner.links.send_waiting()
    assert not owner.links.send_waiting()
    assert owner.events == []
    owner.links.poll()
    owner.links.poll()
    assert owner.events == [Received([(b"x" * 150, False)])]
    client.discard()
    assert not owner.links.send_waiting()
