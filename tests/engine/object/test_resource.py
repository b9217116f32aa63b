import pytest

from engine import Resource, export


def test_properties_are_set_by_name_when_it_is_made():
    class Stats(Resource):
        health = export(10)

    assert Stats(health=20).health == 20
    assert Stats(resource_name="hero").resource_name == "hero"
    with pytest.raises(TypeError, match="Did you mean 'health'"):
        Stats(helth=1)
