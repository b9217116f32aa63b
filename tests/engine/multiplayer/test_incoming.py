from contextlib import nullcontext

import pytest

from engine import Node, master, puppet, remote
from engine.multiplayer import incoming, modes
from engine.multiplayer.refusals import Refused
from engine.testing import MemoryMultiplayer


class Player(Node):
    health = remote(100)
    secret = 1

    def __init__(self):
        self.log = []
        self.lives = 3

    @remote
    def two(self, a, b=1):
        self.log.append((a, b))

    @remote
    async def wait(self):
        self.log.append("before")
        await self.get_tree().create_timer(0.1).timeout
        self.log.append("after")

    @remote
    def fail(self):
        raise ValueError("on purpose")

    @remote
    async def fail_later(self):
        await self.get_tree().idle_frame
        raise ValueError("on purpose")

    @remote
    async def fail_before_it_waits(self):
        raise ValueError("on purpose")

    @remote
    def fail_inside(self):
        len(5)

    @remote
    def number(self):
        return 5

    @master
    def ask(self):
        pass

    @puppet
    def move(self):
        pass

    def local(self):
        pass

    @property
    def level(self):
        return 1

    @level.setter
    @remote
    def level(self, value):
        raise ValueError(value)


@pytest.fixture
def player(tree):
    tree.network_peer = MemoryMultiplayer().host()
    return tree.add(Player(), "P")


@pytest.fixture
def state(tree, player):
    return tree.multiplayer._state_


def refusal(function, *args):
    with pytest.raises(Refused) as caught:
        function(*args)
    return caught.value.cause, caught.value.detail, str(caught.value)


# -- Whether it may be ---------------------------------------------------------------------------


@pytest.mark.parametrize("mode", range(7))
@pytest.mark.parametrize("master", [1, 5, 6])
def test_who_may_is_what_the_modes_say(state, player, mode, master):
    player.set_network_master(master)
    may = modes.may_run(mode, master == 1, master == 5)
    for is_value in (False, True):
        with nullcontext() if may else pytest.raises(Refused):
            incoming.check(state, player, 5, "two", mode, is_value)


@pytest.mark.parametrize(
    ("name", "mode", "is_value", "why"),
    [
        ("ask", modes.MASTER, False, "it is @master, for the node's master, which is peer 9; this is 1"),
        ("move", modes.PUPPET, False, "it is @puppet, so only the node's master, peer 9, may, and not at"),
        ("twoo", 0, False, "Player declares no such method. Did you mean 'two'?"),
        ("helth", 0, True, "Player declares no such value. Did you mean 'health'?"),
        ("free", 0, False, "it is Node's own, and not declared open"),
        (
            "local",
            0,
            False,
            "it is not declared open. If it should be, write `@remote` above `def local`, or",
        ),
        ("secret", 0, True, "it is not declared open. If it should be, write `secret = remote(…)`, or one"),
        ("lives", 0, True, "it is not declared open. If it should be, write `lives = remote(…)`, or one of"),
        ("lives", 0, False, "Player declares no such method"),
    ],
)
def test_a_refusal_says_why_and_what_to_write(state, player, name, mode, is_value, why):
    player.set_network_master(9)
    _, _, text = refusal(incoming.check, state, player, 5, name, mode, is_value)
    did = "set" if is_value else "called"
    assert text.startswith(f"{did} {name!r} on <Player /root/P>, which was refused: {why}")


# -- What is done, and whose fault it is -----------------------------------------------------------


def test_a_method_is_called(player):
    incoming.call(player, 5, "two", [7])
    incoming.call(player, 5, "two", [7, 8])
    incoming.call(player, 5, "number", [])
    assert player.log == [(7, 1), (7, 8)]


def test_an_async_method_is_started(tree, player):
    incoming.call(player, 5, "wait", [])
    assert player.log == ["before"]
    tree.step(10)
    assert player.log == ["before", "after"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("fail", ValueError),
        ("fail_inside", TypeError),
        ("fail_later", ValueError),
        ("fail_before_it_waits", ValueError),
    ],
)
def test_what_a_method_raises_is_its_own_fault(tree, player, name, error):
    incoming.call(player, 5, name, [])
    with pytest.raises(error) as caught:
        tree.step()
    assert caught.value.__notes__[0].endswith(f"<Player /root/P>.{name}, called by peer 5")


def test_arguments_that_do_not_fit_are_the_peers_fault(tree, player):
    for args in ([], [1, 2, 3]):
        cause, detail, text = refusal(incoming.call, player, 5, "two", args)
        assert (cause, detail) == ("arguments", "two")
        assert text.startswith("called <Player /root/P>.two with arguments that it cannot take: Player.two()")


def test_what_is_no_method_any_more_is_one_line(player):
    player.two = None
    assert refusal(incoming.call, player, 5, "two", []) == (
        "missing",
        "two",
        "called <Player /root/P>.two, which is no method (any more)",
    )


def test_a_value_is_set(player):
    player.rset_config("lives", modes.REMOTE)
    incoming.set_value(player, 5, "health", 90)
    incoming.set_value(player, 5, "lives", 2)
    assert (player.health, player.lives) == (90, 2)


def test_a_value_that_is_not_there_is_not_made(player):
    cause, _, text = refusal(incoming.set_value, player, 5, "nothing", 1)
    assert (cause, text) == (
        "missing",
        "set <Player /root/P>.nothing, which rset_config opened, and which is not there",
    )
    assert not hasattr(player, "nothing")


def test_what_a_setter_raises_is_its_own_fault(tree, player):
    incoming.set_value(player, 5, "level", 7)
    with pytest.raises(ValueError, match="7") as caught:
        tree.raise_faults()
    assert caught.value.__notes__[0].endswith("<Player /root/P>.level, called by peer 5")
