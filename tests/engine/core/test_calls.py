"""The arguments of calls in and out by the core and by its reference: the same, or the same error."""

from hypothesis import given
from hypothesis import strategies as st

from engine.multiplayer.godot3 import packets
from engine.multiplayer.godot4 import arguments
from engine.variant.pool_byte_array import PoolByteArray

from .needed import core
from .outcome import outcome
from .values import any_value, ints, texts, usual


def both(function, *args, **named):
    reference = core.references[f"{function.__module__ or PLACES[function]}.{function.__name__}"]
    assert function is not reference
    found = outcome(function, *args, **named)
    assert found == outcome(reference, *args, **named)
    return found


PLACES = {
    **dict.fromkeys((packets.call_body, packets.arguments_at), packets.__name__),
    **dict.fromkeys((arguments.all_of, arguments.bare, arguments.bare_at), arguments.__name__),
}
listed = st.one_of(
    st.lists(any_value, max_size=5),
    st.lists(any_value, max_size=5).map(tuple),
    st.lists(ints, min_size=254, max_size=257),
    st.just(range(3)),
)


@given(texts, listed)
def test_both_write_the_same(method, args):
    both(packets.call_body, method, args)
    both(arguments.all_of, args)
    both(arguments.bare, args)
    both(arguments.bare, values=args)


@given(st.lists(st.one_of(ints, usual), max_size=5), st.data())
def test_both_read_the_same(args, data):
    kind = data.draw(st.sampled_from([bytes, PoolByteArray]))
    for write, read in (
        (lambda: packets.call_body("", args), lambda packet: both(packets.arguments_at, packet, 1)),
        (lambda: arguments.all_of(args), lambda packet: both(arguments.bare_at, packet, 1, packet[0])),
        (
            lambda: arguments.all_of(args),
            lambda packet: both(arguments.bare_at, packet, 1, packet[0], "argument"),
        ),
    ):
        try:
            packet = write()
        except Exception:
            continue
        read(kind(packet))
        broken = bytearray(packet)
        for _ in range(data.draw(st.integers(0, 3))):
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
        broken = broken[: data.draw(st.integers(0, len(broken)))]
        if len(broken) > 1:
            read(kind(broken))


@given(st.binary(max_size=40), st.integers(-2, 41), st.integers(-1, 300))
def test_both_read_the_same_of_anything(data, at, count):
    both(packets.arguments_at, data, at)
    both(arguments.bare_at, data, at, count)
    both(arguments.bare_at, data=data, at=at, count=count)
