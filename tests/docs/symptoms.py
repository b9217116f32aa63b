"""What goes wrong in `when-it-does-not-work.md`: each function lets it, as a script would."""

from engine import Node, Signal, remote
from engine.testing import MemoryMultiplayer, MemoryNetwork, SteppedTree
from nodes import WebSocketClient, WebSocketServer


def steps(*trees, frames=12):
    for _ in range(frames):
        for tree in trees:
            tree.step()


def not_polled(tree):
    tree.network = MemoryNetwork()
    kept = []

    class Main(Node):
        def _ready(self):
            kept.append(WebSocketClient())
            kept[0].connect_to_url("ws://localhost:9080")

    tree.add(Main())
    steps(tree, frames=200)


def nobody_listens(tree):
    tree.network = MemoryNetwork()
    client = tree.add(WebSocketClient())
    client.connect_to_url("ws://localhost:9080")
    steps(tree)


def another_mode(tree):
    tree.network = MemoryNetwork()
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    server.listen(9080, [], True)
    client.connect_to_url("ws://localhost:9080")
    steps(tree)


def taken_port(tree):
    tree.network = MemoryNetwork()
    one, two = tree.add(WebSocketServer()), tree.add(WebSocketServer())
    one.listen(9080)
    two.listen(9080)


def refused(tree):
    tree.network = MemoryNetwork()
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    server.authenticator = lambda path, headers: False
    server.listen(9080)
    client.connect_to_url("ws://localhost:9080")
    steps(tree)


def misspelt_hook(tree):
    class Main(Node):
        def _proces(self, delta):
            pass

    tree.add(Main())


def handler_that_takes_less(tree):
    class Main(Node):
        hit = Signal("damage")

        def _ready(self):
            self.connect("hit", self, "_on_hit")
            self.emit_signal("hit", 5)

        def _on_hit(self):
            pass

    tree.add(Main())


def missing_node(tree):
    class Main(Node):
        def _ready(self):
            self.get_node("Pannel/Label")

    main = Main()
    panel = Node()
    panel.name = "Panel"
    main.add_child(panel)
    tree.add(main)


def not_remote(tree):
    class Main(Node):
        def roll(self, sides):
            pass

    network, other = MemoryMultiplayer(), SteppedTree()
    tree.network_peer, other.network_peer = network.host(), network.join()
    network.settle(tree, other)
    tree.add(Main())
    there = other.add(Main())
    there.rpc_id(1, "roll", 6)
    network.settle(tree, other)
    other.finish()


def too_much_at_once(tree):
    tree.network = MemoryNetwork()
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    server.listen(9080)
    client.connect_to_url("ws://localhost:9080")
    steps(tree)
    client.get_peer(1).put_packet(bytes(100_000))
    steps(tree)


def no_peer(tree):
    class Main(Node):
        @remote
        def roll(self, sides):
            pass

    tree.add(Main()).rpc("roll", 6)
