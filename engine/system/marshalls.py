"""Marshalls: values, texts and bytes in base 64."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final

from ..base.fault import push_error
from ..variant.marshalls import bytes2var, var2bytes
from ..variant.pool_byte_array import PoolByteArray
from .singleton import Singleton


class Base64(Singleton):
    """What scripts know as `Marshalls`. What is no base 64 is logged, and gives nothing. Source: Godot 3."""

    def raw_to_base64(self, array: bytes) -> str:
        """Return bytes as base 64."""
        return base64.b64encode(array).decode()

    def base64_to_raw(self, base64_str: str) -> PoolByteArray:
        """Return the bytes of a text in base 64."""
        return PoolByteArray(_bytes_of(base64_str))

    def utf8_to_base64(self, utf8_str: str) -> str:
        """Return a text as base 64."""
        return self.raw_to_base64(utf8_str.encode(errors="replace"))

    def base64_to_utf8(self, base64_str: str) -> str:
        """Return the text that a text in base 64 stands for."""
        return _bytes_of(base64_str).decode(errors="replace")

    def variant_to_base64(self, variant: Any, full_objects: bool = False) -> str:
        """Return a value as base 64 of what `var2bytes` gives."""
        return self.raw_to_base64(var2bytes(variant, full_objects))

    def base64_to_variant(self, base64_str: str, allow_objects: bool = False) -> Any:
        """Return the value that a text in base 64 stands for, None for none: see `bytes2var`."""
        return bytes2var(_bytes_of(base64_str), allow_objects)


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        push_error(f"Marshalls: {text[:40]!r} is no base 64: {error}.")
        return b""


Marshalls: Final = Base64()
"""Values, texts and bytes in base 64: `Marshalls.utf8_to_base64(text)`."""
