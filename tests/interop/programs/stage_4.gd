# Runs the script SOURCE as /root/NAME, in Godot 4.
extends Node


func _ready():
	var script = GDScript.new()
	script.source_code = FileAccess.get_file_as_string(OS.get_environment("SOURCE"))
	script.reload()
	var node = script.new()
	node.name = OS.get_environment("NAME")
	get_tree().root.add_child.call_deferred(node)
