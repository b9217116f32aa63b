"""The server and the client in one tree: they talk over a socket, say goodbye and end.

python -m demos.minimal
"""

from engine import Node, run

from .client import Client
from .server import Server


class Main(Node):
    async def _ready(self):
        server, client = Server(), Client()
        server.name, client.name = "Server", "Client"
        self.add_child(server)
        self.add_child(client)

        await client._client.data_received
        client._client.disconnect_from_host(1000, "Bye bye!")
        await server._server.client_disconnected
        self.get_tree().quit()


if __name__ == "__main__":
    run(Main)
