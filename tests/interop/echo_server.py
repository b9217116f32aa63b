"""A server of ours, for the tests that connect something to it."""

from engine import OK
from nodes import WebSocketPeer, WebSocketServer


def echo_server(buffers=(), echo=True, **settings):
    """Return a server with these settings, which sends everything back unless `echo=False`."""
    server = WebSocketServer(**settings)
    if buffers:
        assert server.set_buffers(*buffers) == OK

    def send_back(id):
        peer = server.get_peer(id)
        packet = peer.get_packet()
        was_text = peer.was_string_packet()
        peer.set_write_mode(WebSocketPeer.WRITE_MODE_TEXT if was_text else WebSocketPeer.WRITE_MODE_BINARY)
        assert peer.put_packet(packet) == OK

    if echo:
        server.data_received.connect(send_back)
    return server
