"""Past one process and one machine: gateways in front of a room, a registry of rooms, messages between them.

The game path is gateways: a `WebSocketGateway` takes players in and has one connection, the trunk, to the
process of the room, whose server `listen_for_gateways`. `trunk` has its messages, `members` is the room's
side of it and `gateway_room` the gateway's, both without I/O.

Beside it, and never in a packet's way, are the registry and the backplane, `Cluster` and `Backplane`, which
keep what all processes know in a store: in memory, or in Redis.
"""

from engine.base.public import public_names

__getattr__, __dir__ = public_names(__name__)
