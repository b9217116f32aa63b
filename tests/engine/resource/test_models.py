import pytest

from engine import load
from engine.resource.models import is_model, model_of


@pytest.fixture
def project(opened, tmp_path):
    opened(tmp_path)
    return tmp_path


def test_a_scene_that_instances_a_model_has_an_empty_node_there(project, caplog):
    (project / "a.tscn").write_text(
        '[gd_scene format=2]\n[ext_resource path="res://mob.glb" type="PackedScene" id=1]\n'
        '[node name="A" type="Node"]\n[node name="Mob" parent="." instance=ExtResource( 1 )]\n'
    )
    mob = load("res://a.tscn").instance().get_node("Mob")
    assert (mob.name, mob.get_class(), mob.get_child_count()) == ("Mob", "Spatial", 0)
    assert "res://mob.glb: models are not read here; an empty Spatial stands for it." in caplog.text


def test_a_mesh_is_no_scene_in_godot_3():
    assert model_of("res://rock.obj") is None
    assert model_of("res://a.tscn") is None
    assert is_model("res://rock.OBJ")
    assert repr(model_of("res://other.fbx")) == "<Model res://other.fbx>"
