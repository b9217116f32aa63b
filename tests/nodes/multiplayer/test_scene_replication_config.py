import pytest

from engine import NodePath, ScriptError
from nodes import SceneReplicationConfig as Config


@pytest.fixture
def config():
    made = Config()
    for path in (".:a", ".:b"):
        made.add_property(path)
    return made


def test_a_property_is_sent_with_a_spawn_and_always_unless_told(config):
    assert config.get_properties() == [NodePath(".:a"), NodePath(".:b")]
    assert config.property_get_spawn(".:a")
    assert config.property_get_replication_mode(".:a") == Config.REPLICATION_MODE_ALWAYS
    assert (
        Config.REPLICATION_MODE_NEVER,
        Config.REPLICATION_MODE_ALWAYS,
        Config.REPLICATION_MODE_ON_CHANGE,
    ) == (0, 1, 2)


def test_properties_have_places(config):
    config.add_property("Sprite:rotation", 1)
    assert config.get_properties() == [".:a", "Sprite:rotation", ".:b"]
    assert config.property_get_index(".:b") == 2
    config.remove_property(".:a")
    assert config.property_get_index(".:b") == 1
    assert not config.has_property(".:a")
    assert config.has_property("Sprite:rotation")


def test_what_is_sent_when_is_set_for_each(config):
    config.property_set_spawn(".:a", False)
    config.property_set_replication_mode(".:a", Config.REPLICATION_MODE_ON_CHANGE)
    assert not config.property_get_spawn(".:a")
    assert config.property_get_watch(".:a")
    assert not config.property_get_sync(".:a")
    properties = config._properties_
    assert [p.path for p in properties.spawn] == [p.path for p in properties.sync] == [".:b"]
    assert [p.path for p in properties.watch] == [".:a"]


def test_the_older_names_switch_the_mode(config):
    config.property_set_watch(".:a", True)
    assert config.property_get_replication_mode(".:a") == 2
    config.property_set_sync(".:a", False)
    assert config.property_get_replication_mode(".:a") == 2
    config.property_set_watch(".:a", False)
    assert config.property_get_replication_mode(".:a") == 0
    config.property_set_sync(".:a", True)
    assert config.property_get_sync(".:a")


def test_what_cannot_be_is_answered(config):
    with pytest.raises(ScriptError, match=r"'\.:a' is among the properties already"):
        config.add_property(".:a")
    with pytest.raises(ScriptError, match="there are 2 properties; -1 is the end"):
        config.add_property(".:c", 3)
    with pytest.raises(ScriptError, match=r"'\.:aa' is not among the properties, \.:a, \.:b\. Did you mean"):
        config.property_set_spawn(".:aa", True)
    with pytest.raises(ScriptError, match="there is no replication mode 3"):
        config.property_set_replication_mode(".:a", 3)
    with pytest.raises(ScriptError, match="names no property"):
        config.add_property("Sprite")
    with pytest.raises(ScriptError, match="not among the properties, none"):
        Config().remove_property(".:a")


def test_no_more_are_sent_on_change_than_a_packet_can_tell_apart():
    config = Config()
    for number in range(65):
        config.add_property(f".:p{number}")
        if number < 64:
            config.property_set_watch(f".:p{number}", True)
    config.property_set_watch(".:p0", True)
    with pytest.raises(ScriptError, match="cannot be sent on change: 64 properties are already"):
        config.property_set_watch(".:p64", True)


def test_what_is_sent_when_may_be_said_at_once():
    config = Config([".:a"], on_change=(".:b", ".:c"), at_spawn=[".:d"])
    assert config.get_properties() == [".:a", ".:b", ".:c", ".:d"]
    assert [config.property_get_replication_mode(f".:{name}") for name in "abcd"] == [1, 2, 2, 0]
    assert all(config.property_get_spawn(path) for path in config.get_properties())
    with pytest.raises(ScriptError, match=r"takes lists of paths: write \['\.:a'\]"):
        Config(".:a")


def test_a_copy_is_changed_by_itself(config):
    copy = config.duplicate()
    copy.property_set_watch(".:a", True)
    copy.remove_property(".:b")
    assert (copy.get_properties(), config.get_properties()) == ([".:a"], [".:a", ".:b"])
    assert config.property_get_sync(".:a")
