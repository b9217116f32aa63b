"""OS: the system that the program runs on, and its window."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from ..base.error import Error
from ..base.fault import push_error
from ..base.system_name import system_name
from ..files import places
from ..input import keys
from ..object.property import Getter, Setter, getter, setter
from ..performance.monitors import memory, memory_at_most
from ..variant.pool_string_array import PoolStringArray
from ..variant.vector2 import Vector2
from . import dates
from .dates import DATE, TIME, Months
from .running import running_tree
from .singleton import Singleton
from .time import ticks_usec

_NO_PROGRAM = 127


class OperatingSystem(Months, Singleton):
    """What scripts know as `OS`. The window is that of the tree that is being ticked.

    There is what has a meaning here: no MIDI, no power, no tablets.
    Source: Godot 3.6's `OS`.
    """

    _started_: ClassVar[dict[int, Any]] = {}
    """The processes that run beside this one, or have ended."""
    _min_window_size_: tuple[int, int] = (0, 0)

    DAY_SUNDAY: ClassVar[int] = 0
    DAY_MONDAY: ClassVar[int] = 1
    DAY_TUESDAY: ClassVar[int] = 2
    DAY_WEDNESDAY: ClassVar[int] = 3
    DAY_THURSDAY: ClassVar[int] = 4
    DAY_FRIDAY: ClassVar[int] = 5
    DAY_SATURDAY: ClassVar[int] = 6

    low_processor_usage_mode: bool = False
    """Whatever it is: a program sleeps until something is to be done, and draws what has changed."""

    set_low_processor_usage_mode: Setter[bool] = setter("low_processor_usage_mode", "enable")
    is_in_low_processor_usage_mode: Getter[bool] = getter("low_processor_usage_mode")

    # -- The program ---------------------------------------------------------------------------

    def get_name(self) -> str:
        """Return "X11", "Windows", "OSX"; in a page "HTML5", in a program that was run headless "Server"."""
        return system_name()

    def has_feature(self, tag_name: str) -> bool:
        """Return True for the name of the system, "pc" on a desktop, "debug" or "release", "64" or "32"."""
        name = self.get_name()
        kinds = {name, "standalone", "web" if name == "HTML5" else "pc"}
        kinds |= {"debug" if self.is_debug_build() else "release", "64" if sys.maxsize > 1 << 32 else "32"}
        return tag_name in kinds

    def is_debug_build(self) -> bool:
        """Return True if `assert` has an effect: unless Python was started with -O."""
        return __debug__

    def is_stdout_verbose(self) -> bool:
        """Return True if the program was run with --verbose."""
        return "--verbose" in sys.argv

    def get_cmdline_args(self) -> PoolStringArray:
        """Return the arguments of the script."""
        return PoolStringArray(sys.argv[1:])

    def get_executable_path(self) -> str:
        """Return the path of Python."""
        return sys.executable

    def get_process_id(self) -> int:
        """Return the number of this process."""
        return os.getpid()

    @property
    def exit_code(self) -> int:
        """What the program ends with, unless `quit` is told another."""
        return int(running_tree("OS.exit_code").exit_code)

    @exit_code.setter
    def exit_code(self, code: int) -> None:
        running_tree("OS.exit_code").exit_code = code

    def get_thread_caller_id(self) -> int:
        """Return the number of the thread that asks."""
        import threading

        return threading.get_ident()

    set_exit_code: Setter[int] = setter("exit_code", "code")
    get_exit_code: Getter[int] = getter("exit_code")

    def get_static_memory_usage(self) -> int:
        """Return the bytes of memory that the program has; 0 where that cannot be known."""
        return memory()

    def get_static_memory_peak_usage(self) -> int:
        """Return the most bytes of memory that the program has had; 0 where that cannot be known."""
        return memory_at_most()

    # -- The system ----------------------------------------------------------------------------

    def get_environment(self, variable: str) -> str:
        """Return a variable of the environment, an empty text if it is not set."""
        return os.environ.get(variable, "")

    def has_environment(self, variable: str) -> bool:
        """Return True if a variable of the environment is set."""
        return variable in os.environ

    def set_environment(self, variable: str, value: str) -> bool:
        """Set a variable of the environment; return True."""
        os.environ[variable] = value
        return True

    def get_processor_count(self) -> int:
        """Return how many processors there are."""
        return os.cpu_count() or 1

    def get_processor_name(self) -> str:
        """Return what the processor is called."""
        import platform

        return platform.processor() or platform.machine()

    def get_model_name(self) -> str:
        """Return "GenericDevice"."""
        return "GenericDevice"

    def get_unique_id(self) -> str:
        """Return what tells this computer from others, if there is such a thing: an empty text."""
        return ""

    def get_locale(self) -> str:
        """Return the language and the country of the user: "en_GB"."""
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            found = os.environ.get(name, "").partition(".")[0]
            if found not in ("", "C", "POSIX"):
                return found
        return "en"

    def get_locale_language(self) -> str:
        """Return the language of the user: "en"."""
        return self.get_locale().partition("_")[0]

    def get_user_data_dir(self) -> str:
        """Return the folder that `user://` is."""
        return places.globalize(places.USER)

    def get_system_dir(self, dir: int, shared_storage: bool = True) -> str:
        """Return a folder of the user's, SYSTEM_DIR_DESKTOP and its kin; the home folder if there is none."""
        home = os.path.expanduser("~")
        name = ("Desktop", "DCIM", "Documents", "Downloads", "Movies", "Music", "Pictures", "Ringtones")[dir]
        folder = os.path.join(home, name)
        return folder if os.path.isdir(folder) else home

    def is_userfs_persistent(self) -> bool:
        """Return True if what is kept in `user://` is there the next time."""
        return places.storage.persistent

    def get_data_dir(self) -> str:
        """Return the folder in which this system has the data of programs."""
        return places.data_folder()

    def execute(
        self,
        path: str,
        arguments: Sequence[str],
        blocking: bool = True,
        output: list[Any] | None = None,
        read_stderr: bool = False,
        open_console: bool = False,
    ) -> int:
        """Run a program: wait for its end and return its exit code, or return the number of its process.

        What it writes is appended to `output`, as one text. 127, or -1 without waiting, if there is none.
        """
        import subprocess

        command = [path, *arguments]
        try:
            if not blocking:
                process = subprocess.Popen(command)
                self._started_[process.pid] = process
                return process.pid
            errors = subprocess.STDOUT if read_stderr else None
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=errors, check=False)
        except OSError as error:
            push_error(f"OS.execute: {path} cannot be run: {error.strerror}.")
            return _NO_PROGRAM if blocking else -1
        if output is not None:
            output.append(done.stdout.decode(errors="replace"))
        return done.returncode

    def kill(self, pid: int) -> Error:
        """End a process by its number."""
        try:
            os.kill(pid, signal.SIGTERM)
        except OSError:
            return Error.FAILED
        return Error.OK

    def is_process_running(self, pid: int) -> bool:
        """Return True if there is a process of this number; on Windows, if it was run by `execute`."""
        if pid in self._started_:
            running: bool = self._started_[pid].poll() is None
            return running
        if sys.platform == "win32":
            return False
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return True

    def shell_open(self, uri: str) -> Error:
        """Open an address or a file as the user's desktop does."""
        if not uri:
            return Error.ERR_INVALID_PARAMETER
        try:
            import webbrowser
        except ImportError:  # a page has none
            return Error.ERR_UNAVAILABLE
        return Error.OK if webbrowser.open(uri) else Error.FAILED

    # -- Time ----------------------------------------------------------------------------------

    def get_ticks_msec(self) -> int:
        """Return the milliseconds since the program was started."""
        return ticks_usec() // 1000

    def get_ticks_usec(self) -> int:
        """Return the microseconds since the program was started."""
        return ticks_usec()

    def get_unix_time(self) -> int:
        """Return the seconds since the beginning of 1970."""
        return int(time.time())

    def get_system_time_secs(self) -> int:
        """Return the seconds since the beginning of 1970."""
        return int(time.time())

    def get_system_time_msecs(self) -> int:
        """Return the milliseconds since the beginning of 1970."""
        return int(time.time() * 1000)

    def get_date(self, utc: bool = False) -> dict[str, Any]:
        """Return `{"year", "month", "day", "weekday", "dst"}`: `dst` says whether it is summer time."""
        return dates.fields(dates.now(utc), *DATE) | {"dst": self._is_summer_(utc)}

    def get_time(self, utc: bool = False) -> dict[str, Any]:
        """Return `{"hour", "minute", "second"}`."""
        return dates.fields(dates.now(utc), *TIME)

    def get_datetime(self, utc: bool = False) -> dict[str, Any]:
        """Return what `get_date` and `get_time` do."""
        now = dates.now(utc)
        return dates.fields(now, *DATE) | {"dst": self._is_summer_(utc)} | dates.fields(now, *TIME)

    def get_datetime_from_unix_time(self, unix_time_val: int) -> dict[str, Any]:
        """Return `{"hour", "minute", "second", "year", "month", "day", "weekday"}` in UTC."""
        return dates.fields(dates.at(unix_time_val), *TIME, *DATE)

    def get_unix_time_from_datetime(self, datetime: Mapping[str, Any]) -> int:
        """Return the seconds since the beginning of 1970 of such a dictionary."""
        return dates.seconds(dates.of_fields(datetime))

    def get_time_zone_info(self) -> dict[str, Any]:
        """Return `{"bias": minutes ahead of UTC, "name": …}`."""
        return dates.zone()

    def delay_msec(self, msec: int) -> None:
        """Sleep, and with that everything: `await get_tree().create_timer(seconds).timeout` does not."""
        time.sleep(msec / 1000)

    def delay_usec(self, usec: int) -> None:
        """Sleep, as `delay_msec` does."""
        time.sleep(usec / 1_000_000)

    def _is_summer_(self, utc: bool) -> bool:
        return not utc and time.localtime().tm_isdst > 0

    # -- Keys ----------------------------------------------------------------------------------

    def get_scancode_string(self, code: int) -> str:
        """Return the name of a key: "A", "Escape", "Shift+A"."""
        return keys.get_scancode_string(code)

    def find_scancode_from_string(self, string: str) -> int:
        """Return the key of this name, 0 if there is none."""
        return keys.find_scancode_from_string(string)

    def is_scancode_unicode(self, code: int) -> bool:
        """Return True if a key types the character of its number."""
        return 0 < code < keys.SPKEY

    # -- The window ----------------------------------------------------------------------------

    @property
    def window_size(self) -> Vector2:
        """The size of the window in its pixels."""
        return Vector2(*running_tree("OS.window_size").display.window_size)

    @window_size.setter
    def window_size(self, size: Vector2) -> None:
        width, height = size
        running_tree("OS.window_size").display.set_window_size(int(width), int(height))

    get_window_size: Getter[Vector2] = getter("window_size")
    set_window_size: Setter[Vector2] = setter("window_size", "size")

    def get_real_window_size(self) -> Vector2:
        """Return `window_size`: what is around the window is not known."""
        return self.window_size

    def get_screen_count(self) -> int:
        """Return how many screens there are, 1 at least."""
        return len(running_tree("OS.get_screen_count()").display.monitors())

    def get_screen_position(self, screen: int = -1) -> Vector2:
        """Return where a screen is among the others; of none of their numbers the first."""
        return Vector2(*self._monitor_(screen)[:2])

    def get_screen_size(self, screen: int = -1) -> Vector2:
        """Return the size of a screen in its pixels."""
        return Vector2(*self._monitor_(screen)[2:4])

    def get_screen_dpi(self, screen: int = -1) -> int:
        """Return how many pixels of a screen make an inch."""
        dpi: int = self._monitor_(screen).dpi
        return dpi

    def _monitor_(self, screen: int) -> Any:
        monitors = running_tree("A screen").display.monitors()
        return monitors[screen if 0 <= screen < len(monitors) else 0]

    @property
    def min_window_size(self) -> Vector2:
        """The size that the window gets no smaller than, as far as it was set here."""
        return Vector2(*self._min_window_size_)

    @min_window_size.setter
    def min_window_size(self, size: Vector2) -> None:
        width, height = map(int, size)
        running_tree("OS.min_window_size").display.set_min_size(width, height)
        self._min_window_size_ = width, height

    get_min_window_size: Getter[Vector2] = getter("min_window_size")
    set_min_window_size: Setter[Vector2] = setter("min_window_size", "size")

    def set_window_title(self, title: str) -> None:
        """Show a title on the window."""
        running_tree("OS.set_window_title()").display.set_title(title)

    def request_attention(self) -> None:
        """Have the desktop show that something has happened here, if the window is not in front."""
        running_tree("OS.request_attention()").display.request_attention()

    @property
    def clipboard(self) -> str:
        """The text of the clipboard.

        Unlike Godot: where the desktop hands it over only later, it is empty here: `display.get_clipboard` of
        the tree calls back with it.
        """
        found: list[str] = []
        running_tree("OS.clipboard").display.get_clipboard(found.append)
        return found[0] if found else ""

    @clipboard.setter
    def clipboard(self, text: str) -> None:
        running_tree("OS.clipboard").display.set_clipboard(text)

    get_clipboard: Getter[str] = getter("clipboard")
    set_clipboard: Setter[str] = setter("clipboard")

    def has_clipboard(self) -> bool:
        """Return True if the clipboard has a text."""
        return bool(self.clipboard)

    def can_draw(self) -> bool:
        """Return False in a program that was run without a window."""
        return self.get_name() != "Server"


OS: Final = OperatingSystem()
"""The system that the program runs on, and its window: `OS.get_name()`, `OS.get_ticks_msec()`."""
