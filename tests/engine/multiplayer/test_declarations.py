import textwrap

import pytest

import engine
from engine import Node, ScriptError, remote
from engine.multiplayer.declarations import Declaration, configured, method_mode, value_mode

NAMES = {"remote": 1, "master": 2, "puppet": 3, "remotesync": 4, "mastersync": 5, "puppetsync": 6}


def test_each_decorator_gives_its_mode_and_the_plain_method():
    for name, mode in NAMES.items():

        def move(self):
            return 1

        declare = getattr(engine, name)
        assert declare(move) is move
        cls = type("Player", (Node,), {"move": move, "health": declare(100)})
        assert cls._remote_methods_ == {"move": mode}
        assert cls._remote_values_ == {"health": mode}
        assert cls.health == cls().health == 100
        assert cls().move() == 1


def test_the_old_names_are_names_of_the_same():
    assert engine.slave is engine.puppet
    assert engine.sync is engine.remotesync


def test_attributes_are_read_and_written_as_any_other():
    class Player(Node):
        health: int = remote(100)

    player, other = Player(), Player()
    player.health -= 1
    assert (player.health, other.health, vars(player)) == (99, 100, {"health": 99})


def test_a_property_is_declared_by_its_setter_or_as_a_whole():
    class Player(Node):
        @property
        def score(self):
            return 1

        @score.setter
        @remote
        def score(self, value):
            self.told = value

        level = remote(property(lambda self: 2))

        @property
        @engine.master
        def speed(self):
            return 3

        @property
        def own(self):
            return 4

    assert Player._remote_values_ == {"score": 1, "level": 1, "speed": 2}
    assert Player._remote_methods_ == {}
    player = Player()
    player.score = 5
    assert (player.told, player.score, player.level, player.speed) == (5, 1, 2, 3)


def test_what_a_base_or_a_mixin_declares_holds_for_subclasses_that_override_it():
    class Movable:
        speed = remote(1)

        @remote
        def move(self):
            pass

        @engine.puppet
        def stop(self):
            pass

    class Player(Movable, Node):
        def move(self):
            pass

        @engine.master
        def stop(self):
            pass

    class Bot(Player):
        speed = 2
        stop = None

    assert Player._remote_methods_ == {"move": 1, "stop": 2}
    assert Bot._remote_methods_ == {"move": 1}
    assert Player._remote_values_ == Bot._remote_values_ == {"speed": 1}
    assert Bot.speed == 2
    assert Node._remote_methods_ == Node._remote_values_ == {}


def test_static_and_class_methods_may_be_declared():
    class Player(Node):
        @remote
        @staticmethod
        def a():
            pass

        @classmethod
        @remote
        def b(cls):
            pass

    assert Player._remote_methods_ == {"a": 1, "b": 1}


def test_a_value_that_wants_to_know_its_name_still_gets_it():
    class Named:
        def __set_name__(self, owner, name):
            self.name = name

    class Player(Node):
        item = remote(Named())

    assert Player.item.name == "item"


@pytest.mark.parametrize("name", NAMES)
def test_brackets_after_a_decorator_are_answered_with_what_to_write(name):
    declare = getattr(engine, name)
    told = rf"Write `@{name}` above a method without brackets, .*`health = {name}\(100\)`"
    with pytest.raises(ScriptError, match=told):

        class _Empty(Node):
            @declare()
            def move(self): ...

    with pytest.raises(ScriptError, match=told):

        class _Reliable(Node):
            @declare("reliable")
            def move(self): ...

    assert declare(None).value is None


def test_a_method_has_one_mode():
    with pytest.raises(TypeError, match=r"move is @remote already, so it cannot be @master as well"):

        @engine.master
        @remote
        def move(self):
            pass

    def stay(self):
        pass

    assert remote(remote(stay)) is stay


def test_a_generator_cannot_be_called_from_outside():
    with pytest.raises(TypeError, match=r"Player\.move contains `yield`"):

        class Player(Node):
            @remote
            def move(self):
                yield


def test_a_declaration_hides_no_property_of_node():
    with pytest.raises(TypeError, match=r"Player\.name = 'x' in the class body hides Node\.name"):

        class Player(Node):
            name = remote("x")


def test_a_declaration_outside_a_class_body_says_so_where_it_is_shown():
    assert repr(remote(100)) == "<remote(100), which belongs in a class body>"
    assert isinstance(remote(100), Declaration)


def test_type_checkers_see_the_plain_types(tmp_path):
    mypy = pytest.importorskip("mypy.api")
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            from engine import Node, puppet, remote

            class Player(Node):
                health = remote(100)
                speed: float = remote(1.5)

                @puppet
                def move(self, x: int) -> str:
                    return str(x)

                @property
                def score(self) -> int:
                    return 1

                @score.setter
                @remote
                def score(self, value: int) -> None:
                    pass

            reveal_type(Player().health)
            reveal_type(Player().speed)
            reveal_type(Player().score)
            reveal_type(Player().move)
            """
        )
    )
    out, err, _ = mypy.run(["--strict", "--cache-dir", str(tmp_path / "cache"), str(script)])
    revealed = [line.partition('"')[2].rstrip('"') for line in out.splitlines() if "Revealed" in line]
    plain = [text.replace("builtins.", "") for text in revealed]
    assert plain == ["int", "float", "int", "def (x: int) -> str"], out + err
    assert "error" not in out, out


def test_the_mode_of_a_node_is_its_own_before_its_classs():
    class Player(Node):
        health = remote(100)

        @remote
        def move(self):
            pass

    player, other = Player(), Player()
    player._rpc_modes_, player._rset_modes_ = {"move": 2}, {"health": 3}
    assert [method_mode(node, "move") for node in (player, other)] == [2, 1]
    assert [value_mode(node, "health") for node in (player, other)] == [3, 1]
    for node in (player, other):
        assert (method_mode(node, "health"), value_mode(node, "move"), method_mode(node, "x")) == (0, 0, 0)


def test_configuring_makes_a_table_and_takes_away_from_it():
    table = configured(None, "move", 1)
    assert table == {"move": 1}
    assert configured(table, "stop", 6) is table
    assert configured(table, "move", 0) == {"stop": 6}
    assert configured(table, "never", 0) == {"stop": 6}
    for mode in (7, -1, None):
        with pytest.raises(ScriptError, match=f"There is no mode {mode}"):
            configured(None, "move", mode)


def test_a_class_may_declare_several_values():
    class Player(Node):
        health = remote(100)
        mana = remote(10)

    assert Player._remote_values_ == {"health": 1, "mana": 1}
    assert (Player.health, Player.mana) == (100, 10)
