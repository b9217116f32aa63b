"""What `Node` and `SceneTree` delegate to: one job a module."""
