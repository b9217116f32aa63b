import pytest

from engine import ScriptError, SpriteFrames, Texture, Vector2
from nodes import (
    AnimatedSprite,
    AnimationPlayer,
    Node2D,
    RigidBody2D,
    VisibilityEnabler2D,
)

AWAY, HERE = Vector2(-500, -500), Vector2(50, 50)


def mob(at, **properties):
    node = RigidBody2D(name="Mob", gravity_scale=0.0, can_sleep=False, position=at)
    node.linear_velocity = Vector2(1, 0)
    frames = SpriteFrames()
    for _ in range(2):
        frames.add_frame("default", Texture.from_rgba(1, 1, bytes(4)))
    node.add_child(AnimatedSprite(name="Sprite", frames=frames, playing=True))
    node.add_child(AnimationPlayer(name="Player"))
    node.add_child(VisibilityEnabler2D(name="Enabler", **properties))
    return node


def states(node):
    return (
        node.sleeping,
        node.get_node("Sprite").playing,
        node.get_node("Player").playback_active,
    )


RESTS, GOES = (True, False, False), (False, True, True)


def test_what_nobody_sees_rests(tree):
    seen, unseen = tree.add(mob(HERE)), tree.add(mob(AWAY))
    tree.step(2)
    assert (states(seen), states(unseen)) == (GOES, RESTS)
    seen.position, unseen.position = AWAY, HERE
    tree.step(2)
    assert (states(seen)[1:], states(unseen)) == (RESTS[1:], GOES)


def test_what_it_is_not_for_goes_on(tree):
    node = mob(AWAY, freeze_bodies=False, pause_animations=False)
    node.get_node("Enabler").set_enabler(VisibilityEnabler2D.ENABLER_PAUSE_ANIMATED_SPRITES, False)
    tree.add(node)
    tree.step(2)
    assert states(node) == GOES
    assert not node.get_node("Enabler").is_enabler_enabled(VisibilityEnabler2D.ENABLER_FREEZE_BODIES)
    with pytest.raises(ScriptError, match="no enabler 6: take 0 to 5"):
        node.get_node("Enabler").set_enabler(VisibilityEnabler2D.ENABLER_MAX, True)


def test_it_is_for_its_scene_without_the_instances_in_it(tree):
    scene, part, other = Node2D(position=AWAY), AnimationPlayer(), AnimationPlayer()
    scene.filename, other.filename = "res://Scene.tscn", "res://Other.tscn"
    holder = Node2D()
    holder.add_child(VisibilityEnabler2D())
    for child in (part, other, holder):
        scene.add_child(child)
    tree.add(scene)
    tree.step(2)
    assert (part.playback_active, other.playback_active) == (False, True)


def test_what_leaves_the_tree_goes_on(tree):
    node = tree.add(mob(AWAY))
    tree.step(2)
    player = node.get_node("Player")
    node.remove_child(player)
    assert player.playback_active
    player.free()
    enabler = node.get_node("Enabler")
    enabler.free()
    assert not node.sleeping
    assert node.get_node("Sprite").playing


def test_one_that_is_seen_lets_go_of_what_goes_on(tree):
    node = tree.add(mob(HERE))
    tree.step(2)
    player = node.get_node("Player")
    player.playback_active = False
    node.remove_child(player)
    assert not player.playback_active
    player.free()


def test_the_parent_is_called_in_view_alone(tree):
    class Parent(Node2D):
        calls = steps = 0

        def _process(self, delta):
            self.calls += 1

        def _physics_process(self, delta):
            self.steps += 1

    node = Parent(position=AWAY)
    node.add_child(VisibilityEnabler2D(process_parent=True, physics_process_parent=True))
    tree.add(node)
    tree.step(3)
    assert (node.calls, node.steps) == (0, 0)
    node.position = HERE
    tree.step(3)
    assert node.calls > 0
    assert node.steps > 0
    node.position = AWAY
    tree.step()
    before = node.calls
    tree.step(3)
    assert node.calls == before
