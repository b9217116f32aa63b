"""`var2bytes` and `bytes2var`, and Godot 4's `var_to_bytes` and `bytes_to_var`, as scripts know them."""

from __future__ import annotations

from typing import Any

from ..base.fault import push_error
from ..core import compiled
from .decoder import decode
from .encoder import encoded
from .error import VariantError
from .pool_byte_array import PoolByteArray


@compiled
def var2bytes(var: Any, full_objects: bool = False) -> PoolByteArray:
    """Return `var` as the bytes that Godot 3 makes of it.

    A value that has no encoding raises `VariantError`. Objects are sent as their id; *unlike Godot,*
    `full_objects` does not send them whole but raises.
    """
    return PoolByteArray(encoded(var, full_objects))


@compiled
def var_to_bytes(variable: Any) -> PoolByteArray:
    """Return `variable` as the bytes that Godot 4 makes of it, which numbers types differently."""
    from .godot4 import encoded  # few programs need it, and it costs at the start

    return PoolByteArray(encoded(variable))


@compiled
def bytes2var(bytes: bytes | bytearray | memoryview, allow_objects: bool = False) -> Any:
    """Return the value that `bytes` encode; what follows it is ignored.

    As in Godot, bytes that encode nothing are logged as an error and give None: they mostly came
    from somebody else, and what a remote peer sends must not stop a script. To tell them from an
    encoded None, use `engine.variant.decoder.decode`, which raises `VariantError`.
    """
    try:
        return decode(bytes, 0, allow_objects)[0]
    except VariantError as error:
        push_error(f"bytes2var: {error}")
        return None


@compiled
def bytes_to_var(bytes: bytes | bytearray | memoryview) -> Any:
    """Return the value that `bytes` encode as Godot 4 does; otherwise as `bytes2var`."""
    from .godot4 import decode

    try:
        return decode(bytes)[0]
    except VariantError as error:
        push_error(f"bytes_to_var: {error}")
        return None
