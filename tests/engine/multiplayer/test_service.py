import pytest

from engine import (
    MultiplayerAPI,
    NetworkedMultiplayerPeer,
    Node,
    SceneMultiplayer,
    SceneTree,
    ScriptError,
    remote,
)
from engine.testing import MemoryMultiplayer


def test_a_tree_without_a_network_has_no_api(tree):
    tree.step()
    assert not tree.has_network_peer()
    assert tree._services_.multiplayer.made is None
    assert tree.multiplayer.root_node is tree.root
    assert tree.get_multiplayer() is tree.multiplayer


def test_the_short_cuts_say_what_the_api_says(game):
    tree = game.start(2)[1]
    assert (tree.has_network_peer(), tree.is_network_server(), tree.get_network_unique_id()) == (
        True,
        True,
        1,
    )
    assert (tree.get_network_connected_peers(), tree.get_rpc_sender_id()) == ([2], 0)
    assert tree.network_peer is tree.get_network_peer() is tree.multiplayer.network_peer
    tree.refuse_new_network_connections = True
    assert tree.network_peer.refuse_new_connections
    tree.set_refuse_new_network_connections(False)
    assert not tree.refuse_new_network_connections
    client = game.trees[2]
    assert (client.is_network_server(), client.get_network_unique_id()) == (False, 2)


def test_calls_are_made_before_the_idle_frame_and_before_processing(game):
    log = []

    class Logger(Node):
        @remote
        def called(self):
            log.append("called")

        def _process(self, delta):
            log.append("process")

    tree = game.start(2)[1]
    nodes = game.add(Logger, "L")
    tree.idle_frame.connect(lambda: log.append("idle_frame"))
    nodes[2].set_process(False)
    nodes[2].rpc("called")
    log.clear()
    tree.step()
    assert log == ["called", "idle_frame", "process"]


def test_polling_can_be_left_to_the_script(game):
    tree = game.start(2)[1]
    tree.multiplayer_poll = False
    got = tree.watch(tree.multiplayer.network_peer_packet)
    game.trees[2].multiplayer.send_bytes(b"x")
    tree.step(3)
    got.assert_not_emitted()
    tree.multiplayer.poll()
    got.assert_emitted(2, b"x")
    assert not tree.is_multiplayer_poll_enabled()
    tree.set_multiplayer_poll_enabled(True)
    assert tree.multiplayer_poll


def test_the_signals_of_another_api_are_repeated_and_those_of_the_old_no_more(tree):
    old, new = tree.multiplayer, MultiplayerAPI()
    connected = tree.watch(tree.network_peer_connected)
    tree.multiplayer = new
    old.network_peer_connected.emit(5)
    connected.assert_not_emitted()
    new.network_peer_connected.emit(6)
    connected.assert_emitted(6, times=1)


def test_another_api_of_the_tree_begins_its_paths_at_the_root(tree):
    api = SceneMultiplayer()
    tree.set_multiplayer(api)
    assert tree.multiplayer is api
    assert api.root_node is tree.root
    with pytest.raises(ScriptError, match="takes the API of a branch away: give its path, too"):
        tree.set_multiplayer(None)


def test_a_branch_may_come_after_its_api_and_again(tree):
    api = SceneMultiplayer()
    tree.set_multiplayer(api, "/root/Game")
    assert api.root_node is None
    for _ in range(2):
        game, player = Node(name="Game"), Node(name="Player")
        game.add_child(player)
        tree.root.add_child(game)
        assert game.multiplayer is player.multiplayer is api
        assert (api.root_node, str(api.root_path)) == (game, "/root/Game")
        game.free()
    tree.step()
    assert api.root_node is None
    assert tree.get_multiplayer("/root/Game/Nobody") is api
    assert tree.get_multiplayer("/root/Gamer") is tree.get_multiplayer("Game") is tree.multiplayer
    tree.set_multiplayer(None, "/root/Game")
    assert tree.get_multiplayer("/root/Game") is tree.multiplayer


def test_there_is_no_branch_with_an_api_inside_of_one_that_has_one(tree, caplog):
    outer, inner = SceneMultiplayer(), SceneMultiplayer()
    tree.set_multiplayer(outer, "/root/A")
    tree.set_multiplayer(inner, "/root/A/B")
    assert tree.get_multiplayer("/root/A/B") is outer
    assert caplog.messages == [
        "set_multiplayer: /root/A has an API of its own, and there is no other inside of it, at /root/A/B."
        " Take that away first: `set_multiplayer(None, path)`."
    ]
    tree.set_multiplayer(None, "/root/A")
    tree.set_multiplayer(inner, "/root/A/B")
    tree.set_multiplayer(outer, "/root/A")  # the other way round there is, as in Godot
    assert (tree.get_multiplayer("/root/A/B"), tree.get_multiplayer("/root/A")) == (inner, outer)
    with pytest.raises(ScriptError, match="a branch has an absolute path, not 'A/B'"):
        tree.set_multiplayer(inner, "A/B")


def test_a_tree_that_ends_lets_go_of_its_peer():
    tree = SceneTree()
    network = MemoryMultiplayer()
    tree.network_peer = network.host()
    tree.finish()
    assert not tree.has_network_peer()


class Broken(NetworkedMultiplayerPeer):
    def get_connection_status(self):
        return self.CONNECTION_CONNECTED

    def poll(self):
        raise OSError("broken")


def test_a_peer_that_fails_is_reported_and_stops_no_frame(tree):
    tree.network_peer = Broken()
    with pytest.raises(OSError, match="broken"):
        tree.step()
    frames = tree.get_idle_frames()
    tree.network_peer = None
    tree.step()
    assert tree.get_idle_frames() == frames + 1


def test_without_a_peer_what_has_no_answer_costs_a_line(tree, lines):
    assert (tree.get_network_unique_id(), tree.get_network_connected_peers()) == (0, [])
    tree.refuse_new_network_connections = True
    assert len(lines()) == 3
    assert (tree.is_network_server(), tree.refuse_new_network_connections) == (False, False)
