"""What the chat's server and client share: texts as packets, and whom they go to."""

from engine import bytes2var, godot_str, var2bytes
from nodes import WebSocketPeer

TEXT = WebSocketPeer.WRITE_MODE_TEXT
BINARY = WebSocketPeer.WRITE_MODE_BINARY

BROADCAST = "Broadcast"
LAST_CONNECTED = "Last connected"
ALL_BUT_LAST = "All But last connected"


def encode(text, mode):
    """As text, or as Godot writes a String into a file: a Variant."""
    return text.encode() if mode == TEXT else bytes(var2bytes(text))


def decode(packet, is_string):
    """The reverse. What somebody else sent may be any Variant, or none: it is shown as its text."""
    return packet.get_string_from_utf8() if is_string else godot_str(bytes2var(packet))


def target_of(destination, connected):
    """Return 0 for everyone, an id for one, minus an id for all but one; None if there is no such peer.

    `connected` are the ids of those who are there, in the order in which they came.
    """
    if destination == LAST_CONNECTED:
        return connected[-1] if connected else None
    if destination == ALL_BUT_LAST and connected:
        return -connected[-1]
    return 0
