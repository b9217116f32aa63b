# Runs the script SOURCE as /root/NAME.
extends Node


func _ready():
	var file = File.new()
	file.open(OS.get_environment("SOURCE"), File.READ)
	var script = GDScript.new()
	script.source_code = file.get_as_text()
	script.reload()
	var node = script.new()
	node.name = OS.get_environment("NAME")
	get_tree().root.call_deferred("add_child", node)
