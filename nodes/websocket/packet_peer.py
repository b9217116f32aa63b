"""PacketPeer: values as packets, for whatever sends and receives packets of bytes."""

from __future__ import annotations

from typing import Any, ClassVar

from engine import ERR_OUT_OF_MEMORY, Error, Object, ScriptError, push_error
from engine.object.lifetime import guarded

from .log import Repeats

_SMALLEST, _LARGEST = 1024, 256 * 1024 * 1024


class PacketPeer(Object):
    """`get_var` and `put_var` on top of `get_packet` and `put_packet`.

    It has no state of its own to set up, so that it can be a further base of a Node.

    Source: Godot 3.6's `PacketPeer`; the encoding is that of `var2bytes`.
    """

    __slots__ = ()

    _stored_: ClassVar[tuple[str, ...]] = ("allow_object_decoding", "encode_buffer_max_size")

    allow_object_decoding: bool = False
    """Kept for scripts that set it: whole objects are refused in any case, as they carry code."""
    _bad_values_: Repeats | None = None
    """Where `get_var` counts what is no value, as the other side can send as much of it as it likes."""
    _encode_buffer_max_size_: int = 8 * 1024 * 1024

    def get_packet(self) -> bytes:
        """Return the next packet."""
        raise NotImplementedError

    def put_packet(self, buffer: bytes) -> Error:
        """Send a packet."""
        raise NotImplementedError

    def get_available_packet_count(self) -> int:
        """Return how many packets wait."""
        raise NotImplementedError

    def get_var(self, allow_objects: bool = False) -> Any:
        """Return the value that the next packet encodes.

        None, with an error in the log, if there is no packet or it encodes none; the packet is gone
        then, as in Godot.
        """
        if not self.get_available_packet_count():
            push_error(f"get_var: {self!r} has no packet. Ask `get_available_packet_count()` first.")
            return None
        from engine.variant.decoder import decode  # few programs need it, and it costs at the start
        from engine.variant.error import VariantError

        packet = self.get_packet()
        try:
            value, _ = decode(packet, 0, allow_objects or self.allow_object_decoding)
        except VariantError as error:
            so_far = self._bad_values_.note() if self._bad_values_ is not None else ""
            if so_far is not None:
                push_error(
                    f"get_var: a packet of {len(packet)} bytes to {self!r} is no value{so_far}: {error}"
                )
            return None
        return value

    def put_var(self, var: Any, full_objects: bool = False) -> Error:
        """Send a value. ERR_OUT_OF_MEMORY, with an error, if it is longer than encode_buffer_max_size.

        Raises VariantError for what cannot be encoded.
        """
        from engine.variant.encoder import encoded

        packet = encoded(var, full_objects or self.allow_object_decoding)
        if len(packet) > self._encode_buffer_max_size_:
            push_error(
                f"put_var: the value takes {len(packet)} bytes, more than encode_buffer_max_size"
                f" ({self._encode_buffer_max_size_})."
            )
            return ERR_OUT_OF_MEMORY
        return self.put_packet(packet)

    @property
    def encode_buffer_max_size(self) -> int:
        """How long the encoding of a value may be, in bytes; 8 MiB unless set.

        Unlike Godot: not rounded up to a power of two.
        """
        return self._encode_buffer_max_size_

    @encode_buffer_max_size.setter
    @guarded
    def encode_buffer_max_size(self, size: int) -> None:
        if not isinstance(size, int) or not _SMALLEST <= size <= _LARGEST:
            raise ScriptError(
                f"encode_buffer_max_size must be {_SMALLEST} to {_LARGEST} bytes, not {size!r}."
            )
        self._encode_buffer_max_size_ = size


def as_bytes(buffer: object) -> bytes:
    """Return a packet as bytes. Raises ScriptError for what is none."""
    if isinstance(buffer, bytes):
        return buffer
    if isinstance(buffer, bytearray | memoryview):
        return bytes(buffer)
    raise ScriptError(
        f"put_packet: a packet is bytes, not {type(buffer).__name__}."
        " Write `put_packet(text.encode())` for a text."
    )
