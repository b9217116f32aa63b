"""Who calls `SceneTree.iteration`, and when. Runners own time; a tree has none of its own."""
