"""Servers, clients and remote calls, as the README and the tutorials write them."""

from collections.abc import Mapping

from engine import (
    OK,
    Error,
    Node,
    Performance,
    PoolByteArray,
    Vector2,
    master,
    mastersync,
    puppet,
    puppetsync,
    remote,
    remotesync,
    run,
    slave,
    sync,
)
from nodes import (
    WebSocketClient,
    WebSocketPeer,
    WebSocketServer,
    metrics_handler,
    token_authenticator,
)


class Server(Node):
    def _ready(self) -> None:
        self.server = WebSocketServer()
        self.server.connect("client_connected", self, "_connected")
        self.server.client_connected.connect(self._connected)
        self.server.client_disconnected.connect(self._disconnected)
        self.server.client_close_request.connect(self._close_request)
        self.server.data_received.connect(self._on_data)
        self.server.authenticator = token_authenticator("secret")
        self.server.bind_ip = "127.0.0.1"
        self.server.trusted_proxies = ["127.0.0.1"]
        self.server.proxy_protocol = True
        self.server.http_handler = metrics_handler(self._answer)
        self.add_child(self.server)
        if self.server.listen(9080, ["chat"]) != OK:
            self.get_tree().quit(1)

    def _answer(self, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], str] | None:
        peers = Performance.get_monitor(Performance.NETWORK_PEERS)
        return (200, {}, f"{peers:.0f}") if path == "/healthz" else None

    def _connected(self, id: int, protocol: str) -> None:
        print(f"Client {id} connected from {self.server.get_peer_address(id)} with {protocol}")

    def _disconnected(self, id: int, was_clean: bool) -> None: ...
    def _close_request(self, id: int, code: int, reason: str) -> None: ...

    def _on_data(self, id: int) -> None:
        peer: WebSocketPeer = self.server.get_peer(id)
        packet: PoolByteArray = peer.get_packet()
        if peer.was_string_packet():
            peer.set_write_mode(WebSocketPeer.WRITE_MODE_TEXT)
        peer.put_packet(packet)
        self.server.disconnect_peer(id, 1000, "Bye bye!")


class Client(Node):
    websocket_url = "ws://127.0.0.1:9080"

    def _ready(self) -> None:
        self._client = WebSocketClient()
        self._client.connect("connection_closed", self, "_closed")
        self._client.connection_error.connect(self._failed)
        self._client.connection_closed.connect(self._closed)
        self._client.connection_established.connect(self._connected)
        self._client.data_received.connect(self._on_data)
        error: Error = self._client.connect_to_url(
            self.websocket_url, ["lws-mirror-protocol"], False, ["A: b"]
        )
        if error != OK:
            print("Unable to connect:", self._client.get_last_error())
            self.set_process(False)

    def _failed(self) -> None: ...
    def _closed(self, was_clean: bool) -> None: ...

    def _connected(self, protocol: str) -> None:
        self._client.get_peer(1).put_packet(b"Test packet")
        self._client.get_peer(1).put_var([1, "two", Vector2(3, 4)])

    def _on_data(self) -> None:
        text: str = self._client.get_peer(1).get_packet().get_string_from_utf8()
        print(text)

    def _process(self, delta: float) -> None:
        self._client.poll()

    def _exit_tree(self) -> None:
        self._client.disconnect_from_host(1000, "over")


class Dice(Node):
    rolls = 0

    def _ready(self) -> None:
        server = WebSocketServer()
        if server.listen(9080, [], True) != OK:
            self.get_tree().quit(1)
        self.get_tree().network_peer = server
        self.get_tree().network_peer_connected.connect(self._on_peer)
        self.get_tree().connected_to_server.connect(self._on_connected)

    def _on_peer(self, id: int) -> None:
        self.rpc_id(id, "show", "hello")
        self.rset_id(id, "rolls", 3)

    def _on_connected(self) -> None:
        print(self.get_tree().get_network_unique_id(), self.multiplayer.is_network_server())

    @remote
    def roll(self, sides: int) -> None:
        self.rolls += 1
        who = self.get_tree().get_rpc_sender_id()
        self.rpc("show", f"player {who} rolls {1 + self.rolls * 7 % sides}")
        self.rpc_unreliable("show", "again")

    @puppet
    def show(self, text: str) -> int:
        return len(text)

    @master
    def a(self) -> None: ...
    @remotesync
    def b(self) -> None: ...
    @mastersync
    def c(self) -> None: ...
    @puppetsync
    def d(self) -> None: ...
    @slave
    def e(self) -> None: ...
    @sync
    async def f(self) -> None:
        await self.get_tree().idle_frame

    def local(self) -> None:
        self.roll(6)
        length: int = self.show("declared, and still itself")
        print(length)


if __name__ == "__main__":
    run(Server)
