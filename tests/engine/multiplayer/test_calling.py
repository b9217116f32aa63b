import pytest

from engine import Error, Node, ScriptError, mastersync, puppetsync, remote, remotesync
from engine.testing import MemoryMultiplayer


class Player(Node):
    health = remotesync(100)
    mana = remote(10)

    def __init__(self):
        self.log = []

    def note(self, *what):
        self.log.append((self.get_tree().get_rpc_sender_id(), *what))

    @remote
    def hear(self, *args):
        self.note(*args)

    @remotesync
    def both(self, *args):
        self.note(*args)

    @mastersync
    def ask(self):
        self.note("ask")

    @remotesync
    async def wait(self):
        self.note("before")
        await self.get_tree().create_timer(0.1).timeout
        self.note("after")

    @remotesync
    def fail(self):
        raise ValueError("on purpose")

    @property
    def level(self):
        return 1

    @level.setter
    @puppetsync
    def level(self, value):
        self.note("level", value)


@pytest.fixture
def players(game):
    game.start(2, 3)
    return game.add(Player, "P")


def logs(players):
    found = {id: player.log[:] for id, player in players.items() if player.log}
    for player in players.values():
        player.log.clear()
    return found


def test_a_call_goes_to_everyone_to_one_or_to_all_but_one(game, players):
    players[1].rpc("hear", "all")
    game.settle()
    assert logs(players) == {2: [(1, "all")], 3: [(1, "all")]}
    players[2].rpc_id(3, "hear", "one")
    game.settle()
    assert logs(players) == {3: [(2, "one")]}
    players[2].rpc_id(-3, "hear", "rest")
    game.settle()
    assert logs(players) == {1: [(2, "rest")]}
    players[3].rpc_unreliable("hear", 1)
    players[3].rpc_unreliable_id(1, "hear", 2)
    game.settle()
    assert logs(players) == {1: [(3, 1), (3, 2)], 2: [(3, 1)]}


def test_nobody_is_left_when_the_only_other_is_left_out(game):
    game.start(2)
    players = game.add(Player, "P")
    sent = game.sent(1)
    assert players[1].rpc_id(-2, "both", 1) == Error.OK
    assert sent == []
    assert players[1].log == [(1, 1)]


def test_a_synced_call_runs_here_at_once_and_there_later(game, players):
    players[2].rpc("both", 1)
    assert logs(players) == {2: [(2, 1)]}
    game.settle()
    assert logs(players) == {1: [(2, 1)], 3: [(2, 1)]}
    players[2].rpc_id(2, "both", 2)
    game.settle()
    assert logs(players) == {2: [(2, 2)]}
    assert game.trees[2].get_rpc_sender_id() == 0


def test_the_sender_of_an_outer_call_is_known_again_after_an_inner_one(game, players):
    class Echo(Player):
        @remote
        def outer(self):
            self.rpc("both", "inner")
            self.rset("health", 1)
            self.note("outer")

    nodes = game.add(Echo, "E")
    nodes[1].rpc_id(2, "outer")
    game.settle()
    assert nodes[2].log == [(2, "inner"), (1, "outer")]
    assert nodes[3].health == nodes[2].health == 1


def test_a_call_for_the_master_that_the_master_makes_is_not_sent(game, players):
    sent = game.sent(1)
    players[1].rpc("ask")
    assert (sent, logs(players)) == ([], {1: [(1, "ask")]})


def test_a_value_is_set_here_and_sent(game, players):
    assert players[2].rset("health", 90) == Error.OK
    assert players[2].health == 90
    game.settle()
    assert [player.health for player in players.values()] == [90, 90, 90]
    players[2].rset("mana", 5)
    game.settle()
    players[1].rset_id(3, "mana", 6)
    players[1].rset_unreliable_id(2, "mana", 7)
    game.settle()
    assert [player.mana for player in players.values()] == [5, 7, 6]
    players[1].rset_unreliable("level", 2)
    game.settle()
    assert logs(players) == {id: [(1, "level", 2)] for id in (1, 2, 3)}
    players[1].rset_id(1, "health", 1)
    game.settle()
    assert [player.health for player in players.values()] == [1, 90, 90]


def test_an_async_method_is_started_here_too(game, players):
    players[2].rpc_id(2, "wait")
    assert logs(players) == {2: [(2, "before")]}
    game.trees[2].step(10)
    assert logs(players) == {2: [(0, "after")]}


def test_what_a_call_raises_here_the_caller_gets(game, players):
    with pytest.raises(ValueError, match="on purpose"):
        players[2].rpc_id(2, "fail")
    assert game.trees[2].get_rpc_sender_id() == 0


@pytest.mark.parametrize("leave", ["remove", "free", "let go"])
def test_a_value_is_not_sent_when_setting_it_here_took_away_the_node_or_the_peer(game, lines, leave):
    class Leaver(Player):
        @property
        def place(self):
            return 0

        @place.setter
        @remotesync
        def place(self, value):
            self.note("place", value)
            if self.get_network_master() != 1:
                return
            if leave == "remove":
                self.get_parent().remove_child(self)
            elif leave == "free":
                self.free()
            else:
                self.get_tree().network_peer = None

    game.start(2)
    nodes = game.add(Leaver, "L")
    nodes[2].set_network_master(2)
    assert nodes[1].rset("place", 5) == Error.ERR_UNCONFIGURED
    (line,) = lines()
    assert line.startswith("rset('place') on <Leaver ")
    assert "was not sent: it was set here, and that took the node out of the tree or changed" in line
    game.settle()
    assert (nodes[1].log, nodes[2].log) == ([(1, "place", 5)], [])
    if leave == "remove":
        nodes[1].free()


# -- What cannot be called -----------------------------------------------------------------------


def test_outside_a_tree_there_is_nobody_to_call(game):
    player = Player()
    for call in (lambda: player.rpc("hear"), lambda: player.rset("health", 1)):
        with pytest.raises(ScriptError, match="is not inside a tree, so it can reach no network yet"):
            call()
    player.custom_multiplayer = game.start()[1].multiplayer
    for call in (lambda: player.rpc("hear"), lambda: player.rset("health", 1)):
        with pytest.raises(ScriptError, match="is not inside a tree, so no other end can know"):
            call()


def test_without_a_peer_a_call_costs_a_line_and_the_script_goes_on(tree, lines):
    class Door(Player):
        def hit(self):
            self.result = self.rpc("both", "flash")
            self.health -= 1

    door = tree.add(Door(), "Door")
    for _ in range(5):
        door.hit()
    assert (door.result, door.health, door.log) == (Error.ERR_UNCONFIGURED, 95, [])
    assert door.rpc_id(5, "hear") == door.rset("health", 1) == Error.ERR_UNCONFIGURED
    assert door.rpc_unreliable("hear") == door.rset_id(5, "mana", 1) == Error.ERR_UNCONFIGURED
    assert door.health == 95
    repair = "there is no network peer: set `get_tree().network_peer`, or ask `has_network_peer()`."
    assert lines() == [
        f"rpc('both') on <Door /root/Door> was not sent: {repair}",
        f"rpc('hear') on <Door /root/Door> was not sent: {repair}",
        f"rset('health') on <Door /root/Door> was not sent: {repair}",
        f"rset('mana') on <Door /root/Door> was not sent: {repair}",
    ]


def test_a_name_is_a_name(tree):
    player = tree.add(Player())
    with pytest.raises(ScriptError, match=r'rpc\(\) takes a name, not <.*>: write `rpc\("name", …\)`'):
        player.rpc(player.hear)
    with pytest.raises(ScriptError, match=r"rset\(\) takes a name, not 5"):
        player.rset(5, 5)


def test_an_id_that_came_as_a_float_is_that_peers(game, players):
    assert players[1].rpc_id(3.0, "hear", "one") == players[1].rset_id(-2.0, "mana", 5) == Error.OK
    game.settle()
    assert logs(players) == {3: [(1, "one")]}
    assert [player.mana for player in players.values()] == [10, 10, 5]
    for call in (lambda: players[1].rpc_id("3", "hear"), lambda: players[1].rset_id(None, "mana", 5)):
        with pytest.raises(ScriptError, match="The id of a peer is a whole number"):
            call()


def test_calling_oneself_needs_a_mode_for_it(game, players, lines):
    assert players[1].rpc_id(1, "hear") == Error.ERR_INVALID_PARAMETER
    assert players[1].rset_id(1, "mana", 1) == Error.ERR_INVALID_PARAMETER
    assert (players[1].log, players[1].mana) == ([], 10)
    why = (
        "is @remote, which does not run at the caller's. Declare it @remotesync, @mastersync or"
        " @puppetsync, or leave yourself out."
    )
    assert lines() == [
        f"rpc_id('hear') to yourself on <Player /root/P>: 'hear' {why}",
        f"rset_id('mana') to yourself on <Player /root/P>: 'mana' {why}",
    ]
    with pytest.raises(ScriptError, match="'queue_free' is not declared open to remote calls"):
        players[1].rpc_id(1, "queue_free")
    with pytest.raises(ScriptError, match="'log' is not declared open to remote calls"):
        players[1].rset_id(1, "log", [])


def test_what_no_packet_can_hold_is_the_scripts_fault(game, players):
    with pytest.raises(ScriptError, match=r"rpc\('hear'\) on .*: argument 1 cannot be sent"):
        players[1].rpc("hear", object())
    with pytest.raises(ScriptError, match=r"rset\('mana'\) on .*: the value cannot be sent"):
        players[1].rset("mana", object())
    with pytest.raises(ScriptError, match="255 are the most"):
        players[1].rpc("hear", *range(256))
    with pytest.raises(ScriptError, match="contains a NUL"):
        players[1].rpc("a\0")


def test_what_no_packet_can_hold_shows_before_there_is_anybody(tree):
    tree.network_peer = MemoryMultiplayer().host()
    player = tree.add(Player())
    assert player.rpc("hear", 1) == Error.OK
    with pytest.raises(ScriptError, match="cannot be sent"):
        player.rpc("hear", object())


def test_a_connection_that_is_lost_costs_a_line(game, players, lines):
    game.trees[1].network_peer.close()
    game.settle()
    for _ in range(5):
        assert players[2].rpc("hear") == Error.ERR_UNCONFIGURED
    assert players[2].rset("health", 1) == Error.ERR_UNCONFIGURED
    assert lines() == [
        "rpc('hear') on <Player /root/P> was not sent: the connection is lost.",
        "rset('health') on <Player /root/P> was not sent: the connection is lost.",
    ]
    assert players[2].health == 100


def test_a_connection_that_is_not_there_yet_costs_a_line(tree, lines):
    network = MemoryMultiplayer()
    network.host()
    tree.network_peer = network.join()
    assert tree.add(Player()).rpc("hear") == Error.ERR_UNCONFIGURED
    [line] = lines()
    assert "not there yet: wait for the signal `connected_to_server`" in line


def test_without_an_id_a_call_waits_for_no_mode(tree, lines):
    """A WebSocket client is connected before the server has told it who it is."""
    peer = tree.network_peer = MemoryMultiplayer().host()
    peer._id_ = 0
    player = tree.add(Player())
    assert player.rpc("hear") == player.rpc_id(0, "hear") == Error.ERR_UNCONFIGURED
    assert player.rset("mana", 1) == tree.multiplayer.send_bytes(b"x") == Error.ERR_UNCONFIGURED
    assert all("not there yet: wait for the signal `connected_to_server`" in line for line in lines())


def test_a_peer_that_came_too_late_to_hear_of_the_server_is_told_of(game, tree, lines):
    game.start(2)
    tree.network_peer = game.trees[2].network_peer
    assert tree.add(Player()).rpc("hear") == Error.ERR_UNCONFIGURED
    [line] = lines()
    assert line.endswith(
        "nobody is there: set `network_peer` right after `connect_to_url`, before the server answers."
    )
    tree.network_peer = None


def test_the_id_0_is_everyone_and_told_of_with_what_to_write(players, game, lines):
    """So a script that answers `get_rpc_sender_id()` after an `await` tells everybody."""
    assert players[1].rpc_id(0, "hear", "a") == players[1].rset_id(0, "mana", 5) == Error.OK
    assert players[1].rpc("hear", "b") == players[1].rset("mana", 5) == Error.OK
    game.settle()
    assert logs(players) == {2: [(1, "a"), (1, "b")], 3: [(1, "a"), (1, "b")]}
    call, value = lines()
    assert "rpc_id(0, 'hear') on <Player" in call
    assert "goes to everyone, as in Godot: write `rpc('hear', …)` if that is meant" in call
    assert "write `rset('mana', …)`" in value


def test_who_has_just_left_costs_a_line(game, players, lines):
    game.trees[3].network_peer.close()
    game.settle()
    assert players[1].rpc_id(3, "hear") == Error.ERR_INVALID_PARAMETER
    assert players[1].rpc_id(-3, "both", 1) == Error.ERR_INVALID_PARAMETER
    assert players[1].rset_id(77, "mana", 1) == Error.ERR_INVALID_PARAMETER
    assert logs(players) == {1: [(1, 1)]}  # what runs here runs all the same
    assert lines() == [
        "rpc('hear') on <Player /root/P> was not sent to peer 3: there is no peer 3, or no longer."
        " Connected: 2.",
        "rpc('both') on <Player /root/P> was not sent to everyone but peer 3: there is no peer 3, or no"
        " longer. Connected: 2.",
        "rset('mana') on <Player /root/P> was not sent to peer 77: there is no peer 77, or no longer."
        " Connected: 2.",
    ]
