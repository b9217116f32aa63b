"""The packets of Godot 3's high-level multiplayer."""
