"""Client and server under random packets, polls, slow readers, closes and networks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from engine.testing import FakeClock, MemoryNetwork, SteppedTree
from nodes import WebSocketClient, WebSocketServer

SIDES = st.sampled_from(["server", "client"])
SIZES = st.one_of(
    st.integers(0, 130),
    st.sampled_from([125, 126, 1000, 1024]),  # with the smallest buffers, 1024 are the most
)
ACTIONS = st.one_of(
    st.tuples(st.just("put"), SIDES, SIZES, st.booleans()),
    st.tuples(st.just("put"), SIDES, SIZES, st.booleans()),
    st.tuples(st.just("step"), SIDES, st.integers(1, 5)),
    st.tuples(st.just("take"), SIDES, st.integers(1, 20)),
    st.tuples(st.just("close"), SIDES),
)
BUFFERS = st.tuples(*(st.integers(1, 4), st.integers(1, 8)) * 2)
NETWORKS = st.fixed_dictionaries(
    {
        "chunk": st.sampled_from([30, 200, 5000, 1 << 20]),
        "delay": st.sampled_from([0.0, 0.002]),
        "room": st.sampled_from([60, 500, 1 << 18]),
    }
)


class Side:
    """One end: what it sent, what it got, how often it heard of the end."""

    def __init__(self, tree, node):
        self.tree = tree
        self.node = node
        self.peer = None
        self.sent = []
        self.got = []
        self.ends = []
        self.closed = False

    def put(self, size, is_text):
        mode = self.peer.WRITE_MODE_TEXT if is_text else self.peer.WRITE_MODE_BINARY
        self.peer.set_write_mode(mode)
        packet = (b"%d." % len(self.sent) * size)[:size]
        result = self.peer.put_packet(packet)
        if self.closed or self.ends:
            assert result == FAILED
        else:
            assert result in (OK, ERR_OUT_OF_MEMORY)
        if result == OK:
            self.sent.append((packet, is_text))

    def take(self, count):
        for _ in range(min(count, self.peer.get_available_packet_count())):
            packet = bytes(self.peer.get_packet())
            self.got.append((packet, self.peer.was_string_packet()))

    def close(self):
        if not self.ends:
            self.closed = True
        self.peer.close(4000, "enough")


def connected(network, buffers, together, compression):
    """Return both ends of a connection, in one tree or in a tree each."""
    server_tree = SteppedTree()
    client_tree = server_tree if together else SteppedTree()
    sides = {}
    for name, tree, kind in (
        ("server", server_tree, WebSocketServer),
        ("client", client_tree, WebSocketClient),
    ):
        tree.network, tree.clock = network, network.clock
        node = tree.add(kind())
        node.compression = compression
        assert node.set_buffers(*buffers) == OK
        sides[name] = Side(tree, node)
    server, client = sides["server"], sides["client"]
    server.node.client_connected.connect(lambda id, _: setattr(server, "peer", server.node.get_peer(id)))
    server.node.client_disconnected.connect(lambda id, clean: server.ends.append(clean))
    client.node.connection_closed.connect(client.ends.append)
    client.node.connection_error.connect(lambda: client.ends.append("error"))
    server.node.listen(0)
    client.node.connect_to_url(f"ws://memory:{server.node.get_listening_port()}")
    client.peer = client.node.get_peer(1)
    for _ in range(3000):
        step(sides, "server", network.clock)
        step(sides, "client", network.clock)
        if server.peer is not None and client.peer.is_connected_to_host():
            return sides
    raise AssertionError("they did not find each other")


def step(sides, name, clock):
    clock.advance(0.0005)
    sides[name].tree.step()


@settings(max_examples=150)
@given(
    network=NETWORKS,
    buffers=BUFFERS,
    together=st.booleans(),
    compression=st.sampled_from([False, False, True]),
    actions=st.lists(ACTIONS, max_size=40),
)
def test_what_was_put_before_the_close_arrives_once_in_order_and_each_end_ends_once(
    network, buffers, together, compression, actions
):
    network = MemoryNetwork(**network, clock=FakeClock())
    sides = connected(network, buffers, together, compression)
    server, client = sides["server"], sides["client"]
    for kind, name, *arguments in actions:
        side = sides[name]
        if kind == "step":
            for _ in range(arguments[0]):
                step(sides, name, network.clock)
        else:
            getattr(side, kind)(*arguments)
    if not (server.closed or client.closed):
        client.close()
    for _ in range(5000):
        for name, side in sides.items():
            side.take(1000)
            step(sides, name, network.clock)
        if server.ends and client.ends:
            break
    assert (server.ends, client.ends) == ([True], [True])
    for one, another in ((server, client), (client, server)):
        if one.closed:  # it took nothing more from then on
            assert one.got == another.sent[: len(one.got)]
        else:
            assert one.got == another.sent
    for tree in {server.tree, client.tree}:
        tree.finish()
        tree.raise_faults()


@settings(max_examples=30)
@given(network=NETWORKS, sizes=st.lists(SIZES, min_size=1, max_size=30), reset=st.booleans())
def test_what_had_arrived_before_the_network_broke_can_be_read(network, sizes, reset):
    network = MemoryNetwork(**network, clock=FakeClock())
    sides = connected(network, (4, 8, 64, 1024), True, False)
    server, client = sides["server"], sides["client"]
    for i, size in enumerate(sizes):
        client.put(size, False)
        if i % 4 == 0:
            step(sides, "client", network.clock)
    network.cut(reset=reset)
    for _ in range(100):
        step(sides, "client", network.clock)
        server.take(3)
    assert (server.ends, client.ends) == ([False], [False])
    assert server.got == client.sent[: len(server.got)]
    server.tree.finish()
    server.tree.raise_faults()
