"""Themes: what Controls look like, and the dark and the light one that come with Estragon."""

from engine.base.public import public_names

__getattr__, __dir__ = public_names(__name__)
