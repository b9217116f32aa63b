import pytest

from engine import ERR_CANT_CREATE, ERR_CANT_OPEN, ERR_UNCONFIGURED, OK, Node


class Level(Node):
    pass


@pytest.fixture
def scene(tree):
    return tree._services_.current_scene


def test_it_is_none_any_more_once_it_has_left_the_tree(tree, scene):
    level = tree.add(Level())
    tree.current_scene = level
    assert scene.node is level
    tree.root.remove_child(level)
    assert scene.node is None
    tree.root.add_child(level)
    assert tree.current_scene is None


def test_another_that_was_the_current_one_leaves_it_as_it_is(tree, scene):
    first, second = tree.add(Level(), "A"), tree.add(Level(), "B")
    tree.current_scene = first
    tree.current_scene = second
    first.free()
    assert scene.node is second


def test_a_change_takes_place_at_the_next_flush(tree, scene):
    tree.current_scene = old = tree.add(Level())
    assert scene.change_to(Level) == OK
    assert scene.node is old
    tree.flush_deferred()
    assert old._freed_
    assert type(scene.node) is Level
    assert scene.node.get_path() == "/root/Level"


def test_what_was_made_is_made_again_the_same_way(tree, scene):
    def make():
        node = Level()
        node.name = "Made"
        return node

    scene.change_to(make)
    tree.flush_deferred()
    first = scene.node
    assert scene.reload() == OK
    tree.flush_deferred()
    assert scene.node is not first
    assert scene.node.name == "Made"


def test_what_cannot_be_made_or_loaded_is_an_error_and_changes_nothing(tree, scene, caplog):
    tree.current_scene = level = tree.add(Level())
    assert scene.change_to(lambda: 1 / 0) == ERR_CANT_CREATE
    assert tree.expect_faults()
    assert scene.change_to_file("nowhere.py") == ERR_CANT_OPEN
    assert "There is no file 'nowhere.py'" in caplog.text
    tree.step()
    assert scene.node is level


def test_none_cannot_be_made_again(scene, caplog):
    assert scene.reload() == ERR_UNCONFIGURED
    assert "there is no current scene" in caplog.text


def test_a_tree_that_quits_takes_no_other_scene(tree, scene):
    tree.current_scene = old = tree.add(Level())
    scene.change_to(Level)
    tree.quit()
    tree.step()
    assert old._freed_
    assert scene.node is None
