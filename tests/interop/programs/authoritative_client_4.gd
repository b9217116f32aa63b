# What authoritative_client.gd does, for the client of Godot 4.
extends Node

var world


func _ready():
	var script = GDScript.new()
	script.source_code = FileAccess.get_file_as_string(OS.get_environment("SOURCE"))
	script.reload()
	world = script.new()
	world.name = "World"
	world.url = OS.get_environment("URL")
	get_tree().root.add_child.call_deferred(world)
	for action in OS.get_environment("HOLD").split("|", false):
		Input.action_press(action)


func _process(_delta):
	if FileAccess.file_exists("res://end"):
		get_tree().quit()
	if not world.is_inside_tree() or not multiplayer.get_unique_id() in world.positions:
		return
	var at = world.positions[multiplayer.get_unique_id()]
	if at == Vector2(int(OS.get_environment("X")), int(OS.get_environment("Y"))):
		print("Arrived at ", Vector2i(at), " with ", world.positions.size())
		multiplayer.multiplayer_peer.close()
		set_process(false)
		get_tree().quit.call_deferred()
