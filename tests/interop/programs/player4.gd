# A player of Godot 4 at /root/Main: a server if PORT is given, else a client of URL.
#
# It prints what happens to its connections, and what it hears and from whom. `do` takes an order, an
# expression of GDScript. ASKS: it lets in who says this word, and says it itself. player3.gd is the same.
extends Node

var peer = WebSocketMultiplayerPeer.new()


func _ready():
	Engine.max_fps = 200
	var api = multiplayer
	api.peer_connected.connect(func(id): print("Peer %d is here, %s" % [id, api.get_peers()]))
	api.peer_disconnected.connect(func(id): print("Peer %d is gone, %s" % [id, api.get_peers()]))
	api.connected_to_server.connect(func(): print("Connected as %d" % api.get_unique_id()))
	api.connection_failed.connect(func(): print("Failed"))
	api.server_disconnected.connect(func(): print("The server is gone"))
	api.peer_packet.connect(func(id, bytes): print("%d bytes from %d" % [bytes.size(), id]))
	if OS.has_environment("ASKS"):
		api.auth_callback = func(id, data):
			if data.get_string_from_utf8() == OS.get_environment("ASKS"):
				print("%d said it" % id)
				api.complete_auth(id)
		api.peer_authenticating.connect(
			func(id): api.send_auth(id, OS.get_environment("ASKS").to_utf8_buffer()))
		api.peer_authentication_failed.connect(func(id): print("%d was not let in" % id))
	if OS.has_environment("PORT"):
		if peer.create_server(int(OS.get_environment("PORT"))) == OK:
			print("Listening")
	else:
		peer.create_client(OS.get_environment("URL"))
	api.multiplayer_peer = peer


@rpc("any_peer")
func do(order):
	var expression = Expression.new()
	if expression.parse(order) != OK:
		print("No order: ", order)
	expression.execute([], self)


@rpc("any_peer")
func hear(what):
	print("Heard %s from %d" % [what, multiplayer.get_remote_sender_id()])


func _process(_delta):
	if FileAccess.file_exists("res://end"):
		get_tree().quit()
