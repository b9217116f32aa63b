"""A lobby and a turn game over Godot's high-level multiplayer; the other players may be Godots."""
