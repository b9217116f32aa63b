from engine.base.godot4_classes import classes, lineage


def test_a_class_has_its_base_its_properties_with_defaults_and_its_signals():
    body = classes()["CharacterBody2D"]
    assert body.base == "PhysicsBody2D"
    assert body.properties["velocity"] == "Vector2(0, 0)"
    assert classes()["CanvasItem"].properties["visible"] == "true"
    assert "synchronized" in classes()["MultiplayerSynchronizer"].signals


def test_a_lineage_goes_from_a_class_to_the_first_base_that_is_told():
    assert [one.name for one in lineage("Sprite2D")] == ["Sprite2D", "Node2D", "CanvasItem", "Node"]
    assert list(lineage("Nothing")) == []
