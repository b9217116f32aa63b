"""A project of Godot 3 that runs as it is, with its scripts in Python: settings, autoloads, main scene."""
