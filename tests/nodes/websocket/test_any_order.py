"""A server and its clients under everything that may happen, in any order, inside handlers and outside."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from engine.testing import FakeClock, MemoryNetwork, SteppedTree
from nodes import WebSocketClient, WebSocketServer

PORT = 7
WIDE = {"chunk": 1 << 20, "delay": 0.0, "room": 1 << 20}
NETWORKS = st.fixed_dictionaries(
    {
        "chunk": st.sampled_from([1, 30, 200, 1 << 20]),
        "delay": st.sampled_from([0.0, 0.03]),
        "room": st.sampled_from([0, 60, 500, 1 << 18]),
    }
)
SIZES = st.sampled_from([0, 1, 125, 126, 900, 5000])


class Trick(Exception):
    """What the scripts here raise."""


class End:
    """What a script knows of its end of a connection."""

    def __init__(self):
        self.peer = None
        self.sent = []
        self.got = []
        self.ends = 0
        self.gone = False
        """Whether the script has let go of it in a way that is not told."""

    def put(self, size):
        packet = (b"%d." % len(self.sent) * size)[:size]
        result = self.peer.put_packet(packet)
        assert result in (OK, ERR_OUT_OF_MEMORY, FAILED)
        assert result == FAILED or not self.ends
        if result == OK:
            self.sent.append(packet)

    def take(self, count):
        for _ in range(min(count, self.peer.get_available_packet_count())):
            self.got.append(bytes(self.peer.get_packet()))


class Guest(End):
    """A client's end."""

    def __init__(self, machine, number):
        super().__init__()
        self.number = number
        self.begins = 0
        self.node = machine.tree.add(WebSocketClient(), f"Guest{number}")
        self.node.set_buffers(8, 8, 8, 8)
        self.node.connection_established.connect(lambda _: self.begin(machine))
        self.node.connection_closed.connect(lambda _: self.end(machine))
        self.node.connection_error.connect(lambda: self.end(machine))
        self.node.data_received.connect(lambda: machine.play())
        assert self.node.connect_to_url(f"ws://host:{PORT}", [], False, [f"Number: {number}"]) == OK
        self.peer = self.node.get_peer(1)

    def begin(self, machine):
        self.begins += 1
        machine.play()

    def end(self, machine):
        self.ends += 1
        machine.play()

    def free(self):
        self.gone = True
        self.node.free()


class AnyOrder(RuleBasedStateMachine):
    """Handlers play the tricks that wait, one each. Each end takes what the other has put, in its order."""

    def __init__(self):
        super().__init__()
        self.tree = SteppedTree()
        self.faults = []
        self.tree.fault_handler = self.faults.append
        self.tree.network = self.network = MemoryNetwork(clock=FakeClock())
        self.tree.clock = self.network.clock
        self.tricks = []
        self.guests = []
        self.hosts = {}
        """The server's ends, by the number of the guest."""
        self.cut_off = False
        self.server = server = self.tree.add(WebSocketServer())
        server.set_buffers(8, 8, 8, 8)
        server.client_connected.connect(self._welcome)
        server.client_disconnected.connect(self._see_off)
        server.client_close_request.connect(lambda id, code, reason: self.play())
        server.data_received.connect(lambda id: self.play())
        self.listen()

    def listen(self):
        if not self.server.is_listening():
            assert self.server.listen(PORT) == OK

    def _welcome(self, id, _):
        host = self.hosts[int(self.server.get_peer_headers(id)["number"])] = End()
        host.id, host.peer = id, self.server.get_peer(id)
        self.play()

    def _see_off(self, id, _):
        (host,) = (host for host in self.hosts.values() if host.id == id)
        host.ends += 1
        self.play()

    def play(self):
        """Play the next trick, in a handler."""
        if self.tricks:
            self.tricks.pop()()

    def ends(self):
        """Return all ends that may be used."""
        return [end for end in (*self.guests, *self.hosts.values()) if not end.gone]

    def some(self, place):
        """Return one of them."""
        ends = self.ends()
        return ends[place % len(ends)] if ends else None

    # -- What a script does --------------------------------------------------------------------

    def join(self):
        if len(self.guests) < 6:
            self.guests.append(Guest(self, len(self.guests)))

    def close(self, place):
        end = self.some(place)
        if end is not None:
            end.peer.close(4000, "enough")

    def free(self, place):
        guests = [guest for guest in self.guests if not guest.gone]
        if guests:
            guests[place % len(guests)].free()

    def stop(self):
        self.server.stop()
        self.listen()

    def poll(self):
        self.server.poll()
        for guest in self.guests:
            if not guest.gone:
                guest.node.poll()

    def fail(self):
        raise Trick

    def put_and_take(self, place):
        end = self.some(place)
        if end is not None:
            end.put(200)
            end.take(1)

    # -- Rules ---------------------------------------------------------------------------------

    @initialize(network=NETWORKS, guests=st.integers(0, 3))
    def begin(self, network, guests):
        for _ in range(guests):
            self.join()
        for _ in range(5):
            self.tree.step()
        vars(self.network).update(network)

    @rule(network=NETWORKS)
    def change_the_network(self, network):
        vars(self.network).update(network)

    @rule()
    def a_guest_comes(self):
        self.join()

    @rule(place=st.integers(0, 12), size=SIZES, times=st.integers(1, 80))
    def somebody_puts(self, place, size, times):
        end = self.some(place)
        for _ in range(times if end is not None else 0):
            end.put(size)

    @rule(place=st.integers(0, 12), count=st.integers(1, 50))
    def somebody_takes(self, place, count):
        end = self.some(place)
        if end is not None:
            end.take(count)

    @rule(frames=st.integers(1, 20), seconds=st.sampled_from([0.0, 0.02, 0.3]))
    def time_passes(self, frames, seconds):
        for _ in range(frames):
            self.network.clock.advance(seconds)
            self.tree.step()

    @rule(place=st.integers(0, 12), size=SIZES, times=st.integers(1, 80))
    def somebody_puts_and_everybody_takes(self, place, size, times):
        self.somebody_puts(place, size, times)
        self.time_passes(4, 0.02)
        for end in self.ends():
            end.take(times)

    @rule(
        name=st.sampled_from(["fail", "poll", "stop", "join", "close", "free", "put_and_take"]),
        place=st.integers(0, 12),
    )
    def a_trick_waits(self, name, place):
        trick = getattr(self, name)
        self.tricks.append(trick if name in ("fail", "poll", "stop", "join") else lambda: trick(place))

    @rule(place=st.integers(0, 12), name=st.sampled_from(["close", "free"]))
    def somebody_goes(self, place, name):
        getattr(self, name)(place)

    @precondition(lambda self: not self.cut_off)
    @rule(reset=st.booleans())
    def the_network_breaks(self, reset):
        self.cut_off = True
        self.network.cut(reset=reset)

    # -- What holds ----------------------------------------------------------------------------

    @invariant()
    def nothing_fails_but_scripts(self):
        assert [fault for fault in self.faults if not isinstance(fault.error, Trick)] == []

    @invariant()
    def what_was_put_is_taken_in_its_order(self):
        for number, host in self.hosts.items():
            guest = self.guests[number]
            assert host.got == guest.sent[: len(host.got)]
            assert guest.got == host.sent[: len(guest.got)]

    @invariant()
    def each_end_ends_once(self):
        for guest in self.guests:
            assert guest.begins <= 1
            assert guest.ends <= 1
        for host in self.hosts.values():
            assert host.ends <= 1

    def is_all_there(self):
        """Return True if everybody who is still connected has what was put."""
        return all(
            host.ends or guest.ends or guest.gone or (host.got, guest.got) == (guest.sent, host.sent)
            for guest, host in ((self.guests[number], host) for number, host in self.hosts.items())
        )

    def teardown(self):
        self.tricks.clear()
        vars(self.network).update(WIDE)
        for frame in range(20_000):  # a quarter of a megabyte may be under way in pieces of one byte
            if frame >= 200 and self.is_all_there():
                break
            self.network.clock.advance(0.02)
            self.tree.step()
            for end in self.ends():
                end.take(1000)
        for number, host in self.hosts.items():
            guest = self.guests[number]
            if not (host.ends or guest.ends or guest.gone):
                assert host.got == guest.sent
                assert guest.got == host.sent
        for guest in self.guests:
            if not guest.gone:
                guest.node.disconnect_from_host()
        for _ in range(100):
            self.network.clock.advance(0.1)
            self.tree.step()
        assert all(host.ends == 1 for host in self.hosts.values())
        assert all(guest.ends == guest.begins for guest in self.guests if guest.begins and not guest.gone)
        self.nothing_fails_but_scripts()
        assert len(self.server._links_) == 0
        self.server.stop()
        self.tree.step()
        assert not self.tree.poller.has_sockets()
        self.tree.finish()


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=60, stateful_step_count=40)
