"""Godot 4's packets: how they are made and read (`packets`), and which numbers methods have (`methods`)."""
