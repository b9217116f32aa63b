# The Godot 4 side of authoritative_server.py: the script of the main scene's root, a Node2D "World".
# The arrow keys say where to go; the server says where everybody is.
extends Node2D

@export var url = "ws://localhost:9080"

var positions = {}  # by peer id, ours too


func _ready():
	multiplayer.connected_to_server.connect(_on_connected)
	var client = WebSocketMultiplayerPeer.new()
	client.create_client(url)
	multiplayer.multiplayer_peer = client


func _on_connected():
	print("Playing as ", multiplayer.get_unique_id())


func _physics_process(_delta):
	if not positions.is_empty():
		set_direction.rpc_id(1, Input.get_vector("ui_left", "ui_right", "ui_up", "ui_down"))


@rpc("any_peer")
func set_direction(_direction):
	pass  # The server does that; both ends declare what either of them does.


@rpc  # from the authority, which is the server, alone
func set_positions(new_positions):
	positions = new_positions
	queue_redraw()


func _draw():
	for id in positions:
		var own = id == multiplayer.get_unique_id()
		draw_circle(positions[id], 10, Color.WHITE if own else Color.GRAY)
