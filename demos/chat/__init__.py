"""A chat over WebSockets: raw, or with Godot's multiplayer framing; the other ends may be Godots."""
