from pathlib import Path

import pytest

from tests.gdscript_scenes import Recorded

RECORDED = Recorded(Path(__file__).parent / "vectors" / "recorded_resources.json")
"""Recorded with Godot 3.6.2, headless, with `--fixed-fps 60`."""


@pytest.mark.usefixtures("tree")  # whose `user://` is a folder of the test
@pytest.mark.parametrize("name", RECORDED.cases)
def test_scenes_and_resources_are_packed_saved_and_copied_as_in_the_engine(name):
    assert RECORDED.differences(name, 1e-6) == []
