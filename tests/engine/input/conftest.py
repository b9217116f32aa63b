import json
from pathlib import Path

import pytest

from engine.base.context import ticking


@pytest.fixture(scope="session")
def recorded():
    """What Godot answered."""
    return json.loads((Path(__file__).parent / "vectors" / "input_events.json").read_text())


@pytest.fixture
def inside(tree):
    """The tree, which is being ticked while the test runs."""
    token = ticking.set(tree)
    yield tree
    ticking.reset(token)


@pytest.fixture
def ask():
    """Ask an event all that it can be asked about an action."""
    return lambda event, action: [
        event.is_action(action),
        event.is_action_pressed(action),
        event.is_action_pressed(action, True),
        event.is_action_released(action),
        event.get_action_strength(action),
    ]
