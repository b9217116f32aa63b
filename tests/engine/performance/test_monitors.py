"""The monitors of a tree."""

import gc
import sys
from pathlib import Path

import pytest

from engine import Node, Performance, ScriptError
from engine.net.traffic import Traffic
from engine.performance import monitors
from engine.performance.monitors import memory, memory_at_most

# `ClassDB.class_get_integer_constant("Performance", …)` of Godot 3.2.3
GODOT = (
    *("TIME_FPS", "TIME_PROCESS", "TIME_PHYSICS_PROCESS", "MEMORY_STATIC", "MEMORY_DYNAMIC"),
    *("MEMORY_STATIC_MAX", "MEMORY_DYNAMIC_MAX", "MEMORY_MESSAGE_BUFFER_MAX", "OBJECT_COUNT"),
    *("OBJECT_RESOURCE_COUNT", "OBJECT_NODE_COUNT", "OBJECT_ORPHAN_NODE_COUNT"),
    *("RENDER_OBJECTS_IN_FRAME", "RENDER_VERTICES_IN_FRAME", "RENDER_MATERIAL_CHANGES_IN_FRAME"),
    *("RENDER_SHADER_CHANGES_IN_FRAME", "RENDER_SURFACE_CHANGES_IN_FRAME", "RENDER_DRAW_CALLS_IN_FRAME"),
    *("RENDER_2D_ITEMS_IN_FRAME", "RENDER_2D_DRAW_CALLS_IN_FRAME", "RENDER_VIDEO_MEM_USED"),
    *("RENDER_TEXTURE_MEM_USED", "RENDER_VERTEX_MEM_USED", "RENDER_USAGE_VIDEO_MEM_TOTAL"),
    *("PHYSICS_2D_ACTIVE_OBJECTS", "PHYSICS_2D_COLLISION_PAIRS", "PHYSICS_2D_ISLAND_COUNT"),
    *("PHYSICS_3D_ACTIVE_OBJECTS", "PHYSICS_3D_COLLISION_PAIRS", "PHYSICS_3D_ISLAND_COUNT"),
    *("AUDIO_OUTPUT_LATENCY", "MONITOR_MAX"),
)


def test_monitors_have_the_numbers_of_godot_with_and_without_a_tree():
    assert [getattr(Performance, name) for name in GODOT] == list(range(32))


def test_each_monitor_is_a_number(tree):
    ours = range(Performance.TIME_WORST_FRAME, Performance.NETWORK_LOST + 1)
    for monitor in (*range(Performance.MONITOR_MAX), *ours):
        assert isinstance(tree.performance.get_monitor(monitor), float)


@pytest.mark.parametrize("monitor", [-1, 31, 999, "TIME_FPS", None])
def test_what_is_no_monitor_is_an_error_that_shows_one(tree, monitor):
    with pytest.raises(ScriptError, match=r"no monitor: write Performance\.TIME_FPS"):
        tree.performance.get_monitor(monitor)


def test_a_script_asks_for_those_of_its_tree(tree):
    asked = []

    class Asking(Node):
        def _process(self, delta):
            asked.append(Performance.get_monitor(Performance.OBJECT_NODE_COUNT))

    tree.add(Asking())
    tree.step()
    assert asked == [2.0]


def test_objects_and_orphans_are_counted_when_they_are_asked_for(tree):
    gc.collect()

    def counted(monitor):
        return tree.performance.get_monitor(monitor)

    before = [counted(Performance.OBJECT_COUNT), counted(Performance.OBJECT_ORPHAN_NODE_COUNT)]
    orphans = [Node() for _ in range(5)]
    tree.add(Node())
    after = [counted(Performance.OBJECT_COUNT), counted(Performance.OBJECT_ORPHAN_NODE_COUNT)]
    assert [a - b for a, b in zip(after, before, strict=True)] == [6, 5]
    for node in orphans:
        node.free()
    assert counted(Performance.OBJECT_ORPHAN_NODE_COUNT) == before[1]


def test_what_was_frozen_is_counted_as_far_as_it_is_in_the_tree(tree):
    node = tree.add(Node())
    gc.freeze()
    try:
        found = monitors._objects(tree)
    finally:
        gc.unfreeze()
    assert any(one is node for one in found)


def test_what_goes_over_all_connections_is_one_sum(tree):
    class User:
        def _traffic_(self):
            traffic = Traffic()
            traffic.bytes_in, traffic.peers = 10, 1
            return traffic

        def _close_sockets_(self):
            pass

    users = [User(), User()]
    tree.poller.users.update(users)
    assert tree.performance.get_monitor(Performance.NETWORK_BYTES_IN) == 20.0
    assert tree.performance.get_monitor(Performance.NETWORK_PEERS) == 2.0
    assert tree.performance.get_monitor(Performance.NETWORK_BYTES_OUT) == 0.0


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="there is no /proc here")
def test_the_memory_of_the_process_is_that_of_the_system():
    assert 10_000_000 < memory() < 1.1 * memory_at_most()  # which are read one after the other


def test_memory_that_cannot_be_known_is_none(monkeypatch):
    def fail(path):
        raise FileNotFoundError(path)

    monkeypatch.setattr(monitors, "open", fail, raising=False)
    monkeypatch.setitem(sys.modules, "resource", None)
    assert (memory(), memory_at_most()) == (0, 0)
