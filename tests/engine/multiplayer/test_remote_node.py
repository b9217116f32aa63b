import pytest

from engine import MultiplayerAPI, Node, ScriptError, remote


class Player(Node):
    health = remote(1)

    def move(self):
        self.moved = True

    @remote
    def stop(self):
        pass


def test_a_node_that_uses_none_of_it_keeps_none_of_it():
    assert vars(Node()) == {}
    node = Node()
    assert (node.get_network_master(), node.custom_multiplayer) == (1, None)
    assert vars(node) == {}


def test_a_master_is_set_for_the_branch_or_for_one_node():
    top, child, grandchild = Node(), Node(), Node()
    top.add_child(child)
    child.add_child(grandchild)
    top.set_network_master(5)
    assert [node.get_network_master() for node in (top, child, grandchild)] == [5, 5, 5]
    child.set_network_master(6, recursive=False)
    assert [node.get_network_master() for node in (top, child, grandchild)] == [5, 6, 5]


def test_who_is_the_master_shows_with_a_peer(game):
    trees = game.start(2)
    nodes = game.add(Node, "N")
    assert [node.is_network_master() for node in nodes.values()] == [True, False]
    for node in nodes.values():
        node.set_network_master(2)
    assert [node.is_network_master() for node in nodes.values()] == [False, True]
    trees[2].network_peer = None
    assert not nodes[2].is_network_master()


def test_config_goes_before_the_decorator_and_disabled_takes_it_away(game, lines):
    game.start(2)
    nodes = game.add(Player, "P")
    player = nodes[1]
    player.rpc_config("stop", MultiplayerAPI.RPC_MODE_MASTER)
    player.rpc_config("move", MultiplayerAPI.RPC_MODE_REMOTE)
    player.rset_config("speed", MultiplayerAPI.RPC_MODE_REMOTE)
    player.rset_config("health", MultiplayerAPI.RPC_MODE_PUPPET)
    player.speed = 0
    nodes[2].rpc("move")
    nodes[2].rset("speed", 9)
    nodes[2].rset("health", 9)
    game.settle()
    assert (player.moved, player.speed, player.health) == (True, 9, 1)
    assert len(lines()) == 1
    player.rset_config("health", MultiplayerAPI.RPC_MODE_DISABLED)
    player.rset_config("never", MultiplayerAPI.RPC_MODE_DISABLED)
    player.rpc_config("move", MultiplayerAPI.RPC_MODE_DISABLED)
    del player.moved
    nodes[2].rset("health", 9)
    nodes[2].rpc("move")
    game.settle()
    assert (player.health, hasattr(player, "moved")) == (9, False)
    assert len(lines()) == 1


def test_config_refuses_what_is_not_there():
    with pytest.raises(ScriptError, match=r"rpc_config: .* has no method 'mvoe'. Did you mean 'move'"):
        Player().rpc_config("mvoe", 1)
    for mode in (7, -1):
        with pytest.raises(ScriptError, match=f"There is no mode {mode}: use MultiplayerAPI.RPC_MODE_REMOTE"):
            Player().rset_config("health", mode)


def test_the_api_is_the_trees_unless_there_is_a_custom_one(tree):
    node, api = tree.add(Node()), MultiplayerAPI()
    assert node.multiplayer is node.get_multiplayer() is tree.multiplayer
    node.set_custom_multiplayer(api)
    assert node.multiplayer is node.get_custom_multiplayer() is api
    assert tree.root.multiplayer is tree.multiplayer
    node.custom_multiplayer = None
    assert node.multiplayer is tree.multiplayer
    with pytest.raises(ScriptError, match="is not inside a tree, so it can reach no network yet"):
        Node().multiplayer  # noqa: B018


def test_a_copy_has_the_modes_of_its_class_and_the_default_master():
    player = Player()
    player.set_network_master(5)
    player.rpc_config("move", 1)
    copy = player.duplicate()
    assert (copy.get_network_master(), copy._rpc_modes_, copy._remote_methods_) == (1, None, {"stop": 1})
