"""From values to the bytes of Godot's Variant encoding, by the table of types of a version.

The layout and its rules: Godot's `core/io/marshalls.cpp`, `encode_variant`. Integers take 32 bits
when they fit, floats when they survive it; everything is padded to a multiple of four bytes.

One loop goes through the whole value: what an array or a dictionary holds is an iterator on a stack,
so Python's recursion limit plays no part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from operator import index
from struct import Struct, pack
from struct import error as StructError
from typing import Any

from ..base.error import Error
from ..core import compiled
from .error import VariantError
from .key import Key
from .node_path import NodePath, parts
from .place import place_of
from .pool_array import PoolArray, PoolIntArray, PoolRealArray
from .pool_byte_array import PoolByteArray
from .pool_string_array import PoolStringArray
from .rid import RID, EncodedObjectAsID
from .string_name import StringName
from .types import DEEPEST, GODOT3, MANY, WIDE, Type, TypeTable
from .value import Value, new

_one = Struct("<I").pack
_two = Struct("<II").pack
_int32 = Struct("<Ii").pack
_int64 = Struct("<Iq").pack
_id64 = Struct("<IQ").pack
_float32 = Struct("<If").pack
_float32_of = Struct("<4xf").unpack
_float64 = Struct("<Id").pack

_PADDING = (b"", b"\0\0\0", b"\0\0", b"\0")
"""What is missing to a multiple of four, by the remainder."""

# Plain numbers, as those of an enum are packed more slowly.
_INT, _FLOAT, _STRING = int(Type.INT), int(Type.FLOAT), int(Type.STRING)

Writer = Callable[[Any], bytes]


class _Refused(Exception):
    """`culprit` has no encoding."""

    def __init__(self, culprit: object, reason: str, code: Error = Error.ERR_INVALID_PARAMETER) -> None:
        self.culprit = culprit
        self.reason = reason
        self.code = code


class Encoder:
    """Encodes as one version of Godot does."""

    __slots__ = ("_array", "_as_base", "_dictionary", "_version", "_writers")

    def __init__(self, types: TypeTable) -> None:
        self._version = types.version
        self._array = int(types.array)
        self._dictionary = int(types.dictionary)
        values = {kind: (int(number), layout) for number, (kind, layout) in types.values.items()}
        for kind, number in types.stand_ins.items():
            values[kind] = int(number), types.values[number][1]
        write_bytes = _bytes_writer(int(types.bytes))
        self._writers: dict[type, Writer] = {
            str: _write_str,
            int: _write_int,
            float: _write_float,
            bool: _write_bool,
            type(None): lambda value: _NIL,
            bytes: write_bytes,
            bytearray: write_bytes,
            memoryview: write_bytes,
            PoolByteArray: write_bytes,
            PoolStringArray: _strings_writer(int(types.texts)),
            NodePath: _node_path_writer(int(types.node_path)),
            RID: _rid_writer(int(types.rid), types.version),
            EncodedObjectAsID: _object_id_writer(int(types.object)),
            **{kind: _value_writer(number, layout) for kind, (number, layout) in values.items()},
            **{kind: _pool_writer(int(number)) for number, kind in types.arrays.items()},
        }
        if types.version >= 4:
            number = int(types.types["STRING_NAME"])
            self._writers[StringName] = lambda name: _one(number) + _block(name)
        self._as_base: dict[type, Callable[[Any], Any]] = {
            str: str.__str__,
            int: int.__int__,
            float: float.__float__,
            NodePath: lambda path: NodePath.from_parts(*parts(path)),
            **{kind: partial(new, kind) for kind in values},
        }
        """How a subclass becomes what it extends, where calling that would ask the subclass."""

    def encoded(self, value: Any, full_objects: bool = False) -> bytes:
        """Return the encoding of `value`, as `encode` makes it."""
        writer = self._writers.get(type(value))
        if writer is not None:
            try:
                return writer(value)  # what is large is not copied once more
            except _Refused:
                pass  # `encode` says why
        out = bytearray()
        self.encode(value, out, full_objects)
        return bytes(out)

    def encode(self, value: Any, out: bytearray, full_objects: bool = False) -> None:
        """Append the encoding of `value` to `out`.

        A value that has no encoding raises `VariantError`, which says where in `value` it is; `out` is
        then as long as it was. Objects are sent as their instance id; *unlike Godot,* `full_objects`
        does not send them whole but raises `VariantError`.
        """
        size = len(out)
        containers: list[Any] = []
        try:
            writer = self._writers.get(type(value))
            if writer is not None:
                out += writer(value)
            else:
                self._encode(value, out, full_objects, containers)
        except _Refused as refused:
            del out[size:]
            place = place_of(refused.culprit, containers)
            raise VariantError(f"{refused.reason}{place}.", refused.code) from None
        except BaseException:
            del out[size:]
            raise

    def _encode(self, value: Any, out: bytearray, full_objects: bool, containers: list[Any]) -> None:
        """Do what `encode` does; `containers` tells it what was being encoded when an error is raised."""
        writers = self._writers
        known = _known_texts
        waiting: list[Iterator[Any]] = []
        rest: Iterator[Any] = iter((value,))
        while True:
            for item in rest:
                kind = type(item)
                if kind is str:
                    out += known.get(item) or _write_str(item)
                    continue
                if kind is int and -0x80000000 <= item <= 0x7FFFFFFF:
                    out += _int32(_INT, item)
                    continue
                writer = writers.get(kind)
                if writer is not None:
                    out += writer(item)
                    continue
                plain = item
                if kind is not dict and kind is not list:
                    plain = self._plain(item, full_objects)
                    kind = type(plain)
                    writer = writers.get(kind)
                    if writer is not None:
                        try:
                            out += writer(plain)
                        except _Refused as refused:
                            refused.culprit = item
                            raise
                        continue
                out += _two(self._dictionary if kind is dict else self._array, len(plain))
                if plain:
                    if kind is not dict and len(plain) >= MANY and len(containers) < DEEPEST:
                        ints = _many_ints(plain)
                        if ints:
                            out += ints
                            continue
                    containers.append(item)
                    if len(containers) > DEEPEST:
                        raise _Refused(
                            item, f"There are more than {DEEPEST} levels of nesting", Error.ERR_OUT_OF_MEMORY
                        )
                    waiting.append(rest)
                    rest = chain.from_iterable(plain.items()) if kind is dict else iter(plain)
                    break
            else:
                if not waiting:
                    return
                rest = waiting.pop()
                containers.pop()

    def _plain(self, item: Any, full_objects: bool) -> Any:
        """Return `item` as a type that has a writer, or as a dict, a list or a tuple.

        For subclasses that is the type they extend; for objects it is their id.
        """
        while type(item) is Key:
            item = item.value
        for base in type(item).__mro__:
            if base is Value:
                break  # of Godot 4, and not an array of its numbers
            if base in self._writers or base in (dict, list, tuple):
                return item if base is type(item) else self._as_base.get(base, base)(item)
        if hasattr(type(item), "get_instance_id"):
            if full_objects:
                raise _Refused(
                    item,
                    f"{type(item).__name__} objects are sent as their id, not whole (full_objects)",
                    Error.ERR_UNAUTHORIZED,
                )
            return EncodedObjectAsID(item.get_instance_id())
        if hasattr(type(item), "__index__"):
            return index(item)
        name = type(item).__name__
        if isinstance(item, (Value, PoolArray)):
            raise _Refused(item, f"A {name} is a value of Godot 4, which Godot {self._version} does not have")
        raise _Refused(item, f"A value of type {name} has no encoding")


def _many_ints(items: list[Any] | tuple[Any, ...]) -> bytes:
    """Return the encodings of `items` in one go if all of them are 32-bit ints, else nothing."""
    if type(items[0]) is not int or set(map(type, items)) != {int}:
        return b""
    words = [_INT] * (2 * len(items))
    words[1::2] = items
    try:
        return pack(f"<{len(words)}i", *words)
    except StructError:  # one has more than 32 bits
        return b""


def _write_bool(value: bool) -> bytes:
    return _TRUE if value else _FALSE


def _write_int(value: int) -> bytes:
    if -0x80000000 <= value <= 0x7FFFFFFF:
        return _int32(_INT, value)
    if -0x8000000000000000 <= value <= 0x7FFFFFFFFFFFFFFF:
        return _int64(_INT | WIDE, value)
    raise _Refused(value, f"An int of {value.bit_length()} bits does not fit; Godot's have 64")


def _write_float(value: float) -> bytes:
    try:
        packed = _float32(_FLOAT, value)
    except OverflowError:
        return _float64(_FLOAT | WIDE, value)
    # NaN is not equal to itself, so it takes 64 bits, as in Godot.
    return packed if _float32_of(packed)[0] == value else _float64(_FLOAT | WIDE, value)


def _utf8(text: str) -> bytes:
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise _Refused(text, f"A text has half a surrogate pair at {error.start}") from None
    if 0 in data:
        raise _nul_in(text)
    return data


def _nul_in(text: str) -> _Refused:
    """Return the refusal of a text of which Godot would keep the beginning only."""
    return _Refused(text, f"A text has a NUL at {text.index(chr(0))}, where Godot's end")


def _write_str(text: str) -> bytes:
    # As `_utf8`, without a call: the text alone is what is sent most.
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = _utf8(text)  # says why
    if "\0" in text:
        raise _nul_in(text)
    size = len(data)
    block = _two(_STRING, size) + data + _PADDING[size & 3]
    if size <= _LONGEST_KNOWN:
        if len(_known_texts) >= _MOST_KNOWN:
            _known_texts.clear()
        _known_texts[text] = block
    return block


_known_texts: dict[str, bytes] = {}
"""Short texts that were encoded lately: the keys of dictionaries are the same again and again."""

_MOST_KNOWN = 1024
_LONGEST_KNOWN = 32


def _block(text: str) -> bytes:
    """Return a text without a header: its length, its bytes and the padding."""
    data = _utf8(text)
    return _one(len(data)) + data + _PADDING[len(data) & 3]


def _node_path_writer(number: int) -> Writer:
    def write(path: NodePath) -> bytes:
        absolute, names, subnames = parts(path)
        counts = _two(0x80000000 | len(names), len(subnames))
        blocks = [_block(name) for name in (*names, *subnames)]
        return b"".join([_one(number), counts, _one(absolute), *blocks])

    return write


def _bytes_writer(number: int) -> Writer:
    def write(data: bytes | bytearray | memoryview) -> bytes:
        data = bytes(data)
        size = len(data)
        return b"".join((_two(number, size), data, _PADDING[size & 3]))

    return write


def _strings_writer(number: int) -> Writer:
    """Return the writer of arrays of texts; each text is counted with a NUL at its end."""

    def write(texts: PoolStringArray) -> bytes:
        found = [_two(number, len(texts))]
        for text in texts:
            data = _utf8(text) + b"\0"
            found += (_one(len(data)), data, _PADDING[len(data) & 3])
        return b"".join(found)

    return write


def _rid_writer(number: int, version: int) -> Writer:
    """Return the writer of RIDs, of whose numbers Godot 3 sends nothing."""
    if version < 4:
        return lambda rid: _one(number)
    return lambda rid: _id64(number, rid.get_id())


def _object_id_writer(number: int) -> Writer:
    return lambda given: _id64(number | WIDE, given.object_id)


def _value_writer(number: int, layout: Struct) -> Writer:
    """Return the writer of a type that is a row of numbers."""
    pack = Struct(layout.format.replace("<", "<I")).pack
    array = PoolIntArray if layout.format.endswith("i") else PoolRealArray

    def write(value: Value) -> bytes:
        try:
            return pack(number, *value)
        except (OverflowError, StructError):
            # A number beyond 32 bits is infinite there, a whole one is cut, as in the engine.
            return _one(number) + array(value).to_wire()

    return write


def _pool_writer(number: int) -> Writer:
    """Return the writer of a pool array of numbers."""
    return lambda elements: _two(number, len(elements)) + elements.to_wire()


_NIL = _one(Type.NIL)
_TRUE, _FALSE = _two(Type.BOOL, 1), _two(Type.BOOL, 0)


def encoders_of(types: TypeTable) -> tuple[Callable[..., None], Callable[..., bytes]]:
    """Return `Encoder.encode` and `encoded` by a table of types, compiled where the core is in use."""
    encoder = Encoder(types)
    known = types, encoder._writers, PoolByteArray
    return compiled(encoder.encode, *known), compiled(encoder.encoded, *known)


_encode, _encoded = encoders_of(GODOT3)
encode: Callable[..., None] = _encode
"""`Encoder.encode`, as Godot 3 does it."""
encoded: Callable[..., bytes] = _encoded
"""`Encoder.encoded`, as Godot 3 does it."""
