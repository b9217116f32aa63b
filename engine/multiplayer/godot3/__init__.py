"""Godot 3's packets: how they are made and read (`packets`), and what is said in them (`wire`)."""
