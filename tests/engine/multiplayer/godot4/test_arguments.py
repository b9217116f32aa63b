import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.multiplayer.godot4 import arguments
from engine.multiplayer.refusals import PacketError
from engine.variant.error import VariantError

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "variant" / "vectors" / "variant4.json").read_text())["vectors"]


def encoded(value):
    out = bytearray()
    arguments.append(value, out)
    return bytes(out)


SHORT = [vector for vector in VECTORS if vector["type"] in ("bool", "int")]
LONG = [vector for vector in VECTORS if "rpc_arg_hex" not in vector and not vector.get("full_objects")]


@pytest.mark.parametrize("vector", SHORT, ids=lambda vector: vector["name"])
def test_bools_and_ints_are_as_short_as_in_godot(vector):
    data = bytes.fromhex(vector["rpc_arg_hex"])
    value, end = arguments.argument_at(data, 0)
    assert (value, end) == (vector["value"], len(data))
    assert type(value) is type(vector["value"])
    assert encoded(value) == data


@pytest.mark.parametrize("vector", LONG, ids=lambda vector: vector["name"])
def test_all_else_is_as_it_is_anywhere(vector):
    data = bytes.fromhex(vector["hex"])
    assert arguments.argument_at(data, 0)[1] == len(data)


def test_any_width_is_read_and_the_sixth_bit_of_a_bool_means_nothing():
    assert arguments.argument_at(bytes.fromhex("c20700000000000000"), 0) == (7, 9)
    assert arguments.argument_at(b"\x41", 0) == (False, 1)
    assert arguments.argument_at(b"\xc1", 0) == (True, 1)


def test_a_freed_object_goes_out_of_godot_as_a_whole_one_and_is_refused():
    (freed,) = [vector for vector in VECTORS if vector["name"] == "Object freed"]
    with pytest.raises(VariantError, match="an object is sent whole"):
        arguments.argument_at(bytes.fromhex(freed["rpc_arg_hex"]), 0)


@pytest.mark.parametrize("hex", ["", "02", "4207", "44000000 01000000 41000000", "00", "18000000"])
def test_what_is_no_argument_raises(hex):
    with pytest.raises(VariantError):
        arguments.argument_at(bytes.fromhex(hex), 0)


def test_an_int_that_no_width_fits_is_refused():
    with pytest.raises(VariantError, match="65 bits"):
        encoded(1 << 64)


def test_arrays_as_keys_are_counted_in_all_arguments_together():
    many = {(number,): 1 for number in range(600)}
    packet = arguments.all_of([many, many])
    with pytest.raises(PacketError, match="argument 2 of 2 cannot be read: There are more than 1024 arrays"):
        arguments.all_at(packet, 0)


def test_there_are_255_arguments_at_the_most():
    assert arguments.all_at(arguments.all_of([7] * 255), 0) == [7] * 255
    with pytest.raises(PacketError, match="there are 256 arguments, 255 are the most"):
        arguments.all_of([7] * 256)


def test_an_argument_that_is_no_value_is_named_by_its_number():
    with pytest.raises(PacketError, match="argument 2 cannot be sent: "):
        arguments.all_of([7, object()])


def test_without_their_number_there_are_no_arguments():
    with pytest.raises(PacketError, match="the number of arguments is missing"):
        arguments.all_at(b"\x01", 1)


@given(st.binary())
def test_any_bytes_are_an_argument_or_an_error(data):
    try:
        _, end = arguments.argument_at(data, 0)
    except VariantError:
        return
    assert 0 < end <= len(data)


def test_values_are_said_without_their_number_and_read_by_who_knows_it():
    data = arguments.bare([7, True, "a", [1]])
    assert arguments.bare_at(b"\xff" + data, 1, 4) == ([7, True, "a", [1]], 1 + len(data))
    assert arguments.bare_at(data, 0, 0) == ([], 0)
    with pytest.raises(PacketError, match="value 5 of 5 cannot be read: At 31: it ends too early"):
        arguments.bare_at(data, 0, 5)
