# Two games of Godot 4 in one program: Main has the tree's API, its child Room one of its own, for the branch.
#
# Each is a server if PORT or ROOM_PORT is given, else a client of URL or ROOM_URL. What is heard is printed
# with the name of the node; `ask` lets the node at the other end hear of it.
extends Node


func _enter_tree():
	if name == "Main":
		get_tree().set_multiplayer(SceneMultiplayer.new(), "/root/Main/Room")
		for path in ["Room", "Room/Table"]:
			var node = Node.new()
			node.set_script(get_script())
			node.name = path.get_file()
			get_node(path.get_base_dir() if "/" in path else ".").add_child(node)


func _ready():
	if name == "Main":
		Engine.max_fps = 200
		join("PORT", "URL")
	elif name == "Room":
		join("ROOM_PORT", "ROOM_URL")


func join(port, url):
	var peer = WebSocketMultiplayerPeer.new()
	multiplayer.connected_to_server.connect(func(): print("%s is %d" % [name, multiplayer.get_unique_id()]))
	multiplayer.peer_connected.connect(func(id): print("%s met %d" % [name, id]))
	if OS.has_environment(port):
		if peer.create_server(int(OS.get_environment(port))) == OK:
			print("%s listens" % name)
	else:
		peer.create_client(OS.get_environment(url))
	multiplayer.multiplayer_peer = peer


@rpc("any_peer")
func ask(what):
	hear.rpc_id(multiplayer.get_remote_sender_id(), what + "!")


@rpc("any_peer")
func hear(what):
	print("%s heard %s from %d" % [name, what, multiplayer.get_remote_sender_id()])


func _process(_delta):
	if name == "Main" and FileAccess.file_exists("res://end"):
		get_tree().quit()
