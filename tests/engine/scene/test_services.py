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
    assert awake() == {"Clock", "MainLoop", "Deferred", "Processes"}
    _ = tree.canvas
    assert awake() == {"Clock", "MainLoop", "Deferred", "Processes", "CanvasService", "DisplayService"}
    tree.finish()
