import pytest

from engine import Node, SceneTree


def test_a_tree_keeps_one_thing_of_its_own_and_scripts_may_call_theirs_as_they_like():
    class Loop(SceneTree):
        def __init__(self):
            self._timers = []
            self._paused = "maybe"
            self._physics = self._display = self._input = None

    tree = Loop()
    tree.root.add_child(Node())
    assert not tree.iteration(0.1)
    own = {name for name in vars(tree) if name.startswith("_")}
    assert own - {"_timers", "_paused", "_physics", "_display", "_input"} == {"_services_"}
    tree.finish()


def test_a_tree_in_which_nothing_is_to_be_shown_or_polled_does_nothing_for_it():
    tree = SceneTree()
    services = tree._services_

    def awake():
        return {type(service).__name__ for service in services._awake}

    tree.iteration(0.1)
    usual = {"Clock", "MainLoop", "Deferred"}
    assert awake() == usual
    _ = tree.canvas
    assert awake() == {*usual, "CanvasService", "DisplayService"}


@pytest.mark.parametrize("method", ["_process", "_physics_process"])
def test_a_tree_in_which_no_node_processes_does_not_look_for_any_before_the_first(method):
    log = []
    tree = SceneTree()
    tree.root.add_child(Node())
    assert tree._services_.processes not in tree._services_._awake
    tree.root.add_child(type("Busy", (Node,), {method: lambda self, delta: log.append(delta)})())
    tree.iteration(1 / 60)
    assert log == [1 / 60]
    tree.finish()


def test_what_a_program_without_a_picture_or_a_network_does_without_is_made_when_it_is_asked_for():
    tree = SceneTree()
    services = tree._services_
    late = ("canvas", "display", "input", "multiplayer")

    def made():
        return [name for name in late if any(type(s).__module__ == f"engine.{name}.service" for s in known)]

    known = services._services
    assert made() == []
    assert services.shown is None
    assert services.input is services.display.input
    assert made() == ["canvas", "display", "input"]
    assert services.shown is None
    assert tree.display is services.shown
    assert services.multiplayer is services.multiplayer
    assert made() == list(late)
    with pytest.raises(AttributeError, match="physics"):
        _ = services.physics
    tree.finish()
