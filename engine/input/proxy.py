"""What scripts know as `Input` and `InputMap`: those of the tree that is being ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ..base.current import Current

if TYPE_CHECKING:
    from .actions import ActionMap
    from .state import InputState

InputMap: ActionMap = cast("ActionMap", Current("InputMap", "input_map"))
"""The actions of the tree that is being ticked."""

Input: InputState = cast("InputState", Current("Input", "input"))
"""What is held down just now, of the tree that is being ticked."""
