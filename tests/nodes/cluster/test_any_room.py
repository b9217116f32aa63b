"""A room, gateways and players in any order of joins, leaves, packets, losses and waits, without a network.

What goes over a trunk waits until it is delivered, each way for itself. Whatever happens before: once all of
it has been, every player sees who is there, and has got what was sent to it, in order and once.
"""

from collections import deque

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nodes.cluster.gateway_room import GatewayRoom
from nodes.cluster.trunk import MOST_UP
from nodes.websocket.life import OPEN, Happening
from nodes.websocket.relay import HEADER_SIZE, SERVER, ClientSide, Payload, Refused, pack
from tests.nodes.websocket.session_ends import SIGNALS, ALink, Told, messages

from .test_members import House

END = object()
GATEWAYS = 2
WAYS = st.sampled_from(["one", "all", "but", "room"])


class Player:
    """Somebody at a gateway or at the room itself, who notes what comes."""

    def __init__(self, world, serial, id, godot, gate):
        self.world, self.serial, self.gate = world, serial, gate
        self.godot = godot
        self.link = ALink(id, path=f"/godot{godot}")
        self.link.address = ("10.0.0.1", 4000)
        self.link.put, self.link.close = self.take, self.closed
        self.side = ClientSide()
        self.got = []

    @property
    def is_in(self):
        return self.link.life.state is OPEN and (SERVER in self.side.peers or self.godot == 4)

    def take(self, message, is_text, frame=None):
        if self.link.life.state is not OPEN:
            return 1
        if self.godot == 4:
            if len(message) > 4:
                self.note(SERVER, message)
            return 0
        event = self.side.receive(message)
        assert not isinstance(event, Refused), event
        if isinstance(event, Payload):
            assert event.source in self.side.peers
            self.note(event.source, message[HEADER_SIZE:])
        return 0

    def note(self, source, data):
        sender, number, meant = (int(part) for part in data.split())
        if meant in (0, self.serial):  # else it was for somebody who had the same id
            self.got.append((sender, number))

    def closed(self, code, reason):
        assert code not in (1012, 1013, 1014)
        if self.link.life.state is OPEN:
            self.link.life.step(Happening.CLOSE_CALLED)

    def end(self, clean):
        if not self.link.life.is_over:
            self.link.life.step(Happening.LOST)
            session = self.world.house.session if self.gate is None else self.gate.room
            session.ended(self.link.id, clean)
            self.world.house.peers.pop(self.link.id, None) if self.gate is None else None
            self.world.players.remove(self)


class Gate:
    """One gateway, and the trunk that it has just now."""

    def __init__(self, world, number):
        self.world, self.number = world, number
        self.told = Told()
        self.room = GatewayRoom(lambda: self, self.rename, *(getattr(self.told, name) for name in SIGNALS))
        self.up, self.down = deque(), deque()
        self.link = None
        self.connect()

    def rename(self, link):
        link.id = self.world.new_id()

    def connect(self):
        self.link, here = ALink(), self.world.house.gateway(begun=False)
        self.trunk = here
        self.link.waiting = 0
        self.link.put = self._putter(self.link.life, self.up)
        here.link.put = self._putter(here.link.life, self.down)
        self.link.close = here.link.close = self.broken
        self.room.connected(self.link, self.number)

    def broken(self, code, reason):
        raise AssertionError(reason)

    @staticmethod
    def _putter(life, queue):
        def put(message, is_text, frame=None):
            if life.state is not OPEN:
                return 1
            queue.append(message)
            return 0

        return put

    def deliver_up(self):
        if self.up:
            message = self.up.popleft()
            if message is END:
                self.trunk.end("gone")
            else:
                self.trunk.received(messages(message))

    def deliver_down(self):
        if self.down:
            message = self.down.popleft()
            if message is END:
                self.room.lost()
                self.link = None
            elif self.link is not None:
                self.room.heard(messages(message))

    def cut(self, kept_up, kept_down):
        """Lose the trunk, and what was under way on it but for the first of it."""
        if self.link is None or END in self.up or END in self.down:
            return
        for queue, kept in ((self.up, kept_up), (self.down, kept_down)):
            while len(queue) > kept:
                queue.pop()
            queue.append(END)
        # what is said into it from now on is lost, too
        self.link.put = self.trunk.link.put = lambda message, is_text, frame=None: 0


class AnyRoom(RuleBasedStateMachine):
    """Plays, and looks after each pair of ends."""

    def __init__(self):
        super().__init__()
        self.house = House()
        self.players = []
        self.everybody = {}
        self.last_id, self.last_serial, self.numbers = 10, 1, 0
        self.owed = {}
        """The numbers of packets that have to arrive, by (sender, receiver), if both stay."""
        self.room_got = []
        self.gates = [Gate(self, number) for number in range(GATEWAYS)]

    def new_id(self):
        self.last_id += 1
        return self.last_id

    def some(self, place):
        there = [player for player in self.players if player.is_in]
        return there[place % len(there)] if there else None

    def serials(self):
        return {player.link.id: player for player in self.players}

    # -- What happens ----------------------------------------------------------------------------

    @initialize(gates=st.lists(st.integers(0, GATEWAYS), min_size=2, max_size=4))
    def begin(self, gates):
        self.settle()
        for gate in gates:
            self.come(gate, 3, False)
        self.settle()

    @rule(gate=st.integers(0, GATEWAYS), godot=st.sampled_from([3, 3, 4]), same=st.booleans())
    def come(self, gate, godot, same):
        if len(self.players) >= 6:
            return
        self.last_serial += 1
        gateway = self.gates[gate] if gate < GATEWAYS else None
        elsewhere = [player.link.id for player in self.players if player.gate is not gateway]
        known = gateway.room.is_known if gateway is not None else self.house.has_peer
        id = elsewhere[0] if same and elsewhere and not known(elsewhere[0]) else self.new_id()
        if gateway is not None and not gateway.room.is_reached:
            return
        player = Player(self, self.last_serial, id, godot, gateway)
        self.players.append(player)
        self.everybody[player.serial] = player
        if gateway is None:
            self.house.peers[id] = player.link
            self.house.session.opened(player.link)
        else:
            gateway.room.opened(player.link)
            gateway.room.go_on(0.0)

    @rule(place=st.integers(0, 5), clean=st.booleans())
    def leave(self, place, clean):
        if self.players:
            self.players[place % len(self.players)].end(clean)

    @rule(place=st.integers(0, 5))
    def kick(self, place):
        peers = list(self.house.peers.values())
        if peers:
            peers[place % len(peers)].close(4001, "out")

    @rule(place=st.integers(0, 5), to=st.integers(0, 5), ways=st.lists(WAYS, min_size=1, max_size=5))
    def send(self, place, to, ways):
        for way in ways:
            self.send_one(place, to, way)

    def send_one(self, place, to, way):
        player = self.some(place)
        if player is None:
            return
        known = self.serials()
        seen = sorted(player.side.peers - {SERVER}) if player.godot == 3 else []
        target = seen[to % len(seen)] if seen else SERVER
        meant = known[target].serial if target in known else -1
        self.numbers += 1
        if player.godot == 4:  # all others it reaches by way of the room's API
            self.owe(player.serial, SERVER)
            self.receive(player, f"{player.serial} {self.numbers} 0".encode())
            return
        if way == "room" or not seen:
            target, meant, owed = SERVER, 0, [SERVER]
        elif way == "one":
            owed = [meant] if target in known and known[target].godot == 3 else []
        else:
            target, meant = (0, 0) if way == "all" else (-target, 0)
            owed = [SERVER, *(known[id].serial for id in seen if id in known and id != -target)]
            owed = [one for one in owed if one == SERVER or self.everybody[one].godot == 3]
        for receiver in owed:
            self.owe(player.serial, receiver)
        data = f"{player.serial} {self.numbers} {meant}".encode()
        self.receive(player, pack(player.link.id, target, data))

    @rule(to=st.integers(0, 5), way=st.sampled_from(["one", "all", "but"]))
    def room_sends(self, to, way):
        ids = list(self.house.session._links)
        known = {id: self.player_at(id) for id in ids}
        self.numbers += 1
        target = ids[to % len(ids)] if ids else 0
        target = {"one": target, "all": 0, "but": -target}[way]
        for id, player in known.items():
            if player is not None and (target == id or (target <= 0 and id != -target)):
                self.owe(SERVER, player.serial)
        meant = known[target].serial if target > 0 and known[target] is not None else 0
        self.house.session.put_packet(target, f"{SERVER} {self.numbers} {meant}".encode())

    def player_at(self, id):
        """Return who has an id, as the room sees it."""
        link = self.house.peers.get(id)
        trunk = getattr(link, "trunk", None)
        for player in self.players:
            at = player.gate.trunk if player.gate is not None else None
            if player.link is link or (player.link.id == id and at is not None and at is trunk):
                return player
        return None

    def receive(self, player, message):
        session = self.house.session if player.gate is None else player.gate.room
        session.received(player.link, messages(message))

    def owe(self, sender, receiver):
        self.owed.setdefault((sender, receiver), []).append(self.numbers)

    @rule(gate=st.integers(0, GATEWAYS - 1), up=st.integers(0, 9), down=st.integers(0, 9))
    def deliver(self, gate, up, down):
        for _ in range(up):
            self.gates[gate].deliver_up()
        for _ in range(down):
            self.gates[gate].deliver_down()

    @rule(gate=st.integers(0, GATEWAYS - 1), up=st.integers(0, 3), down=st.integers(0, 3))
    def cut(self, gate, up, down):
        self.gates[gate].cut(up, down)

    @rule(gate=st.integers(0, GATEWAYS - 1), full=st.booleans(), polls=st.booleans())
    def wait(self, gate, full, polls):
        gateway = self.gates[gate]
        if gateway.link is not None:
            gateway.link.waiting = MOST_UP + 1 if full else 0
            if polls:
                gateway.room.go_on(0.0)

    # -- What holds ------------------------------------------------------------------------------

    @invariant()
    def nothing_comes_twice_or_out_of_order(self):
        self.room_got += [
            (int(data.split()[0]), int(data.split()[1])) for _, to, data in self.house.packets()
        ]
        for got in (self.room_got, *(player.got for player in self.players)):
            by_sender = {}
            for sender, number in got:
                assert number > by_sender.get(sender, 0)
                by_sender[sender] = number

    @rule()
    def settle(self):
        while self.is_busy():
            for gate in self.gates:
                if gate.link is not None:
                    gate.link.waiting = 0
                    gate.room.go_on(0.0)
                gate.deliver_up()
                gate.deliver_down()
                if gate.link is None and not gate.up and not gate.down:
                    gate.connect()
            for player in [player for player in self.players if player.link.life.state is not OPEN]:
                player.end(True)
        self.nothing_comes_twice_or_out_of_order()
        self.everybody_sees_who_is_there()
        self.nothing_is_missing()

    def is_busy(self):
        return (
            any(gate.up or gate.down or gate.link is None for gate in self.gates)
            or any(player.link.life.state is not OPEN for player in self.players)
            or any(gate.link.waiting for gate in self.gates)
        )

    def everybody_sees_who_is_there(self):
        ids = {player.link.id for player in self.players}
        assert len(ids) == len(self.players)
        assert set(self.house.peers) == set(self.house.session._links) == ids
        for player in self.players:
            assert player.is_in
            if player.godot == 3:
                assert player.side.id == player.link.id
                assert player.side.peers == {SERVER, *ids} - {player.link.id}
        told = set()
        for what, id in [one for one in self.house.told.log if one[0] != "peer_packet"]:
            (told.add if what == "peer_connected" else told.remove)(id)
        assert told == ids

    def nothing_is_missing(self):
        there = {SERVER, *(player.serial for player in self.players)}
        for (sender, receiver), numbers in self.owed.items():
            if {sender, receiver} <= there:
                got = self.room_got if receiver == SERVER else self.everybody[receiver].got
                assert set(numbers) <= {number for who, number in got if who == sender}

    def teardown(self):
        self.settle()


TestAnyRoom = AnyRoom.TestCase
TestAnyRoom.settings = settings(max_examples=150, stateful_step_count=40)
