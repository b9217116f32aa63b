"""Calls as Godot 4 writes them: `@rpc`, and `rpc` and `rpc_id` of the method itself."""

from engine import Error, MultiplayerAPI, Node, Vector2i, bytes_to_var, rpc, var_to_bytes


class Dice(Node):
    @rpc("any_peer", "call_local", "reliable", 2)
    def roll(self, eyes: int, twice: bool = False) -> int:
        return eyes * (1 + twice)

    @rpc
    def move(self, to: Vector2i) -> None: ...

    @rpc("any_peer")
    async def think(self, seconds: float) -> None:
        await self.get_tree().create_timer(seconds).timeout

    def throw(self) -> int:
        self.roll.rpc(6)
        sent: Error = self.roll.rpc_id(1, 6, True)
        self.move.rpc(Vector2i(1, 2) * 3)
        self.think.rpc(0.5)
        self.rpc_config("throw", {"rpc_mode": MultiplayerAPI.RPC_MODE_ANY_PEER, "call_local": True})
        self.rpc_config("throw", None)
        bytes_to_var(var_to_bytes(Vector2i(1, 2)))
        return self.roll(6) + int(sent)
