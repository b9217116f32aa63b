# Runs the demo's client, whose source is SOURCE, as /root/World, and holds the keys of the actions
# in HOLD down. When its own position has come to the walls X and Y, it prints that and ends.
extends Node

var world


func _ready():
	var file = File.new()
	file.open(OS.get_environment("SOURCE"), File.READ)
	var script = GDScript.new()
	script.source_code = file.get_as_text()
	script.reload()
	world = script.new()
	world.name = "World"
	world.url = OS.get_environment("URL")
	get_tree().root.call_deferred("add_child", world)
	for action in OS.get_environment("HOLD").split("|", false):
		Input.action_press(action)


func _process(_delta):
	if not world.is_inside_tree() or world.positions.empty():
		return
	var at = world.positions[get_tree().get_network_unique_id()]
	if at == Vector2(int(OS.get_environment("X")), int(OS.get_environment("Y"))):
		print("Arrived at ", at, " with ", world.positions.size())
		get_tree().network_peer.disconnect_from_host()
		set_process(false)
		get_tree().call_deferred("quit")
