"""ConfigFile: settings in sections, as a text that people can read."""

from __future__ import annotations

from typing import Any

from ..base.error import Error
from ..base.fault import push_error
from ..base.spelling import did_you_mean
from ..object.object import Object
from ..variant.error import VariantError
from ..variant.pool_string_array import PoolStringArray
from ..variant.text_file import ExtResource, ObjectText, ResourcePath, SubResource, Tag, read
from ..variant.writer import key_in_file, var2str
from .file import File

_OBJECTS = (ExtResource, SubResource, ResourcePath, ObjectText)


class ConfigFile(Object):
    """Values by section and key, and the text file that keeps them.

        config = ConfigFile()
        config.load("user://settings.cfg")
        volume = config.get_value("audio", "volume", 1.0)
        config.set_value("audio", "volume", 0.5)
        config.save("user://settings.cfg")

    Values are written as `var2str` does: floats have six decimals.

    Unlike Godot, which loses them: the section "" comes back as such wherever it stands, and so do the
    section `a]b` and keys with a semicolon. Objects and resources are an error when they are read.
    Source: Godot 3.6's `ConfigFile`.
    """

    _values_: dict[str, dict[str, Any]]

    def __new__(cls, *args: Any, **kwargs: Any) -> ConfigFile:
        """Make one without sections."""
        self = super().__new__(cls, *args, **kwargs)
        self._values_ = {}
        return self

    def set_value(self, section: str, key: str, value: Any) -> None:
        """Set a value; None removes the key, and a section with the last of its keys."""
        if value is not None:
            self._values_.setdefault(section, {})[key] = value
        elif section in self._values_:
            self._values_[section].pop(key, None)
            if not self._values_[section]:
                del self._values_[section]

    def get_value(self, section: str, key: str, default: Any = None) -> Any:
        """Return a value, `default` if there is none. Logs an error if there is no default either."""
        found = self._values_.get(section, {}).get(key, default)
        if found is None:
            push_error(
                f"get_value: there is no key {key!r} in the section {section!r}, and no default was given."
            )
        return found

    def has_section(self, section: str) -> bool:
        """Return True if there is a section of this name."""
        return section in self._values_

    def has_section_key(self, section: str, key: str) -> bool:
        """Return True if there is a value of this name."""
        return key in self._values_.get(section, {})

    def get_sections(self) -> PoolStringArray:
        """Return the names of the sections."""
        return PoolStringArray(self._values_)

    def get_section_keys(self, section: str) -> PoolStringArray:
        """Return the keys of a section; none, and an error in the log, if it is not there."""
        if section not in self._values_:
            push_error(f"get_section_keys: {self._no_section_(section)}")
        return PoolStringArray(self._values_.get(section, ()))

    def erase_section(self, section: str) -> None:
        """Remove a section. Logs an error if it is not there."""
        if self._values_.pop(section, None) is None:
            push_error(f"erase_section: {self._no_section_(section)}")

    def erase_section_key(self, section: str, key: str) -> None:
        """Remove a key. Logs an error if there is no such section."""
        if section not in self._values_:
            push_error(f"erase_section_key: {self._no_section_(section)}")
        self.set_value(section, key, None)

    def _no_section_(self, section: str) -> str:
        return f"there is no section {section!r}.{did_you_mean(section, self._values_)}"

    def clear(self) -> None:
        """Remove everything."""
        self._values_.clear()

    # -- Text ----------------------------------------------------------------------------------

    def parse(self, data: str) -> Error:
        """Read a text as `save` writes it; what is there already stays, unless it is set anew.

        ERR_PARSE_ERROR, with the place in the log, if it is none; what stands before that was read.
        """
        return self._parse_(data, "<string>")

    def load(self, path: str) -> Error:
        """Read a file; ERR_FILE_NOT_FOUND if it is not there. See `parse`."""
        file = File()
        return file.open(path, File.READ) or self._read_(file)

    def load_encrypted(self, path: str, key: bytes) -> Error:
        """Read an encrypted file: see `File.open_encrypted`."""
        file = File()
        return file.open_encrypted(path, File.READ, key) or self._read_(file)

    def load_encrypted_pass(self, path: str, password: str) -> Error:
        """Read a file that is encrypted with a password."""
        file = File()
        return file.open_encrypted_with_pass(path, File.READ, password) or self._read_(file)

    def save(self, path: str) -> Error:
        """Write a file, anew if it is there; see `File.open` for what may be in the way."""
        file = File()
        return file.open(path, File.WRITE) or self._write_(file)

    def save_encrypted(self, path: str, key: bytes) -> Error:
        """Write an encrypted file: see `File.open_encrypted`."""
        file = File()
        return file.open_encrypted(path, File.WRITE, key) or self._write_(file)

    def save_encrypted_pass(self, path: str, password: str) -> Error:
        """Write a file that is encrypted with a password."""
        file = File()
        return file.open_encrypted_with_pass(path, File.WRITE, password) or self._write_(file)

    def _read_(self, file: File) -> Error:
        text, path = file.get_as_text(), file.get_path()
        file.close()
        return self._parse_(text, path)

    def _parse_(self, text: str, path: str) -> Error:
        section = ""
        try:
            for part in read(text, simple_tags=True):
                if isinstance(part, Tag):
                    section = part.name
                elif isinstance(part.value, _OBJECTS):
                    raise VariantError(
                        f"Line {part.line}: {part.key!r} is an object, which no settings have."
                    )
                else:
                    self.set_value(section, part.key, part.value)
        except VariantError as error:
            push_error(f"ConfigFile: {path}: {error}")
            return Error.ERR_PARSE_ERROR
        return Error.OK

    def _write_(self, file: File) -> Error:
        file.store_string(self._text_())
        file.close()
        return Error.OK

    def _text_(self) -> str:
        """Return what is written."""
        parts = []
        for section, values in self._values_.items():
            lines = [f"{key_in_file(key)}={var2str(value)}\n" for key, value in values.items()]
            parts.append(f"[{section.replace(']', chr(92) + ']')}]\n\n{''.join(lines)}")
        return "\n".join(parts)
