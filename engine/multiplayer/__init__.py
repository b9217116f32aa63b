"""The high-level multiplayer: remote calls and remote properties. It opens no socket.

What scripts see is `api.MultiplayerAPI`, over a `peer.NetworkedMultiplayerPeer`, and the methods `rpc`,
`rset` and so on of Node. What goes out takes this way: `calling` (here, elsewhere, or both), the `wire` of
each peer that is meant, the network peer; what comes in: the sender's wire, then `incoming` (whether it
may be, and whose fault it is). A wire is the packets of one version of Godot: `godot3` has those of
Godot 3, `godot4` those of Godot 4; what goes from one to the other is said anew (`crossing`). Only names
that a script declared (`declarations`) can be reached from outside.

`modes`, `targets` and, of a wire, the packets and the table of paths are pure: bytes and ids in, bytes and
answers out.
"""
