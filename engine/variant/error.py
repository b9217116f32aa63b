"""The one error of the codec and of the text forms."""

from __future__ import annotations

from ..base.error import Error, ScriptError


class VariantError(ScriptError, ValueError):
    """A value that cannot be encoded, or bytes or a text that are no value.

    `code` is what Godot's `encode_variant` or `decode_variant` returns for it. Bytes that came from
    a remote peer are the remote's fault: whoever decodes them catches this.
    """

    def __init__(self, message: str, code: Error = Error.ERR_INVALID_DATA) -> None:
        super().__init__(message)
        self.code = code
