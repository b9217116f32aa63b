"""The server and the client in one tree: they talk over a socket, say goodbye and end.

python -m demos.minimal [port]
"""

import argparse
import sys

from engine import Node, run
from engine.runner.options import add_run_options, run_options

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
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("port", nargs="?", type=int, default=Main.port)
    add_run_options(parser)
    options = parser.parse_args()
    Main.port = options.port
    sys.exit(run(Main, **run_options(options)))
