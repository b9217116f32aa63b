"""Godot's value types. They know nothing of the tree."""

from .pool_byte_array import PoolByteArray

__all__ = ["PoolByteArray"]
