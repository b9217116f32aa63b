"""Engine: how the program runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from ..base.error import ScriptError
from ..base.spelling import did_you_mean
from ..object.property import Getter, Setter, getter, setter
from .running import running_tree
from .singleton import Singleton

_LICENCE = "MIT AND OFL-1.1"
_SINGLETONS = (
    *("Engine", "Geometry", "Input", "InputMap", "JSON", "Marshalls", "OS", "Performance"),
    *("ProjectSettings", "ResourceLoader", "Time"),
)


class RunningEngine(Singleton):
    """What scripts know as `Engine`: of the tree that is being ticked. Source: Godot 3.6's `Engine`.

    Unlike Godot: each tree has these settings for itself, so they are used from `_enter_tree` or `_ready` on.
    """

    editor_hint: bool = False
    """False: there is no editor."""
    print_error_messages: bool = True
    """Whether errors are logged; Python's `logging` decides that."""

    @property
    def time_scale(self) -> float:
        """What every delta is multiplied with."""
        return float(running_tree("Engine.time_scale").time_scale)

    @time_scale.setter
    def time_scale(self, value: float) -> None:
        running_tree("Engine.time_scale").time_scale = value

    @property
    def target_fps(self) -> int:
        """Frames a second at the most; 0 is as many as physics steps."""
        return int(running_tree("Engine.target_fps").target_fps)

    @target_fps.setter
    def target_fps(self, value: int) -> None:
        running_tree("Engine.target_fps").target_fps = value

    @property
    def iterations_per_second(self) -> int:
        """Physics steps a second."""
        return int(running_tree("Engine.iterations_per_second").iterations_per_second)

    @iterations_per_second.setter
    def iterations_per_second(self, value: int) -> None:
        running_tree("Engine.iterations_per_second").iterations_per_second = value

    @property
    def physics_jitter_fix(self) -> float:
        """How many physics steps may be owed or ahead in steady frames."""
        return float(running_tree("Engine.physics_jitter_fix").physics_jitter_fix)

    @physics_jitter_fix.setter
    def physics_jitter_fix(self, value: float) -> None:
        running_tree("Engine.physics_jitter_fix").physics_jitter_fix = value

    get_time_scale: Getter[float] = getter("time_scale")
    set_time_scale: Setter[float] = setter("time_scale")
    get_target_fps: Getter[int] = getter("target_fps")
    set_target_fps: Setter[int] = setter("target_fps")
    get_iterations_per_second: Getter[int] = getter("iterations_per_second")
    set_iterations_per_second: Setter[int] = setter("iterations_per_second")
    get_physics_jitter_fix: Getter[float] = getter("physics_jitter_fix")
    set_physics_jitter_fix: Setter[float] = setter("physics_jitter_fix")

    def is_editor_hint(self) -> bool:
        """Return False: there is no editor."""
        return self.editor_hint

    is_printing_error_messages: Getter[bool] = getter("print_error_messages")

    def get_main_loop(self) -> Any:
        """Return the SceneTree."""
        return running_tree("Engine.get_main_loop()")

    def get_idle_frames(self) -> int:
        """Return how many frames there were so far."""
        return int(running_tree("Engine.get_idle_frames()").get_idle_frames())

    def get_frames_drawn(self) -> int:
        """Return how many frames there were so far: all of them may be drawn."""
        return self.get_idle_frames()

    def get_physics_frames(self) -> int:
        """Return how many physics steps there were so far."""
        return int(running_tree("Engine.get_physics_frames()").get_frame())

    def get_frames_per_second(self) -> float:
        """Return how many frames the last second had."""
        monitors = running_tree("Engine.get_frames_per_second()").performance
        return float(monitors.get_monitor(monitors.TIME_FPS))

    def get_physics_interpolation_fraction(self) -> float:
        """Return how far a frame is between two physics steps; 0: what is drawn is as of the last one."""
        return 0.0

    def is_in_physics_frame(self) -> bool:
        """Return True inside a physics step."""
        return bool(running_tree("Engine.is_in_physics_frame()").is_in_physics_frame())

    def has_singleton(self, name: str) -> bool:
        """Return True if there is something of this name that a program has one of."""
        return name in _SINGLETONS

    def get_singleton(self, name: str) -> Any:
        """Return what a program has one of, by its name."""
        if name not in _SINGLETONS:
            raise ScriptError(f"get_singleton: there is no {name!r}.{did_you_mean(name, _SINGLETONS)}")
        return getattr(import_module(__name__.partition(".")[0]), name)

    def get_version_info(self) -> dict[str, Any]:
        """Return the version of Godot whose names and behaviour these are: `{"major": 3, "minor": 6, …}`."""
        return {
            "major": 3,
            "minor": 6,
            "patch": 2,
            "hex": 0x030602,
            "status": "stable",
            "build": "estragon",
            "year": 2025,
            "hash": "",
            "string": "3.6.2-stable (estragon)",
        }

    def get_license_text(self) -> str:
        """Return the licence, and that of the fonts that come along."""
        return _LICENCE


Engine: Final = RunningEngine()
"""How the program runs: `Engine.target_fps = 30`, `Engine.get_main_loop()`."""
