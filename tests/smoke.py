"""Run with `python -I` in an environment that holds the installed wheel and nothing else."""

import sys
from importlib import metadata
from pathlib import Path

import engine

LIGHT = ("pyglet", "asyncio", "websockets", "ssl")
loaded = [name for name in LIGHT if name in sys.modules]
assert not loaded, f"import engine loads {loaded}"
assert Path(engine.__file__).is_relative_to(sys.prefix), engine.__file__
for name in ("py.typed", "web/page/index.html", "exporting/licences.txt", "exporting/compile_sources.cjs"):
    assert (Path(engine.__file__).parent / name).exists(), name

from nodes import WebSocketClient, WebSocketServer  # noqa: E402


class Echo(engine.Node):
    """A server and a client in one tree, that exchange one packet."""

    def _ready(self):
        self.server, self.client = WebSocketServer(), WebSocketClient()
        self.add_child(self.server)
        self.add_child(self.client)
        self.server.data_received.connect(self._on_data)
        self.client.connection_established.connect(self._on_connected)
        self.client.data_received.connect(self._on_answer)
        assert self.server.listen(0) == engine.OK
        assert self.client.connect_to_url(f"ws://127.0.0.1:{self.server.get_listening_port()}") == engine.OK

    def _on_connected(self, protocol):
        self.client.get_peer(1).put_packet(b"hello")

    def _on_data(self, id):
        peer = self.server.get_peer(id)
        peer.put_packet(peer.get_packet())

    def _on_answer(self):
        assert self.client.get_peer(1).get_packet() == b"hello"
        self.get_tree().quit(7)


assert engine.run(Echo, quit_after=600) == 7
print(f"estragon {metadata.version('estragon')} works as installed")
