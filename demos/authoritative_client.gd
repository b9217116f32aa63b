# The Godot 3 side of authoritative_server.py: the script of the main scene's root, a Node2D "World".
# The arrow keys say where to go; the server says where everybody is.
extends Node2D

export var url = "ws://localhost:9080"

var positions = {}  # by peer id, ours too


func _ready():
	get_tree().connect("connected_to_server", self, "_on_connected")
	var client = WebSocketClient.new()
	client.connect_to_url(url, PoolStringArray(), true)
	get_tree().network_peer = client


func _on_connected():
	print("Playing as ", get_tree().get_network_unique_id())


func _physics_process(_delta):
	if not positions.empty():
		rpc_id(1, "set_direction", wanted_direction())


func wanted_direction():
	var right = Input.get_action_strength("ui_right") - Input.get_action_strength("ui_left")
	var down = Input.get_action_strength("ui_down") - Input.get_action_strength("ui_up")
	return Vector2(right, down)


puppet func set_positions(new_positions):  # puppet: from the server alone
	positions = new_positions
	update()


func _draw():
	for id in positions:
		var own = id == get_tree().get_network_unique_id()
		draw_circle(positions[id], 10, Color.white if own else Color.gray)
