"""A room, its gateways and their players, each in a process of its own as far as they can tell."""

from engine import OK
from engine.testing import FakeClock, MemoryNetwork, SteppedTree
from nodes import WebSocketClient, WebSocketGateway, WebSocketServer

SECRET = "what only they know"
ROOM, TRUNKS, DOOR = 9081, 9090, 9080


class Scene:
    """Trees on one network, whose time passes for all of them; those that are `frozen` do nothing in it."""

    def __init__(self, **network):
        self.clock = FakeClock()
        self.network = MemoryNetwork(clock=self.clock, **network)
        self.trees = []
        self.frozen = set()
        self.room = self.room_tree = None

    def tree(self):
        tree = SteppedTree()
        tree.network, tree.clock = self.network, self.clock
        self.trees.append(tree)
        return tree

    def open_room(self, direct=False, **settings):
        self.room_tree = self.tree()
        self.room = room = self.room_tree.add(WebSocketServer(**settings))
        note(room, "peer_connected", "peer_disconnected")
        if direct:
            assert room.listen(ROOM, [], True) == OK
        assert room.listen_for_gateways(TRUNKS, SECRET) == OK
        return room

    def open_gateway(self, wait=True, **settings):
        tree = self.tree()
        gateway = tree.add(WebSocketGateway(**settings))
        gateway.tree = tree
        note(gateway, "room_reached", "room_lost")
        assert gateway.listen(DOOR, shared=True) == OK
        assert gateway.connect_to_room(f"ws://room:{TRUNKS}", SECRET) == OK
        if wait:
            self.until(gateway.is_room_reached)
        return gateway

    def join(self, port=DOOR, wait=True, version=3, path="", headers=(), begin=None):
        """Let somebody in by the next gateway whose turn it is."""
        player = self.tree().add(WebSocketClient(godot_versions=(version,)))
        player.tree = self.trees[-1]
        note(player, "peer_connected", "peer_disconnected", "connection_failed", "server_disconnected")
        player.closed = []
        player.server_close_request.connect(lambda *args: player.closed.append(args))
        assert player.connect_to_url(f"ws://door:{port}{path}", [], True, headers) == OK
        if begin is not None:
            begin(player)
        if wait:
            self.until(lambda: player.get_unique_id() and ("peer_connected", 1) in player.log)
            self.settle()
        return player

    def step(self):
        self.clock.advance(1 / 60)
        for tree in self.trees:
            if tree not in self.frozen:
                tree.step()

    def until(self, condition, frames=900):
        __tracebackhide__ = True
        for _ in range(frames):
            if condition():
                return
            self.step()
        assert condition(), f"not within {frames} frames"

    def settle(self, frames=20):
        for _ in range(frames):
            self.step()


def note(node, *signals):
    """Have the signals of a node noted in its `log`."""
    node.log = []
    for name in signals:
        getattr(node, name).connect(lambda *args, name=name: node.log.append((name, *args)))


def peers_of(end):
    """Return whom an end sees, by what it was told."""
    found = set()
    for what, *args in end.log:
        if what == "peer_connected":
            assert args[0] not in found
            found.add(args[0])
        elif what == "peer_disconnected":
            found.remove(args[0])
    return found


def put(end, target, data):
    end.set_target_peer(target)
    return end.put_packet(data)


def packets(end):
    """Take all packets of an end, each with its sender."""
    found = []
    while end.get_available_packet_count():
        source = end.get_packet_peer()
        found.append((source, bytes(end.get_packet())))
    return found
