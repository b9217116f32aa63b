"""What scripts are told where a signal, its emissions and its handlers do not fit one another."""

from __future__ import annotations

import functools

import pytest

from engine import ERR_INVALID_PARAMETER, OK, Node, Object, Signal, SignalError, is_instance_valid
from engine.object import misfit
from nodes import Button, Timer


class Emitter(Object):
    hit = Signal[int]("damage")
    told = Signal("ok", "rooms")
    died = Signal()


class Target(Object):
    """Keeps what it was called with."""

    def __init__(self):
        self.got = []

    def take(self, damage):
        self.got.append(damage)

    def take_two(self, first, second):
        self.got.append((first, second))

    def nothing(self):
        self.got.append(())

    def any(self, *args):
        self.got.append(args)


@pytest.fixture
def emitter():
    return Emitter()


@pytest.fixture
def target():
    return Target()


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch):
    """Nothing has been warned of before."""
    monkeypatch.setattr(misfit, "_told", set())


# -- Handlers ------------------------------------------------------------------------------------


def test_a_handler_that_does_not_fit_is_connected_with_a_warning(emitter, target, caplog, faults):
    class Lobby(Target):
        def on_told(self, rooms):
            self.got.append(rooms)

    lobby = Lobby()
    assert emitter.connect("told", lobby, "on_told") == OK
    (warning,) = caplog.messages
    assert warning.endswith(
        "Lobby.on_told is connected to Emitter.told and cannot take what that declares."
        ' Write `def on_told(self, ok, rooms):`, or `told = Signal("rooms")` if that is what is emitted.'
    )
    emitter.emit_signal("told", ["one"])
    assert lobby.got == [["one"]]
    assert faults == []


@pytest.mark.parametrize(
    ("name", "binds", "repairs"),
    [
        ("takes_none", [], "`def takes_none(self, damage):`, or `hit = Signal()` if"),
        ("takes_two", [], '`def takes_two(self, damage):`, or `hit = Signal("a", "b")` if'),
        ("takes_two", ["x", "y"], "`def takes_two(self, damage, bind1, bind2):`, or `hit = Signal()` if"),
        ("takes_none", ["x"], "`def takes_none(self, damage, bind1):`."),
        ("needs_a_keyword", [], "`def needs_a_keyword(self, damage):`."),
        ("waits", [], "`async def waits(self, damage):`, or `hit = Signal()` if"),
        ("of_the_class", [], "`def of_the_class(cls, damage):`, or `hit = Signal()` if"),
        ("static", [], "`def static(damage):`, or `hit = Signal()` if"),
        ("anonymous", [], "`lambda damage: …`, or `hit = Signal()` if"),
        ("partial", [], "`def handler(damage):`, or `hit = Signal()` if"),
    ],
)
def test_the_warning_has_the_right_def_and_the_right_declaration(emitter, caplog, name, binds, repairs):
    class Wrong(Object):
        anonymous = staticmethod(lambda: None)

        def takes_none(self): ...

        def takes_two(self, a, b): ...

        def needs_a_keyword(self, a, *, b): ...

        async def waits(self): ...

        @classmethod
        def of_the_class(cls): ...

        @staticmethod
        def static(): ...

    wrong = Wrong()
    wrong.partial = functools.partial(wrong.takes_none)
    handler = getattr(wrong, name)
    emitter.hit.connect(handler, binds)
    (warning,) = caplog.messages
    assert f" Write {repairs}" in warning
    assert len(emitter.hit.get_connections()) == 1


def test_each_pair_is_warned_of_once(emitter, caplog):
    for _ in range(3):
        other = Emitter()
        other.hit.connect(Target().nothing)
    assert len(caplog.messages) == 1
    emitter.hit.connect(Target().take_two)
    assert len(caplog.messages) == 2


def test_what_fits_and_what_says_nothing_is_not_warned_of(emitter, target, caplog):
    emitter.hit.connect(target.take)
    emitter.hit.connect(target.any)
    emitter.told.connect(target.take_two)
    emitter.died.connect(target.take)
    emitter.died.connect(target.take_two)
    emitter.died.connect(target.nothing)
    emitter.add_user_signal("custom")
    emitter.connect("custom", target, "take")
    assert caplog.messages == []


def test_a_user_signal_is_a_scripts_own(emitter, target, caplog):
    emitter.add_user_signal("custom", ["a", "b"])
    assert emitter.connect("custom", target, "take") == OK
    assert '`custom = Signal("damage")`' in caplog.messages[0]


def test_a_built_in_signal_refuses_what_cannot_take_its_arguments(target, caplog):
    class Script(Timer):
        pass

    for node in (Script(), Timer()):
        signal = node.timeout
        with pytest.raises(SignalError) as caught:
            signal.connect(target.take)
        assert str(caught.value) == (
            f"Target.take cannot take the 0 argument(s) that {signal!r} passes. Write `def take(self):`"
        )
        assert signal.get_connections() == []
    assert Node().connect("child_entered_tree", target, "nothing") == ERR_INVALID_PARAMETER
    assert len(caplog.messages) == 1


# -- Emissions -----------------------------------------------------------------------------------


def test_an_emission_of_another_number_than_declared_goes_out_with_a_warning(emitter, target, caplog, faults):
    emitter.told.connect(target.any)
    for _ in range(2):
        emitter.emit_signal("told", "rooms")
    emitter.hit.connect(target.any)
    emitter.hit.emit(1, 2, 3)
    assert target.got == [("rooms",), ("rooms",), (1, 2, 3)]
    first, second = caplog.messages
    assert first.startswith(
        "Emitter.told declares 2 argument(s) and was emitted with 1. Write `told.emit(ok, rooms)`,"
        f' or `told = Signal("ok")`. It was emitted at {__file__}:'
    )
    assert 'Write `hit.emit(damage)`, or `hit = Signal("damage", "arg2", "arg3")`.' in second
    assert faults == []


def test_of_a_built_in_signal_no_other_declaration_is_proposed(caplog):
    button = Button()
    button.pressed.connect(lambda *_: None)
    button.emit_signal("pressed", 1)
    assert "Write `pressed.emit()`. It was emitted at" in caplog.text


def test_emissions_of_another_number_are_warned_of_once_for_each_signal(caplog):
    for _ in range(3):
        emitter, target = Emitter(), Target()
        emitter.hit.connect(target.any)
        emitter.hit.emit()
    assert len(caplog.messages) == 1


def test_a_signal_that_says_nothing_of_arguments_takes_any_emission(emitter, target, caplog):
    emitter.died.connect(target.any)
    emitter.died.emit()
    emitter.emit_signal("died", 1, 2)
    assert target.got == [(), (1, 2)]
    assert caplog.messages == []


@pytest.mark.parametrize("handlers", [1, 2])
def test_an_emission_with_too_few_arguments_is_told_so_without_the_frames_of_the_engine(
    emitter, target, faults, handlers
):
    emitter.hit.connect(target.take)
    if handlers == 2:
        emitter.hit.connect(lambda damage: None)
    emitter.emit_signal("hit")
    assert len(faults) == handlers
    assert isinstance(faults[0].error, SignalError)
    assert faults[0].error.__traceback__ is None
    assert "Target.take, handler of <Signal hit(damage) of <Emitter>>, emitted at " in faults[0].doing
    assert str(faults[0].error).startswith(
        "hit(damage) was emitted with 0 argument(s): Target.take() missing 1 "
    )
    assert str(faults[0].error).endswith(" Write `hit.emit(damage)`.")


def test_an_emission_that_a_handler_cannot_take_tells_its_def(emitter, target, faults):
    async def waits(): ...

    emitter.died.connect(target.take_two, [1])
    emitter.died.connect(waits)
    emitter.died.emit("a", "b")
    emitter.hit.connect(target.take_two)
    emitter.hit.emit(1)
    texts = [str(fault.error) for fault in faults]
    assert texts[0].startswith("died was emitted with 2 argument(s): Target.take_two() takes 3 ")
    assert texts[0].endswith(" Write `def take_two(self, arg1, arg2, bind1):`.")
    assert texts[1].endswith(" Write `async def waits(arg1, arg2):`.")
    assert texts[2].endswith(" Write `def take_two(self, damage):`.")


def test_what_a_handler_cannot_take_is_reported_once_for_each_pair(emitter, target, faults):
    emitter.died.connect(target.take)
    for _ in range(3):
        emitter.died.emit()
    assert len(faults) == 1
    emitter.died.emit(5)
    assert target.got == [5]
    emitter.died.connect(target.take_two)
    emitter.died.emit()
    assert len(faults) == 2


def test_a_type_error_of_a_handler_that_ran_stays_what_it_is(emitter, faults):
    def fails(damage):
        len(damage)

    emitter.died.connect(fails)
    emitter.died.emit(1)
    emitter.died.emit(1)
    assert [type(fault.error) for fault in faults] == [TypeError, TypeError]
    emitter.died.connect(lambda damage, more=[]: [].append(damage, more))
    emitter.died.emit(1, 2, 3)
    assert [type(fault.error) for fault in faults[2:]] == [SignalError, SignalError]
    emitter.died.emit(1, 2)
    assert [type(fault.error) for fault in faults[4:]] == [TypeError]


# -- Emissions that reach nobody -----------------------------------------------------------------


@pytest.mark.parametrize("by", ["emit", "emit_signal", "emit_signal of what nobody used"])
def test_an_emission_of_a_freed_object_is_said_to_reach_nobody(emitter, target, caplog, by):
    if by != "emit_signal of what nobody used":
        emitter.hit.connect(target.take)
        emitter.hit.emit(1)
    emitter.free()
    assert caplog.messages == []
    emitter.hit.emit(2) if by == "emit" else emitter.emit_signal("hit", 2)
    assert caplog.messages == [
        "<Emitter (freed)> emitted 'hit', which nobody hears any more: it has been freed."
        " Check `is_instance_valid(node)` first."
    ]


def test_an_emission_of_a_lost_object_is_said_to_reach_nobody(caplog):
    hit = Emitter().hit
    hit.emit(1)
    assert caplog.messages[0].startswith("An object that is gone emitted 'hit', which nobody hears any more")


def test_a_built_in_node_that_a_handler_frees_may_end_what_it_began(tree, caplog):
    button = tree.add(Button(text="Go"))
    tree.step()
    button.pressed.connect(button.free)
    tree.user.click("Go")
    assert not is_instance_valid(button)
    assert caplog.messages == []
