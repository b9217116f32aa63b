"""The driver of the desktop, with pyglet."""
