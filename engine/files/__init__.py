"""Files and folders as Godot has them: `res://` and `user://`, File, Directory, ConfigFile."""
