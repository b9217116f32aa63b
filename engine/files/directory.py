"""Directory: folders, and what is in them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable

from ..base.error import Error, ScriptError
from ..base.fault import push_error
from ..object.object import Object
from . import places
from .file import error_of


class Directory(Object):
    """Lists, makes, moves and removes files and folders, from the folder that is open: at first `res://`.

        directory = Directory()
        if directory.open("user://saves") == OK:
            directory.list_dir_begin(True)
            name = directory.get_next()
            while name != "":
                print(name, directory.current_is_dir())
                name = directory.get_next()

    Unlike Godot: names come in their order, and nothing leads out of `res://` or `user://`.
    Source: Godot 3.6's `Directory`.
    """

    _scheme_: str = places.RES
    _folder_: str = ""
    """In the file system; empty for `res://`."""
    _names_: list[str] | None = None
    """What is still to be listed, the last first."""
    _name_: str = ""

    def open(self, path: str) -> Error:
        """Open a folder; ERR_INVALID_PARAMETER if there is none."""
        try:
            folder = places.globalize(path)
        except ValueError as error:
            error_of(error)
            return Error.ERR_INVALID_PARAMETER
        if not os.path.isdir(folder):
            return Error.ERR_INVALID_PARAMETER
        self._scheme_, self._folder_ = places.scheme_of(path), os.path.abspath(folder)
        return Error.OK

    def change_dir(self, todir: str) -> Error:
        """Open another folder, from the one that is open; ERR_INVALID_PARAMETER if there is none."""
        try:
            folder = self._place_(todir)
        except ValueError:
            return Error.OK  # it stays where it is, as in Godot
        if not os.path.isdir(folder):
            return Error.ERR_INVALID_PARAMETER
        self._scheme_ = places.scheme_of(todir) or self._scheme_
        self._folder_ = os.path.abspath(folder)
        return Error.OK

    def get_current_dir(self) -> str:
        """Return the path of the folder that is open."""
        here = self._here_()
        return places.localize(here, self._scheme_) if self._scheme_ else here.replace(os.sep, "/")

    # -- Listing -------------------------------------------------------------------------------

    def list_dir_begin(self, skip_navigational: bool = False, skip_hidden: bool = False) -> Error:
        """Begin to list the folder. Without `skip_navigational` "." and ".." are listed, too."""
        try:
            names = os.listdir(self._here_())
        except OSError:
            return Error.ERR_CANT_OPEN
        if skip_hidden:
            names = [name for name in names if not name.startswith(".")]
        if not skip_navigational:
            names += [".", ".."]
        self._names_ = sorted(names, reverse=True)
        return Error.OK

    def get_next(self) -> str:
        """Return the next name, an empty text after the last."""
        self._name_ = self._names_.pop() if self._names_ else ""
        if not self._name_:
            self._names_ = None
        return self._name_

    def current_is_dir(self) -> bool:
        """Return True if what `get_next` has returned is a folder."""
        return os.path.isdir(os.path.join(self._here_(), self._name_))

    def list_dir_end(self) -> None:
        """End listing."""
        self._names_ = None

    # -- Asking --------------------------------------------------------------------------------

    def file_exists(self, path: str) -> bool:
        """Return True if there is a file."""
        return self._asked_(path, os.path.isfile)

    def dir_exists(self, path: str) -> bool:
        """Return True if there is a folder."""
        return self._asked_(path, os.path.isdir)

    def get_space_left(self) -> int:
        """Return how many bytes may still be written."""
        return shutil.disk_usage(self._here_()).free

    def get_drive_count(self) -> int:
        """Return how many drives there are: one, but on Windows."""
        return len(_drives())

    def get_drive(self, idx: int) -> str:
        """Return the name of a drive."""
        drives = _drives()
        if idx not in range(len(drives)):
            raise ScriptError(f"get_drive: there is no drive {idx}: there are {len(drives)}, counted from 0.")
        return drives[idx]

    def get_current_drive(self) -> int:
        """Return the number of the drive that the open folder is on."""
        here = os.path.splitdrive(self._here_())[0].lower()
        return next((i for i, drive in enumerate(_drives()) if here and drive.lower().startswith(here)), 0)

    # -- Changing ------------------------------------------------------------------------------

    def make_dir(self, path: str) -> Error:
        """Make a folder: ERR_ALREADY_EXISTS if it is there, ERR_CANT_CREATE if the one above is not."""
        return self._changed_(path, os.mkdir, Error.ERR_CANT_CREATE)

    def make_dir_recursive(self, path: str) -> Error:
        """Make a folder and those above it, as far as they are not there."""
        return self._changed_(path, _make_all, Error.ERR_CANT_CREATE)

    def remove(self, path: str) -> Error:
        """Remove a file or an empty folder; FAILED if there is none, or it is not empty."""
        return self._changed_(path, _remove, Error.FAILED)

    def copy(self, from_: str, to: str) -> Error:
        """Copy a file; ERR_FILE_NOT_FOUND if it is not there, or the folder to copy it to is not."""
        try:
            target = self._place_(to)
            shutil.copyfile(self._place_(from_), target)
        except (OSError, ValueError) as error:
            return error_of(error)
        places.wrote(target)
        return Error.OK

    def rename(self, from_: str, to: str) -> Error:
        """Give a file or a folder another name or place; ERR_DOES_NOT_EXIST if it is not there."""
        try:
            source, target = self._place_(from_), self._place_(to)
            if not os.path.lexists(source):
                return Error.ERR_DOES_NOT_EXIST
            os.replace(source, target)
        except OSError:
            return Error.FAILED
        except ValueError as error:
            return error_of(error)
        places.wrote(target)
        places.wrote(source)
        return Error.OK

    # -- Within --------------------------------------------------------------------------------

    def _here_(self) -> str:
        return self._folder_ or places.globalize(places.RES)

    def _place_(self, path: str) -> str:
        """Return where a path is, from the folder that is open; ValueError if it leads out of `user://`."""
        if places.scheme_of(path) or os.path.isabs(path):
            return places.globalize(path)
        here = self.get_current_dir()
        return places.globalize(f"{here.rstrip('/') if not here.endswith('://') else here}/{path}")

    def _asked_(self, path: str, ask: Callable[[str], bool]) -> bool:
        try:
            return ask(self._place_(path))
        except ValueError:
            return False

    def _changed_(self, path: str, change: Callable[[str], None], failed: Error) -> Error:
        try:
            place = self._place_(path)
            change(place)
        except FileExistsError:
            return Error.ERR_ALREADY_EXISTS
        except OSError:
            return failed
        except ValueError as error:
            push_error(str(error))
            return failed
        places.wrote(place)
        return Error.OK


def _make_all(path: str) -> None:
    os.makedirs(path, exist_ok=True)


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        os.rmdir(path)
    else:
        os.remove(path)


def _drives() -> list[str]:
    if sys.platform == "win32" and sys.version_info >= (3, 12):
        return [drive.rstrip("\\") for drive in os.listdrives()]
    return [os.path.splitdrive(os.getcwd())[0] or "/"]
