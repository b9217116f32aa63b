"""Godot 3's high-level multiplayer: remote calls and remote properties. It opens no socket.

`packets`, `modes`, `targets` and `path_cache` are pure: bytes and ids in, bytes and answers out. `api` puts
them together over a peer (`peer.NetworkedMultiplayerPeer`), `node_rpc` and `tree_api` are what a
Node and a SceneTree have of it. Only names that a script declared (`declarations`) can be reached
from outside.
"""
