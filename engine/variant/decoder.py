"""From the bytes of Godot's Variant encoding to values, by the table of types of a version.

The layout and its rules: Godot's `core/io/marshalls.cpp`, `decode_variant`. Bytes from the network
are hostile until shown otherwise: whatever they are, the result is a value or one `VariantError`,
no count is believed before that many elements can be there, and nesting is bounded as in Godot 3.6 and 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat
from struct import Struct, unpack_from
from struct import error as StructError
from typing import Any

from ..base.error import Error
from ..core import compiled
from .color import Color
from .error import VariantError
from .key import ArrayKeys
from .key import dictionary as dictionary_of
from .node_path import NodePath
from .pool_array import PackedFloat64Array, PoolArray
from .pool_byte_array import PoolByteArray
from .pool_string_array import PoolStringArray
from .pool_vector_array import PoolColorArray
from .rid import RID, EncodedObjectAsID
from .string_name import StringName
from .surrogates import without_surrogates
from .types import DEEPEST, GODOT3, MANY, Type, TypeTable
from .value import Value, new

_u32 = Struct("<I").unpack_from
_i32 = Struct("<i").unpack_from
_i64 = Struct("<q").unpack_from
_u64 = Struct("<Q").unpack_from
_f32 = Struct("<f").unpack_from
_f64 = Struct("<d").unpack_from
_three = Struct("<III").unpack_from

# Plain numbers, as those of an enum are compared more slowly.
_INT, _FLOAT, _STRING = int(Type.INT), int(Type.FLOAT), int(Type.STRING)

_BUILT_IN, _CLASS = 1, 2
"""What the elements of a typed Array or Dictionary are said to be, in two bits; a script is 3."""

_MOST_KNOWN = 1024
_LONGEST_KNOWN = 32

Reader = Callable[[bytes, int, bool], tuple[Any, int]]


class Decoder:
    """Decodes as one version of Godot does."""

    __slots__ = ("_array", "_dictionary", "_is_godot4", "_known_texts", "_readers", "_types")

    def __init__(self, types: TypeTable) -> None:
        self._types = types
        self._is_godot4 = is_godot4 = types.version >= 4
        self._array = int(types.array)
        self._dictionary = int(types.dictionary)
        self._known_texts: dict[bytes, str] = {}
        """Short texts that were decoded lately: the keys of dictionaries are the same again and again."""
        self._readers: dict[int, Reader] = {
            int(Type.NIL): _read_nil,
            int(Type.BOOL): _read_bool,
            int(types.node_path): self._read_node_path,
            int(types.rid): _read_rid if is_godot4 else _read_rid_without_id,
            int(types.object): self._read_object,
            int(types.bytes): _read_bytes,
            int(types.texts): self._read_strings,
            **{
                int(number): _value_reader(kind, layout, is_godot4)
                for number, (kind, layout) in types.values.items()
            },
            **{int(number): _pool_reader(kind, is_godot4) for number, kind in types.arrays.items()},
        }
        if is_godot4:
            for name, reader in (
                ("STRING_NAME", self._read_string_name),
                ("CALLABLE", _read_nil),
                ("SIGNAL", self._read_signal),
            ):
                self._readers[int(types.types[name])] = reader

    def decode(
        self,
        buffer: bytes | bytearray | memoryview,
        offset: int = 0,
        allow_objects: bool = False,
        arrays: ArrayKeys | None = None,
    ) -> tuple[Any, int]:
        """Return the value that is encoded in `buffer` at `offset`, and the offset after it.

        What is no encoding raises `VariantError`. Arrays become lists, as keys of dictionaries tuples;
        see `Key` for the keys that Python's dictionaries cannot tell apart. Objects become
        `EncodedObjectAsID`; one sent whole is refused, with `allow_objects` as a class that is unknown.
        `arrays` counts the keys that are arrays, for a packet of several values.

        Of what Godot 4 has alone, typed Arrays and Dictionaries become what untyped ones do. *Unlike
        Godot,* what does not fit their type is kept as it is. A Callable, which is sent empty, and a
        Signal, which is one of another process, become None.
        """
        if offset < 0:
            raise VariantError(f"There is no offset {offset}.", Error.ERR_INVALID_PARAMETER)
        # One loop with a stack of its own: a call for each value would take longer than the value, and
        # Python's stack ends before DEEPEST does.
        data = buffer if type(buffer) is bytes else bytes(buffer)  # a PoolByteArray is sliced in Python
        size = len(data)
        at = offset
        known = self._known_texts
        items: list[Any] = []
        add = items.append
        rest: Iterator[None] = repeat(None, 1)
        waiting: list[tuple[Iterator[None], list[Any], bool]] = []
        keyed = False
        try:
            while True:
                for _ in rest:
                    kind = data[at]
                    if kind == _STRING:
                        length = _u32(data, at + 4)[0]
                        start = at + 8
                        at = start + length
                        raw = data[start:at]
                        text = known.get(raw)
                        at += -length & 3
                        if at > size:
                            raise _text_too_long(start - 4, length)
                        add(self._text(raw, start) if text is None else text)
                    elif kind == _INT:
                        if data[at + 2] & 1:
                            add(_i64(data, at + 4)[0])
                            at += 12
                        else:
                            add(_i32(data, at + 4)[0])
                            at += 8
                    elif kind == _FLOAT:
                        if data[at + 2] & 1:
                            add(_f64(data, at + 4)[0])
                            at += 12
                        else:
                            add(_f32(data, at + 4)[0])
                            at += 8
                    elif kind == self._array or kind == self._dictionary:
                        is_dictionary = kind == self._dictionary
                        start = at + 4
                        if data[at + 2] and self._is_godot4:
                            start = self._after_element_types(data, at, is_dictionary)
                        # The uppermost bit is an old mark for shared containers.
                        count = _u32(data, start)[0] & 0x7FFFFFFF
                        at = start + 4
                        if is_dictionary:
                            count *= 2
                        if not count:
                            add({} if is_dictionary else [])
                            continue
                        if count * 4 > size - at:
                            raise _too_many(at - 4, count, 4)
                        if count >= MANY and not is_dictionary and len(waiting) < DEEPEST:
                            ints = _many_ints(data, at, count)
                            if ints is not None:
                                add(ints)
                                at += 8 * count
                                continue
                        if len(waiting) >= DEEPEST:
                            raise _too_deep(at - 8)
                        waiting.append((rest, items, keyed))
                        rest, items, keyed = repeat(None, count), [], is_dictionary
                        add = items.append
                        break
                    else:
                        reader = self._readers.get(kind)
                        if reader is None:
                            raise VariantError(f"At {at}: {kind} is not the number of a type.")
                        value, at = reader(data, at, allow_objects)
                        add(value)
                else:
                    if not waiting:
                        return items[0], at
                    done: Any = items
                    if keyed:
                        done = _plain_dictionary(items)
                        if done is None:
                            arrays = arrays or ArrayKeys()
                            done = dictionary_of(items[::2], items[1::2], arrays)
                    rest, items, keyed = waiting.pop()
                    add = items.append
                    add(done)
        except (StructError, IndexError):
            raise VariantError(self._too_short(data, at)) from None

    def _after_element_types(self, data: bytes, at: int, is_dictionary: bool) -> int:
        """Return the offset of the count of a typed container at `at`, whose types come before it."""
        kinds = data[at + 2]
        at += 4
        for kind in (kinds & 3, kinds >> 2 & 3) if is_dictionary else (kinds & 3,):
            if kind == _BUILT_IN:
                number = _u32(data, at)[0]
                if number >= len(self._types.types):
                    raise VariantError(f"At {at}: {number} is not the number of a type.")
                at += 4
            elif kind >= _CLASS:
                at = self._block(data, at)[1]
        return at

    def _too_short(self, data: bytes, at: int) -> str:
        """Return the text for a value at `at` that ends too early."""
        left = len(data) - at
        if left < 4:
            return f"At {at}: a value begins with 4 bytes, {max(left, 0)} are left."
        return f"At {at}: {left} bytes are too few for the type {self._types.name(data[at])}."

    def _block(self, data: bytes, at: int) -> tuple[str, int]:
        """Return the text at `at`, which begins with its length, and the offset after its padding."""
        length = _u32(data, at)[0]
        start = at + 4
        end = start + length
        padded = end + (-length & 3)
        if padded > len(data):
            raise _text_too_long(at, length)
        return self._text(data[start:end], start), padded

    def _text(self, data: bytes, at: int) -> str:
        """Return the text that `data` encodes, up to the first NUL and without a byte order mark."""
        raw = data.partition(b"\0")[0] if 0 in data else data
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            if self._is_godot4:
                raise _not_utf8(at, error) from None
            text = _text_with_surrogates(raw, at)
        if text[:1] == "\ufeff":
            text = text[1:]
        if len(data) <= _LONGEST_KNOWN:
            if len(self._known_texts) >= _MOST_KNOWN:
                self._known_texts.clear()
            self._known_texts[data] = text
        return text

    def _read_node_path(self, data: bytes, at: int, allow_objects: bool) -> tuple[NodePath, int]:
        name_count, subname_count, flags = _three(data, at + 4)
        if not name_count & 0x80000000:
            raise VariantError(f"At {at + 4}: the NodePath is in the format of Godot 2.")
        name_count &= 0x7FFFFFFF
        if flags & 2:  # the obsolete form, with a property at its end
            subname_count += 1
        count = name_count + subname_count
        at += 16
        if count * 4 > len(data) - at:
            raise _too_many(at - 12, count, 4)
        names = []
        for _ in range(count):
            name, at = self._block(data, at)
            names.append(name)
        # An absolute path without names is the empty one for Godot 3.
        is_absolute = bool(flags & 1 and (count or self._is_godot4))
        return NodePath.from_parts(is_absolute, names[:name_count], names[name_count:]), at

    def _read_object(self, data: bytes, at: int, allow_objects: bool) -> tuple[EncodedObjectAsID | None, int]:
        if data[at + 2] & 1:
            number = _u64(data, at + 4)[0]
            return EncodedObjectAsID(number) if number else None, at + 12
        if not allow_objects:
            raise VariantError(
                f"At {at}: an object is sent whole, which is not allowed.", Error.ERR_UNAUTHORIZED
            )
        name, end = self._block(data, at + 4)
        if not name:
            return None, end
        raise VariantError(f"At {at}: an object of a class that is not known here.", Error.ERR_UNAVAILABLE)

    def _read_strings(self, data: bytes, at: int, allow_objects: bool) -> tuple[PoolStringArray, int]:
        count = _u32(data, at + 4)[0]
        at += 8
        if count & 0x80000000:
            return PoolStringArray(), at
        if count * 4 > len(data) - at:
            raise _too_many(at - 4, count, 4)
        texts = []
        for _ in range(count):
            text, at = self._block(data, at)
            texts.append(text)
        return PoolStringArray(texts), at

    def _read_string_name(self, data: bytes, at: int, allow_objects: bool) -> tuple[StringName, int]:
        text, end = self._block(data, at + 4)
        return StringName(text), end

    def _read_signal(self, data: bytes, at: int, allow_objects: bool) -> tuple[None, int]:
        end = self._block(data, at + 4)[1]
        _u64(data, end)
        return None, end + 8


def _many_ints(data: bytes, at: int, count: int) -> list[int] | None:
    """Return `count` values in one go if all of them are plain 32-bit ints, else None."""
    if data[at] != _INT or 8 * count > len(data) - at:
        return None
    words = unpack_from(f"<{2 * count}i", data, at)
    return list(words[1::2]) if words[::2].count(_INT) == count else None


def _plain_dictionary(items: list[Any]) -> dict[Any, Any] | None:
    """Return the dictionary of keys and values that follow each other in `items`.

    None for one that Python cannot make of them: with a key that is an array or a dictionary, or with
    keys that are the same for Python: duplicates, or 1 and 1.0.
    """
    pair = iter(items)
    try:
        found = dict(zip(pair, pair))  # noqa: B905 - there are as many keys as values
    except TypeError:
        return None
    return found if len(found) * 2 == len(items) else None


def _too_many(at: int, count: int, least: int) -> VariantError:
    """Return the error for a count at `at` of elements that take `least` bytes or more each."""
    return VariantError(
        f"At {at}: {count} elements of {least} bytes or more each are announced, and fewer follow."
    )


def _too_deep(at: int) -> VariantError:
    """Return the error for an array or a dictionary at `at` that is within too many others."""
    return VariantError(f"At {at}: more than {DEEPEST} levels of nesting.", Error.ERR_OUT_OF_MEMORY)


def _text_too_long(at: int, length: int) -> VariantError:
    """Return the error for the length of a text at `at`."""
    return VariantError(f"At {at}: a text of {length} bytes and its padding do not fit.", Error.ERR_FILE_EOF)


def _not_utf8(at: int, error: UnicodeDecodeError) -> VariantError:
    """Return the error for the bytes of a text at `at`."""
    return VariantError(f"At {at + error.start}: the bytes of a text are not UTF-8.")


def _text_with_surrogates(data: bytes, at: int) -> str:
    """Return the text if all that is wrong with it are surrogates: Godot on Windows sends pairs of them.

    As in Godot 3.6 a pair becomes the character that it stands for, half of one a space. Characters
    beyond Unicode, which Godot lets pass, are refused: no Python text has them.
    """
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise _not_utf8(at, error) from None
    return without_surrogates(text)


def _read_nil(data: bytes, at: int, allow_objects: bool) -> tuple[None, int]:
    _u32(data, at)
    return None, at + 4


def _read_bool(data: bytes, at: int, allow_objects: bool) -> tuple[bool, int]:
    return _u32(data, at + 4)[0] != 0, at + 8


def _read_rid(data: bytes, at: int, allow_objects: bool) -> tuple[RID, int]:
    return RID(_u64(data, at + 4)[0]), at + 12


def _read_rid_without_id(data: bytes, at: int, allow_objects: bool) -> tuple[RID, int]:
    _u32(data, at)
    return RID(), at + 4


def _read_bytes(data: bytes, at: int, allow_objects: bool) -> tuple[PoolByteArray, int]:
    count = _u32(data, at + 4)[0]
    start = at + 8
    end = start + count
    if end > len(data):
        raise _too_many(at + 4, count, 1)
    # Godot does without the padding at the very end.
    return PoolByteArray(data[start:end]), min(end + (-count & 3), len(data))


def _value_reader(kind: type[Value], layout: Struct, may_be_wide: bool) -> Reader:
    """Return the reader of a type that is a row of numbers."""
    unpack = layout.unpack_from
    size = 4 + layout.size
    if not may_be_wide or kind is Color or layout.format.endswith("i"):
        return lambda data, at, allow_objects: (new(kind, unpack(data, at + 4)), at + size)
    wide = Struct(layout.format.replace("f", "d"))

    def read(data: bytes, at: int, allow_objects: bool) -> tuple[Value, int]:
        if data[at + 2] & 1:  # from a build of Godot with double precision
            return new(kind, wide.unpack_from(data, at + 4)), at + 4 + wide.size
        return new(kind, unpack(data, at + 4)), at + size

    return read


def _pool_reader(kind: type[PoolArray[Any]], may_be_wide: bool) -> Reader:
    """Return the reader of a pool array of numbers."""
    narrow = kind.element_size()
    may_be_wide = may_be_wide and kind.WIDTH > 1 and kind is not PoolColorArray

    def read(data: bytes, at: int, allow_objects: bool) -> tuple[PoolArray[Any], int]:
        count = _u32(data, at + 4)[0]
        start = at + 8
        is_wide = may_be_wide and data[at + 2] & 1
        width = 2 * narrow if is_wide else narrow
        end = start + count * width
        if end > len(data):
            raise _too_many(at + 4, count, width)
        if is_wide:
            return kind(PackedFloat64Array.from_wire(data[start:end]).view()), end
        return kind.from_wire(data[start:end]), end

    return read


def decoder_of(types: TypeTable) -> Callable[..., tuple[Any, int]]:
    """Return `Decoder.decode` by a table of types, compiled where the core is in use."""
    decoder = Decoder(types)
    return compiled(decoder.decode, types, decoder._readers, PoolByteArray)


decode: Callable[..., tuple[Any, int]] = decoder_of(GODOT3)
"""`Decoder.decode`, as Godot 3 does it."""
