"""What a project of Godot is called."""

import pytest

from engine.base.project_name import name_in_godot


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (b'config_version=4\n\n[application]\n\nconfig/name="Dodge the Creeps"\n', "Dodge the Creeps"),
        (b"[application]\n", ""),
        (b'config/name="\xff"\n', ""),
        (None, ""),
    ],
)
def test_a_project_has_the_name_that_its_file_says(tmp_path, text, name):
    if text is not None:
        (tmp_path / "project.godot").write_bytes(text)
    assert name_in_godot(str(tmp_path)) == name
