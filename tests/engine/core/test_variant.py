"""Values in and out by the core and by its reference: the same value, type and offset, or the same error."""

import random
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.variant import decoder, encoder, godot4
from engine.variant.key import ArrayKeys
from engine.variant.pool_byte_array import PoolByteArray
from engine.variant.types import GODOT3

from .needed import core
from .outcome import outcome, shape
from .values import Text, any_value, usual

VERSIONS = {
    3: (decoder.decode, decoder.Decoder(GODOT3), encoder, encoder.Encoder(GODOT3)),
    4: (godot4.decode, decoder.Decoder(godot4.GODOT4), godot4, encoder.Encoder(godot4.GODOT4)),
}
"""Of each version of Godot what the core has, and the references."""

versions = st.sampled_from([3, 4])
kinds = st.sampled_from([bytes, bytes, bytes, PoolByteArray, bytearray, memoryview])


def both_decode(version, data, *args, **named):
    compiled, own = VERSIONS[version][:2]
    found = outcome(compiled, data, *args, **named)
    assert found == outcome(own.decode, data, *args, **named)
    return found


def both_encode(version, value, **named):
    _, _, compiled, own = VERSIONS[version]
    found = outcome(compiled.encoded, value, **named)
    assert found == outcome(own.encoded, value, **named)
    one, other = bytearray(b"before"), bytearray(b"before")
    assert outcome(compiled.encode, value, one, **named) == outcome(own.encode, value, other, **named)
    assert one == other
    return found


@given(versions, any_value, st.booleans())
def test_both_write_the_same(version, value, full_objects):
    both_encode(version, value)
    both_encode(version, value, full_objects=full_objects)


@given(versions, usual, st.data(), kinds)
def test_both_read_the_same(version, value, data, kind):
    own = VERSIONS[version][3]
    try:
        encoding = own.encoded(value)
    except Exception:
        return
    both_decode(version, kind(encoding))
    both_decode(version, kind(encoding), 0, data.draw(st.booleans()), ArrayKeys())
    broken = bytearray(encoding + data.draw(st.binary(max_size=4)))
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.sampled_from([0, 1, 2, 4, 5, 18, 19, 27, 28, 0x7F, 0x80, 0xFF]))
    both_decode(version, kind(broken[: data.draw(st.integers(0, len(broken)))]))
    both_decode(version, kind(broken), data.draw(st.integers(-2, len(broken) + 2)), data.draw(st.booleans()))
    both_decode(version, kind(broken), offset=4 * data.draw(st.integers(0, 4)))


@given(versions, st.binary(max_size=60), st.integers(-1, 61))
@example(3, b"\x13\0\0\0\xff\xff\xff\x7f", 0)
@example(3, b"\x12\0\0\0\xff\xff\xff\xff" + bytes(16), 0)
def test_both_read_the_same_of_anything(version, data, offset):
    both_decode(version, data, offset)


@pytest.mark.parametrize("version", [3, 4])
def test_both_read_the_same_of_what_was_broken_at_random(version):
    own, chance = VERSIONS[version][3], random.Random(17)
    value = {"a": [1, 2.5, "text", None, True], "b": {"c": (b"bytes", [[]], {})}, 7: 1 << 40}
    encoding = own.encoded(value)
    for _ in range(3000):
        broken = bytearray(encoding)
        for _ in range(chance.randint(1, 3)):
            broken[chance.randrange(len(broken))] = chance.choice(
                (chance.randrange(256), chance.randrange(40))
            )
        both_decode(version, bytes(broken[: chance.choice((len(broken), chance.randrange(len(broken))))]))


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("depth", [1, 63, 64, 65, 1024, 1025])
def test_both_go_as_deep(version, depth):
    value = []
    for _ in range(depth - 1):
        value = [value]
    numbers = {3: b"\x13\0\0\0", 4: b"\x1c\0\0\0"}
    both_encode(version, [*value])
    both_decode(version, (numbers[version] + b"\1\0\0\0") * (depth - 1) + numbers[version] + bytes(4))


def test_what_holds_itself_is_the_same_error():
    value = {}
    value["self"] = [value]
    for version in VERSIONS:
        assert "more than 1024 levels" in both_encode(version, value)[1]


def test_memory_is_for_what_came_and_not_for_what_is_announced():
    # Each level says that all of the rest are its elements.
    size = 1 << 16
    data = b"".join(b"\x13\0\0\0" + ((size - at) // 4).to_bytes(4, "little") for at in range(8, 500, 8))
    before = sys.getallocatedblocks()
    both_decode(3, data + bytes(size - len(data)))
    assert sys.getallocatedblocks() < before + 1000


def test_what_is_asked_in_another_way_is_answered_in_the_same():
    compiled, own = VERSIONS[3][:2]
    for args in ((), (b"",), (b"", 0, False, None, 1), ("text",), (b"\0\0\0\0", "0"), (b"\0\0\0\0", True)):
        assert outcome(compiled, *args)[0] == outcome(own.decode, *args)[0]
    assert shape(compiled(buffer=b"\0\0\0\0")) == shape((None, 4))
    encoder = VERSIONS[3][3]
    for args in ((), (1, 2, 3), (1, bytearray(), False, 4), (1, b"")):
        assert outcome(godot4.encode, *args)[0] == outcome(encoder.encode, *args)[0]
        assert outcome(godot4.encoded, *args)[0] == outcome(encoder.encoded, *args)[0]


def test_what_cannot_grow_stays_as_it_is():
    out = bytearray(b"before")
    with memoryview(out), pytest.raises(BufferError):
        encoder.encode(1, out)
    assert out == b"before"


@pytest.fixture
def made():
    """Makes a compiled function for Godot 3 of a reference, and of other readers or writers than usual."""
    kept = {
        "decode": (VERSIONS[3][1].decode, VERSIONS[3][1]._readers),
        "encoded": (VERSIONS[3][3].encoded, VERSIONS[3][3]._writers),
    }

    def make(name, reference, changed):
        return getattr(core._core, name)(reference, GODOT3, {**kept[name][1], **changed}, PoolByteArray)

    yield make
    for name, (reference, _) in kept.items():
        make(name, reference, {})


def by_reference(*args):
    return "by the reference"


def interrupted(*args):
    raise KeyboardInterrupt


def test_what_is_no_error_of_a_value_is_raised(made):
    with pytest.raises(KeyboardInterrupt):
        made("decode", by_reference, {15: interrupted})(b"\x13\0\0\0\1\0\0\0\x0f\0\0\0")
    with pytest.raises(KeyboardInterrupt):
        made("encoded", by_reference, {Text: interrupted})([{1: Text("a")}])


@pytest.mark.parametrize("found", [(1, 1 << 70), (1, 3), (1, 17), (1,), 1, (1, "16")])
def test_a_reader_that_goes_to_where_nothing_is_is_not_believed(made, found):
    decode = made("decode", by_reference, {15: lambda *args: found})
    assert decode(bytes(4) + b"\x0f\0\0\0" + bytes(8), 4) == "by the reference"


def test_a_writer_that_writes_no_bytes_is_not_believed(made):
    assert made("encoded", by_reference, {Text: str})(Text("a")) == "by the reference"


@pytest.mark.parametrize("kind", [list, dict])
@pytest.mark.parametrize("change", ["clear", "add"])
def test_a_container_that_changes_while_it_is_written_is_for_the_reference(made, kind, change):
    numbers = list(range(1000))
    container = [Text("a"), *numbers] if kind is list else {Text("a"): 1, **dict.fromkeys(numbers, 1)}

    def write(text):
        if change == "clear":
            container.clear()
        elif kind is list:
            container.append(1)
        else:
            container[len(container)] = 1
        return bytes(4)

    assert made("encoded", by_reference, {Text: write})([container]) == "by the reference"
