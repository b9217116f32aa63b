"""`var2bytes`, `bytes2var` and Godot 4's, as scripts call them: as the references, with what they log."""

import inspect

from hypothesis import given
from hypothesis import strategies as st

from engine.variant import marshalls
from engine.variant.pool_byte_array import PoolByteArray

from .needed import core
from .outcome import outcome, said_by
from .values import any_value, usual

WRITERS = (marshalls.var2bytes, marshalls.var_to_bytes)
READERS = (marshalls.bytes2var, marshalls.bytes_to_var)
kinds = st.sampled_from([bytes, PoolByteArray, bytearray, memoryview])


def said_and_done(function, *args, **named):
    with said_by("estragon.script") as said:
        return outcome(function, *args, **named), said


def both(function, *args, **named):
    found = said_and_done(function, *args, **named)
    reference = core.references[f"engine.variant.marshalls.{function.__name__}"]
    assert found == said_and_done(reference, *args, **named)
    return found


@given(st.sampled_from(WRITERS), any_value)
def test_both_write_the_same(write, value):
    both(write, value)


@given(any_value, st.booleans())
def test_both_write_the_same_of_objects(value, full_objects):
    both(marshalls.var2bytes, value, full_objects)
    both(marshalls.var2bytes, var=value, full_objects=full_objects)


@given(st.sampled_from([0, 1]), usual, st.data(), kinds)
def test_both_read_the_same(version, value, data, kind):
    try:
        encoding = WRITERS[version](value)
    except Exception:
        return
    both(READERS[version], kind(encoding))
    broken = bytearray(encoding + data.draw(st.binary(max_size=4)))
    for _ in range(data.draw(st.integers(0, 3))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    both(READERS[version], kind(broken[: data.draw(st.integers(0, len(broken)))]))


@given(st.sampled_from(READERS), st.one_of(st.binary(max_size=60), st.none(), st.text(max_size=3)))
def test_both_read_the_same_of_anything(read, data):
    both(read, data)
    both(read, bytes=data)


def test_objects_are_told_of_as_by_the_reference():
    whole = bytes.fromhex("11000000 05000000") + b"Thing\0\0\0" + bytes(4)
    for allowed in (False, True):
        assert both(marshalls.bytes2var, whole, allowed)[1]


def test_what_is_made_is_a_pool_byte_array_in_every_respect():
    made, own = marshalls.var2bytes("text"), PoolByteArray(marshalls.var2bytes("text"))
    assert type(made) is PoolByteArray
    assert made == own
    assert hash(made) == hash(own) == hash(bytes(own))
    assert {own: 1}[made] == 1
    assert made + b"" == own
    assert bytes(made).endswith(b"text")
    assert marshalls.bytes2var(marshalls.var2bytes(own)) == own
    assert hash(marshalls.bytes2var(marshalls.var2bytes(own))) == hash(own)


def test_help_has_the_signatures_and_the_words_of_the_references():
    for function in (*WRITERS, *READERS):
        reference = core.references[f"engine.variant.marshalls.{function.__name__}"]
        assert inspect.getdoc(function) == inspect.getdoc(reference)
        assert function.__module__ == reference.__module__
        names = list(inspect.signature(function).parameters)
        assert names == list(inspect.signature(reference).parameters)
