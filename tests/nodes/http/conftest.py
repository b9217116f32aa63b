"""Servers in the tree of a test, in memory and over the sockets of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
import trustme

from engine.testing import MemoryNetwork
from nodes.websocket.socket_link.tls import server_context
from tests.nodes.http.server import HttpServer, LoopbackNetwork


@pytest.fixture
def serve(tree):
    """`serve(respond)` adds a server in memory, `serve(network=LoopbackNetwork(), …)` one with sockets."""
    servers = []

    def start(respond=None, network=None, **options):
        if tree.network is None:
            tree.network = network or MemoryNetwork()
        servers.append(tree.add(HttpServer(tree.network, respond=respond, **options)))
        return servers[-1]

    yield start
    for server in servers:
        server.shut()


@pytest.fixture(scope="session")
def authority():
    return trustme.CA()


@pytest.fixture(scope="session")
def context(authority):
    """What a server is that is called localhost."""
    issued = authority.issue_cert("localhost")
    chain = b"".join(pem.bytes() for pem in issued.cert_chain_pems).decode()
    return server_context(chain, issued.private_key_pem.bytes().decode())


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    """Let the system trust the authority."""
    file = Path(tmp_path, "authority.pem")
    authority.cert_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


@pytest.fixture
def loopback():
    return LoopbackNetwork()
