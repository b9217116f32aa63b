"""The server and the client in one tree: they talk over a socket, say goodbye and end.

python -m demos.minimal [port]
"""

import sys

from engine import Node, run

from .client import Client
from .server import Server


class Main(Node):
    port = Server.port

    async def _ready(self):
        server, client = Server(), Client()
        server.name, client.name = "Server", "Client"
        server.port = self.port
        client.websocket_url = f"ws://localhost:{self.port}"
        self.add_child(server)
        self.add_child(client)

        await client._client.data_received
        client._client.disconnect_from_host(1000, "Bye bye!")
        await server._server.client_disconnected
        self.get_tree().quit()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Main.port = int(sys.argv[1])
    run(Main)
