import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError
from engine.multiplayer.godot4.packets import ConfirmPath, SimplifyPath, decode
from nodes.websocket.dialect import Dialect, Message, Ping, check_versions, said_in

ID = 0x12345678
OF_GODOT_3 = bytes.fromhex("00 78563412 01000000")
CONFIRMED = bytes.fromhex("02 01 ffffff7f")
CONFIRMED_BY_4_0 = bytes.fromhex("02 01 2e 00")
AUTH = bytes.fromhex("07 00 70 77")
FROM_ANOTHER = bytes.fromhex("00 02000000 01000000 aa")


def pong(data):
    return lambda dialect: dialect.pong(data)


def message(data):
    return lambda dialect: dialect.message(data)


def waited(dialect):
    dialect.waited()


P1, P2 = pong(b"1"), pong(b"2")

SEQUENCES = {
    "nothing yet": ([], 0, False),
    "Godot 4, as recorded": ([P1, message(CONFIRMED), P2], 4, True),
    "Godot 3, as recorded": ([P1, P2], 3, False),
    "one pong says nothing": ([P1], 0, False),
    "the second pong alone says nothing": ([P2], 0, False),
    "the first pong twice says nothing": ([P1, P1], 0, False),
    "another pong says nothing": ([pong(b""), pong(b"3"), P1, pong(b"x")], 0, False),
    "a confirmation before any pong": ([message(CONFIRMED)], 4, True),
    "the path confirms, up to 4.2": ([P1, message(CONFIRMED_BY_4_0), P2], 4, True),
    "Godot 3 has sent something": ([P1, P2, message(OF_GODOT_3)], 3, True),
    "Godot 3 has sent something, and odd things later": (
        [P1, P2, message(OF_GODOT_3), message(b"")],
        3,
        True,
    ),
    "a wrong guess is mended by what is too short": ([P1, P2, message(AUTH)], 4, True),
    "a wrong guess is mended by another id": ([P1, P2, message(FROM_ANOTHER)], 4, True),
    "a wrong guess is mended by nothing at all": ([P1, P2, message(b"")], 4, True),
    "what is proved stays": ([P1, P2, message(AUTH), message(OF_GODOT_3), P1, P2, waited], 4, True),
    "a browser has waited": ([waited], 3, False),
    "a browser has waited and was Godot 4": ([waited, message(CONFIRMED)], 4, True),
    "a browser has confirmed before": ([message(CONFIRMED), waited], 4, True),
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_what_comes_back_tells_what_the_client_is(name):
    events, version, is_certain = SEQUENCES[name]
    dialect = Dialect(ID)
    dialect.begin()
    for event in events:
        event(dialect)
    assert (dialect.version, dialect.is_certain) == (version, is_certain)


def test_the_id_the_probe_and_one_ping_after_the_other_are_sent():
    dialect = Dialect(ID)
    id, probe, ping = dialect.begin()
    assert id == Message(bytes.fromhex("78563412"))
    assert probe.data.hex() == "f9" + b"d41d8cd98f00b204e9800998ecf8427e".hex() + "00" + "ffffff7f" + "2e00"
    assert decode(probe.data) == SimplifyPath("d41d8cd98f00b204e9800998ecf8427e", 0x7FFFFFFF, ".")
    assert decode(CONFIRMED) == ConfirmPath(0x7FFFFFFF, True)
    assert ping == Ping(b"1")
    assert dialect.pong(b"1") == [Ping(b"2")]
    assert dialect.pong(b"2") == []


def test_a_browser_is_not_pinged_as_it_would_answer_for_the_game():
    dialect = Dialect(ID, answers_pings_itself=True)
    assert [type(sent) for sent in dialect.begin()] == [Message, Message]
    for data in (b"1", b"2", b""):
        assert dialect.pong(data) == []
    assert dialect.version == 0


@pytest.mark.parametrize("options", [{"versions": (3,)}, {"said": 3}, {"versions": (3,), "said": 4}])
def test_where_only_godot_3_can_it_be_nothing_is_sent_and_nothing_asked(options):
    dialect = Dialect(ID, **options)
    assert dialect.begin() == []
    dialect.message(AUTH)
    assert (dialect.version, dialect.is_certain) == (3, True)


@pytest.mark.parametrize("options", [{"versions": (4,)}, {"said": 4}])
def test_where_only_godot_4_can_it_be_the_id_is_sent_and_nothing_asked(options):
    dialect = Dialect(ID, **options)
    assert dialect.begin() == [Message(bytes.fromhex("78563412"))]
    dialect.message(OF_GODOT_3)
    assert (dialect.version, dialect.is_certain) == (4, True)


@pytest.mark.parametrize(
    ("path", "subprotocol", "version"),
    [
        ("/", "", 0),
        ("/godot4", "", 4),
        ("/game/godot3?room=5", "", 3),
        ("/?godot=4", "", 4),
        ("/?room=5&godot=3", "", 3),
        ("/", "godot4", 4),
        ("/godot44/mygodot3?godot=5", "godot", 0),
    ],
)
def test_a_client_may_say_what_it_is_in_what_it_asks_for(path, subprotocol, version):
    assert said_in(path, subprotocol) == version


def test_it_shows_what_is_known():
    dialect = Dialect(ID)
    assert repr(dialect) == "<Dialect: unknown>"
    dialect.message(CONFIRMED)
    assert repr(dialect) == "<Dialect: Godot 4>"


events = st.one_of(
    st.just(waited),
    st.sampled_from([b"1", b"2", b""]).map(pong),
    st.sampled_from([OF_GODOT_3, CONFIRMED, AUTH]).map(message) | st.binary().map(message),
)


@given(st.lists(events), st.booleans())
def test_whatever_happens_it_is_one_of_three_and_certain_for_good(sequence, answers_pings_itself):
    dialect = Dialect(ID, answers_pings_itself=answers_pings_itself)
    dialect.begin()
    for event in sequence:
        before = dialect.version, dialect.is_certain
        event(dialect)
        assert dialect.version in (0, 3, 4)
        if before[1]:
            assert (dialect.version, dialect.is_certain) == before
        elif before[0]:
            assert dialect.version in (before[0], 4)


def test_the_confirmation_is_for_nobody_else_whether_the_methods_are_the_same_or_not():
    assert Dialect(ID).is_answer(CONFIRMED)
    assert Dialect(ID).is_answer(bytes.fromhex("02 00 ffffff7f"))
    assert not Dialect(ID).is_answer(bytes.fromhex("02 01 01000000"))


def test_versions_are_3_and_4():
    assert check_versions([4, 3, 3]) == (3, 4)
    for wrong in ((), 4, (2,), "34", None):
        with pytest.raises(ScriptError, match=r"godot_versions are \(3,\), \(4,\) or \(3, 4\), not"):
            check_versions(wrong)
