"""A player of Godot 4 in demos/arena."""

from demos.arena.arena import Arena
from demos.arena.circles import FIELD


def test_a_game_of_godot_4_runs_about_in_the_arena(tree, godot4):
    arena = Arena()
    arena.port, arena.bots, arena.is_playing = 0, 2, False
    tree.add(arena, "Arena")
    port = tree.multiplayer.multiplayer_peer.get_listening_port()
    game = godot4("arena4.gd", URL=f"ws://127.0.0.1:{port}")
    id = int(game.wait_for_line(r"Connected as (\d+)")[1])
    for name in ("Bot1", "Bot2", str(id)):
        game.wait_for_line(rf"circle {name} color=[0-9a-f]{{6}} radius=\d+\.\d")
    game.wait_for_line(r"\d+ dots and circles, and I am at the right")
    assert arena.field.get_node(str(id)).position.x == FIELD.x
    assert not game.errors
