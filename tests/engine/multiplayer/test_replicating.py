"""What the API and the wires ask of whoever spawns and synchronizes nodes, and the other way round."""

import inspect

import pytest

from engine.multiplayer.godot4.replicator import Replicator
from engine.multiplayer.godot4.scene_cache import SceneCache
from engine.multiplayer.replicating import Numbering, Replicating


@pytest.mark.parametrize(("asked", "made"), [(Replicating, Replicator), (Numbering, SceneCache)])
def test_what_is_asked_is_there(asked, made):
    methods = {name for name, method in vars(asked).items() if inspect.isfunction(method) and name[0] != "_"}
    assert methods
    for name in methods:
        wanted, found = (inspect.signature(getattr(owner, name)) for owner in (asked, made))
        assert list(found.parameters) == list(wanted.parameters)
