import pytest

from engine import Node, ScriptError
from engine.multiplayer.godot4.spawning import MOST_SCENES, Replica, Spawning
from engine.multiplayer.refusals import PacketError, Refused


class Mob(Node):
    pass


class Broken(Node):
    def __init__(self):
        raise ValueError("broken")


@pytest.fixture
def spawning(tree):
    made = Spawning(tree.add(Node(), "Spawner"))
    made.scenes = {Mob: Mob, Broken: Broken, "res://mob.tscn": Mob}
    return made


def test_a_scene_is_made_by_its_number(spawning):
    assert type(spawning.make(0, b"")) is Mob


def test_a_number_that_no_scene_has_is_refused(spawning):
    with pytest.raises(Refused, match=r"spawned scene 3, and .* has 3: call"):
        spawning.make(3, b"")


def test_a_node_is_of_the_scene_of_its_class_or_of_its_file(spawning):
    mob = Mob()
    assert spawning.scene_of(mob) == 0
    mob.filename = "res://mob.tscn"
    assert spawning.scene_of(mob) == 2
    mob.filename = "res://other.tscn"
    assert spawning.scene_of(mob) == 0
    assert spawning.scene_of(Node()) is None


def test_spawn_function_is_given_the_value(spawning):
    given = []
    spawning.function = lambda data: given.append(data) or Mob()
    assert type(spawning.make(255, b"\2\7")) is Mob
    assert given == [7]
    with pytest.raises(PacketError, match="value 1 of 1 cannot be read"):
        spawning.make(255, b"")


def test_what_fails_to_be_made_is_a_fault_here_and_refused(spawning, tree):
    with pytest.raises(Refused, match="spawned what scene 1 did not make"):
        spawning.make(1, b"")
    with pytest.raises(Refused, match="spawned what spawn_function did not make"):
        spawning.make(255, b"\2\7")
    spawning.function = lambda data: None
    with pytest.raises(Refused):
        spawning.make(255, b"\2\7")
    child = Mob()
    spawning.node.add_child(child)
    spawning.function = lambda data: child
    with pytest.raises(Refused):
        spawning.make(255, b"\2\7")
    first, second, *others = [str(fault.error) for fault in tree.faults]
    tree.faults.clear()
    assert first == "broken"
    assert "has no spawn_function: set it to a function" in second
    assert all("what is spawned is a new node without a parent" in text for text in others)


def test_without_a_function_nothing_is_called(spawning):
    with pytest.raises(ScriptError, match="has no spawn_function"):
        spawning.call(1)


def test_a_replica_belongs_to_nobody_yet(spawning):
    replica = Replica(spawning.node)
    assert (replica.net_id, replica.sender, replica.spawning, replica.scene) == (0, 0, None, MOST_SCENES)
