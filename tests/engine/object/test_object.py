"""Object: signals, calls and properties by name, metadata, and the end."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import NamedTuple

import pytest

from engine import (
    CONNECT_DEFERRED,
    CONNECT_ONESHOT,
    CONNECT_PERSIST,
    CONNECT_REFERENCE_COUNTED,
    ERR_INVALID_PARAMETER,
    OK,
    Node,
    Object,
    RandomNumberGenerator,
    ScriptError,
    Signal,
    SignalError,
    is_instance_valid,
)
from engine.object.object import NOTIFICATION_PREDELETE


class Vector(NamedTuple):
    x: float
    y: float


class Box:
    def __init__(self, corner):
        self.corner = corner


class Player(Object):
    health_changed = Signal[int]("health")
    died = Signal()

    speed = 5

    def __init__(self):
        self.got = []
        self.position = Vector(1, 2)
        self.box = Box(Vector(3, 4))

    def take(self, *args):
        self.got.append(args)
        return args

    def on_health(self, health):
        self.got.append(health)

    def on_nothing(self):
        self.got.append("nothing")

    async def wait(self):
        self.got.append(await self.health_changed)
        return "waited"

    def iterate(self):
        yield 1

    @property
    def broken(self):
        return self.nothing_of_this_name

    @property
    def level(self):
        return self._level

    @level.setter
    def level(self, value):
        self._level = value


@pytest.fixture
def player():
    return Player()


@pytest.fixture
def errors(caplog):
    """What scripts logged as errors, in order."""
    caplog.set_level("ERROR", logger="estragon.script")

    class Errors:
        def __eq__(self, other):
            return [record.getMessage() for record in caplog.records] == other

        __hash__ = None

        def __repr__(self):
            return repr([record.getMessage() for record in caplog.records])

    return Errors()


# -- Being made ----------------------------------------------------------------------------------


def test_a_subclass_need_not_call_the_init_of_its_base():
    class Quiet(Player):
        def __init__(self, name, *, size):
            self.name = name
            self.size = size

    quiet = Quiet("q", size=3)
    assert (quiet.name, quiet.size) == ("q", 3)
    quiet.connect("died", quiet, "free")
    quiet.emit_signal("died")
    assert not is_instance_valid(quiet)


def test_an_object_can_be_referred_to_weakly(player):
    assert weakref.ref(player)() is player


# -- Signals by name -----------------------------------------------------------------------------


def test_connecting_by_name_and_by_attribute_is_the_same(player):
    assert player.connect("health_changed", player, "on_health") == OK
    assert player.health_changed.is_connected(player.on_health)
    player.health_changed.emit(1)
    player.emit_signal("health_changed", 2)
    assert player.got == [1, 2]
    player.health_changed.disconnect(player.on_health)
    assert not player.is_connected("health_changed", player, "on_health")


def test_a_method_gets_the_arguments_and_then_the_binds(player):
    assert player.connect("health_changed", player, "take", ["a", 2]) == OK
    assert player.emit_signal("health_changed", 1) is None
    assert player.got == [(1, "a", 2)]


def test_any_python_object_can_be_the_target(player):
    got = []
    assert player.connect("health_changed", got, "append") == OK
    player.emit_signal("health_changed", 1)
    assert got == [1]
    player.disconnect("health_changed", got, "append")
    player.emit_signal("health_changed", 2)
    assert got == [1]


def test_connecting_to_an_unknown_signal_is_an_error_that_names_the_nearest(player, errors):
    assert player.connect("helth_changed", player, "on_health") == ERR_INVALID_PARAMETER
    assert errors == [
        "connect: <Player> has no signal 'helth_changed'. Did you mean 'health_changed'?"
        " Its signals: health_changed, died."
        " A new one is declared in the class body: `helth_changed = Signal()`."
    ]


def test_an_object_without_signals_says_so():
    with pytest.raises(SignalError, match=r"<Object> has no signal 'x'\. Its signals: none\."):
        Object().emit_signal("x")


def test_connecting_to_an_unknown_method_is_an_error_that_names_the_nearest(player, errors):
    assert player.connect("health_changed", player, "on_heatlh") == ERR_INVALID_PARAMETER
    assert errors == ["connect: <Player> has no method 'on_heatlh'. Did you mean 'on_health'?"]


def test_connecting_to_something_that_is_no_method_is_an_error(player, errors):
    assert player.connect("health_changed", player, "speed") == ERR_INVALID_PARAMETER
    assert errors == ["connect: <Player> has no method 'speed'."]


def test_connecting_to_no_target_is_an_error(player, errors):
    assert player.connect("died", None, "take") == ERR_INVALID_PARAMETER
    assert errors == ["connect: the target for signal 'died' is None; pass the object whose method is meant."]


def test_connecting_a_method_with_the_wrong_parameters_prints_the_right_def(player, caplog, monkeypatch):
    monkeypatch.setattr("engine.object.misfit._told", set())
    assert player.connect("health_changed", player, "on_nothing") == OK
    assert player.connect("died", player, "on_health", [1]) == OK
    assert caplog.messages == [
        "Player.on_nothing is connected to Player.health_changed and cannot take what that declares."
        " Write `def on_nothing(self, health):`, or `health_changed = Signal()` if that is what is emitted."
    ]


def test_connecting_a_method_with_the_wrong_parameters_to_a_built_in_signal_is_refused(player, errors):
    assert Node().connect("child_entered_tree", player, "on_nothing") == ERR_INVALID_PARAMETER
    assert errors == [
        "connect: Player.on_nothing cannot take the 1 argument(s) that <Signal child_entered_tree(node) of"
        " <Node '' (outside the tree)>> passes. Write `def on_nothing(self, node):`"
    ]


def test_connecting_twice_is_an_error_and_once_remains(player, errors):
    assert player.connect("died", player, "take") == OK
    assert player.connect("died", player, "take", [], CONNECT_DEFERRED) == ERR_INVALID_PARAMETER
    assert errors == [
        "connect: Player.take is already connected to <Signal died() of <Player>>."
        " Disconnect it first, or pass CONNECT_REFERENCE_COUNTED each time."
    ]
    player.emit_signal("died")
    assert player.got == [()]


def test_reference_counted_connections_take_as_many_disconnects(player):
    for _ in range(2):
        assert player.connect("died", player, "take", [], CONNECT_REFERENCE_COUNTED) == OK
    player.disconnect("died", player, "take")
    assert player.is_connected("died", player, "take")
    player.disconnect("died", player, "take")
    assert not player.is_connected("died", player, "take")


def test_a_one_shot_connection_is_gone_after_an_emission(player):
    player.connect("died", player, "take", [], CONNECT_ONESHOT)
    player.emit_signal("died")
    player.emit_signal("died")
    assert player.got == [()]


def test_connecting_to_a_freed_object_is_an_error(player, errors):
    target = Player()
    target.free()
    assert player.connect("died", target, "take") == ERR_INVALID_PARAMETER
    assert errors == ["connect: Player.take cannot be connected: <Player (freed)> is freed."]


@pytest.mark.parametrize(
    ("signal", "method", "error"),
    [
        ("dead", "take", "has no signal 'dead'"),
        ("died", "tkae", "has no method 'tkae'. Did you mean 'take'?"),
        ("died", "take", "Player.take is not connected to"),
    ],
)
def test_disconnecting_what_is_not_connected_is_an_error_in_the_log(player, caplog, signal, method, error):
    assert player.disconnect(signal, player, method) is None
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert record.getMessage().startswith("disconnect: ")
    assert error in record.getMessage()


def test_is_connected_of_an_unknown_signal_is_an_error_and_false(player, errors):
    assert player.is_connected("deid", player, "take") is False
    assert errors == [
        "is_connected: <Player> has no signal 'deid'. Did you mean 'died'?"
        " Its signals: health_changed, died. A new one is declared in the class body: `deid = Signal()`."
    ]


def test_is_connected_of_what_is_no_method_is_false(player):
    assert player.is_connected("died", player, "no_method") is False
    assert player.is_connected("died", player, "got") is False
    assert player.is_connected("died", None, "take") is False


def test_emitting_a_signal_that_nobody_asked_for_costs_no_memory(player):
    player.emit_signal("health_changed", 1)
    assert player._signals_ is None
    player.died.emit()
    player.emit_signal("health_changed", 1)
    assert list(player._signals_) == ["died"]


def test_emitting_an_unknown_signal_raises_and_names_the_nearest(player):
    with pytest.raises(SignalError, match=r"has no signal 'dide'\. Did you mean 'died'\?"):
        player.emit_signal("dide")


def test_blocked_signals_are_not_emitted_by_name_either(player):
    player.set_block_signals(True)  # before any signal is used
    player.connect("died", player, "take")
    player.emit_signal("died")
    assert player.is_blocking_signals()
    player.set_block_signals(False)
    player.emit_signal("died")
    assert not player.is_blocking_signals()
    assert player.got == [()]


# -- User signals and lists ----------------------------------------------------------------------


def test_a_signal_can_be_added_to_one_object(player):
    player.add_user_signal("custom", ["a", {"name": "b", "type": 2}])
    assert player.has_signal("custom")
    assert player.has_user_signal("custom")
    assert not Player().has_signal("custom")
    player.connect("custom", player, "take")
    player.emit_signal("custom", 1, 2)
    assert player.got == [(1, 2)]
    assert player.get_signal_list()[-1]["args"] == [{"name": "a"}, {"name": "b"}]


def test_the_handlers_of_a_user_signal_without_arguments_are_not_checked(player):
    player.add_user_signal("custom")
    assert player.connect("custom", player, "on_health") == OK
    player.emit_signal("custom", 3)
    assert player.got == [3]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "add_user_signal: a signal needs a name."),
        ("died", "add_user_signal: <Player> already has a signal 'died'."),
        ("custom", "add_user_signal: <Player> already has a signal 'custom'."),
    ],
)
def test_a_user_signal_needs_a_name_of_its_own(player, errors, name, error):
    player.add_user_signal("custom", ["kept"])
    player.add_user_signal(name, ["lost"])
    assert errors == [error]
    assert player.get_signal_list()[-1] == {"name": "custom", "args": [{"name": "kept"}]}


def test_has_signal_knows_declared_ones_and_no_others(player):
    assert player.has_signal("died")
    assert not player.has_user_signal("died")
    assert not player.has_signal("take")
    assert not player.has_signal("nothing")


def test_the_signal_list_has_the_scripts_signals_first_and_user_signals_last():
    class Hero(Player):
        won = Signal("prize")

    hero = Hero()
    hero.add_user_signal("custom")
    assert hero.get_signal_list() == [
        {"name": "won", "args": [{"name": "prize"}]},
        {"name": "health_changed", "args": [{"name": "health"}]},
        {"name": "died", "args": []},
        {"name": "custom", "args": []},
    ]


def test_the_signal_list_has_the_declaration_that_counts():
    class Hero(Player):
        died = Signal("cause")
        health_changed = None

    assert Hero().get_signal_list() == [{"name": "died", "args": [{"name": "cause"}]}]
    assert not Hero().has_signal("health_changed")


def test_the_connection_list_tells_all_about_a_connection(player):
    target = Player()
    player.connect("died", target, "take", ["x"], CONNECT_PERSIST)
    assert player.get_signal_connection_list("died") == [
        {
            "signal": "died",
            "source": player,
            "target": target,
            "method": "take",
            "binds": ["x"],
            "flags": CONNECT_PERSIST,
        }
    ]
    assert player.get_signal_connection_list("health_changed") == []


def test_the_connection_list_of_an_unknown_signal_is_an_error(player):
    with pytest.raises(SignalError, match="has no signal 'deid'"):
        player.get_signal_connection_list("deid")


def test_incoming_connections_are_listed_in_the_order_of_connecting(player):
    others = [Player() for _ in range(10)]
    for other in others:
        other.connect("died", player, "take")
    assert player.get_incoming_connections() == [
        {"source": other, "signal_name": "died", "method_name": "take"} for other in others
    ]
    others[0].free()
    others[1].disconnect("died", player, "take")
    assert [entry["source"] for entry in player.get_incoming_connections()] == others[2:]
    assert Player().get_incoming_connections() == []


def test_an_emitter_that_goes_leaves_no_incoming_connection(player):
    signal = Player().died  # the object goes at once, its signal stays
    other = Player()
    kept = other.died
    other.connect("died", player, "take")
    del other
    assert signal.owner is None
    assert [entry["source"] for entry in player.get_incoming_connections()] == [None]
    (connection,) = kept.get_connections()
    del kept
    assert connection.signal() is None
    assert player.get_incoming_connections() == []


# -- Calls ---------------------------------------------------------------------------------------


def test_call_and_callv_call_a_method_by_name(player):
    assert player.call("take", 1, 2) == (1, 2)
    assert player.callv("take", [3]) == (3,)
    assert player.got == [(1, 2), (3,)]


def test_call_starts_a_coroutine_and_gives_its_task(player):
    task = player.call("wait")
    player.health_changed.emit(3)
    assert task.result == "waited"
    assert player.got == [3]


def test_call_of_a_generator_gives_what_it_yields(player):
    assert list(player.call("iterate")) == [1]


def test_calling_a_missing_method_raises_and_names_the_nearest(player):
    for call in (player.call, player.call_deferred):
        with pytest.raises(ScriptError, match=r"<Player> has no method 'tkae'\. Did you mean 'take'\?"):
            call("tkae")


def test_has_method_knows_methods_and_no_properties(player):
    assert player.has_method("take")
    assert player.has_method("free")
    assert not player.has_method("speed")
    assert not player.has_method("nothing")


def test_deferred_calls_are_made_in_order_at_the_end_of_the_step(tree, player):
    player.call_deferred("take", 1)
    player.set_deferred("speed", 9)
    player.call_deferred("take", 2)
    assert (player.got, player.speed) == ([], 5)
    tree.step()
    assert (player.got, player.speed) == ([(1,), (2,)], 9)


def test_deferred_calls_of_a_freed_object_are_dropped(tree, player):
    player.call_deferred("take", 1)
    player.set_deferred("speed", 9)
    player.free()
    tree.step()
    assert (player.got, player.speed) == ([], 5)


def test_a_deferred_call_starts_a_coroutine(tree, player):
    player.call_deferred("wait")
    tree.step()
    player.health_changed.emit(4)
    assert player.got == [4]


def test_deferring_a_generator_is_refused_as_it_would_not_run(player):
    with pytest.raises(ScriptError, match=r"Player\.iterate contains `yield`.* Write `async def`"):
        player.call_deferred("iterate")


def test_a_failing_deferred_call_is_reported_and_the_others_are_made(tree):
    class Failing(Node):
        def fail(self):
            raise ValueError("failed")

    node = tree.add(Failing())
    node.call_deferred("fail")
    node.set_deferred("no_such_property", 1)
    node.call_deferred("set_name", "renamed")
    tree.flush_deferred()
    assert [(type(fault.error), fault.doing) for fault in tree.expect_faults()] == [
        (ValueError, "deferred Failing.fail"),
        (ScriptError, "deferred set of Failing.no_such_property"),
    ]
    assert node.name == "renamed"


@pytest.mark.parametrize("inside", [False, True])
def test_another_thread_may_defer_calls(tree, inside):
    got = []

    class Receiver(Node):
        value = 0

        def take(self, value):
            got.append((value, threading.current_thread()))

    receiver = tree.add(Receiver()) if inside else Receiver()

    def work():
        for i in range(100):
            receiver.call_deferred("take", i)
        receiver.set_deferred("value", 7)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    assert got == []
    tree.step()
    assert got == [(i, threading.current_thread()) for i in range(100)]
    assert receiver.value == 7


# -- Properties ----------------------------------------------------------------------------------


def test_get_and_set_reach_properties_by_name(player):
    assert player.get("speed") == 5
    player.set("speed", 6)
    assert player.speed == 6
    player.set("level", 3)  # whose getter would fail before it is set
    assert player.get("level") == 3


def test_an_unknown_property_is_an_error_that_names_the_nearest(player):
    with pytest.raises(ScriptError, match=r"<Player> has no property 'sped'\. Did you mean 'speed'"):
        player.get("sped")
    with pytest.raises(ScriptError, match="Did you mean 'speed'"):
        player.set("sped", 1)
    assert not hasattr(player, "sped")


def test_a_property_that_fails_is_not_taken_for_a_missing_one(player):
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        player.get("broken")


def test_indexed_properties_reach_into_values(player):
    assert player.get_indexed("speed") == 5
    assert player.get_indexed("position:x") == 1
    assert player.get_indexed("box:corner:y") == 4
    player.set_indexed("speed", 7)
    player.set_indexed("position:x", 9)
    player.set_indexed("box:corner:y", 8)
    assert player.speed == 7
    assert player.position == Vector(9, 2)
    assert player.box.corner == Vector(3, 8)


def test_an_indexed_path_that_leads_nowhere_is_an_error(player):
    with pytest.raises(ScriptError, match=r"has no property 'positon'\. Did you mean 'position'"):
        player.get_indexed("positon:x")
    with pytest.raises(ScriptError, match="has no property 'positon'"):
        player.set_indexed("positon:x", 1)
    with pytest.raises(ScriptError, match="has no property 'positon'"):
        player.set_indexed("positon", 1)


# -- Identity and metadata -----------------------------------------------------------------------


def test_get_class_is_the_godot_class_and_is_class_knows_all(player):
    class Script(Node):
        pass

    assert player.get_class() == "Object"
    assert Script().get_class() == "Node"
    assert Script().is_class("Script")
    assert Script().is_class("Node")
    assert Script().is_class("Object")
    assert not Script().is_class("Player")


def test_every_object_has_a_number_of_its_own(player):
    other = Player()
    assert player.get_instance_id() == player.get_instance_id()
    assert player.get_instance_id() != other.get_instance_id()
    assert str(player) == f"[Object:{player.get_instance_id()}]"


def test_metadata_is_kept_by_name(player):
    assert not player.has_meta("key")
    player.set_meta("key", 1)
    player.set_meta("none", None)
    assert player.has_meta("key")
    assert player.get_meta("key") == 1
    assert player.get_meta("none") is None
    assert player.get_meta_list() == ["key", "none"]
    player.remove_meta("key")
    assert not player.has_meta("key")
    assert player.get_meta("key", 7) == 7
    assert player.get_meta("key", None) is None


def test_a_missing_meta_value_is_an_error_that_names_the_nearest(player):
    player.set_meta("colour", 1)
    with pytest.raises(ScriptError, match=r"has no meta value 'color'\. Did you mean 'colour'\?"):
        player.get_meta("color")
    with pytest.raises(ScriptError, match="has no meta value 'color'"):
        player.remove_meta("color")


# -- The end -------------------------------------------------------------------------------------


def test_a_freed_object_is_not_valid(player):
    assert is_instance_valid(player)
    assert repr(player) == "<Player>"
    player.free()
    assert not is_instance_valid(player)
    assert repr(player) == "<Player (freed)>"
    assert not is_instance_valid(None)


def test_freeing_twice_is_an_error(player):
    player.free()
    with pytest.raises(ScriptError, match="has been freed already"):
        player.free()


def test_free_notifies_while_the_object_is_still_whole():
    told = []

    class Told(Player):
        def _notification(self, what):
            told.append((what, is_instance_valid(self), self.is_connected("died", self, "take")))

    node = Told()
    node.connect("died", node, "take")
    node.notification(5001)
    node.free()
    assert told == [(5001, True, True), (NOTIFICATION_PREDELETE, True, True)]


def test_an_object_whose_last_notification_fails_is_freed_all_the_same(player):
    class Failing(Player):
        def _notification(self, what):
            raise ValueError("failed")

    failing = Failing()
    player.connect("died", failing, "take")
    with pytest.raises(ValueError, match="failed"):
        failing.free()
    assert not is_instance_valid(failing)
    assert player.get_signal_connection_list("died") == []


def test_free_ends_the_connections_from_and_to_the_object(player):
    other = Player()
    player.connect("died", other, "take")
    other.connect("died", player, "take")
    other.connect("died", other, "take")
    player.free()
    assert player.died.get_connections() == []
    assert [c.target for c in other.died.get_connections()] == [other]
    assert [entry["source"] for entry in other.get_incoming_connections()] == [other]


def test_an_object_may_free_itself_in_its_own_method_and_signal(player):
    class Leaving(Player):
        def leave(self):
            self.free()
            self.emit_signal("died")
            self.take("still running")

    leaving = Leaving()
    leaving.connect("health_changed", leaving, "leave", [])
    assert leaving.connect("died", leaving, "leave") == OK
    leaving.emit_signal("died")
    assert leaving.got == [("still running",)]
    assert not is_instance_valid(leaving)


def test_a_freed_object_is_collected_when_nobody_refers_to_it(player):
    other = Player()
    other.connect("died", other, "take")  # a cycle, until it is freed
    player.connect("died", other, "take")
    other.call("wait")
    gone = weakref.ref(other)
    other.free()
    del other
    gc.collect()
    assert gone() is None


def test_queued_objects_say_so_until_they_are_freed(tree):
    seen = []

    class Leaving(Node):
        def _exit_tree(self):
            seen.append(self.is_queued_for_deletion())

    inside, outside = tree.add(Leaving()), Leaving()
    assert not inside.is_queued_for_deletion()
    inside.queue_free()
    outside.queue_free()
    assert inside.is_queued_for_deletion()
    assert outside.is_queued_for_deletion()
    tree.add(outside)  # it does not matter where it was when it was queued
    assert outside.is_queued_for_deletion()
    tree.step()
    assert seen == [True, True]
    assert not is_instance_valid(inside)
    assert not is_instance_valid(outside)


def test_a_freed_object_counts_as_queued(player):
    player.free()
    assert player.is_queued_for_deletion()


def test_of_a_misspelt_method_those_that_scripts_call_are_offered():
    from nodes import Control

    item = Control()
    with pytest.raises(ScriptError, match=r"no method 'hidee'\. Did you mean 'hide'\?$"):
        item.call("hidee")
    item.free()


def test_arguments_that_nobody_takes_are_refused_with_what_to_write():
    class Plain(Object):
        pass

    class Taking(Object):
        def __init__(self, number):
            self.number = number

    assert Taking(5).number == 5
    with pytest.raises(ScriptError, match=r"^Plain\(\) takes no arguments: write `def __init__\(self, …\):`"):
        Plain(5)
    with pytest.raises(ScriptError, match=r"write `it = RandomNumberGenerator\(\)`, and then `it.seed = 5`"):
        RandomNumberGenerator(seed=5)
