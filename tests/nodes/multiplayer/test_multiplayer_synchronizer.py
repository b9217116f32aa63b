import pytest

from engine import Node, NodePath, ScriptError
from engine.testing import MemoryMultiplayer, SteppedTree
from nodes import MultiplayerSynchronizer, SceneReplicationConfig


class Box(Node):
    def __init__(self):
        self.x = 0
        config = SceneReplicationConfig()
        config.add_property(".:x")
        self.sync = MultiplayerSynchronizer(name="Sync", replication_config=config)
        self.add_child(self.sync)


@pytest.fixture
def boxes():
    """The boxes of a server and two clients, and what lets frames pass."""
    network = MemoryMultiplayer(4)
    trees = [SteppedTree() for _ in range(3)]
    found = [tree.add(Box(), "Box") for tree in trees]
    for id, tree in enumerate(trees, 1):
        tree.network_peer = network.host() if id == 1 else network.join(id)

    def frames():
        for _ in range(6):
            for tree in trees:
                tree.step()

    frames()
    yield *found, frames
    for tree in trees:
        tree.finish()
        tree.raise_faults()


def test_properties_have_godots_defaults_and_accessors():
    sync = MultiplayerSynchronizer()
    assert (sync.root_path, sync.replication_config) == (NodePath(".."), None)
    assert (sync.replication_interval, sync.delta_interval, sync.public_visibility) == (0, 0, True)
    assert sync.visibility_update_mode == MultiplayerSynchronizer.VISIBILITY_PROCESS_IDLE == 0
    config = SceneReplicationConfig()
    for name, value in {
        "root_path": NodePath("../A"),
        "replication_config": config,
        "replication_interval": 0.1,
        "delta_interval": 0.2,
        "visibility_update_mode": MultiplayerSynchronizer.VISIBILITY_PROCESS_NONE,
    }.items():
        getattr(sync, f"set_{name}")(value)
        assert getattr(sync, f"get_{name}")() == getattr(sync, name) == value
    sync.set_visibility_public(False)
    assert not sync.is_visibility_public()
    sync.replication_config = None
    assert sync.replication_config is None


def test_what_cannot_be_is_answered():
    sync = MultiplayerSynchronizer()
    with pytest.raises(ScriptError, match="replication_config is a SceneReplicationConfig, not 5"):
        sync.replication_config = 5
    with pytest.raises(ScriptError, match="replication_interval is 0 or more seconds, not -1"):
        sync.replication_interval = -1
    with pytest.raises(ScriptError, match="there is no visibility_update_mode 3"):
        sync.visibility_update_mode = 3
    with pytest.raises(ScriptError, match="a visibility filter is a function of a peer's id, not 5"):
        sync.add_visibility_filter(5)


def test_a_value_comes_from_the_authority_which_may_be_another(boxes):
    server, client, other, frames = boxes
    server.x, client.x = 5, 7
    frames()
    assert (server.x, client.x, other.x) == (5, 5, 5)
    for box in (server, client, other):
        box.set_multiplayer_authority(2)
    assert client.sync.is_multiplayer_authority()
    assert client.sync.get_multiplayer_authority() == 2
    server.x, client.x = 8, 9
    frames()
    assert (server.x, client.x, other.x) == (9, 9, 9)


def test_another_root_node_has_other_properties(boxes):
    server, client, _, frames = boxes
    for box in (server, client):
        box.get_parent().add_child(Box())
        box.sync.root_path = "../Sub"
        sub = Node(name="Sub")
        sub.x = 0
        box.add_child(sub)
        box.sync.root_path = "../Sub2"
        box.sync.root_path = "../Sub"
    server.get_node("Sub").x = 5
    frames()
    assert (client.get_node("Sub").x, client.x) == (5, 0)


def test_who_may_see_it_is_set_for_all_and_for_each(boxes):
    server, client, other, frames = boxes
    told = []
    server.sync.visibility_changed.connect(told.append)
    server.sync.public_visibility = False
    server.sync.public_visibility = False
    server.sync.set_visibility_for(2, True)
    assert server.sync.get_visibility_for(2)
    assert not server.sync.get_visibility_for(3)
    assert told == [0, 2]
    server.x = 5
    frames()
    assert (client.x, other.x) == (5, 0)
    client.sync.public_visibility = False  # which is not for a client to say
    assert told == [0, 2]


@pytest.mark.parametrize("mode", [0, 1, 2])
def test_filters_are_asked_in_frames_in_steps_or_when_a_script_says(boxes, mode):
    server, client, other, frames = boxes
    allowed, asked = set(), []

    def may_see(id):
        asked.append(id)
        return id in allowed

    server.sync.visibility_update_mode = mode
    server.sync.add_visibility_filter(may_see)
    server.sync.add_visibility_filter(may_see)
    server.sync.update_visibility()
    server.x = 5
    frames()
    allowed.add(3)
    if mode == MultiplayerSynchronizer.VISIBILITY_PROCESS_NONE:
        frames()
        assert other.x == 0
        server.sync.update_visibility(3)
    frames()
    assert (client.x, other.x) == (0, 5)
    assert set(asked) == {2, 3}
    server.sync.remove_visibility_filter(may_see)
    server.sync.remove_visibility_filter(may_see)
    server.sync.update_visibility()
    frames()
    assert client.x == 5
    assert not server.sync.is_processing_internal()


def test_a_synchronizer_that_leaves_and_comes_back_goes_on(boxes):
    server, client, _, frames = boxes
    held = server.sync
    server.remove_child(held)
    server.x = 5
    frames()
    assert client.x == 0
    server.add_child(held)
    frames()
    assert client.x == 5


def test_a_copy_has_the_same_configuration_and_visibility():
    sync = MultiplayerSynchronizer(replication_config=SceneReplicationConfig(), public_visibility=False)
    sync.replication_interval = 0.5
    copy = sync.duplicate()
    assert copy.replication_config is sync.replication_config
    assert (copy.public_visibility, copy.replication_interval) == (False, 0.5)
    assert copy._synchronized_ is not sync._synchronized_
